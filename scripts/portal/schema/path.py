"""Ways through the modules: learning paths (paths.yml) and workshops (programmes.yml)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portal.schema.base import Authored, Model, some
from portal.schema.scalars import Clock, Id, Name, Prose, Truth, Whole, line


class PathStep(Model):
    """A step of a learning path: a module, all of it or some sections, or a page of the portal."""

    module: Id | None = Field(None, description="The module: the name of its folder in `modules`.", examples=["selection"])
    sections: some(Id) = Field(
        (),
        description="The sections to read: ids from its `module.yml`. All of them when left out.",
        examples=["[funnel, pressure]"],
    )
    quiz: Truth = Field(
        False,
        description="Write `true` when learners answer its questions: those on the sections of this step.",
        examples=["true"],
    )
    exercises: some(Id) = Field(
        (), description="The exercises to do: names of its notebooks without `.ipynb`.", examples=["[criteria-weights]"]
    )
    field: Truth = Field(False, description="Write `true` when learners do its work in their own cluster.", examples=["true"])
    page: Name | None = Field(
        None,
        description="In place of a module: a page of the portal, as its address without `.html`.",
        examples=["authors/index"],
    )
    minutes: Whole | None = Field(
        None, description="Of a page: how many minutes the work with it takes. Those of a module are added up.", examples=["40"]
    )
    what: line(120) | None = Field(
        None, description="Of a page: what learners do with it, in a few words.", examples=["Read the guide for authors"]
    )
    why: Prose = Field(
        description="Why this step is in the path, and what to look for.",
        examples=["You will be asked how the clusters were chosen. Look for the test with other weights."],
    )


class LearningPath(Authored):
    """A way through the modules for one kind of learner."""

    id: Id = Field(
        description="A short name of your choice. It is part of the address and must never change.", examples=["counterpart"]
    )
    title: line(90) = Field(description="The title of the page.", examples=["Path for institutional counterparts"])
    short: line(32) = Field(description="A short name for lists and menus.", examples=["Counterparts"])
    for_whom: line(240) = Field(
        description="Who it is for, so that readers recognise themselves.",
        examples=["You work in a ministry or chamber and will decide with others which clusters get support."],
    )
    summary: line(320) = Field(
        description="One or two sentences for lists and search results, without Markdown.",
        examples=["How to choose clusters, who should lead, and how to see whether it works."],
    )
    hours: Whole = Field(
        description="How many hours it takes. The minutes of its steps must add up to this, give or take a tenth.",
        examples=["33"],
    )
    rhythm: line(160) = Field(
        description="How the hours can be spread.", examples=["4 to 5 full days, or half a day a week for 8 weeks."]
    )
    product: some(line(200)) = Field(
        description="What the learner has made at the end.", examples=["[A file that explains a choice of clusters]"]
    )
    assumes: some(Id) = Field(
        (),
        description="Modules that are taken as known: names of their folders. Others that a module of the path builds on must "
        "come before it.",
        examples=["[mapping]"],
    )
    steps: some(PathStep) = Field(
        description="The steps, in order. A module stands in a path once.",
        examples=["[{module: selection, quiz: true, exercises: [criteria-weights], why: You will have to choose.}]"],
    )


class Session(Model):
    """A part of a day: a session, a break, or what opens and closes the day."""

    kind: Literal["session", "break", "opening", "closing"] = Field(
        "session", description="What it is. A session when left out.", examples=["break"]
    )
    minutes: Whole = Field(description="How many minutes it takes.", examples=["90"])
    module: Id | None = Field(
        None,
        description="The module that is taught: the name of its folder. Title, aim, materials and plan come from its notes for "
        "the trainer, and the minutes are those of that plan.",
        examples=["selection"],
    )
    title: line(120) | None = Field(
        None, description="What happens, in a few words. Needed where no module is named.", examples=["Lunch"]
    )
    aim: Prose | None = Field(
        None,
        description="What the session is for. With a module: the aim of a session of your own, which may be of another length.",
        examples=["Each participant writes down the next three things to do at work."],
    )
    materials: some(line(200)) = Field((), description="What must be in the room.", examples=["[Cards, Pens]"])


class Day(Model):
    """A day of a workshop."""

    title: line(120) = Field(description="What the day is about.", examples=["Choose with open eyes"])
    start: Clock | None = Field(
        None,
        description="When the day begins, if not as the others: hours and minutes, counted from midnight.",
        examples=["10:30"],
    )
    sessions: some(Session) = Field(
        description="What happens, in order. The page computes the clock from the minutes.",
        examples=["[{kind: opening, minutes: 30, title: Welcome}, {minutes: 90, module: clusters}]"],
    )


class Programme(Authored):
    """A workshop that a trainer can run as it stands."""

    id: Id = Field(
        description="A short name of your choice. It is part of the address and must never change.", examples=["four-days"]
    )
    title: line(90) = Field(description="The title of the page.", examples=["Four-day workshop"])
    short: line(32) = Field(description="A short name for lists and menus.", examples=["Four days"])
    for_whom: line(240) = Field(
        description="Who it is for, and how many at once.", examples=["Staff of ministries and chambers, 12 to 24 people."]
    )
    summary: line(320) = Field(
        description="One or two sentences for lists and search results, without Markdown.",
        examples=["From the first map to the first plan, with games and sums on paper."],
    )
    paths: some(Id) = Field(
        (), description="The learning paths that it serves: their ids in `paths.yml`.", examples=["[counterpart]"]
    )
    start: Clock = Field(description="When the days begin: hours and minutes, counted from midnight.", examples=["09:00"])
    days: some(Day) = Field(
        description="The days, in order.",
        examples=["[{title: Choose with open eyes, sessions: [{minutes: 90, module: selection}]}]"],
    )
