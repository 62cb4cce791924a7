"""What hangs together: an index over the corpus, computed from what authors write once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from portal.corpus.corpus import Corpus
from portal.schema.module import Module

# What a module names, and the key it is written under.
NAMED = {"phase": "phases", "principle": "principles", "actor": "actors", "instrument": "instruments", "term": "terms"}


@dataclass(frozen=True)
class Use:
    """A module that uses a case, and what for."""

    mid: str
    module: Module
    why: str


class Wiring:
    """Which modules use a case or teach a value or term, and which page shows the values of a kind."""

    def __init__(self, corpus: Corpus):
        self.corpus = corpus
        self._uses: dict[str, list[Use]] = {}
        self._named: dict[tuple[str, str], list[str]] = {}
        for mid, course in corpus.modules.items():
            for use in course.module.cases:
                self._uses.setdefault(use.case, []).append(Use(mid, course.module, use.why))
            for kind, key in NAMED.items():
                for name in dict.fromkeys(getattr(course.module, key)):
                    self._named.setdefault((kind, name), []).append(mid)
        shown = ((text.page.shows, name) for name, text in corpus.pages.items() if text.page.shows)
        self._pages = {kind: name.removesuffix(".md") + ".html" for kind, name in reversed([*shown])}

    def uses(self, case: str) -> tuple[Use, ...]:
        """The modules that use a case, in the order of the course."""
        return tuple(self._uses.get(case, ()))

    def modules(self, kind: str, name: str) -> tuple[str, ...]:
        """The modules that name a phase, principle, actor, instrument or term, in the order of the course."""
        return tuple(self._named.get((kind, name), ()))

    def sharing(self, cases: Iterable[str], limit: int = 4) -> tuple[str, ...]:
        """The modules that use most of these cases; those that use as many in the order of the course."""
        found = Counter(mid for case in cases for mid in dict.fromkeys(use.mid for use in self.uses(case)))
        return tuple(sorted((mid for mid in self.corpus.modules if found[mid]), key=lambda mid: -found[mid])[:limit])

    def seen(self, mid: str, kind: str) -> tuple[str, ...]:
        """The values of a kind that the cases of a module illustrate, in the order of the taxonomy."""
        used = (use.case for use in self.corpus.modules[mid].module.cases if use.case in self.corpus.cases)
        found = {entry.name for case in used for entry in self.corpus.brief(case).illustrates if entry.kind == kind}
        return tuple(tag.id for tag in getattr(self.corpus.taxonomy, kind) if tag.id in found)

    def page(self, kind: str) -> str | None:
        """The address of the page that shows the values of a kind; the first when there are several."""
        return self._pages.get(kind)
