"""The pages of modules: list, lesson, questions, trainer view, progress."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from portal.corpus import assessments
from portal.corpus.corpus import Corpus, Course
from portal.render import exercises, handouts, items, prose, ways
from portal.render.desk import Desk
from portal.render.exercises import Lab
from portal.render.safe import Safe, join
from portal.schema.module import Level, Step

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class Part:
    """A section of a lesson, ready to print; what stands before the first has no id."""

    id: str
    body: Safe


@dataclass(frozen=True)
class Minutes:
    """Minutes of a module by activity."""

    reading: int
    quiz: int
    exercises: int
    field: int

    @property
    def all(self) -> int:
        """All activities together."""
        return self.reading + self.quiz + self.exercises + self.field


@dataclass(frozen=True)
class Timed:
    """A step of the session plan with the minutes it runs from and to."""

    start: int
    end: int
    what: str
    how: str


def minutes(course: Course) -> Minutes:
    """Estimated minutes: those of the sections, and those given for the rest."""
    given = course.module.minutes
    return Minutes(sum(part.minutes for part in course.module.sections), given.quiz, given.exercises, given.field)


def timed(steps: tuple[Step, ...]) -> tuple[Timed, ...]:
    """The session plan on a clock that starts at 0."""
    found, clock = [], 0
    for step in steps:
        found.append(Timed(clock, clock + step.minutes, step.what, step.how))
        clock += step.minutes
    return tuple(found)


def pages(corpus: Corpus, desk: Desk, lab: Lab, cite) -> Files:
    """Every page of every module; ``cite(title, author, updated, address)`` makes citations."""
    yield (
        "modules/index.md",
        desk.write("modules.md.j2", "modules/index.html", terms=False, groups=groups(corpus), paths=corpus.paths),
    )
    for mid, course in corpus.modules.items():
        yield _lesson(corpus, desk, mid, course, cite)
        yield _trainer(corpus, desk, mid, course)
        if course.items:
            address = f"modules/{mid}/quiz.html"
            yield f"modules/{mid}/quiz.md", desk.write("quiz.md.j2", address, terms=False, **items.quiz_page(mid, course))
        for name, book in course.notebooks.items():
            given = exercises.given(mid, book, lab.shown.get(book.file, {}), lab.sizes)
            yield f"modules/{mid}/{name}.md", desk.write("exercise.md.j2", f"modules/{mid}/{name}.html", **given)
            if book.file in lab.texts:
                yield f"modules/{mid}/{name}.ipynb", exercises.take_home(lab.texts[book.file], desk)
            yield f"trainer/modules/{mid}/{name}.ipynb", exercises.solved(mid, book, lab.shown.get(book.file, {}), desk)
    yield "progress.md", desk.write("progress.md.j2", "progress.html", terms=False, **items.progress_page(corpus.modules))


def _listed(corpus: Corpus) -> Iterator[dict]:
    for mid, course in corpus.modules.items():
        counts = {"questions": len(course.items), "exercises": len(course.notebooks), "minutes": minutes(course).all}
        yield {"id": mid, "module": course.module, "paths": ways.in_paths(corpus, mid), **counts}


def groups(corpus: Corpus) -> list[dict]:
    """The list of modules by how much a learner has to know before; groups without a module are left out."""
    listed = list(_listed(corpus))
    found = [{"level": level, "courses": [c for c in listed if c["module"].level == level]} for level in get_args(Level)]
    return [group for group in found if group["courses"]]


def _lesson(corpus: Corpus, desk: Desk, mid: str, course: Course, cite) -> tuple[str, bytes]:
    module, address = course.module, f"modules/{mid}/index.html"
    used = [{"cid": use.case, "case": corpus.cases[use.case], "why": use.why} for use in module.cases if use.case in corpus.cases]
    late = {"parts": lambda: parts(course.lesson.body, course.lesson.anchors, desk)}
    given = {
        "mid": mid,
        "course": course,
        "minutes": minutes(course),
        "before": [{"id": name, "module": corpus.modules[name].module} for name in module.prerequisites],
        "cases": used,
        "goals": [corpus.tags["sdg", name] for name in desk.wiring.seen(mid, "sdg")],
        "handouts": handouts.of_module(corpus, mid),
        "words_met": [term for term in corpus.glossary if term.id in module.terms],
        "exercises": [{"address": f"modules/{mid}/{name}.html", "title": book.title} for name, book in course.notebooks.items()],
        "citation": cite(module.title, module.author, module.updated, address),
        "in_paths": ways.in_paths(corpus, mid),
    }
    return f"modules/{mid}/index.md", desk.write("lesson.md.j2", address, late=late, **given)


def _trainer(corpus: Corpus, desk: Desk, mid: str, course: Course) -> tuple[str, bytes]:
    plan = timed(course.module.facilitator.plan)
    keys = [question for group in items.groups(mid, course.items, items.titles(course)) for question in group.questions]
    given = {"mid": mid, "course": course, "plan": plan, "planned": plan[-1].end, "keys": keys}
    given["tests"] = assessments.of_module(corpus, mid)
    page = desk.write("trainer.md.j2", f"trainer/modules/{mid}/index.html", terms=False, **given)
    return f"trainer/modules/{mid}/index.md", page


def parts(body: str, anchors: tuple[str, ...], desk: Desk) -> list[Part]:
    """A lesson in its sections."""
    return [Part(name, join([piece for piece in found if piece], "\n\n")) for name, found in prose.parts(body, anchors, desk)]
