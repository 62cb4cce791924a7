"""What lists and tables across cases show of a case. It stays in memory: a case stands in thirty lists."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from portal.schema.case import Case, Result

T = TypeVar("T")

KINDS = ("principle", "phase", "five_c", "sdg", "instrument")  # what a case can illustrate


@dataclass(frozen=True, slots=True)
class Span:
    """The years of a case."""

    start: int
    end: int
    inferred: bool


@dataclass(frozen=True, slots=True)
class Illustrated:
    """A value that a case illustrates, where the reason stands on its page, and as which entry of the case."""

    kind: str
    name: str
    stated: bool
    anchor: str
    number: int


@dataclass(frozen=True, slots=True)
class Reported:
    """A result, as it is counted: ``remarks`` are what tables can be narrowed by besides."""

    level: str
    measure: str
    remarks: tuple[str, ...]

    @property
    def disputed(self) -> bool:
        """Whether sources disagree on it."""
        return "disputed" in self.remarks


@dataclass(frozen=True, slots=True)
class Brief:
    """A case in brief."""

    title: str
    short: str
    summary: str
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    instruments: tuple[str, ...]
    donors: tuple[str, ...]
    further: tuple[str, ...]
    author: str
    added: datetime.date
    updated: datetime.date
    period: Span
    places: tuple[str, ...]  # below the country, and the names of clusters
    illustrates: tuple[Illustrated, ...]
    results: tuple[Reported, ...]
    disputed: int
    silent_on: tuple[tuple[str, bool], ...]  # what, and whether another source speaks of it


SAME = ("title", "short", "summary", "countries", "sectors", "instruments", "donors", "further", "author", "added", "updated")


def brief(case: Case) -> Brief:
    """The brief of a case."""
    named = {name for dispute in case.disputed for name in dispute.results}
    return Brief(
        **{name: getattr(case, name) for name in SAME},
        period=Span(case.period.start, case.period.end, case.period.inferred),
        places=(*case.regions, *(part.name for part in case.clusters)),
        illustrates=tuple(illustrated(case)),
        results=tuple(_reported(result, result.id in named) for result in case.results),
        disputed=len(case.disputed),
        silent_on=tuple(_shared(_pair, silence.what, bool(silence.elsewhere)) for silence in case.silent_on),
    )


def illustrated(case: Case) -> Iterator[Illustrated]:
    """What a case illustrates, in its own order; each with an anchor of its own."""
    seen: Counter[str] = Counter()
    for at, entry in enumerate(case.illustrates):
        kind = next(kind for kind in KINDS if getattr(entry, kind))
        name = getattr(entry, kind)
        anchor = f"illustrates-{kind.replace('_', '-')}-{name}"
        seen[anchor] += 1
        number = f"-{seen[anchor]}" if seen[anchor] > 1 else ""
        yield _shared(Illustrated, kind, name, entry.stated, anchor + number, at)


def _reported(result: Result, disputed: bool) -> Reported:
    found = {
        "disputed": disputed,
        "baseline": result.baseline is not None,
        "words": result.stated_as is not None,
        "undated": result.period is None,
    }
    return _shared(Reported, result.level, result.measure, tuple(name for name, holds in found.items() if holds))


@lru_cache(maxsize=20_000)
def _shared(make: Callable[..., T], *parts: Any) -> T:
    """What is the same in many cases is in memory once."""
    return make(*parts)


def _pair(what: str, elsewhere: bool) -> tuple[str, bool]:
    return what, elsewhere
