"""The pages of learning paths, ready workshops and the planner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.corpus import assessments, paths
from portal.corpus.corpus import Corpus, Course
from portal.corpus.paths import StepTime
from portal.render import items
from portal.render.chrome import DEFAULT_LOGO
from portal.render.desk import Desk
from portal.render.offline import prefix
from portal.render.safe import Safe
from portal.schema.path import Day, LearningPath, PathStep, Programme, Session

Files = Iterator[tuple[str, bytes]]
CITED = re.compile(r"\s*\[@[^\]]*\]")


@dataclass(frozen=True)
class Linked:
    """A section or an exercise of a step: title, address, minutes, and the key of what the reader's browser keeps of it."""

    title: str
    address: str
    minutes: int
    key: str = ""


@dataclass(frozen=True)
class StepView:
    """A step of a path as its page shows it. ``sections`` is empty where the whole lesson is read."""

    id: str
    title: str
    address: str
    why: str
    time: StepTime
    so_far: int
    parts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    sections: tuple[Linked, ...] = ()
    exercises: tuple[Linked, ...] = ()
    quiz: str = ""


@dataclass(frozen=True)
class SessionView:
    """A part of a day as it is printed. ``plan`` is the session plan of a module with the clock of the day."""

    kind: str
    start: str
    end: str
    minutes: int
    title: str
    aim: str
    materials: tuple[str, ...]
    plan: tuple[tuple[str, str], ...] = ()
    module: str = ""


@dataclass(frozen=True)
class DayView:
    """A day of a workshop with its sums."""

    number: int
    title: str
    sessions: tuple[SessionView, ...]
    work: int
    rest: int

    @property
    def start(self) -> str:
        """When it begins."""
        return self.sessions[0].start

    @property
    def end(self) -> str:
        """When it ends."""
        return self.sessions[-1].end


def pages(corpus: Corpus, desk: Desk, cite) -> Files:
    """Every page of paths and workshops; ``cite(title, author, updated, address)`` makes citations."""
    listed = {
        "paths": [path_entry(corpus, path) for path in corpus.paths],
        "programmes": list(map(programme_entry, corpus.programmes)),
    }
    yield "paths/index.md", desk.write("paths.md.j2", "paths/index.html", terms=False, **listed)
    for path in corpus.paths:
        address = f"paths/{path.id}.html"
        given = {
            **path_page(corpus, path),
            "prefix": prefix(desk),
            "citation": cite(path.title, path.author, path.updated, address),
        }
        yield f"paths/{path.id}.md", desk.write("path.md.j2", address, terms=False, **given)
    for programme in corpus.programmes:
        address = f"programmes/{programme.id}.html"
        given = {
            **programme_page(corpus, programme),
            "citation": cite(programme.title, programme.author, programme.updated, address),
        }
        yield f"programmes/{programme.id}.md", desk.write("programme.md.j2", address, terms=False, **given)
    late = {"data": lambda: planner_data(corpus, desk)}
    given = {"programmes": corpus.programmes, "sessions": [_offered(mid, course) for mid, course in corpus.modules.items()]}
    yield "programmes/planner.md", desk.write("planner.md.j2", "programmes/planner.html", terms=False, late=late, **given)


# Learning paths.


def path_entry(corpus: Corpus, path: LearningPath) -> dict[str, Any]:
    """A path in a list."""
    return {"path": path, "time": paths.path_time(corpus.modules, path), "steps": len(path.steps)}


def path_page(corpus: Corpus, path: LearningPath) -> dict[str, Any]:
    """The context of path.md.j2."""
    return {
        "path": path,
        "steps": list(steps(corpus.modules, path)),
        "time": paths.path_time(corpus.modules, path),
        "assumed": [{"id": name, "module": corpus.modules[name].module} for name in path.assumes],
        "programmes": [programme for programme in corpus.programmes if path.id in programme.paths],
        "tests": assessments.of(corpus, "path", path.id),
    }


def steps(courses: Mapping[str, Course], path: LearningPath) -> Iterator[StepView]:
    """The steps of a path with the minutes up to the end of each."""
    so_far = 0
    for number, step in enumerate(path.steps, 1):
        time = paths.step_time(courses, step)
        so_far += time.all
        view = _page_step if step.page else _module_step
        yield StepView(id=f"step-{number}", why=step.why, time=time, so_far=so_far, **view(courses, step))


def _page_step(courses: Mapping[str, Course], step: PathStep) -> dict[str, Any]:
    return {"title": step.what, "address": f"{step.page}.html"}


def _module_step(courses: Mapping[str, Course], step: PathStep) -> dict[str, Any]:
    mid, course = step.module, courses[step.module]
    folder, named = f"modules/{mid}/", items.titles(course)
    read, asked = paths.chosen(course, step), paths.questions(course, step)
    sections = (Linked(named[part.id], f"{folder}index.html#{part.id}", part.minutes, f"{mid}/{part.id}") for part in read)
    books = ((name, course.notebooks[name]) for name in step.exercises)
    return {
        "title": course.module.title,
        "address": f"{folder}index.html",
        "parts": tuple(f"{mid}/{part.id}" for part in read),
        "items": tuple(f"{mid}/{item.id}={items.digest(item)}" for item in asked),
        "sections": tuple(sections) if step.sections else (),
        "exercises": tuple(Linked(book.title, f"{folder}{name}.html", book.minutes) for name, book in books),
        "quiz": f"{folder}quiz.html" + (f"#part-{_first(course, step)}" if step.sections else "") if asked else "",
    }


