"""Questions: modules/<id>/quiz.yml. Twelve kinds, told apart by `type`. The first key of an item is its id."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import Field

from portal.schema.answers import (
    Card,
    Category,
    Choice,
    Criterion,
    Entry,
    MatrixRow,
    Pair,
    Range,
    Scene,
    SelectGap,
    Spare,
    TypeGap,
    flow,
)
from portal.schema.base import Model, some
from portal.schema.scalars import Id, Number, Prose, Truth, Whole, line

Difficulty = Literal["recall", "apply", "analyse", "judge"]
KIND = "The kind of question. It decides which further keys the question has."


class Item(Model):
    """What every question has."""

    id: Id = Field(
        description="A short name of your choice. It must be the only one in this file and never change: answers are kept by it.",
        examples=["free-riders"],
    )
    type: Any = Field(description=KIND, examples=["single"])
    ask: Prose = Field(
        description="The question. A figure needs a source; one citation anywhere in a question serves the whole question.",
        examples=["Where will free riders be the largest problem?"],
    )
    section: Id = Field(
        description="The section of the lesson to read again: an id from `sections` in `module.yml`.",
        examples=["buying-together"],
    )
    outcome: Id = Field(
        description="What the question tests: an id from `outcomes` in `module.yml`.", examples=["calculate-saving"]
    )
    difficulty: Difficulty = Field(
        description="What it asks of the learner: to `recall` what was read, to `apply` it, to `analyse` a case, or to `judge`.",
        examples=["analyse"],
    )
    points: Whole = Field(1, description="Points for a full answer: `1` or more. `1` when left out.", examples=["2"])
    hints: some(Prose) = Field(
        (),
        description="Help in stages, the weakest first. Learners open one after the other.",
        examples=["[Who can be kept out of the benefit?]"],
    )
    solution: Prose = Field(
        description="Why the right answer is right. It is shown after an attempt.",
        examples=["From a simpler form nobody can be kept out."],
    )


def kind(word: str) -> Any:
    """The key that says which kind of question it is."""
    return Annotated[Literal[word], Field(description=KIND, examples=[word])]


class Single(Item):
    """One right answer among several."""

    type: kind("single")
    choices: some(Choice) = Field(
        description="Three or more answers; exactly one is right. The page mixes them.",
        examples=[
            flow("""
                [{id: form, text: A campaign for a simpler form, right: true, feedback: A simpler form helps everybody.},
                {id: order, text: An order of thread, feedback: Who does not pay gets no thread.},
                {id: stand, text: A shared stand at a fair, feedback: Each table goes to a firm that pays.}]
            """)
        ],
    )


class Multiple(Item):
    """Several right answers. Credit: right choices found minus wrong ones taken, never below nothing."""

    type: kind("multiple")
    choices: some(Choice) = Field(
        description="Three or more answers; at least one is right and at least one is wrong.",
        examples=[
            flow("""
                [{id: credit, text: The new supplier gives no credit, right: true, feedback: Credit has a price., missed: You
                left out credit.},
                {id: grade, text: The grade does not fit, right: true, feedback: A cheap sack that does not fit is not cheap.},
                {id: invoice, text: There is one invoice only, feedback: That is less work.}]
            """)
        ],
    )


class TrueFalse(Item):
    """A statement to judge."""

    type: kind("true-false")
    answer: Truth = Field(description="`true` if the statement is true, else `false`.", examples=["false"])
    if_true: Prose = Field(
        description="What a learner reads who answered true.", examples=["Neighbours can talk, but talk alone does not organize."]
    )
    if_false: Prose = Field(
        description="What a learner reads who answered false.", examples=["Being close helps, but is not enough."]
    )


class Order(Item):
    """Put entries in order. Credit: the share of neighbouring pairs that are in the right order."""

    type: kind("order")
    entries: some(Entry) = Field(
        description="Three or more entries, written in the right order. The page mixes them.",
        examples=[
            flow("""
                [{id: visit, text: Visit a dealer together, feedback: It comes first; it costs little.},
                {id: test, text: Order once together, feedback: A test comes before a contract.},
                {id: club, text: Found a purchasing club, feedback: It needs the trust that grew before.}]
            """)
        ],
    )


class Match(Item):
    """Find what belongs together. Credit: the share of pairs found."""

    type: kind("match")
    pairs: some(Pair) = Field(
        description="Three or more pairs.",
        examples=[
            flow("""
                [{id: equal, left: Equal shares, right: Everyone pays the same, feedback: All are treated alike.},
                {id: by-use, left: Shares by use, right: Who uses more pays more, feedback: The shares follow use.},
                {id: by-size, left: Shares by size, right: Large firms pay more, feedback: The shares follow size.}]
            """)
        ],
    )
    spares: some(Spare) = Field(
        (),
        description="Second things that belong to none, so that the last pair is not found by itself.",
        examples=["[{id: lottery, text: Who draws the shortest straw pays}]"],
    )


class Categorise(Item):
    """Sort things into groups. Credit: the share sorted rightly."""

    type: kind("categorise")
    categories: some(Category) = Field(
        description="Two or more groups.",
        examples=["[{id: firms, label: Firms with firms}, {id: office, label: Firms with an office}]"],
    )
    cards: some(Card) = Field(
        description="Three or more things.",
        examples=[
            flow("""
                [{id: truck, text: Sharing a truck, category: firms, feedback: The firms do it among themselves.},
                {id: stall, text: Sharing a stall, category: firms, feedback: No office is needed.},
                {id: road, text: A road to the market, category: office, feedback: The town builds it.}]
            """)
        ],
    )


class Numeric(Item):
    """A number to calculate. A decimal comma and the usual marks between thousands are understood."""

    type: kind("numeric")
    answer: Number = Field(description="The right number.", examples=["775.2"])
    tolerance: Number = Field(
        description="How far an answer may lie from the right number and still be right. `0` for none.", examples=["0.5"]
    )
    unit: line(40) | None = Field(None, description="The unit, printed behind the field.", examples=["US dollars"])
    feedback: Prose = Field(
        description="What a learner reads whose answer is right.", examples=["Right. It is single bills minus joint bill."]
    )
    otherwise: Prose = Field(
        description="What a learner reads whose answer is wrong and in none of the ranges.",
        examples=["Write down the single bills first."],
    )
    ranges: some(Range) = Field(
        (),
        description="Wrong answers that show a certain mistake, with a remark of their own.",
        examples=["[{low: 1000, high: 1100, feedback: You left out the transport., credit: 0.5}]"],
    )


class ClozeSelect(Item):
    """A text with gaps to choose for. Credit: the share of gaps filled rightly."""

    type: kind("cloze-select")
    text: Prose = Field(
        description="The text, with `[[name]]` where a gap is.", examples=["'Each firm pays for the oven by [[rule]].'"]
    )
    gaps: some(SelectGap) = Field(
        description="One entry for each gap in the text.",
        examples=[
            flow("""
                [{id: rule, choices: [{id: use, text: its use, right: true, feedback: Who uses more pays more.},
                {id: age, text: its age, feedback: Age costs nothing.}]}]
            """)
        ],
    )


class ClozeType(Item):
    """A text with gaps to type into. Credit: the share of gaps filled rightly."""

    type: kind("cloze-type")
    text: Prose = Field(
        description="The text, with `[[name]]` where a gap is.", examples=["'Whoever pays in advance needs [[word]].'"]
    )
    gaps: some(TypeGap) = Field(
        description="One entry for each gap in the text.",
        examples=[
            flow("""
                [{id: word, answers: [trust, confidence], feedback: Without it nobody pays first., otherwise: It grows when
                promises are kept.}]
            """)
        ],
    )


class Matrix(Item):
    """One choice in each row. Credit: the share of rows answered rightly."""

    type: kind("matrix")
    columns: some(Category) = Field(
        description="Two or more columns.", examples=["[{id: agent, label: The agent}, {id: members, label: The members}]"]
    )
    rows: some(MatrixRow) = Field(
        description="Two or more rows.",
        examples=[
            flow("""
                [{id: facts, text: Show the facts, answer: agent, feedback: An agent informs.},
                {id: account, text: Keep the money, answer: members, feedback: It is their money.}]
            """)
        ],
    )


class Scenario(Item):
    """Decisions with consequences, as a cluster development agent. Credit: the mean credit of the decisions taken."""

    type: kind("scenario")
    scenes: some(Scene) = Field(
        description="The points of the story. It starts at the first one; every other one follows from a decision.",
        examples=[
            flow("""
                [{id: start, text: The largest firms want to leave., decisions: [{id: visit, text: Visit each firm alone,
                consequence: You learn their reasons., to: meeting, credit: 1},
                {id: insist, text: Insist that all stay, consequence: They stay away., credit: 0}]},
                {id: meeting, text: All firms meet., decisions: [{id: sheet, text: Show the sum without names, consequence: They
                look for a better rule., credit: 1},
                {id: list, text: Show what each firm buys, consequence: One firm walks out., credit: 0}]}]
            """)
        ],
    )
    debrief: Prose = Field(
        description="Questions to think about at the end.", examples=["Who gains least in a group that you know?"]
    )


class Rubric(Item):
    """Self-assessment of a work of one's own. It counts as done, not as right or wrong."""

    type: kind("rubric")
    criteria: some(Criterion) = Field(
        description="What the learner looks at, one criterion after the other.",
        examples=[
            flow("""
                [{id: rule, text: The cost rule, levels: [{points: 0, text: Nobody knows who pays.}, {points: 1, text: There is
                a rule.}, {points: 2, text: The rule fits all.}]}]
            """)
        ],
    )


KINDS: dict[str, type[Item]] = {
    "single": Single, "multiple": Multiple, "true-false": TrueFalse, "order": Order, "match": Match, "categorise": Categorise,
    "numeric": Numeric, "cloze-select": ClozeSelect, "cloze-type": ClozeType, "matrix": Matrix, "scenario": Scenario,
    "rubric": Rubric,
}  # fmt: skip

# What a quiz.yml holds, as a type: for the schemas of editors. `portal.schema.course.bind_quiz` reads one.
Question = Annotated[reduce(or_, KINDS.values()), Field(discriminator="type", title="Question", description=Item.__doc__)]
Quiz = tuple[Question, ...]
