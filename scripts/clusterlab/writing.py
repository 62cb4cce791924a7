"""Numbers as people write them: 1,234.5 and 1.234,5 and 1 234,5 and 12,34,567.5, both ways."""

# The narrow space that does not break: between groups of digits, and before a unit.
THIN = "\u202f"
MINUS = "\u2212"
_SPACES = " \t\u00a0\u2007\u2009\u202f'\u2019"
_CURRENCY = "$\u00a2\u00a3\u00a5\u09f3\u0e3f"  # and U+20A0 to U+20C0
_WORDS = (("lakhs", 100000), ("lakh", 100000), ("crores", 10000000), ("crore", 10000000))
_ZEROS = (0x0660, 0x06F0, 0x0966, 0x09E6)  # Arabic, Persian, Devanagari, Bengali


def number(x, places=0, marks="1,234.5"):
    """A number as text.

    ``places``: digits after the decimal mark; halves are rounded away from zero. ``marks``: an example of how numbers are
    written: "1,234.5", "1.234,5", "1 234,5", "1234.5", or "12,34,567.5" (lakh and crore). Raises ValueError for a
    value that is not a finite number, and for marks that cannot be read.
    """
    group, point, indian = _style(marks)
    digits = _digits(x, places)
    whole = digits[: len(digits) - places]
    text = _grouped(whole, group, indian) + (point + digits[len(digits) - places :] if places else "")
    return MINUS + text if x < 0 and digits.strip("0") else text


def money(x, currency="", places=0, marks="1,234.5", after=False):
    """An amount of money as text: "US$ 1,234.50", or with ``after`` "1.234,50 EUR". The rest as in ``number``."""
    text = number(x, places, marks)
    if not currency:
        return text
    if after:
        return text + THIN + currency
    return text[0] + currency + THIN + text[1:] if text[0] == MINUS else currency + THIN + text


def percent(share, places=1, marks="1,234.5"):
    """A share as a percentage: 0.067 is "6.7 %". The rest as in ``number``."""
    return number(share * 100, places, marks) + THIN + "%"


def _style(marks):
    """Group mark, decimal mark, and whether groups are Indian, from an example of a number."""
    signs = [sign for sign in marks if not _is_digit(sign)]
    point = signs[-1] if signs else ""
    group = signs[0] if len(signs) > 1 else ""
    parts = marks.replace(point, group).split(group) if group else []
    known = point in (".", ",", "\u066b") and (not group or group in ",.\u066c" + _SPACES) and group != point
    if not known or not all(sign == group for sign in signs[:-1]):
        raise ValueError('marks is an example of a number, like "1,234.5" or "1.234,5" or "1 234,5" or "12,34,567.5"')
    return (THIN if group == " " else group), point, len(parts) > 3 and len(parts[1]) == 2


def _is_digit(sign):
    return "0" <= sign <= "9"


def _digits(x, places):
    """All digits of the rounded value, at least one before the decimal mark."""
    if x != x or x in (float("inf"), float("-inf")):
        raise ValueError("this is not a number that can be written")
    size, scale = abs(x), 10**places
    scaled = size * scale if isinstance(size, int) else int(size * scale + 0.5 + 1e-9)
    digits = str(scaled)
    return "0" * (places + 1 - len(digits)) + digits


def _grouped(whole, group, indian):
    """Digits in groups of three; in Indian style groups of two stand before the last three."""
    if not group or len(whole) < 4:
        return whole
    rest, parts = whole[:-3], [whole[-3:]]
    size = 2 if indian else 3
    while rest:
        parts.insert(0, rest[-size:])
        rest = rest[:-size]
    return group.join(parts)


def parse_number(text, marks="", unit=""):
    """A number from text as people type or paste it: "1.234,5", "1,234.5", "12,34,567", "1 234", "6.7 %", "2 lakh".

    A percentage comes back as a share (6.7 % is 0.067). Signs of currencies and ``unit`` may stand around the number.
    "1,234" can be read in two ways: ``marks``, an example as in ``number``, says which. Raises ValueError, with the mend,
    for what cannot be read or can be read in two ways.
    """
    if not isinstance(text, str):
        return text
    body, factor = _body(text, unit)
    sign = -1 if body[:1] == "-" else 1
    plain = _plain(body[1:].strip() if body[:1] in ("-", "+") else body, text, marks)
    value = float(plain) if "." in plain else int(plain)
    return sign * (value if factor == 1 else value * factor if factor > 1 else value / 100)


def _body(text, unit):
    """Only digits, marks and sign are left; and what a word or a percent sign after the number multiplies it with."""
    text = text.replace(unit, " ") if unit else text
    body = "".join([_simple(sign) for sign in text if sign not in _CURRENCY and not 0x20A0 <= ord(sign) <= 0x20C0]).strip()
    if body[-1:] == "%":
        return body[:-1].strip(), 0.01
    for word, factor in _WORDS:
        if body.lower().endswith(word):
            return body[: -len(word)].strip(), factor
    return body, 1


def _simple(sign):
    """One sign in its plain form: digits of other scripts, spaces, minus signs, Arabic marks."""
    if sign in _SPACES:
        return " "
    for zero in _ZEROS:
        if zero <= ord(sign) < zero + 10:
            return chr(48 + ord(sign) - zero)
    return {MINUS: "-", "\u066b": ".", "\u066c": ",", "\u066a": "%"}.get(sign, sign)


def _plain(body, text, marks):
    """The digits with a point for decimals, as Python reads them."""
    signs = [sign for sign in body if not _is_digit(sign)]
    if len(signs) == len(body) or not all(sign in ",. " for sign in signs):
        raise ValueError('"' + text + '" is not a number: use digits, with a comma or point where needed')
    point = _point(body, signs, text, marks)
    whole, rest = body, ""
    if point:
        at = body.rfind(point)
        whole, rest = body[:at], body[at + 1 :]
    groups = [sign for sign in whole if not _is_digit(sign)]
    parts = whole.replace(groups[0], " ").split(" ") if groups else [whole]
    if rest.strip("0123456789") or (groups and (groups != groups[:1] * len(groups) or not _fits(parts))):
        raise ValueError('the marks in "' + text + '" do not stand where thousands end; write it without them')
    return "".join(parts) + ("." + rest if rest else "") if whole else "0." + rest


def _point(body, signs, text, marks):
    """The decimal mark in a number, or "" when it has none."""
    if not signs or signs[-1] == " " or (signs.count(signs[-1]) > 1):
        return ""
    last = signs[-1]
    parts = body.split(last)
    one_group = len(signs) == 1 and len(parts[1]) == 3 and 1 <= len(parts[0]) <= 3 and parts[0][0] != "0"
    if not one_group:
        return last
    if not marks:
        raise ValueError('"' + text + '" can be read in two ways: write it without the mark for thousands')
    return last if _style(marks)[1] == last else ""


def _fits(parts):
    """Whether groups of digits are thousands (1|234|567) or lakh and crore (12|34|567)."""
    middle = parts[1:-1]
    sizes = all(len(part) == 3 for part in middle) or all(len(part) == 2 for part in middle)
    return 1 <= len(parts[0]) <= 3 and len(parts[-1]) == 3 and sizes and all(not part.strip("0123456789") for part in parts)
