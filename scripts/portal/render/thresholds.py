"""What a learner must have done for a paper, and the tests that the learner's pages know.

This is the one place that connects tests with the learner's pages: progress, deck, confirmation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from portal.corpus.corpus import Corpus, Course
from portal.schema.quiz import Item

# Percent: of the steps of the path, and of the points of its final test.
PARTICIPATION, FINAL = 80, 80


def thresholds(corpus: Corpus) -> dict[str, dict[str, int]]:
    """What the confirmation of participation and the record of achievement ask for."""
    return {"participation": {"sections": PARTICIPATION}, "achievement": {"final": FINAL}}


def tests(corpus: Corpus) -> Iterator[dict[str, Any]]:
    """Every test: id, title, kind, the path it is for ("" for a workshop), pass mark and address."""
    for entry in getattr(corpus, "assessments", ()):
        yield {
            "id": entry.id, "title": entry.title, "kind": entry.kind, "path": getattr(entry, "path", None) or "",
            "address": f"tests/{entry.id}.html",
        }  # fmt: skip


def pool(course: Course) -> Sequence[Item]:
    """The questions of a module that only tests ask."""
    return getattr(course, "pool", ())
