"""What all cases say together: results, silences, disputed figures, time, and the open data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from portal.corpus.brief import Reported
from portal.corpus.corpus import Corpus
from portal.render import compare
from portal.render.desk import Desk
from portal.render.lists import cut
from portal.render.opendata import PAGE, Table
from portal.render.views import Card, OfCase, every
from portal.schema.case import Case, Dispute, Result
from portal.schema.reference import Tag

Files = Iterator[tuple[str, bytes]]

ROWS = 400  # results on one page
DISPUTES = 100
SPANS = 400  # cases on one page of the time line
MAP_CASES = 24  # up to here every case has a column in the map of silences
LEVELS = ("reach", "output", "outcome", "impact")


@dataclass(frozen=True, slots=True)
class Row(OfCase):
    """A result in the table of all results: which one of its case it is, and what it is counted by."""

    number: int
    counted: Reported

    @property
    def result(self) -> Result:
        """The result."""
        return self.case.results[self.number]


@dataclass(frozen=True, slots=True)
class Claim(OfCase):
    """A disputed point of a case, with the results it concerns."""

    number: int

    @property
    def dispute(self) -> Dispute:
        """What is disputed."""
        return self.case.disputed[self.number]

    @property
    def results(self) -> tuple[Result, ...]:
        """The results of the case that the statements are about."""
        named = self.dispute.results
        return tuple(result for result in self.case.results if result.id in named)


@dataclass(frozen=True)
class Gap:
    """A kind of silence and what each case has of it: "silent", "elsewhere", or nothing."""

    tag: Tag
    found: tuple[str, ...]

    @property
    def count(self) -> int:
        """In how many cases the source is silent."""
        return sum(bool(state) for state in self.found)

    @property
    def elsewhere(self) -> int:
        """In how many of them another source speaks."""
        return self.found.count("elsewhere")


class Evidence:
    """The corpus seen across its cases."""

    def __init__(self, corpus: Corpus):
        self.corpus = corpus

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every result: case by case, and in a case level by level."""
        return tuple(row for card in every(self.corpus) for row in _rows(card))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every disputed point."""
        return tuple(Claim(card, number) for card in every(self.corpus) for number in range(card.brief.disputed))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Every kind of silence, the most frequent first."""
        told = [{what: "elsewhere" if other else "silent" for what, other in case.silent_on} for _, case in self.corpus.briefs]
        gaps = (Gap(tag, tuple(own.get(tag.id, "") for own in told)) for tag in self.corpus.taxonomy.silence)
        return tuple(sorted(gaps, key=lambda gap: -gap.count))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """How many there are of what."""
        remarks = Counter(remark for row in self.rows for remark in row.counted.remarks)
        counts = {name: remarks[name] for name in ("disputed", "baseline", "words", "undated")}
        dated = len(self.rows) - counts["undated"]
        silences = sum(gap.count for gap in self.gaps)
        cases = len(self.corpus.cases)
        return {**counts, "dated": dated, "results": len(self.rows), "claims": len(self.claims), "silences": silences,
                "cases": cases}  # fmt: skip

    @cached_property
    def first(self) -> dict[str, int]:
        """For each measure the place of its first result in the table: links to the measure lead there."""
        return {row.counted.measure: at for at, row in reversed(list(enumerate(self.rows)))}

    def address(self, measure: str) -> str:
        """Where the results of a measure stand: a script shows only them, without one the first of them is reached."""
        number = self.first[measure] // ROWS + 1
        return f"evidence/results{f'/{number}' if number > 1 else ''}.html#measure={measure}"

    def is_first(self, row: Row) -> bool:
        """Whether a row is the first of its measure."""
        return self.rows[self.first[row.counted.measure]] is row

    def measures(self) -> list[tuple[Tag, int, int]]:
        """Every measure that has results, with the numbers of results and of cases; those of most cases first."""
        cases: dict[str, list[str]] = {}
        for row in self.rows:
            cases.setdefault(row.counted.measure, []).append(row.cid)
        found = [(tag, len(cases[tag.id]), len({*cases[tag.id]})) for tag in self.corpus.taxonomy.measure if tag.id in cases]
        return sorted(found, key=lambda entry: (-entry[2], -entry[1], entry[0].label))

    def choices(self, rows: Iterable[Row]) -> dict[str, dict[str, int]]:
        """What a table can be narrowed by: facet, value, and how many rows have it."""
        found: dict[str, Counter[str]] = {name: Counter() for name in ("case", "level", "measure", "remark")}
        for row in rows:
            for facet, value in (("case", row.cid), ("level", row.counted.level), ("measure", row.counted.measure)):
                found[facet][value] += 1
            found["remark"].update(row.counted.remarks)
        return {facet: dict(values) for facet, values in found.items()}


def _rows(card: Card) -> list[Row]:
    rows = [Row(card, number, counted) for number, counted in enumerate(card.brief.results)]
    return sorted(rows, key=lambda row: LEVELS.index(row.counted.level))


def pages(corpus: Corpus, desk: Desk, tables: tuple[Table, ...], cite) -> Files:
    """Every page of the evidence; ``cite(title, address)`` makes citations."""
    seen = Evidence(corpus)

    def page(template: str, name: str, title: str, **given) -> tuple[str, bytes]:
        address = f"{name}.html"
        cited = cite(desk.words_of.plain(title), address)
        return f"{name}.md", desk.write(template, address, terms=False, seen=seen, citation=cited, **given)

    yield page("evidence.md.j2", "evidence/index", "Evidence")
    for sheet in cut("evidence/results.html", "evidence/results", seen.rows, ROWS).sheets:
        choices = seen.choices(sheet.cards)
        name = sheet.address.removesuffix(".html")
        yield page("results.md.j2", name, "All results", sheet=sheet, choices=choices, more=len(seen.rows) > ROWS)
    yield page("silences.md.j2", "evidence/silences", "Silences", cases=_columns(corpus))
    for sheet in cut("evidence/disputed.html", "evidence/disputed", seen.claims, DISPUTES).sheets:
        yield page("disputed.md.j2", sheet.address.removesuffix(".html"), "Disputed figures", sheet=sheet)
    drawn = [diagram.id for diagram in corpus.diagrams if diagram.shape == "timeline"]
    for sheet in cut("evidence/timeline.html", "evidence/timeline", _by_time(corpus), SPANS).sheets:
        own = drawn if sheet.number == 1 else ()
        yield page("timeline.md.j2", sheet.address.removesuffix(".html"), "Time line", sheet=sheet, drawn=own)
    yield page("data.md.j2", PAGE.removesuffix(".html"), "Open data", tables=tables)
    yield from compare.files(corpus, desk, page)


def _columns(corpus: Corpus) -> list[tuple[str, Case]]:
    """The cases of the map; none when there are too many for columns."""
    return list(corpus.cases.items()) if len(corpus.cases) <= MAP_CASES else []


def _by_time(corpus: Corpus) -> tuple[Card, ...]:
    """The cases in the order in which they began."""
    began = ((card.brief.period.start, card.brief.period.end, card.cid, card) for card in every(corpus))
    return tuple(card for *_, card in sorted(began, key=lambda entry: entry[:3]))
