"""What the class report knows of tests. This is the one place that connects it with the pools and assessments of the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.corpus.corpus import Corpus, Course

# Percent: of the sections of a path, and of the points of its final test.
PARTICIPATION, ACHIEVEMENT = 80, 80


@dataclass(frozen=True)
class Test:
    """A test: what it is for (an address without ``.html``), its pass mark in percent, and the questions of its two forms."""

    id: str
    kind: str
    title: str
    way: str
    passes: int
    a: tuple[str, ...]  # <module>/<question>
    b: tuple[str, ...]


def tests(corpus: Corpus) -> tuple[Test, ...]:
    """Every test that is published."""
    return ()


def pool(course: Course) -> tuple[Any, ...]:
    """The questions of a module that only tests ask."""
    return getattr(course, "pool", ())


def thresholds(corpus: Corpus) -> dict[str, int]:
    """What a certificate asks for, in percent: of the sections of a path, and of the points of its final test."""
    return {"participation": PARTICIPATION, "achievement": ACHIEVEMENT}
