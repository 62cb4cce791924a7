"""What pages show that no single file holds: facets, related cases, matrices, where a source is cited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.corpus.brief import KINDS, Brief
from portal.corpus.corpus import Corpus
from portal.schema.case import Case
from portal.schema.reference import Source, Tag

MATRIX_CELLS = 12  # how many cases a table has, and how many a value of the method shows on its concept page


@dataclass(frozen=True, slots=True)
class Card:
    """A case in a list, taken from ``cases`` when it is shown, with what it shares where it is listed as related."""

    cid: str
    corpus: Corpus = field(repr=False, compare=False)
    shared: tuple[Tag, ...] = ()

    @property
    def case(self) -> Case:
        """The case."""
        return self.corpus.cases[self.cid]

    @property
    def brief(self) -> Brief:
        """What lists show of it."""
        return self.corpus.brief(self.cid)


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet and the page that lists its cases."""

    id: str
    label: str
    about: str
    address: str
    cards: tuple[Card, ...]

    @property
    def count(self) -> int:
        """How many cases have it."""
        return len(self.cards)


@dataclass(frozen=True)
class Facet:
    """A way to choose cases."""

    id: str
    label: str
    values: tuple[FacetValue, ...]


def facet_values(corpus: Corpus, case: Case | Brief) -> Iterator[tuple[str, str, str, str]]:
    """Facet, value, label and description for everything a case can be found by."""
    for code in case.countries:
        country = corpus.country[code]
        region = corpus.tags["world_region", country.world_region]
        yield "region", region.id, region.label, region.about
        yield "country", code, country.name, ""
    for facet, kind, names in (
        ("sector", "sector", case.sectors), ("instrument", "instrument", case.instruments), ("donor", "organisation", case.donors)
    ):  # fmt: skip
        for name in names:
            tag = corpus.tags[kind, name]
            yield facet, name, tag.label, tag.about


FACETS = {
    "region": "Part of the world",
    "country": "Country",
    "sector": "Sector",
    "instrument": "Instrument",
    "donor": "Paid for by",
}


def facets(corpus: Corpus, label) -> tuple[Facet, ...]:
    """Every facet with its values in the order of their labels; ``label`` translates the names of facets."""
    found: dict[str, dict[str, tuple[str, str, list[Card]]]] = {name: {} for name in FACETS}
    for cid, case in corpus.briefs:
        for facet, value, name, about in dict.fromkeys(facet_values(corpus, case)):
            found[facet].setdefault(value, (name, about, []))[2].append(Card(cid, corpus))
    return tuple(Facet(name, label(FACETS[name]), _values(name, values)) for name, values in found.items())


def _values(facet: str, values: dict) -> tuple[FacetValue, ...]:
    made = (
        FacetValue(value, name, about, f"cases/by/{facet}/{value.lower()}.html", tuple(cards))
        for value, (name, about, cards) in values.items()
    )
    return tuple(sorted(made, key=lambda value: (value.label, value.id)))


def every(corpus: Corpus) -> tuple[Card, ...]:
    """Every published case."""
    return tuple(Card(cid, corpus) for cid in corpus.cases)


class Relations:
    """Which cases share instruments, found through an index, not by comparing each with each."""

    def __init__(self, corpus: Corpus):
        self.corpus = corpus
        self.by_instrument: dict[str, list[str]] = {}
        for cid, case in corpus.briefs:
            for name in case.instruments:
                self.by_instrument.setdefault(name, []).append(cid)

    def of(self, cid: str, limit: int = 3, look_at: int = 40) -> tuple[Card, ...]:
        """The cases that share most instruments with this one; rare instruments count more."""
        shared: dict[str, list[Tag]] = {}
        weight: dict[str, float] = {}
        for name in self.corpus.brief(cid).instruments:
            others = self.by_instrument[name]
            at = others.index(cid)
            for other in (others[at + 1 :] + others[:at])[:look_at]:
                shared.setdefault(other, []).append(self.corpus.tags["instrument", name])
                weight[other] = weight.get(other, 0) + 1 / len(others)
        best = sorted(shared, key=lambda other: (-weight[other], other))[:limit]
        return tuple(Card(other, self.corpus, tuple(shared[other])) for other in best)


