"""What the index of the search keeps of a page until all pages are read: words as numbers, and the text in a drawer on disk."""

from __future__ import annotations

import tempfile
from array import array
from collections import Counter
from dataclasses import dataclass

from portal.build.search_entries import Entry, shortened
from portal.build.search_meaning import Meanings
from portal.build.search_words import indexed

SUMMARY_LETTERS = 160
TEXT_LETTERS = 16_000


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a document: its weight, its words as people count them and as the index does, each term with how often it
    comes, and the terms that it means besides."""

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

    def __init__(self, meanings: Meanings | None = None):
        self.meanings = meanings or Meanings()
        self.documents: list[Read] = []
        self.terms: dict[str, int] = {}
        self._drawer = tempfile.TemporaryFile()  # noqa: SIM115 - it is gone with the reading

    def add(self, entry: Entry) -> None:
        """Read an entry."""
        parts = tuple(self._part(text, weight) for text, weight in entry.parts)
        text = self._put(entry.text[:TEXT_LETTERS]) if entry.text else None
        summary = shortened(entry.summary, SUMMARY_LETTERS)
        self.documents.append(Read(entry.title, entry.address, summary, entry.kind, entry.also, parts, text))

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

    def _part(self, text: str, weight: int) -> Part:
        found = indexed(text)
        counts = Counter(found)
        more = sorted(self.meanings.added(text, found))
        times = array("H", (min(65_535, count) for count in counts.values()))
        return Part(weight, len(text.split()), len(found), self._numbers(counts), times, self._numbers(more))

    def _numbers(self, terms) -> array:
        return array("I", (self.terms.setdefault(term, len(self.terms)) for term in terms))
