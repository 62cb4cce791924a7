"""What the index of the search keeps of a page until all pages are read: words as numbers, and the text in a drawer on disk."""

from __future__ import annotations

import tempfile
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from portal.build.search_entries import Entry, shortened
from portal.build.search_meaning import Meanings
from portal.build.search_words import indexed

SUMMARY_LETTERS = 160
TEXT_LETTERS = 16_000


@dataclass(frozen=True, slots=True)
class Counted:
    """A text by its words: its weight, its words as people count them and as the index does, each term with how often it
    comes, and the terms that it means besides."""

    weight: int
    words: int
    length: int
    terms: tuple[str, ...]
    times: tuple[int, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found, with its words counted."""

    title: str
    address: str
    summary: str
    kind: str
    also: str
    parts: tuple[Counted, ...]
    text: str


def read(entry: Entry, meanings: Meanings) -> Document:
    """Count the words of an entry."""
    parts = tuple(_counted(text, weight, meanings) for text, weight in entry.parts)
    summary = shortened(entry.summary, SUMMARY_LETTERS)
    return Document(entry.title, entry.address, summary, entry.kind, entry.also, parts, entry.text[:TEXT_LETTERS])


def _counted(text: str, weight: int, meanings: Meanings) -> Counted:
    found = indexed(text)
    counts = Counter(found)
    times = tuple(min(65_535, count) for count in counts.values())
    return Counted(weight, len(text.split()), len(found), tuple(counts), times, tuple(sorted(meanings.added(text, found))))


@dataclass(frozen=True, slots=True)
class Part:
    """A text by its words, as ``Counted``; terms are numbers."""

    weight: int
    words: int
    length: int
    terms: array
    times: array
    more: array


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: what is shown of it, its parts, and where its text lies (None: it has no more to show)."""

    title: str
    address: str
    summary: str
    kind: str
    also: str
    parts: tuple[Part, ...]
    text: tuple[int, int] | None


class Reading:
    """Documents of one language, in the order in which they were read."""

    def __init__(self) -> None:
        self.documents: list[Read] = []
        self.terms: dict[str, int] = {}
        self._drawer = tempfile.TemporaryFile()  # noqa: SIM115 - it is gone with the reading

    def add(self, document: Document) -> None:
        """Take a document in."""
        parts = tuple(self._part(part) for part in document.parts)
        text = self._put(document.text) if document.text else None
        shown = (document.title, document.address, document.summary, document.kind, document.also)
        self.documents.append(Read(*shown, parts, text))

    def text(self, document: Read) -> str:
        """The text of a document, for excerpts."""
        start, length = document.text or (0, 0)
        self._drawer.seek(start)
        return self._drawer.read(length).decode()

    def _put(self, text: str) -> tuple[int, int]:
        data = text.encode()
        start = self._drawer.seek(0, 2)
        self._drawer.write(data)
        return start, len(data)

    def _part(self, part: Counted) -> Part:
        terms, more = self._numbers(part.terms), self._numbers(part.more)
        return Part(part.weight, part.words, part.length, terms, array("H", part.times), more)

    def _numbers(self, terms: Iterable[str]) -> array:
        return array("I", (self.terms.setdefault(term, len(self.terms)) for term in terms))
