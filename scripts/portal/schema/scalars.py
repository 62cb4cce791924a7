"""The kinds of plain value a field can hold, each decided from the text as typed.

The reader hands over text only; nothing here guesses. ``1_000``, ``1.0`` and ``007`` are not whole numbers,
``30 February`` is not a date, and ``no`` is the word "no" wherever text is wanted.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from portal.read.files import unreadable

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
MAX_DIGITS = 15
MAX_ID = 80
YES_NO = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
YES_NO |= {word: word for word in ("true", "false")}
ADDRESS = re.compile(r"[\x21-\x7e]+\Z")
COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
COUNTRY = "[A-Z]{2}"
MODULUS = "[A-Za-z0-9_-]{342,684}"  # base64url of 256 to 512 bytes
LANGUAGE = "[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"

# Marks that NFC may melt into the letter before them and, to be brief, the scripts between Arabic marks and Balinese:
# an editor does not count these characters, so that it never refuses what `portal check` accepts.
_MARKS = "\\u0300-\\u036f\\u0653-\\u1b35\\u3099\\u309a"
_PLAIN = ("number", "boolean")  # what an editor may take a plain text for, such as 2016 or true


def _editor(title: str, pattern: str, *types: str, **more: Any) -> WithJsonSchema:
    """What a YAML editor checks: the pattern where it sees text, else the types."""
    given = {"title": title, "type": ["string", *types], "pattern": pattern}
    return WithJsonSchema({**given, "patternErrorMessage": f"Needed here: {title}.", **more})


def _trimmed(pattern: str) -> str:
    """The pattern with white space around it, which the validators cut off."""
    return rf"^\s*(?:{pattern.removesuffix(chr(92) + 'Z')})\s*$"


class Translate:
    """Marks a text that readers see: ``text`` is one plain line, ``prose`` is Markdown."""

    def __init__(self, kind: str):
        self.kind = kind

    def __repr__(self) -> str:
        return f"Translate({self.kind!r})"


class MaxChars:
    """Marks the longest text a field takes, counted in characters."""

    def __init__(self, limit: int):
        self.limit = limit


def fault(code: str, message: str, mend: str = "") -> PydanticCustomError:
    """An error of ours that pydantic carries to the place of the value: code, what, mend."""
    return PydanticCustomError(code, "{message}", {"message": message, "mend": mend})


def is_text(value: Any) -> str:
    """Text that is not empty. Raises S204 for nothing, S205 for a list or mapping."""
    if value is None or (isinstance(value, str) and not value.strip()):
        raise fault("S204", "the value is empty", "write a value or leave the key out")
    if not isinstance(value, str):
        raise fault("S205", "this needs text", "write one text, not a list or keys below it")
    return unicodedata.normalize("NFC", value)


def _line(value: Any) -> str:
    text = is_text(value).strip()
    if len(text.splitlines()) > 1:
        raise fault("S206", "this text must be one line, without a break", 'write ">-" instead of "|", and no empty lines in it')
    return text


def _prose(value: Any) -> str:
    text = is_text(value)
    if too_long := unreadable(text):
        raise fault("S231", *too_long)
    return text.replace("\r", "\n").strip("\n")


def _whole(value: Any) -> int:
    text = _line(value)
    if not WHOLE.match(text) or len(text) > MAX_DIGITS:
        mend = "write plain digits without separators, point or leading zero, like 1250"
        raise fault("S210", f'"{_cut(text)}" is not a whole number', mend)
    return int(text)


def _number(value: Any) -> Decimal:
    text = _line(value)
    if not NUMBER.match(text) or len(text) > MAX_DIGITS:
        mend = "write plain digits without separators, with a decimal point if needed, like 1250 or 0.5"
        raise fault("S211", f'"{_cut(text)}" is not a number', mend)
    return Decimal(text) + 0  # -0 is 0


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _date(value: Any) -> datetime.date:
    text = _line(value)
    mend = "write year, month and day, like 2020-02-03"
    if not DATE.match(text):
        raise fault("S212", f'"{_cut(text)}" is not a date', mend)
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise fault("S212", f'"{text}" is not a day of the calendar', mend) from None


def _year(value: Any) -> int:
    year = _whole(value)
    if not 1900 <= year <= 2100:
        raise fault("S213", f'"{year}" is not a year between 1900 and 2100', "write four digits, like 2016")
    return year


def _degrees(most: int):
    """Whole degrees from the equator or from Greenwich, at most ``most`` to each side."""

    def check(value: Any) -> int:
        degrees = _whole(value)
        if abs(degrees) > most:
            mend = "write whole degrees; south and west have a minus sign"
            raise fault("S224", f'"{degrees}" is not between -{most} and {most} degrees', mend)
        return degrees

    return check


def _truth(value: Any) -> bool:
    text = _line(value)
    if text not in ("true", "false"):
        mend = YES_NO.get(text.lower())
        mend = f'write "{mend}"' if mend else 'write "true" or "false"'
        raise fault("S214", f'"{_cut(text)}" is neither true nor false', mend)
    return text == "true"


def _id(value: Any) -> str:
    text = _line(value)
    if not KEBAB.match(text) or len(text) > MAX_ID:
        mend = f"use small letters a to z, digits and single hyphens, at most {MAX_ID} of them, like export-consortium"
        raise fault("S215", f'"{_cut(text)}" cannot be an id', mend)
    return text


def _address(value: Any) -> str:
    text = _line(value)
    if not ADDRESS.match(text) or set(text) & set('"<>`{}|\\^') or not _has_host(text):
        mend = "write the whole address, starting with https:// and without spaces"
        raise fault("S216", f'"{_cut(text)}" is not a web address', mend)
    return text


def _has_host(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname)


def _colour(value: Any) -> str:
    text = _line(value).lower()
    if not COLOUR.match(text):
        mend = 'write # and six of the characters 0 to 9 and a to f, in quotes: "#0b5c6b"'
        raise fault("S217", f'"{_cut(text)}" is not a colour', mend)
    return text


def _modulus(value: Any) -> str:
    text = _line(value)
    if not re.fullmatch(MODULUS, text):
        mend = "copy the whole entry that `portal certify keys` printed"
        raise fault("S223", f'"{_cut(text)}" is not the long number of an RSA key of 2048 to 4096 bits', mend)
    return text


def _country(value: Any) -> str:
    text = _line(value)
    if not re.fullmatch(COUNTRY, text):
        raise fault("S218", f'"{_cut(text)}" is not a country code', "write two capital letters, like GH")
    return text


def _language(value: Any) -> str:
    text = _line(value)
    if not re.fullmatch(LANGUAGE, text):
        raise fault("S219", f'"{_cut(text)}" is not a language code', "write a code like en, fr, ar or pt-BR")
    return text


def _clock(value: Any) -> str:
    text = _line(value)
    if not re.fullmatch(CLOCK, text):
        raise fault("S222", f'"{_cut(text)}" is not a time of day', "write hours and minutes with two digits each, like 09:00")
    return text


def _limit(limit: int):
    def check(text: str) -> str:
        if len(text) > limit:
            message = f"the text has {len(text)} characters; {limit} are allowed"
            raise fault("S207", message, f"shorten it by {len(text) - limit}")
        return text

    return check


def line(limit: int) -> Any:
    """One line of text that readers see, of at most ``limit`` characters, translatable."""
    check = BeforeValidator(lambda value: _limit(limit)(_line(value)))
    title = f"one line of text, at most {limit} characters"
    pattern = rf"^\s*(?=\S)(?:[{_MARKS}]*[^\n{_MARKS}]){{0,{limit}}}[{_MARKS}]*\s*$"
    return Annotated[
        str, check, Translate("text"), MaxChars(limit), _editor(title, pattern, *_PLAIN, contentMediaType="text/plain")
    ]


Text = line(300)
# Not translated: names, titles of works.
Name = Annotated[str, BeforeValidator(_line), _editor("one line of text", _trimmed(r"\S[^\n]*"), *_PLAIN)]
Prose = Annotated[
    str,
    BeforeValidator(_prose),
    Translate("prose"),
    _editor("text in Markdown, of any length", r"\S", *_PLAIN, contentMediaType="text/markdown"),
]
Id = Annotated[
    str, BeforeValidator(_id), _editor("id (small letters, digits and single hyphens)", _trimmed(KEBAB.pattern), *_PLAIN)
]
Whole = Annotated[int, BeforeValidator(_whole), _editor("whole number in plain digits", _trimmed(WHOLE.pattern), "integer")]
Latitude, Longitude = (
    Annotated[
        int,
        BeforeValidator(_degrees(most)),
        _editor(f"degrees from -{most} to {most}", _trimmed(WHOLE.pattern), "integer", minimum=-most, maximum=most),
    ]
    for most in (90, 180)
)
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    _editor("number in plain digits, with a point for decimals", _trimmed(NUMBER.pattern), "number"),
]
Date = Annotated[datetime.date, BeforeValidator(_date), _editor("date (year-month-day)", _trimmed(DATE.pattern))]
Year = Annotated[
    int,
    BeforeValidator(_year),
    _editor("year from 1900 to 2100", _trimmed("19[0-9]{2}|20[0-9]{2}|2100"), "integer", minimum=1900, maximum=2100),
]
Truth = Annotated[bool, BeforeValidator(_truth), _editor("true or false", _trimmed("true|false"), "boolean")]
Address = Annotated[str, BeforeValidator(_address), _editor("whole web address", _trimmed(r"[Hh][Tt][Tt][Pp][Ss]?://\S+"))]
Colour = Annotated[
    str, BeforeValidator(_colour), _editor("colour (# and six of 0 to 9 and a to f, in quotes)", _trimmed("#[0-9A-Fa-f]{6}"))
]
Country = Annotated[str, BeforeValidator(_country), _editor("country code (two capital letters)", _trimmed(COUNTRY))]
Language = Annotated[str, BeforeValidator(_language), _editor("language code (such as en or pt-BR)", _trimmed(LANGUAGE))]
Clock = Annotated[str, BeforeValidator(_clock), _editor("time of day (hours and minutes, like 09:00)", _trimmed(CLOCK))]
Modulus = Annotated[str, BeforeValidator(_modulus), _editor("long number of a public RSA key", _trimmed(MODULUS))]
