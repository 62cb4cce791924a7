"""What a page weighs, compressed, and how much each kind of page may weigh. The table below is the only place of these numbers.

*First* is a visit with nothing kept: the page with everything it loads before the reader does something. *Next* is a page when
the style sheets, scripts and marks of its kind are kept already: the page itself and its own pictures.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from portal.build.html import Page
from portal.build.links import resolve, style_files

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


def budget_of(page: Page) -> tuple[Budget, str]:
    """The budget of a page in its language, and the kind that it goes by."""
    kind = next((name[5:] for name in page.attribute("body", "class").split() if name.startswith("kind-")), "")
    budget = BUDGETS.get(kind, COMMON)
    if page.attribute("html", "lang") not in ("", "en"):
        first, following = (min(HEAVIEST, round(OTHER_LANGUAGE * most)) for most in (budget.first, budget.next))
        budget = replace(budget, first=first, next=following)
    return budget, kind or "page without a kind"


class Scales:
    """Compressed weights in a site: path to content."""

    def __init__(self, files: Mapping[str, bytes]):
        self.files = files
        self._known: dict[str, int] = {}
        self._styles: dict[str, set[str]] = {}

    def alone(self, page: Page) -> int:
        """Bytes of a page without anything it loads."""
        return self.weight(page.address)

    def first_visit(self, page: Page) -> int:
        """Bytes of a page and of everything it loads by itself."""
        return sum(map(self.weight, self.loads(page)))

    def next_page(self, page: Page) -> int:
        """Bytes of a page and its own pictures."""
        return sum(map(self.weight, {page.address, *_targets(page, "main img[src]")}))

    def loads(self, page: Page) -> set[str]:
        """The page and every file it loads by itself: style sheets and what they load, scripts, pictures."""
        found = {page.address, *_targets(page, "link[rel=stylesheet], link[rel=icon], script[src], img[src]")}
        return found.union(*(self._style(name) for name in found if name.endswith(".css")))

    def weight(self, name: str) -> int:
        """Bytes of a file as gzip (level 6) sends it."""
        if name not in self._known:
            self._known[name] = len(gzip.compress(self.files.get(name, b""), 6, mtime=0))
        return self._known[name]

    def _style(self, name: str) -> set[str]:
        """What a style sheet loads."""
        if name not in self._styles:
            self._styles[name] = {target or "" for _, target in style_files(name, self.files.get(name, b"").decode())}
        return self._styles[name]


def _targets(page: Page, selector: str) -> Iterator[str]:
    """The files that the elements name."""
    for node in page.document.css(selector):
        yield resolve(page.address, node.attributes.get("href") or node.attributes.get("src") or "") or ""
