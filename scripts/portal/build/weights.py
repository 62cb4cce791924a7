"""What a page weighs, compressed, and how much each kind of page may weigh. The table below is the only place of these numbers.

*First* is a visit with nothing kept: the page with everything it loads before the reader does something. *Next* is a page when
the style sheets, scripts and marks of its kind are kept already: the page itself and its own pictures.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portal.build.links import style_files

HEAVIEST = 120_000  # no kind of page may have more
# Letters with marks and other scripts take more bytes than plain English, for which the table below is made.
OTHER_LANGUAGE = 1.25


@dataclass(frozen=True)
class Budget:
    """Bytes as gzip sends them, and why a kind of page has more than the others."""

    first: int = 60_000
    next: int = 15_000
    why: str = ""


COMMON = Budget()
LIST = "a list in one page, in which the browser's own search finds every entry; it grows with the portal"
LEARNT = "what there is to read and to answer in every module; it grows with the portal"
BUDGETS: Mapping[str, Budget] = {
    "case": Budget(next=22_000, why="all that the sources say of a case, each figure with its source, level and qualifier"),
    "lesson": Budget(next=22_000, why="half an hour of reading with its drawings, whose texts can be read aloud and translated"),
    "quiz": Budget(next=30_000, why="all questions of a module, each choice with a remark; they work on paper too"),
    "test": Budget(next=20_000, why="all questions of a form; they work on paper too"),
    "trainer": Budget(next=20_000, why="the talk, the questions with their answers and the timings of a module, to be printed"),
    "page": Budget(next=30_000, why="the manual of all fields and that of all problems, each in one page"),
    **{kind: Budget(HEAVIEST, HEAVIEST, LIST) for kind in (
        "acronyms", "compare", "concept", "disputed", "facet", "glossary", "map", "results", "silences", "sourcekind", "sources",
        "timeline",
    )},
    **{kind: Budget(HEAVIEST, why=LEARNT) for kind in ("progress", "revise", "confirmation", "report")},
}  # fmt: skip


def budget_of(kind: str, language: str) -> Budget:
    """The budget of a kind of page in a language."""
    budget = BUDGETS.get(kind, COMMON)
    if language in ("", "en"):
        return budget
    first, following = (min(HEAVIEST, round(OTHER_LANGUAGE * most)) for most in (budget.first, budget.next))
    return replace(budget, first=first, next=following)


def weight(data: bytes) -> int:
    """Bytes as gzip (level 6) sends them."""
    return len(gzip.compress(data, 6, mtime=0))


class Scales:
    """Compressed weights in a site: path to content."""

    def __init__(self, files: Mapping[str, bytes]):
        self.files = files
        self._known: dict[str, int] = {}
        self._styles: dict[str, set[str]] = {}

    def know(self, name: str, bytes_: int) -> None:
        """Take the weight of a file from whoever has weighed it before."""
        self._known[name] = bytes_

    def weigh(self, names: Iterable[str]) -> int:
        """Bytes of all these files together, each counted once."""
        return sum(map(self._weight, set(names)))

    def loaded(self, names: Iterable[str]) -> set[str]:
        """These files, and what the style sheets among them load."""
        found = set(names)
        return found.union(*(self._style(name) for name in found if name.endswith(".css")))

    def _weight(self, name: str) -> int:
        if name not in self._known:
            self._known[name] = weight(self.files.get(name, b""))
        return self._known[name]

    def _style(self, name: str) -> set[str]:
        """What a style sheet loads."""
        if name not in self._styles:
            self._styles[name] = {target or "" for _, target in style_files(name, self.files.get(name, b"").decode())}
        return self._styles[name]
