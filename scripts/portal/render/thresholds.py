"""What a learner must have done for a paper, and the tests that the learner's pages know.

This is the one place that connects tests with the learner's pages: progress, deck, confirmation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.corpus import assessments
from portal.corpus.corpus import Corpus


def thresholds(corpus: Corpus) -> dict[str, dict[str, int]]:
    """What the confirmation of participation and the record of achievement ask for, in percent."""
    given = corpus.assessments
    return {"participation": {"sections": given.participation.sections}, "achievement": {"final": given.achievement.final}}


def tests(corpus: Corpus) -> Iterator[dict[str, Any]]:
    """Every published test: id, title, kind, the path it is for ("" for a workshop) and its address."""
    for test in assessments.published(corpus):
        common = {"id": test.id, "title": test.title, "kind": test.kind}
        yield {**common, "path": test.path or "", "address": f"tests/{test.id}.html"}
