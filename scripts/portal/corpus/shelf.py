"""Cases on a shelf: packed until somebody asks for one, and packed again after a while.

A case as Python objects takes half a megabyte with the places of its values, packed it takes seven kilobytes. A corpus of
ten thousand cases is read, checked and rendered case by case, and only what is packed stays in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from portal.corpus import prose
from portal.corpus.brief import Brief, brief
from portal.read import packing
from portal.read.tree import Tree, parse
from portal.schema.bind import Document
from portal.schema.case import Case

UNPACKED = 250  # cases that stay unpacked: those of a small corpus all the time


@dataclass(frozen=True, slots=True)
class Packed:
    """A case as bytes, and the ids of the sources that it names, with repeats: finding them takes longer than unpacking."""

    case: bytes
    refs: tuple[str, ...]


class Shelf(Mapping[str, Case]):
    """Cases by id, in a fixed order. ``change`` is done to each when it is taken: it gets id and case."""

    def __init__(self, packed: Mapping[str, Packed], change: Callable[[str, Case], Case] | None = None):
        self._packed, self._change = packed, change
        self._taken = lru_cache(maxsize=UNPACKED)(self._take)
        self._briefs: dict[str, Brief] = {}

    def _take(self, name: str) -> Case:
        case = packing.unpack(self._packed[name].case)
        return self._change(name, case) if self._change else case

    def __getitem__(self, name: str) -> Case:
        return self._taken(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, name: object) -> bool:
        return name in self._packed

    def brief(self, name: str) -> Brief:
        """What lists show of a case."""
        if name not in self._briefs:
            self._briefs[name] = brief(self[name])
        return self._briefs[name]

    def refs(self, name: str) -> tuple[str, ...]:
        """The ids of the sources that a case names, with repeats, in any language."""
        return self._packed[name].refs

    def packed(self, name: str) -> bytes:
        """A case as bytes, in the language in which it was written: while they are the same, so is the case."""
        return self._packed[name].case

    def chosen(self, names: Iterable[str]) -> Shelf:
        """Only these cases, in this order."""
        return Shelf({name: self._packed[name] for name in names}, self._change)

    def changed(self, change: Callable[[str, Case], Case]) -> Shelf:
        """The same cases with something done to each of them."""
        before = self._change
        return Shelf(self._packed, (lambda name, case: change(name, before(name, case))) if before else change)


def pack(case: Case, known: dict[str, str]) -> Packed:
    """A case for the shelf. ``known`` holds the ids of
    sources seen so far, so that each is in memory once."""
    return Packed(packing.pack(case), tuple(known.setdefault(ref, ref) for ref in prose.refs(case)))


def shelf(cases: Mapping[str, Case]) -> Shelf:
    """Cases on a shelf, where they are not on one yet."""
    known: dict[str, str] = {}
    return cases if isinstance(cases, Shelf) else Shelf({name: pack(case, known) for name, case in cases.items()})


class OnShelf(Document[Case]):
    """A case file whose text is read again, and whose places are found again, when a problem has to name one."""

    def __init__(self, file: str, name: str, shelf: Shelf, texts: Mapping[str, str]):
        for key, value in (("file", file), ("name", name), ("shelf", shelf), ("texts", texts)):
            object.__setattr__(self, key, value)

    @property
    def item(self) -> Case:
        """The case."""
        return self.shelf[self.name]

    @property
    def text(self) -> str:
        """What stands in the file."""
        return self.texts[self.file]

    @cached_property
    def tree(self) -> Tree:
        """Where everything stands in it."""
        return parse(self.file, self.text)
