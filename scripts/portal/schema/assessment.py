"""Tests and what they are for: docs/reference/assessments.yml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portal.schema.base import Authored, Model, some
from portal.schema.scalars import Id, Prose, Whole, line

PERCENT = 80


class Participation(Model):
    """What a confirmation of participation asks for."""

    sections: Whole = Field(
        PERCENT, description="How many of the sections of a path are read, in percent: `1` to `100`.", examples=["80"]
    )


class Achievement(Model):
    """What a record of achievement asks for."""

    final: Whole = Field(
        PERCENT, description="The least result in the final test of a path, in percent: `1` to `100`.", examples=["80"]
    )


class Assessment(Authored):
    """A test for those who do a learning path or take part in a workshop. Its questions come from the pools of the modules."""

    id: Id = Field(
        description="A short name of your choice. It is part of the address and must never change.",
        examples=["before-after-counterpart"],
    )
    kind: Literal["before-after", "final"] = Field(
        description="`before-after`: once before and once after the course, to see what was gained. `final`: at the end, to be "
        "passed; it can be repeated as often as one likes.",
        examples=["final"],
    )
    title: line(90) = Field(description="The title of the page.", examples=["Final test for counterparts"])
    summary: line(320) = Field(
        description="One or two sentences for lists and search results, without Markdown.",
        examples=["Questions on all modules of the path for counterparts. To pass, 80 percent are needed."],
    )
    about: Prose | None = Field(
        None, description="More for learners, in Markdown: how to prepare, for example.", examples=["Have pen and paper ready."]
    )
    path: Id | None = Field(
        None, description="The learning path that is tested: its id in `paths.yml`.", examples=["counterpart"]
    )
    programme: Id | None = Field(
        None, description="In place of a path: the workshop, by its id in `programmes.yml`.", examples=["four-days"]
    )
    items: Whole = Field(
        description="How many questions a form has. They are drawn evenly from modules and outcomes. Where the pools hold fewer, "
        "the test is shorter.",
        examples=["20"],
    )
    passes: Whole | None = Field(
        None,
        alias="pass",
        description="Of a final test: the share of the points that is needed to pass, in percent: `1` to `100`.",
        examples=["80"],
    )
    minutes: Whole | None = Field(
        None,
        description="How long it takes. Learners can switch on a clock with this time; it is off otherwise. "
        "Left out, there is no clock.",
        examples=["45"],
    )


class Assessments(Model):
    """What is tested, and what confirmations ask for."""

    participation: Participation = Field(
        Participation(), description="What a confirmation of participation asks for.", examples=["{sections: 80}"]
    )
    achievement: Achievement = Field(
        Achievement(), description="What a record of achievement asks for.", examples=["{final: 80}"]
    )
    tests: some(Assessment) = Field(
        (),
        description="The tests. One without any question in the pools is not published.",
        examples=["[{id: final-counterpart, kind: final, path: counterpart, items: 30, pass: 80}]"],
    )
