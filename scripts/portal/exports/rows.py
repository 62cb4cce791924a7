"""The content of a portal as the rows of its open data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from portal.corpus.corpus import Corpus, Course
from portal.exports.records import (
    Aim,
    CaseRecord,
    Disagreement,
    ModuleRecord,
    Number,
    Record,
    ResultRecord,
    SourceRecord,
    Statement,
    TermRecord,
    Texts,
)
from portal.language.catalogue import Catalogue
from portal.render.chrome import home
from portal.render.desk import short_name
from portal.render.lessons import minutes
from portal.render.views import sources_of
from portal.render.words import Words
from portal.schema.base import Authored
from portal.schema.case import Case, Dispute, Figure, Point, Result

TEXTS = ("challenge", "approach", "activities", "gender", "sustainability", "lessons")


class Rows:
    """Makes the rows of each table, in the order of the corpus."""

    def __init__(self, corpus: Corpus, catalogue: Catalogue):
        self.corpus = corpus
        self.home = home(corpus, catalogue)
        self.words = Words(catalogue, {tag.id: tag for tag in corpus.taxonomy.unit})

    def count(self, table: str) -> int:
        """How many rows a table has."""
        if table == "results":
            return sum(len(case.results) for _, case in self.corpus.briefs)
        return len({"cases": self.corpus.cases, "modules": self.corpus.modules, "terms": self.corpus.glossary,
                    "sources": self.corpus.sources}[table])  # fmt: skip

    def case(self, cid: str) -> Iterator[CaseRecord]:
        """The row of a case."""
        case = self.corpus.cases[cid]
        yield CaseRecord(
            **_signed(case), id=cid, address=f"{self.home}cases/{cid}.html", title=case.title, short=case.short,
            summary=case.summary, countries=case.countries,
            country_names=tuple(self.corpus.country[code].name for code in case.countries), regions=case.regions,
            sectors=case.sectors, start=case.period.start, end=case.period.end, dates_inferred=case.period.inferred,
            donors=case.donors, instruments=case.instruments, results=len(case.results), disputed=len(case.disputed),
            silent_on=tuple(silence.what for silence in case.silent_on),
            sources=tuple(source.id for source in sources_of(self.corpus, cid)),
            disagreements=tuple(map(_disagreement, case.disputed)), texts=_texts(case),
        )  # fmt: skip

    def results_of(self, cid: str) -> Iterator[ResultRecord]:
        """The rows of the results of a case."""
        case = self.corpus.cases[cid]
        named = {name for dispute in case.disputed for name in dispute.results}
        for result in case.results:
            yield self._result(cid, result, result.id in named)

    def _result(self, cid: str, result: Result, disputed: bool) -> ResultRecord:
        before, after, change = result.baseline, result.end, result.change
        return ResultRecord(
            id=f"{cid}/{result.id}", address=f"{self.home}cases/{cid}.html#result-{result.id}", case=cid, label=result.label,
            measure=result.measure, level=result.level, value=number(result.value), unit=result.unit,
            change=number(change and change.by), change_as=change and change.as_, words=result.stated_as,
            qualifier=result.qualifier, figure=self.words.figure(result), period=result.period, group=result.group,
            **_point("baseline", before), **_point("end", after), note=result.note, source=result.source.ref,
            place=result.source.at, disputed=disputed,
        )  # fmt: skip

    def modules(self) -> Iterator[ModuleRecord]:
        """A row a module."""
        for mid, course in self.corpus.modules.items():
            yield self._module(mid, course)

    def _module(self, mid: str, course: Course) -> ModuleRecord:
        module, clock = course.module, minutes(course)
        return ModuleRecord(
            **_signed(module), id=mid, address=f"{self.home}modules/{mid}/index.html", number=module.number, title=module.title,
            summary=module.summary, level=module.level, reading_minutes=clock.reading, quiz_minutes=clock.quiz,
            exercise_minutes=clock.exercises, field_minutes=clock.field, questions=len(course.items),
            exercises=tuple(course.notebooks), prerequisites=module.prerequisites, phases=module.phases,
            principles=module.principles, instruments=module.instruments,
            cases=tuple(use.case for use in module.cases if use.case in self.corpus.cases), terms=module.terms,
            products=module.products, outcomes=tuple(Aim(id=aim.id, text=aim.text, depth=aim.depth) for aim in module.outcomes),
        )  # fmt: skip

    def terms(self) -> Iterator[TermRecord]:
        """A row a term."""
        for term in self.corpus.glossary:
            yield TermRecord(
                id=term.id, address=f"{self.home}glossary.html#{term.id}", term=term.term, forms=term.forms,
                definition=term.definition, basis=term.basis, fr=term.fr, es=term.es, ar=term.ar, see=term.see,
                source=term.source.ref, place=term.source.at,
            )  # fmt: skip

    def sources(self) -> Iterator[SourceRecord]:
        """A row a source."""
        for source in self.corpus.sources:
            yield SourceRecord(
                id=source.id, address=f"{self.home}sources.html#{source.id}", title=source.title, short=short_name(source),
                publisher=source.publisher, authors=source.authors, year=source.year, date=source.date, url=source.url,
                language=source.language, kind=source.kind, read=source.read, note=source.note,
            )  # fmt: skip


# Tables whose rows each belong to a case, and how the rows of one are made.
OF_CASES: Mapping[str, Callable[[Rows, str], Iterator[Record]]] = {"cases": Rows.case, "results": Rows.results_of}


def number(value: Decimal | None) -> Number | None:
    """A number of our sources as JSON has it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _signed(item: Authored) -> dict:
    return {name: getattr(item, name) for name in Authored.model_fields}


def _point(name: str, point: Point | None) -> dict:
    return {f"{name}_value": number(point and point.value), f"{name}_year": point and point.year}


def _disagreement(dispute: Dispute) -> Disagreement:
    said = tuple(map(_statement, dispute.figures))
    return Disagreement(id=dispute.id, claim=dispute.claim, statements=said, reading=dispute.reading, results=dispute.results)


def _statement(figure: Figure) -> Statement:
    return Statement(
        says=figure.says, value=number(figure.value), unit=figure.unit, source=figure.source.ref, place=figure.source.at
    )


def _texts(case: Case) -> Texts:
    answer = {name: getattr(case.answer, name) for name in type(case.answer).model_fields}
    return Texts(**answer, **{name: getattr(case, name) for name in TEXTS})