def _first(course: Course, step: PathStep) -> str:
    """The first section, in the order of the lesson, on which the step asks questions."""
    sections = {item.section for item in paths.questions(course, step)}
    return next(part.id for part in course.module.sections if part.id in sections)


def in_paths(corpus: Corpus, mid: str) -> list[LearningPath]:
    """The paths in which a module is a step."""
    return [path for path in corpus.paths if any(step.module == mid for step in path.steps)]


# Ready workshops.


def programme_entry(programme: Programme) -> dict[str, Any]:
    """A workshop in a list."""
    return {"programme": programme, "days": len(programme.days), "work": sum(map(paths.work, programme.days))}


def programme_page(corpus: Corpus, programme: Programme) -> dict[str, Any]:
    """The context of programme.md.j2."""
    return {
        "programme": programme,
        "days": [day_view(corpus, programme, number, day) for number, day in enumerate(programme.days, 1)],
        "paths": [path for path in corpus.paths if path.id in programme.paths],
        "tests": assessments.of(corpus, "programme", programme.id),
        "site": corpus.site,
        "logo": corpus.site.logo or DEFAULT_LOGO,
    }


def day_view(corpus: Corpus, programme: Programme, number: int, day: Day) -> DayView:
    """A day with its clock and its sums."""
    sessions = tuple(_session(corpus, *timed) for timed in paths.times(programme, day))
    work = paths.work(day)
    return DayView(number, day.title, sessions, work, sum(session.minutes for session in day.sessions) - work)


def _session(corpus: Corpus, start: str, end: str, session: Session) -> SessionView:
    course = corpus.modules.get(session.module or "")
    notes = course.module.facilitator if course else None
    return SessionView(
        session.kind, start, end, session.minutes,
        title=session.title or course.module.title,
        aim=session.aim or (short_aim(course) if course else ""),
        materials=session.materials or (notes.materials if notes else ()),
        plan=_plan(course, start) if course and not session.aim else (),
        module=session.module or "",
    )  # fmt: skip


def short_aim(course: Course) -> str:
    """The first paragraph of the aim of a module's session, without citations: what fits on the sheet of a day."""
    return CITED.sub("", course.module.facilitator.aim.split("\n\n")[0])


def _plan(course: Course, start: str) -> tuple[tuple[str, str], ...]:
    """The parts of a session, each with the time of day at which it begins."""
    found, at = [], 0
    for step in course.module.facilitator.plan:
        found.append((paths.clock(start, at), step.what))
        at += step.minutes
    return tuple(found)


# The planner.


def _offered(mid: str, course: Course) -> dict[str, Any]:
    return {"id": mid, "module": course.module, "minutes": paths.plan_minutes(course)}


def planner_data(corpus: Corpus, desk: Desk) -> dict[str, Any]:
    """What the script of the planner builds from: sessions of modules and ready workshops, as plain text."""
    plain = {mid: _plain(desk.prose(short_aim(course))) for mid, course in corpus.modules.items()}
    sessions = [
        {
            "module": mid, "title": course.module.title, "minutes": paths.plan_minutes(course), "aim": plain[mid],
            "materials": list(course.module.facilitator.materials),
        }
        for mid, course in corpus.modules.items()
    ]  # fmt: skip
    return {
        "sessions": sessions,
        "programmes": [_ready(corpus, desk, programme) for programme in corpus.programmes],
        "logo": desk.url(corpus.site.logo or DEFAULT_LOGO),
        "site": corpus.site.name,
    }


def _ready(corpus: Corpus, desk: Desk, programme: Programme) -> dict[str, Any]:
    """A ready workshop. Of a session that a module gives, only the module is named."""
    days = []
    for day in programme.days:
        sessions = [
            _named(session) if session.module and not session.aim else _whole(corpus, desk, session) for session in day.sessions
        ]
        days.append({"title": day.title, "start": day.start or programme.start, "sessions": sessions})
    return {"id": programme.id, "title": programme.title, "days": days}


def _named(session: Session) -> dict[str, Any]:
    return {"module": session.module, **({"title": session.title} if session.title else {})}


def _whole(corpus: Corpus, desk: Desk, session: Session) -> dict[str, Any]:
    view = _session(corpus, "00:00", "00:00", session)
    return {
        "kind": view.kind, "module": view.module, "title": view.title, "minutes": view.minutes,
        "aim": _plain(desk.prose(view.aim)) if view.aim else "", "materials": list(view.materials),
    }  # fmt: skip


def _plain(shown: Safe) -> str:
    """What a reader would read, as plain text."""
    return shown.striptags()
