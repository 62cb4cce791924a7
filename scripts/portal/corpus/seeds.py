"""The order that a seed gives: the same on paper as on screen (docs/assets/js/test.js does the same).

Each thing gets a number from the seed and its name, and the things stand in the order of these numbers. The number is FNV-1a
over the text "seed/name", in 32 bits, stirred as in MurmurHash3. There is no other state.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WORD = 0xFFFFFFFF


def number(text: str) -> int:
    """The number of a text of ASCII characters."""
    found = 2166136261
    for byte in text.encode("ascii"):
        found = (found ^ byte) * 16777619 & WORD
    found = (found ^ found >> 16) * 0x85EBCA6B & WORD
    found = (found ^ found >> 13) * 0xC2B2AE35 & WORD
    return found ^ found >> 16


def order(seed: str, names: Iterable[str]) -> list[str]:
    """The names in the order of the seed."""
    return sorted(names, key=lambda name: (number(f"{seed}/{name}"), name))


def apart(seed: str, names: Iterable[str], right: Sequence[str]) -> list[str]:
    """The same, but never so that what is right stands at the beginning in its order."""
    found = order(seed, names)
    return found[1:] + found[:1] if found[: len(right)] == list(right) else found
