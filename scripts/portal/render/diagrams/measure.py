"""How wide a text will be, and where to break it, without asking a font.

The widths are those of DejaVu Sans, the widest of the usual system fonts: a line that fits here fits in all others.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Widths in hundredths of the font size.
_ADVANCES = {
    28: "ijlI|'", 32: " ,.·", 35: "f:;/-J", 40: "rt()[]!\"", 50: "–“”‘’…·",
    53: "szF?", 58: "ckL", 60: "vxyT^", 62: "aeoPYE", 64: "bdghnpqu0123456789S", 69: "ACKBXVRZ+=<>",
    76: "DGHNU&@", 80: "OQwm–", 98: "MW%—ш",
}  # fmt: skip
_WIDTHS = {letter: width / 100 for width, letters in _ADVANCES.items() for letter in letters} | {"m": 0.98, "–": 0.5}
_BOLD = 1.14
_INVISIBLE = ("Mn", "Me", "Cf")


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    if unicodedata.category(base) in _INVISIBLE:
        return 0.0
    if unicodedata.east_asian_width(base) in "WF":
        return 1.0
    if "\u0600" <= base <= "\u06ff":
        return 0.55  # joined letters are narrower than single ones
    return 0.8 if base.isupper() else 0.7


@lru_cache(maxsize=8192)
def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text at a font size, rather too large than too small."""
    return sum(map(_advance, text)) * size * (_BOLD if bold else 1.0)


@lru_cache(maxsize=4096)
def wrap(text: str, room: float, size: float, bold: bool = False, even: bool = True) -> tuple[str, ...]:
    """Lines no wider than ``room``, as few as possible, and then as ``even`` as possible."""
    lines = _greedy(text, room, size, bold)
    low, high = room / 2, room
    for _ in range(5 if even and len(lines) > 1 else 0):
        middle = (low + high) / 2
        closer = _greedy(text, middle, size, bold)
        kept = len(closer) == len(lines) and not any(line.endswith("-") for line in closer)
        low, high, lines = (low, middle, closer) if kept else (middle, high, lines)
    return lines


def _greedy(text: str, room: float, size: float, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in (part for whole in text.split() for part in _parts(whole, room, size, bold)):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and not lines[-1].endswith("\u00ad") and width(joined, size, bold) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(line.replace("\u00ad", "-") for line in lines)


def _parts(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word; one that is wider than the room is cut into pieces, hyphenated where its script has hyphens."""
    pieces, rest = [], word
    while width(rest, size, bold) > room and len(rest) > 2:
        cut = min(max(1, _fitting(rest, room, size, bold)), max(1, len(rest) - 3))
        hyphen = "\u00ad" if rest[cut - 1].lower() != rest[cut - 1].upper() else ""
        pieces.append(rest[:cut] + hyphen)
        rest = rest[cut:]
    return [*pieces, rest]


def _fitting(word: str, room: float, size: float, bold: bool) -> int:
    for count in range(len(word) - 1, 1, -1):
        if width(word[:count] + "-", size, bold) <= room:
            return count
    return 1
