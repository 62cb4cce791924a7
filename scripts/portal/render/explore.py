"""The explorer of cases: what readers choose by, and the data of all cases as scripts that come when somebody chooses.

    explore/cases.js   facets with their values; of each case names, years, number of results, and what it has
    explore/texts.js   of each case the words that a reader may look for: summary, places, names of clusters

The page itself has the first cards and, without scripts, links in the place of choices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.corpus.brief import Brief
from portal.corpus.corpus import Corpus
from portal.render.desk import Desk
from portal.render.safe import embed
from portal.render.views import Facet, facet_values
from portal.schema.reference import Tag

FOLDER = "explore"
PER_PAGE = 48  # cases on one page of what a reader has chosen; cards stand in rows of two, three or four
STEP = 5  # years
SHOWN = {"principle": "Principle", "phase": "Phase", "sdg": "SDG"}


@dataclass(frozen=True)
class Choice:
    """A value to choose by. ``address`` is the page that shows its cases without a script; "" when there is none."""

    id: str
    label: str
    address: str
    count: int


@dataclass(frozen=True)
class Group:
    """A facet: its choices, and whether a case has them by our reading too."""

    id: str
    label: str
    choices: tuple[Choice, ...]
    read: bool = False

    @property
    def scripted(self) -> bool:
        """Whether nothing of it can be offered without a script."""
        return not any(choice.address for choice in self.choices)


class Explorer:
    """All cases by all that they can be chosen by; ``facets`` are those that have pages."""

    def __init__(self, corpus: Corpus, facets: tuple[Facet, ...], desk: Desk):
        self.corpus, self.facets, self.words, self.wiring = corpus, facets, desk.words_of, desk.wiring

    @cached_property
    def told(self) -> dict[str, tuple[str | int, ...]]:
        """What is said of each case."""
        return {cid: _told(cid, case) for cid, case in self.corpus.briefs}

    @cached_property
    def values(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Facet and value of everything that each case has, once."""
        known: dict[tuple[str, str], tuple[str, str]] = {}  # each pair is in memory once
        found = ((cid, dict.fromkeys(_values(self.corpus, case))) for cid, case in self.corpus.briefs)
        return {cid: tuple(known.setdefault(pair, pair) for pair in own) for cid, own in found}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every facet with the choices that some case has: those with pages, periods, then what cases show of the method."""
        counts = Counter(value for own in self.values.values() for value in own)
        paged = (Group(facet.id, facet.label, tuple(_paged(facet))) for facet in self.facets)
        shown = (Group(kind, self.words.plain(SHOWN[kind]), tuple(self._shown(kind, counts)), read=True) for kind in SHOWN)
        periods = Group("period", self.words.plain("Period"), tuple(_periods(counts)))
        return tuple(group for group in (*paged, periods, *shown) if group.choices)

    def _shown(self, kind: str, counts: Counter) -> Iterator[Choice]:
        """The values of the method that cases illustrate, in its own order, each with the concept page that shows them."""
        page = self.wiring.page(kind)
        for tag in getattr(self.corpus.taxonomy, kind):
            if counts[kind, tag.id]:
                yield Choice(tag.id, _numbered(tag), f"{page}#shows-{tag.id}" if page else "", counts[kind, tag.id])

    def data(self) -> dict[str, Any]:
        """What the script knows of the cases: values are counted through all facets, in the order of the page."""
        places = [(group.id, choice.id) for group in self.groups for choice in group.choices]
        at = {place: number for number, place in enumerate(places)}
        told = self.told
        return {
            "facets": [[group.id, [[choice.id, choice.label] for choice in group.choices]] for group in self.groups],
            "cases": [[*told[cid], [at[value] for value in values]] for cid, values in self.values.items()],
        }

    def texts(self) -> list[str]:
        """The words of each case that a reader may look for, in the order of ``data``."""
        return [" ".join((case.summary, *case.places)) for _, case in self.corpus.briefs]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The scripts."""
        for name, value in (("cases", self.data()), ("texts", self.texts())):
            yield f"{FOLDER}/{name}.js", f'portalExplore("{name}",{embed(value)})\n'.encode()


def _told(cid: str, case: Brief) -> tuple[str | int, ...]:
    return cid, case.title, case.short, case.period.start, case.period.end, len(case.results)


def _values(corpus: Corpus, case: Brief) -> Iterator[tuple[str, str]]:
    """Facet and value; a period counts for every step of five years that it touches."""
    yield from ((facet, value.lower()) for facet, value, _, _ in facet_values(corpus, case))
    yield from ((entry.kind, entry.name) for entry in case.illustrates if entry.kind in SHOWN)
    first = case.period.start // STEP * STEP
    yield from (("period", str(year)) for year in range(first, case.period.end + 1, STEP))


def _paged(facet: Facet) -> Iterator[Choice]:
    yield from (Choice(value.id.lower(), value.label, value.address, value.count) for value in facet.values)


def _periods(counts: Counter) -> Iterator[Choice]:
    for year in sorted(int(value) for facet, value in counts if facet == "period"):
        yield Choice(str(year), f"{year}–{year + STEP - 1}", "", counts["period", str(year)])


def _numbered(tag: Tag) -> str:
    return f"{tag.number} {tag.label}" if tag.number else tag.label
