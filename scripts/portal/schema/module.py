"""A training module: modules/<id>/module.yml beside lesson.md, quiz.yml and exercises/*.ipynb."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portal.schema.base import Authored, Model, some
from portal.schema.scalars import Id, Prose, Whole, line

Depth = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
Level = Literal["introductory", "intermediate", "advanced"]


class Outcome(Model):
    """What the learner can do afterwards."""

    id: Id = Field(description="Unique in the module and stable for ever.", examples=["calculate-saving"])
    text: line(240) = Field(
        description="A sentence that starts with a verb that can be measured.", examples=["Calculate what joint purchasing saves"]
    )
    depth: Depth = Field(description="How far it goes, after Bloom's revised taxonomy.", examples=["apply"])


class Part(Model):
    """A section of the lesson, in the order of its ## headings in lesson.md."""

    id: Id = Field(description="Its address on the page; stable for ever.", examples=["buying-together"])
    serves: some(Id) = Field(description="The outcomes it serves.", examples=["[calculate-saving]"])
    minutes: Whole = Field(description="Reading time, estimated.", examples=["6"])


class Minutes(Model):
    """Minutes by activity. They are estimates until a pilot has measured them."""

    quiz: Whole = Field(description="Answering the questions once.", examples=["30"])
    exercises: Whole = Field(description="The exercises.", examples=["60"])
    field: Whole = Field(0, description="Work in the learner's own cluster.", examples=["120"])


class CaseUse(Model):
    """A case that the module uses."""

    case: Id = Field(description="The id of the case.", examples=["colombia"])
    why: Prose = Field(description="What it is used for.", examples=["Joint and individual exports stand side by side."])


class Step(Model):
    """A part of the session plan."""

    minutes: Whole = Field(description="How long.", examples=["10"])
    what: line(120) = Field(description="What happens.", examples=["Opening question"])
    how: Prose = Field(description="How it is run.", examples=["Pairs discuss, then three answers on the board."])


class WrongAnswer(Model):
    """A common wrong answer and what to reply."""

    says: line(240) = Field(description="What learners often say.", examples=["Cheaper for all means fair for all."])
    reply: Prose = Field(description="What helps them further.", examples=["Ask who would leave, and compute it."])


class Facilitator(Model):
    """Notes for the trainer; shown in the trainer view only."""

    aim: Prose = Field(description="What the session is for.", examples=["Participants choose a cost rule and defend it."])
    plan: some(Step) = Field(description="The session, minute by minute.", examples=["…"])
    materials: some(line(200)) = Field(description="What must be there.", examples=["[Calculator, flip chart]"])
    low_tech: Prose = Field(description="How to run it without screens or power.", examples=["Use the paper sheet and stones."])
    debrief: some(line(240)) = Field(description="Questions for the end.", examples=["[Who gains least, and will they stay?]"])
    wrong_answers: some(WrongAnswer) = Field(description="Common wrong answers.", examples=["…"])


class Module(Authored):
    """A training module."""

    number: Whole = Field(description="Its place in the course.", examples=["8"])
    title: line(90) = Field(description="The title.", examples=["Economics of joint action"])
    short: line(24) = Field(description="A short name for lists.", examples=["Joint action"])
    summary: line(320) = Field(description="One or two sentences, plain text.", examples=["What acting together saves, and who pays."])
    level: Level = Field(description="introductory, intermediate or advanced.", examples=["intermediate"])
    outcomes: some(Outcome) = Field(description="Five to nine outcomes.", examples=["…"])
    sections: some(Part) = Field(description="The sections of lesson.md, in order.", examples=["…"])
    minutes: Minutes = Field(description="Minutes by activity.", examples=["…"])
    prerequisites: some(Id) = Field((), description="Modules to do before.", examples=["[clusters]"])
    phases: some(Id) = Field((), description="From the taxonomy `phase`.", examples=["[implementation]"])
    principles: some(Id) = Field((), description="From the taxonomy `principle`.", examples=["[collective-efficiency]"])
    actors: some(Id) = Field((), description="From the taxonomy `actor`.", examples=["[cda]"])
    instruments: some(Id) = Field((), description="From the taxonomy `instrument`.", examples=["[export-consortium]"])
    cases: some(CaseUse) = Field((), description="Cases used, and why.", examples=["…"])
    terms: some(Id) = Field((), description="Terms of the glossary the learner meets.", examples=["[joint-action]"])
    products: some(line(200)) = Field(description="What the learner has made at the end.", examples=["[A cost-sharing rule for one joint action]"])
    further: some(Id) = Field((), description="Sources to read on.", examples=["[schmitz-1999]"])
    facilitator: Facilitator = Field(description="Notes for the trainer.", examples=["…"])
