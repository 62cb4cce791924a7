"""What the learner's pages and the class report know of tests, and what a paper asks for. This is the one place that connects
them with the pools and assessments of the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.corpus import assessments
from portal.corpus.corpus import Corpus, Course
from portal.schema.pool import FORMS


@dataclass(frozen=True)
class Test:
    """A test: the path that it is for ("" for a workshop), path or workshop as an address without ``.html``, its pass mark in
    percent, and the questions of its two forms."""

    id: str
    kind: str
    title: str
    path: str
    way: str
    passes: int
    forms: dict[str, list[str]]  # form to <module>/<question>, in the order in which they were drawn


def tests(corpus: Corpus) -> list[Test]:
    """Every test that is published. One without a pass mark of its own has that of the record of achievement."""
    found, least = [], thresholds(corpus)["achievement"]
    for test in assessments.published(corpus):
        drawn = assessments.draw(corpus, test)
        forms = {form: [f"{pair.mid}/{pair.forms[form].id}" for pair in drawn] for form in FORMS}
        way = f"paths/{test.path}" if test.path else f"programmes/{test.programme}"
        found.append(Test(test.id, test.kind, test.title, test.path or "", way, test.passes or least, forms))
    return found


def pool(course: Course) -> tuple[Any, ...]:
    """The questions of a module that only tests ask."""
    return course.pool


def thresholds(corpus: Corpus) -> dict[str, int]:
    """What a paper asks for, in percent: of the sections of a path, and of the points of its final test."""
    given = corpus.assessments
    return {"participation": given.participation.sections, "achievement": given.achievement.final}
