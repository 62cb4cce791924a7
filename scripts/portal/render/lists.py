"""Lists that stay light however long they are: those of cases get short cards, and all are cut into several pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FULL = 60  # up to here every card says what the case is about
PER_PAGE = 150


@dataclass(frozen=True)
class Sheet:
    """One page of a list. The first has the address of the list itself."""

    number: int
    address: str
    cards: tuple[Any, ...]


@dataclass(frozen=True)
class List:
    """A list, cut into sheets."""

    sheets: tuple[Sheet, ...]

    @property
    def count(self) -> int:
        """How many entries the whole list has."""
        return sum(len(sheet.cards) for sheet in self.sheets)

    @property
    def brief(self) -> bool:
        """Whether the cards give only name, place and time."""
        return self.count > FULL


def cut(address: str, folder: str, cards: tuple[Any, ...], most: int = PER_PAGE) -> List:
    """The list at ``address``; its second and further sheets are ``folder``/2.html and so on."""
    parts = [cards[start : start + most] for start in range(0, len(cards), most)] or [()]
    addresses = [address, *(f"{folder}/{number}.html" for number in range(2, len(parts) + 1))]
    return List(tuple(Sheet(number, *pair) for number, pair in enumerate(zip(addresses, parts), 1)))
