"""Tests on paper, for trainers: question sheets, answer sheets, keys, and tables for the scores. Not part of the public site."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from portal.corpus import assessments
from portal.corpus.corpus import Corpus
from portal.exports.abroad import Abroad
from portal.exports.plan import Plan
from portal.language.catalogue import Catalogue
from portal.render import paper
from portal.render.assessments import subject
from portal.schema.assessment import Assessment
from portal.schema.pool import FORMS

SHEETS = ("questions", "answers", "key")
STYLE = "paper.css"


def plan(corpus: Corpus, catalogue: Catalogue, names: list[str], seed: str) -> Plan:
    """The sheets of some tests, each test in a folder of its own."""
    files: dict[str, bytes] = {}
    said = []
    for test in (test for test in assessments.published(corpus) if test.id in names):
        made = dict(_folder(corpus, catalogue, test, seed))
        files |= {f"{test.id}-seed-{seed}/{name}": data for name, data in made.items()}
        said.append(f"{test.id}, seed {seed}: {len(assessments.draw(corpus, test))} questions on each of the forms A and B")
    said.append("Keep the folders of a test together: the keys belong to this seed. Open the sheets in a browser and print them.")
    return Plan(files, tuple(said))


def _folder(corpus: Corpus, catalogue: Catalogue, test: Assessment, seed: str) -> Iterator[tuple[str, bytes]]:
    desk = Abroad(corpus, catalogue)
    drawn = assessments.draw(corpus, test)
    common = {
        "test": test, "seed": seed, "site": corpus.site, "language": catalogue.language, "direction": catalogue.direction,
        "points": sum(pair.forms["a"].points for pair in drawn), **subject(corpus, test),
    }  # fmt: skip
    yield STYLE, desk.environment.get_template("paper.css.j2").render().encode()
    for form in FORMS:
        sheets = paper.form(drawn, form, seed)
        for name in SHEETS:
            given = {**common, "form": form.upper(), "name": name, "sheets": sheets}
            page = desk.environment.get_template("paper.html.j2").render(given)
            yield f"{name}-{form}.html", page.encode()
        for run in ("before", "after") if test.kind == "before-after" else ("final-1",):
            yield f"scores-{run}-{form}.csv", grid(test.id, run, form, [sheet.key for sheet in sheets])


def grid(test: str, run: str, form: str, keys: list[str]) -> bytes:
    """An empty table for the scores of a form: a column for each question, in the order of the sheet."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerows([["assessment", "run", "form"], [test, run, form], ["learner", *keys]])
    return made.getvalue().encode()
