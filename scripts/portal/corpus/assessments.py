"""Which questions a test asks: drawn from the pools of its modules, the same ones every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.corpus import paths
from portal.corpus.corpus import Corpus, Course
from portal.schema.assessment import Assessment
from portal.schema.pool import FORMS


@dataclass(frozen=True)
class Pair:
    """Two questions that ask for the same: one for form A, one for form B."""

    mid: str
    twin: str
    forms: Mapping[str, Any]

    @property
    def outcome(self) -> str:
        """What both of them test."""
        return self.forms["a"].outcome


def pairs(mid: str, course: Course) -> tuple[Pair, ...]:
    """The twins of a module, in the order of its pool; one without its partner is left out."""
    found: dict[str, dict[str, Any]] = {}
    for item in course.pool:
        found.setdefault(item.twin, {}).setdefault(item.form, item)
    return tuple(Pair(mid, twin, forms) for twin, forms in found.items() if len(forms) == len(FORMS))


def scope(corpus: Corpus, test: Assessment) -> dict[str, set[str]]:
    """The modules that a test asks about, in the order in which they are taught, each with the sections that are read.

    What a path takes as known is asked too: whoever does the path needs it.
    """
    wanted = [path for path in corpus.paths if path.id == test.path]
    assumed = (mid for path in wanted for mid in path.assumes if mid in corpus.modules)
    found = {mid: {part.id for part in corpus.modules[mid].module.sections} for mid in assumed}
    for step in (step for path in wanted for step in path.steps if step.module):
        if course := corpus.modules.get(step.module):
            found.setdefault(step.module, set()).update(part.id for part in paths.chosen(course, step))
    days = (day for programme in corpus.programmes if programme.id == test.programme for day in programme.days)
    for session in (session for day in days for session in day.sessions if session.module):
        if course := corpus.modules.get(session.module):
            found.setdefault(session.module, {part.id for part in course.module.sections})
    return found


def offered(corpus: Corpus, test: Assessment) -> dict[str, list[Pair]]:
    """The twins that a test can ask, by module: those that go back to sections that are read.

    A final test takes those at the end of a pool first, so that it repeats few questions of the test before and after.
    """
    found = {}
    for mid, sections in scope(corpus, test).items():
        known = [pair for pair in pairs(mid, corpus.modules[mid]) if all(i.section in sections for i in pair.forms.values())]
        found[mid] = known[::-1] if test.kind == "final" else known
    return {mid: known for mid, known in found.items() if known}


def draw(corpus: Corpus, test: Assessment) -> tuple[Pair, ...]:
    """The questions of a test, in the order of modules and pools.

    The modules take turns, and each gives the twin whose outcome has been asked least. So no module gives two more than
    another that has some left, and no outcome is asked twice while another of the module waits. No chance is in it.
    """
    left = {mid: list(known) for mid, known in offered(corpus, test).items()}
    asked: Counter[tuple[str, str]] = Counter()
    chosen: list[Pair] = []
    while len(chosen) < test.items and any(left.values()):
        for known in [known for known in left.values() if known][: test.items - len(chosen)]:
            pair = min(known, key=lambda pair: asked[pair.mid, pair.outcome])
            known.remove(pair)
            asked[pair.mid, pair.outcome] += 1
            chosen.append(pair)
    order = {(mid, pair.twin): n for n, (mid, pair) in enumerate(_all(corpus, test))}
    return tuple(sorted(chosen, key=lambda pair: order[pair.mid, pair.twin]))


def _all(corpus: Corpus, test: Assessment) -> Iterator[tuple[str, Pair]]:
    return ((mid, pair) for mid in scope(corpus, test) for pair in pairs(mid, corpus.modules[mid]))


def published(corpus: Corpus) -> list[Assessment]:
    """The tests that have a question at least."""
    return [test for test in corpus.assessments.tests if offered(corpus, test)]


def of(corpus: Corpus, key: str, name: str) -> list[Assessment]:
    """The published tests for a path (``key`` is "path") or a workshop ("programme")."""
    return [test for test in published(corpus) if getattr(test, key) == name]


def of_module(corpus: Corpus, mid: str) -> list[Assessment]:
    """The published tests that ask about a module."""
    return [test for test in published(corpus) if any(pair.mid == mid for pair in draw(corpus, test))]
