"""The class report of trainers: its page, and two scripts with what it has to know of modules, questions and tests.

The scripts are loaded by this page alone; that with the questions, by far the larger one, when the first file is opened or
points are typed. They hold ids, numbers and plain text, with which the files of learners are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from portal.corpus import paths
from portal.corpus.corpus import Corpus, Course
from portal.render import items, tested, ways
from portal.render.chrome import DEFAULT_LOGO
from portal.render.desk import Desk
from portal.render.safe import embed
from portal.schema import quiz as kinds
from portal.schema.base import SourceRef
from portal.schema.path import LearningPath, Programme

ADDRESS, DATA = "trainer/report.html", "assets/js/report/data.js"
ITEMS = "assets/js/report/items.js"
HAKE = "physport-normalized-gain"
LONGEST, LONG = 110, 80  # letters of a question and of a choice in a table
Row = list[Any]


def pages(corpus: Corpus, desk: Desk) -> Iterator[tuple[str, bytes]]:
    """The page, what it has to know at once, and what it asks for later."""
    hake = SourceRef(ref=HAKE) if HAKE in corpus.source else None
    yield "trainer/report.md", desk.write("report.md.j2", ADDRESS, terms=False, hake=hake)
    yield from scripts(data(corpus, desk.beside(ADDRESS)))


def scripts(whole: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The data in its two scripts: the second one has the questions, and the modules with their outcomes and sections."""
    later = {name: whole[name] for name in ("modules", "items")}
    known = [{name: module[name] for name in ("id", "title", "short")} for module in whole["modules"]]
    at_once = {name: value for name, value in whole.items() if name != "items"} | {"modules": known}
    for address, name, value in ((DATA, "portalReportData", at_once), (ITEMS, "portalReportItems", later)):
        yield address, f"window.{name}={embed(value)};\n".encode()


def data(corpus: Corpus, desk: Desk) -> dict[str, Any]:
    """What the scripts of the page compare files with."""
    courses = corpus.modules.items()
    practice = [(mid, item) for mid, course in courses for item in course.items if item.type != "rubric"]
    return {
        "modules": [_module(mid, course) for mid, course in courses],
        "items": [*(told(desk, *found) for found in practice),
                  *(told(desk, mid, item, whole=True) for mid, course in courses for item in tested.pool(course))],
        "assessments": [_test(test) for test in tested.tests(corpus)],
        "ways": [*(_path(corpus, path) for path in corpus.paths), *(_programme(corpus, entry) for entry in corpus.programmes)],
        "thresholds": tested.thresholds(corpus), "hake": HAKE in corpus.source,
        "site": corpus.site.name, "address": corpus.site.address, "organisation": corpus.site.publisher,
        "logos": [desk.url(name) for name in (corpus.site.logo or DEFAULT_LOGO, *corpus.site.logos)],
    }  # fmt: skip


def _module(mid: str, course: Course) -> dict[str, Any]:
    module = course.module
    return {
        "id": mid, "title": module.title, "short": module.short,
        "outcomes": [[outcome.id, outcome.text] for outcome in module.outcomes],
        "sections": [f"{mid}/{part.id}" for part in module.sections],
        "items": [f"{mid}/{item.id}" for item in course.items if item.type != "rubric"],
    }  # fmt: skip


def _test(test: tested.Test) -> dict[str, Any]:
    return {"id": test.id, "kind": test.kind, "title": test.title, "way": test.way, "pass": test.passes, "forms": test.forms}


def _path(corpus: Corpus, path: LearningPath) -> dict[str, Any]:
    steps = [{"parts": view.parts} for view in ways.steps(corpus.modules, path) if view.parts]
    return {"id": f"paths/{path.id}", "title": path.title, "hours": path.hours, "steps": steps}


def _programme(corpus: Corpus, programme: Programme) -> dict[str, Any]:
    taught = dict.fromkeys(session.module for day in programme.days for session in day.sessions if session.module)
    courses = [(mid, corpus.modules[mid]) for mid in taught if mid in corpus.modules]
    steps = [{"parts": [f"{mid}/{part.id}" for part in course.module.sections]} for mid, course in courses]
    hours = round(sum(map(paths.work, programme.days)) / 60)
    return {"id": f"programmes/{programme.id}", "title": programme.title, "hours": hours, "steps": steps}


# Questions.


def told(desk: Desk, mid: str, item: kinds.Item, whole: bool = False) -> dict[str, Any]:
    """A question as it is said in a table. A whole one, of a test, has its choices and what is right."""
    common = {"key": f"{mid}/{item.id}", "type": item.type, "points": item.points, "of": items.digest(item)}
    found = {name: value for name, value in (said(item, desk) if whole else {}).items() if value != []}
    return {**common, "outcome": item.outcome, "ask": plain(desk, item.ask, LONGEST), **found}


def plain(desk: Desk, markdown: str, most: int = LONG) -> str:
    """What a reader reads, without citations; of a long text the beginning, cut between words."""
    words = str(desk.prose(ways.CITED.sub("", markdown)).striptags())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


@singledispatch
def said(item: kinds.Item, desk: Desk) -> dict[str, Any]:
    """The choices of a question as [id, text], its parts as [id, text, right choice], and the right choice of one without parts.
    Nothing for kinds of which no single wrong answer can be told."""
    return {}


@said.register
def _(item: kinds.Single, desk: Desk) -> dict[str, Any]:
    return {"options": _texts(desk, item.choices), "right": next(choice.id for choice in item.choices if choice.right)}


@said.register
def _(item: kinds.Multiple, desk: Desk) -> dict[str, Any]:
    return {"options": _texts(desk, item.choices), "right": [choice.id for choice in item.choices if choice.right]}


@said.register
def _(item: kinds.TrueFalse, desk: Desk) -> dict[str, Any]:
    return {"options": [["true", ""], ["false", ""]], "right": "true" if item.answer else "false"}


@said.register
def _(item: kinds.Match, desk: Desk) -> dict[str, Any]:
    parts = [[pair.id, plain(desk, pair.left), pair.id] for pair in item.pairs]
    rights = [[pair.id, plain(desk, pair.right)] for pair in item.pairs]
    return {"parts": parts, "options": [*rights, *_texts(desk, item.spares)]}


@said.register
def _(item: kinds.Categorise, desk: Desk) -> dict[str, Any]:
    parts = [[card.id, plain(desk, card.text), card.category] for card in item.cards]
    return {"parts": parts, "options": [[entry.id, entry.label] for entry in item.categories]}


@said.register
def _(item: kinds.Matrix, desk: Desk) -> dict[str, Any]:
    parts = [[row.id, plain(desk, row.text), row.answer] for row in item.rows]
    return {"parts": parts, "options": [[entry.id, entry.label] for entry in item.columns]}


def _texts(desk: Desk, things: Any) -> list[Row]:
    return [[thing.id, plain(desk, thing.text)] for thing in things]
