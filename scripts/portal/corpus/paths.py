"""What learning paths and workshops add up to: minutes of steps, order of modules, clocks of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.corpus.corpus import Course
from portal.schema.module import Part
from portal.schema.path import Day, LearningPath, PathStep, Programme, Session
from portal.schema.quiz import Item

TENTH = 10  # how far the sum may be from the declared hours: one part in ten
DAY = 24 * 60


@dataclass(frozen=True)
class StepTime:
    """Minutes of one step, or of several, by activity."""

    reading: int = 0
    quiz: int = 0
    exercises: int = 0
    field: int = 0
    page: int = 0

    @property
    def all(self) -> int:
        """All activities together."""
        return self.reading + self.quiz + self.exercises + self.field + self.page


def chosen(course: Course, step: PathStep) -> tuple[Part, ...]:
    """The sections that a step reads: those that it names, else all."""
    return tuple(part for part in course.module.sections if not step.sections or part.id in step.sections)


def questions(course: Course, step: PathStep) -> tuple[Item, ...]:
    """The questions that a step answers: those on the sections that it reads."""
    sections = {part.id for part in chosen(course, step)}
    return tuple(item for item in course.items if step.quiz and item.section in sections)


def step_time(courses: Mapping[str, Course], step: PathStep) -> StepTime | None:
    """The minutes of a step; None when they cannot be known, because something that it names is not there.

    Questions on some sections take their share of the minutes of all questions.
    """
    if step.page is not None:
        return StepTime(page=step.minutes or 0)
    course = courses.get(step.module or "")
    if course is None or not set(step.exercises) <= set(course.notebooks):
        return None
    minutes, asked = course.module.minutes, questions(course, step)
    return StepTime(
        reading=sum(part.minutes for part in chosen(course, step)),
        quiz=round(minutes.quiz * len(asked) / len(course.items)) if asked else 0,
        exercises=sum(course.notebooks[name].minutes for name in step.exercises),
        field=minutes.field if step.field else 0,
    )


def total(times: Iterable[StepTime]) -> StepTime:
    """Several steps together."""
    listed = list(times)
    return StepTime(*(sum(getattr(time, name) for time in listed) for name in StepTime.__dataclass_fields__))


def path_time(courses: Mapping[str, Course], path: LearningPath) -> StepTime | None:
    """The minutes of a path; None when those of a step cannot be known."""
    times = [step_time(courses, step) for step in path.steps]
    return None if None in times else total(time for time in times if time)


def fits(minutes: int, hours: int) -> bool:
    """Whether a sum of minutes is within a tenth of the hours declared."""
    return abs(minutes - hours * 60) * TENTH <= hours * 60


def too_early(courses: Mapping[str, Course], path: LearningPath) -> Iterator[tuple[int, str]]:
    """Each step whose module builds on one that comes later or not at all: its place, and the module that is missing."""
    known = set(path.assumes)
    for index, step in enumerate(path.steps):
        course = courses.get(step.module or "")
        yield from ((index, name) for name in (course.module.prerequisites if course else ()) if name not in known)
        known.add(step.module or "")


def rings(before: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Modules that wait for each other: each ring once, from its first name on, as each waits for the next."""
    for name in sorted(before):
        ring = _way_back(before, name)
        if len(ring) > 1 and name == min(ring):
            yield ring


def _way_back(before: Mapping[str, Iterable[str]], name: str) -> tuple[str, ...]:
    """The shortest way from a module over what it waits for back to itself; empty when there is none."""
    ways, seen = [(name,)], set()
    for way in ways:  # grows while it is read
        for other in before.get(way[-1], ()):
            if other == name and len(way) > 1:
                return way
            if other not in {*seen, name}:
                seen.add(other)
                ways.append((*way, other))
    return ()


def plan_minutes(course: Course) -> int:
    """How long the session of a module is, as its plan for the trainer says."""
    return sum(step.minutes for step in course.module.facilitator.plan)


def clock(start: str, minutes: int) -> str:
    """The time of day some minutes after ``start``, both as 09:00."""
    hours, past = start.split(":")
    at = (int(hours) * 60 + int(past) + minutes) % DAY
    return f"{at // 60:02}:{at % 60:02}"


def times(programme: Programme, day: Day) -> Iterator[tuple[str, str, Session]]:
    """Each session of a day with the clock times at which it begins and ends."""
    at, start = 0, day.start or programme.start
    for session in day.sessions:
        yield clock(start, at), clock(start, at + session.minutes), session
        at += session.minutes


def work(day: Day) -> int:
    """The minutes of a day without its breaks."""
    return sum(session.minutes for session in day.sessions if session.kind != "break")
