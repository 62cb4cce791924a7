"""Cases on a shelf: packed until somebody asks for one, and packed again after a while.

A case as Python objects takes half a megabyte with the places of its values, packed it takes seven kilobytes. A corpus of
ten thousand cases is read, checked and rendered case by case, and only what is packed stays in memory.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from portal.read.tree import Tree, parse
from portal.schema.bind import Document
from portal.schema.case import Case

UNPACKED = 64  # cases that stay unpacked: those of a small corpus all the time
FAST = 1  # how hard zlib tries


def pack(case: Case) -> bytes:
    """A case as bytes. They stay on this machine: whoever can change them can run code."""
    return zlib.compress(pickle.dumps(case, pickle.HIGHEST_PROTOCOL), FAST)


def unpack(packed: bytes) -> Case:
    """The case that was packed."""
    return pickle.loads(zlib.decompress(packed))


class Shelf(Mapping[str, Case]):
    """Cases by id, in a fixed order. ``change`` is done to each when it is taken: it gets id and case."""

    def __init__(self, packed: Mapping[str, bytes], change: Callable[[str, Case], Case] | None = None):
        self._packed, self._change = packed, change
        self._taken = lru_cache(maxsize=UNPACKED)(self._take)

    def _take(self, name: str) -> Case:
        case = unpack(self._packed[name])
        return self._change(name, case) if self._change else case

    def __getitem__(self, name: str) -> Case:
        return self._taken(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, name: object) -> bool:
        return name in self._packed

    def chosen(self, names: Iterable[str]) -> Shelf:
        """Only these cases, in this order."""
        return Shelf({name: self._packed[name] for name in names}, self._change)

    def changed(self, change: Callable[[str, Case], Case]) -> Shelf:
        """The same cases with something done to each of them."""
        before = self._change
        return Shelf(self._packed, (lambda name, case: change(name, before(name, case))) if before else change)


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