@dataclass(frozen=True, slots=True)
class OfCase:
    """Something that belongs to a case, taken from it when it is shown."""

    card: Card

    @property
    def cid(self) -> str:
        """The id of the case."""
        return self.card.cid

    @property
    def case(self) -> Case:
        """The case."""
        return self.card.case


@dataclass(frozen=True, slots=True)
class Cell(OfCase):
    """A case that illustrates a value, where that stands on its page, and as which entry of the case."""

    stated: bool
    anchor: str
    number: int | None = None

    @property
    def because(self) -> str:
        """Why; nothing where the case only lists the value."""
        return "" if self.number is None else self.case.illustrates[self.number].because


@dataclass(frozen=True)
class Row:
    """A value of the method with the cases that illustrate it."""

    kind: str
    tag: Tag
    cells: tuple[Cell, ...]

    @property
    def shown(self) -> tuple[Cell, ...]:
        """The cells to print with their reasons: all, or when there are many, some, those that a source states first."""
        return tuple(sorted(self.cells, key=lambda cell: not cell.stated))[:MATRIX_CELLS] if self.more else self.cells

    @property
    def more(self) -> bool:
        """Whether there are so many that the others stand on a page of their own."""
        return len(self.cells) > MATRIX_CELLS

    @property
    def address(self) -> str:
        """The page that lists all of them."""
        return f"cases/by/{self.kind}/{self.tag.id}.html"

    @property
    def listed(self) -> bool:
        """Whether that page is made: when there are more than are shown, and for what cases are chosen by."""
        return self.more if self.kind not in FACETS else any(self.tag.id in cell.card.brief.instruments for cell in self.cells)

    def across(self, columns: tuple[Card, ...]) -> tuple[Cell | None, ...]:
        """The cell of each case, what a source states before what we read into it; None where the case is silent."""
        best = {cell.cid: cell for cell in sorted(self.cells, key=lambda cell: cell.stated)}
        return tuple(best.get(card.cid) for card in columns)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Each case once."""
        return tuple({cell.cid: cell.card for cell in self.cells}.values())


@dataclass(frozen=True)
class Matrix:
    """The values of one kind and the cases that illustrate each; ``columns`` are the cases, if they fit in a table."""

    kind: str
    rows: tuple[Row, ...]
    columns: tuple[Card, ...] = ()


def matrix(corpus: Corpus, kind: str) -> Matrix:
    """Which cases illustrate which value of ``kind``."""
    cells: dict[str, list[Cell]] = {}
    for card in every(corpus):
        for name, cell in _cells(card, kind):
            cells.setdefault(name, []).append(cell)
    columns = every(corpus) if _fits(corpus, kind) else ()
    return Matrix(kind, tuple(Row(kind, tag, tuple(cells.get(tag.id, ()))) for tag in getattr(corpus.taxonomy, kind)), columns)


def _fits(corpus: Corpus, kind: str) -> bool:
    """Whether there is a table: of what cases illustrate, and as long as there are not too many of them."""
    return kind in KINDS and len(corpus.cases) <= MATRIX_CELLS


def _cells(card: Card, kind: str) -> Iterator[tuple[str, Cell]]:
    """Value and cell of all that a case shows of a kind. An instrument that it only lists is our reading."""
    shown = [entry for entry in card.brief.illustrates if entry.kind == kind]
    yield from ((entry.name, Cell(card, entry.stated, entry.anchor, entry.number)) for entry in shown)
    for name in card.brief.instruments if kind == "instrument" else ():
        if name not in {entry.name for entry in shown}:
            yield name, Cell(card, False, "facts")


def sources_of(corpus: Corpus, cid: str) -> tuple[Source, ...]:
    """The sources of a case, the most cited first, then those for further reading."""
    named = corpus.cited(cid)
    order = sorted(dict.fromkeys(named), key=lambda ref: -named.count(ref))
    return tuple(corpus.source[ref] for ref in dict.fromkeys([*order, *corpus.cases[cid].further]))
