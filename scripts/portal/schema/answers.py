"""What questions are made of: choices, entries, cards, gaps, rows, scenes, criteria."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from portal.schema.base import Model, some
from portal.schema.scalars import Id, Number, Prose, Truth, Whole, line

IN_QUESTION = "A short name of your choice. It must be the only one in this question and never change."


def flow(text: str) -> str:
    """An example written over several lines, as one line."""
    return " ".join(text.split())


class Choice(Model):
    """An answer to choose."""

    id: Id = Field(description=IN_QUESTION, examples=["form"])
    text: Prose = Field(description="The answer.", examples=["A campaign for a simpler form"])
    right: Truth = Field(False, description="`true` for a right answer; left out for a wrong one.", examples=["true"])
    feedback: Prose = Field(
        description="What a learner reads who has chosen it. For a wrong answer: the thought that leads there, and what helps.",
        examples=["A simpler form helps everybody, also those who did nothing."],
    )
    missed: Prose | None = Field(
        None,
        description="What a learner reads who has not chosen it: a hint at a right answer, or praise for leaving a wrong one.",
        examples=["Ask who would gain without doing anything."],
    )


class Entry(Model):
    """A thing to put in order."""

    id: Id = Field(description=IN_QUESTION, examples=["visit"])
    text: Prose = Field(description="What it says.", examples=["Visit a dealer together"])
    feedback: Prose = Field(description="Why it stands where it stands.", examples=["It comes first, since it costs little."])


class Pair(Model):
    """Two things that belong together."""

    id: Id = Field(description=IN_QUESTION, examples=["equal"])
    left: Prose = Field(description="The first thing.", examples=["Equal shares"])
    right: Prose = Field(description="What belongs to it.", examples=["Everyone pays the same"])
    feedback: Prose = Field(description="Why they belong together.", examples=["All are treated alike."])


class Spare(Model):
    """A second thing that belongs to none."""

    id: Id = Field(description=IN_QUESTION, examples=["lottery"])
    text: Prose = Field(description="What it says.", examples=["Who draws the shortest straw pays"])


class Category(Model):
    """A group to sort into, or a column to choose."""

    id: Id = Field(description=IN_QUESTION, examples=["firms"])
    label: line(80) = Field(description="Its name.", examples=["Firms with firms"])


class Card(Model):
    """A thing to sort."""

    id: Id = Field(description=IN_QUESTION, examples=["truck"])
    text: Prose = Field(description="What it says.", examples=["Sharing a truck"])
    category: Id = Field(description="The group it belongs to: an id from `categories`.", examples=["firms"])
    feedback: Prose = Field(description="Why it belongs there.", examples=["The firms share it among themselves."])


class Range(Model):
    """Answers in a range that deserve a remark of their own."""

    low: Number = Field(description="From this number, included.", examples=["1000"])
    high: Number = Field(description="To this number, included.", examples=["1100"])
    feedback: Prose = Field(
        description="What a learner reads who answered in this range.", examples=["You left out the transport."]
    )
    credit: Number = Field(
        Decimal(0), description="The share of the points for it, from `0` to `1`. `0` when left out.", examples=["0.5"]
    )


class SelectGap(Model):
    """A gap with words to choose from."""

    id: Id = Field(description="The name that stands as `[[name]]` in the text.", examples=["rule"])
    choices: some(Choice) = Field(
        description="Two or more answers; exactly one is right.",
        examples=[
            flow("""
                [{id: use, text: its use, right: true, feedback: Who uses more pays more.},
                {id: age, text: its age, feedback: Age costs nothing.}]
            """)
        ],
    )


class TypeGap(Model):
    """A gap to type into. Capitals and accents do not matter."""

    id: Id = Field(description="The name that stands as `[[name]]` in the text.", examples=["word"])
    answers: some(line(60)) = Field(description="Every answer that is right.", examples=["[trust, confidence]"])
    feedback: Prose = Field(description="What a learner reads whose answer is right.", examples=["Without it nobody pays first."])
    otherwise: Prose = Field(
        description="What a learner reads whose answer is wrong.", examples=["It grows when promises are kept."]
    )


class MatrixRow(Model):
    """A row of a matrix."""

    id: Id = Field(description=IN_QUESTION, examples=["account"])
    text: Prose = Field(description="What it says.", examples=["Keep the money"])
    answer: Id = Field(description="The right column: an id from `columns`.", examples=["members"])
    feedback: Prose = Field(description="Why this column is right.", examples=["It is their money."])


class Decision(Model):
    """What the learner can do at a point of a scenario."""

    id: Id = Field(
        description="A short name of your choice. It must be the only one at this point of the story and never change.",
        examples=["visit"],
    )
    text: Prose = Field(description="What is done.", examples=["Visit each firm alone"])
    consequence: Prose = Field(
        description="What happens then. Good and bad decisions have consequences that could be real.",
        examples=["You learn their reasons."],
    )
    to: Id | None = Field(
        None, description="The scene that comes next: an id from `scenes`. Left out where the story ends.", examples=["meeting"]
    )
    credit: Number = Field(description="The share of the points for this decision, from `0` to `1`.", examples=["1"])


class Scene(Model):
    """A point of a scenario."""

    id: Id = Field(description=IN_QUESTION, examples=["start"])
    text: Prose = Field(description="What the situation is.", examples=["The largest firms want to leave."])
    decisions: some(Decision) = Field(
        description="Two or more decisions.",
        examples=[
            flow("""
                [{id: visit, text: Visit each firm alone, consequence: You learn their reasons., to: meeting, credit: 1},
                {id: insist, text: Insist that all stay, consequence: They stay away., credit: 0}]
            """)
        ],
    )


class RubricLevel(Model):
    """A level of a criterion."""

    points: Whole = Field(description="The points of this level.", examples=["2"])
    text: Prose = Field(description="What a work on this level looks like.", examples=["The rule fits all."])


class Criterion(Model):
    """A criterion of a rubric."""

    id: Id = Field(description=IN_QUESTION, examples=["rule"])
    text: Prose = Field(description="What is judged.", examples=["The cost rule"])
    levels: some(RubricLevel) = Field(
        description="Two or more levels, the lowest first. Each has more points than the one before.",
        examples=[
            flow("""
                [{points: 0, text: Nobody knows who pays.}, {points: 1, text: There is a rule.}, {points: 2, text: The rule fits
                all.}]
            """)
        ],
    )
