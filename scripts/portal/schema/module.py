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

    id: Id = Field(
        description="A short name of your choice. It must be the only one in this module and never change; sections, questions "
        "and exercises name it.",
        examples=["calculate-saving"],
    )
    text: line(240) = Field(
        description="One sentence. It starts with what the learner does, and others can see whether it is done: calculate, "
        "choose, draft; not know or understand.",
        examples=["Calculate what joint purchasing saves"],
    )
    depth: Depth = Field(description="How far it goes: the levels of Bloom's revised taxonomy.", examples=["apply"])


class Part(Model):
    """A section of the lesson."""

    id: Id = Field(
        description="A short name of your choice: the address of the section on the page. It must be the only one in this module "
        "and never change.",
        examples=["buying-together"],
    )
    serves: some(Id) = Field(description="The outcomes it leads to: ids from `outcomes`.", examples=["[calculate-saving]"])
    minutes: Whole = Field(description="How many minutes it takes to read, estimated.", examples=["6"])


class Minutes(Model):
    """Minutes by activity. They are estimates until a pilot has measured them."""

    quiz: Whole = Field(description="To answer all questions once.", examples=["30"])
    exercises: Whole = Field(description="To do all exercises. `0` when there are none.", examples=["60"])
    field: Whole = Field(0, description="For work in the learner's own cluster. `0` when left out.", examples=["120"])


class CaseUse(Model):
    """A case that the module uses."""

    case: Id = Field(description="The id of the case: its file name without `.yml`.", examples=["colombia"])
    why: Prose = Field(
        description="What the learner can see in it.", examples=["Joint exports and exports of single firms must not be added."]
    )


class Step(Model):
    """A part of the session plan."""

    minutes: Whole = Field(description="How many minutes it takes.", examples=["10"])
    what: line(120) = Field(description="What happens, in a few words.", examples=["Opening question"])
    how: Prose = Field(
        description="How the trainer does it.", examples=["Pairs discuss, then three answers are written on the board."]
    )


class WrongAnswer(Model):
    """A common wrong answer and what to reply."""

    says: line(240) = Field(description="What learners often say.", examples=["Cheaper for all means fair for all."])
    reply: Prose = Field(description="What helps them further.", examples=["Ask who would leave, and let the group compute it."])


class Facilitator(Model):
    """Notes for the trainer. Only the trainer view shows them."""

    aim: Prose = Field(
        description="What the session is for.", examples=["Participants choose a rule for sharing costs and defend it."]
    )
    plan: some(Step) = Field(
        description="The session step by step. The page computes the clock from the minutes.",
        examples=["[{minutes: 10, what: Opening question, how: Pairs discuss.}]"],
    )
    materials: some(line(200)) = Field(description="What must be in the room.", examples=["[Calculator, Flip chart]"])
    low_tech: Prose = Field(
        description="How to run the session without screens or power.", examples=["Use the paper sheet, and stones for sacks."]
    )
    debrief: some(line(240)) = Field(description="Questions for the end.", examples=['["Who gains least, and will they stay?"]'])
    wrong_answers: some(WrongAnswer) = Field(
        description="Common wrong answers, each with a reply.",
        examples=["[{says: Cheaper for all means fair for all., reply: Ask who would leave.}]"],
    )


class Module(Authored):
    """A training module."""

    number: Whole = Field(description="Its place in the course. Lists follow this number.", examples=["8"])
    title: line(90) = Field(description="The title of the page.", examples=["Economics of joint action"])
    short: line(24) = Field(description="A short name for lists and menus.", examples=["Joint action"])
    summary: line(320) = Field(
        description="One or two sentences for lists and search results, without Markdown.",
        examples=["What acting together saves, and who pays for it."],
    )
    level: Level = Field(description="How much the learner has to know before.", examples=["intermediate"])
    outcomes: some(Outcome) = Field(
        description="What the learner can do afterwards: five to nine outcomes. A section leads to each, and a question or an "
        "exercise tests it.",
        examples=["[{id: calculate-saving, text: Calculate what joint purchasing saves, depth: apply}]"],
    )
    sections: some(Part) = Field(
        description="The sections of `lesson.md`: one entry for each heading that starts with `##`, in the same order.",
        examples=["[{id: buying-together, serves: [calculate-saving], minutes: 6}]"],
    )
    minutes: Minutes = Field(
        description="Minutes for all that is not reading. The page adds those of the sections.",
        examples=["{quiz: 30, exercises: 60}"],
    )
    prerequisites: some(Id) = Field(
        (),
        description="Modules that learners should do before: names of their folders in `modules`.",
        examples=["[joint-action]"],
    )
    phases: some(Id) = Field(
        (),
        description="The phases of the method it belongs to: ids from the list `phase` in `taxonomy.yml`.",
        examples=["[implementation]"],
    )
    principles: some(Id) = Field(
        (),
        description="The principles of the method it explains: ids from the list `principle` in `taxonomy.yml`.",
        examples=["[collective-efficiency]"],
    )
    actors: some(Id) = Field(
        (), description="Who it is for, or about: ids from the list `actor` in `taxonomy.yml`.", examples=["[cda]"]
    )
    instruments: some(Id) = Field(
        (),
        description="The means of support it is about: ids from the list `instrument` in `taxonomy.yml`.",
        examples=["[export-consortium]"],
    )
    cases: some(CaseUse) = Field(
        (),
        description="The cases it uses, each with the reason.",
        examples=["[{case: colombia, why: Joint exports and exports of single firms must not be added.}]"],
    )
    few_cases: Prose | None = Field(
        None,
        description="Why the module uses fewer than two cases. The page prints it. Leave it out when there are two or more.",
        examples=["The exercise uses the learner's own cluster only."],
    )
    terms: some(Id) = Field(
        (), description="Words that the learner meets: ids of entries in `glossary.yml`.", examples=["[joint-action]"]
    )
    products: some(line(200)) = Field(
        description="What the learner has made at the end and can use at work.",
        examples=["[A rule that shares the cost of one joint action]"],
    )
    further: some(Id) = Field((), description="Sources to read on: ids of entries in `sources.yml`.", examples=["[unido-2020]"])
    facilitator: Facilitator = Field(
        description="Notes for the trainer: aim, session plan, materials, a way without screens, questions and wrong answers.",
        examples=[
            "{aim: Participants choose a rule and defend it., plan: [{minutes: 10, what: Opening question, how: Pairs talk.}], "
            "materials: [Calculator], low_tech: Use stones for sacks., debrief: [Who gains least?], wrong_answers: [{says: "
            "Cheaper means fair., reply: Ask who would leave.}]}"
        ],
    )
