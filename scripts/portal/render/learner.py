"""The learner's own pages: progress, the deck of missed questions, confirmation. What was done stands in the browser only.

All three are given the same data: what there is to read and answer, by module and by path, as ids and numbers. It stands in a
script of its own, so that a browser loads it once for the three.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from portal.corpus import paths
from portal.corpus.corpus import Corpus, Course
from portal.render import items, ways
from portal.render.desk import Desk
from portal.render.safe import embed
from portal.render.tested import Test, tests, thresholds
from portal.schema.path import LearningPath, PathStep
from portal.schema.quiz import Item

Files = Iterator[tuple[str, bytes]]
DECK, DATA = "revise.html", "assets/js/learner.js"


def pages(corpus: Corpus, desk: Desk) -> Files:
    """The three pages and their data, and for each module a script with its questions, which the deck loads when it needs one."""
    given = context(corpus)
    yield from written(desk, given)
    yield DATA, script(given)
    for mid, course in corpus.modules.items():
        if course.items:
            yield f"revise/{mid}.js", deck(desk, mid, course)


def written(desk: Desk, given: Mapping[str, Any]) -> Files:
    """The three pages from their context."""
    for name in ("progress", "revise", "confirmation"):
        yield f"{name}.md", desk.write(f"{name}.md.j2", f"{name}.html", terms=False, **given)


def script(given: Mapping[str, Any]) -> bytes:
    """What the three pages know of modules, paths and tests, as a classic script."""
    return f"window.portalLearner={embed(given['data'])};\n".encode()


def context(corpus: Corpus) -> dict[str, Any]:
    """What the templates of the three pages are given."""
    data = {
        "modules": [_module(mid, course) for mid, course in corpus.modules.items()],
        "paths": [_path(corpus.modules, path) for path in corpus.paths],
        "tests": list(map(_test, tests(corpus))),
        "thresholds": thresholds(corpus),
    }
    return {"paths": corpus.paths, "data": data, "site": corpus.site}


# Data.


def _test(test: Test) -> dict[str, Any]:
    """A test in the data: the path it is for ("" for a workshop), and its address."""
    return {"id": test.id, "title": test.title, "kind": test.kind, "path": test.path, "address": f"tests/{test.id}.html"}


def _module(mid: str, course: Course) -> dict[str, Any]:
    """A module in the data. Its questions stand in the order of their numbers on the page."""
    named = items.titles(course)
    asked = [question.item for group in items.groups(mid, course.items, named) for question in group.questions]
    return {
        "id": mid, "title": course.module.title,
        "sections": [[part.id, part.minutes, named.get(part.id, part.id)] for part in course.module.sections],
        "outcomes": {outcome.id: outcome.text for outcome in course.module.outcomes},
        "items": list(map(_item, asked)), "pool": list(map(_item, course.pool)),
        "exercises": {name: book.title for name, book in course.notebooks.items()},
    }  # fmt: skip


def _item(item: Item) -> list[Any]:
    return [item.id, item.points, items.digest(item), item.type, item.section, item.outcome]


def _path(courses: Mapping[str, Course], path: LearningPath) -> dict[str, Any]:
    steps = [_step(courses, step, view) for step, view in zip(path.steps, ways.steps(courses, path), strict=True)]
    return {"id": path.id, "title": path.title, "address": f"paths/{path.id}.html", "steps": steps}


def _step(courses: Mapping[str, Course], step: PathStep, view: ways.StepView) -> dict[str, Any]:
    """A step in the data. Of a page of the portal nothing is kept, so it is not counted: it has no module."""
    common = {"title": view.title, "address": view.address, "minutes": view.time.all}
    if not step.module:
        return common
    read = [part.id for part in paths.chosen(courses[step.module], step)]
    return {**common, "module": step.module, "sections": read, "quiz": view.quiz, "quiz_minutes": view.time.quiz}


# The deck.


def deck(desk: Desk, mid: str, course: Course) -> bytes:
    """The questions of a module as a classic script: each as HTML, with links as seen from the page of the deck."""
    made = desk.beside(DECK).environment.get_template("question.html.j2")
    named = items.titles(course)
    shown = {
        question.item.id: made.render(
            question=question, lesson=f"modules/{mid}/index.html", title=named.get(question.item.section, question.item.section)
        )
        for question in questions(mid, course)
    }
    return f"portalDeck({json.dumps(mid)}, {json.dumps(shown, ensure_ascii=True, indent=0)});\n".encode()


def questions(mid: str, course: Course) -> Iterable[items.Question]:
    """The questions that the deck can bring back: all but those that learners judge themselves."""
    found = (question for group in items.groups(mid, course.items, items.titles(course)) for question in group.questions)
    return (question for question in found if question.item.type != "rubric")
