"""Lists of cases that stay light however many cases there are: long ones get short cards and several pages."""

from __future__ import annotations

from dataclasses import dataclass

from portal.render.views import Card

FULL = 60  # up to here every card says what the case is about
PER_PAGE = 150


@dataclass(frozen=True)
class Sheet:
    """One page of a list. The first has the address of the list itself."""

    number: int
    address: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class List:
    """A list of cases, cut into sheets."""

    sheets: tuple[Sheet, ...]

    @property
    def count(self) -> int:
        """How many cases the whole list has."""
        return sum(len(sheet.cards) for sheet in self.sheets)

    @property
    def brief(self) -> bool:
        """Whether the cards give only name, place and time."""
        return self.count > FULL


def cut(address: str, folder: str, cards: tuple[Card, ...]) -> List:
    """The list at ``address``; its second and further sheets are ``folder``/2.html and so on."""
    parts = [cards[start : start + PER_PAGE] for start in range(0, len(cards), PER_PAGE)] or [()]
    addresses = [address, *(f"{folder}/{number}.html" for number in range(2, len(parts) + 1))]
    return List(tuple(Sheet(number, *pair) for number, pair in enumerate(zip(addresses, parts), 1)))
