"""Questions: modules/<id>/quiz.yml. Twelve kinds, told apart by `type`. The first key of an item is its id."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from portal.schema.base import Model, some
from portal.schema.scalars import Id, Number, Prose, Truth, Whole, line

Difficulty = Literal["recall", "apply", "analyse", "judge"]


class Item(Model):
    """What every question has."""

    id: Id = Field(description="Unique in the module and stable for ever.", examples=["saving-of-ten"])
    ask: Prose = Field(description="The question.", examples=["What do the ten firms save?"])
    section: Id = Field(description="The section of the lesson it goes back to.", examples=["buying-together"])
    outcome: Id = Field(description="The outcome it tests.", examples=["calculate-saving"])
    difficulty: Difficulty = Field(description="recall, apply, analyse or judge.", examples=["apply"])
    points: Whole = Field(1, description="Points for a full answer.", examples=["2"])
    hints: some(Prose) = Field((), description="Help in stages, the weakest first.", examples=["[Look at the price ladder.]"])
    solution: Prose = Field(description="Why the right answer is right; shown after an attempt.", examples=["…"])


class Choice(Model):
    """An answer to choose."""

    id: Id = Field(description="Unique in the question.", examples=["equal"])
    text: Prose = Field(description="The answer.", examples=["Equal shares"])
    right: Truth = Field(False, description="true for a right answer.", examples=["true"])
    feedback: Prose = Field(description="Said when it is chosen.", examples=["…"])
    missed: Prose | None = Field(None, description="Said when it is right and was not chosen, or wrong and rightly left.", examples=["…"])


class Single(Item):
    """One right answer among several."""

    type: Literal["single"] = Field(description="single", examples=["single"])
    choices: some(Choice) = Field(description="Three or more; exactly one right.", examples=["…"])


class Multiple(Item):
    """Several right answers. Credit: right choices found minus wrong ones taken, never below nothing."""

    type: Literal["multiple"] = Field(description="multiple", examples=["multiple"])
    choices: some(Choice) = Field(description="Three or more; at least one right and one wrong.", examples=["…"])


class TrueFalse(Item):
    """A statement to judge."""

    type: Literal["true-false"] = Field(description="true-false", examples=["true-false"])
    answer: Truth = Field(description="Whether the statement is true.", examples=["false"])
    if_true: Prose = Field(description="Said to who answers true.", examples=["…"])
    if_false: Prose = Field(description="Said to who answers false.", examples=["…"])


class Entry(Model):
    """A thing to put in order."""

    id: Id = Field(description="Unique in the question.", examples=["diagnose"])
    text: Prose = Field(description="What it says.", examples=["Study the cluster"])
    feedback: Prose = Field(description="Why it stands where it stands.", examples=["…"])


class Order(Item):
    """Put entries in order. Credit: the share of neighbouring pairs that are in the right order."""

    type: Literal["order"] = Field(description="order", examples=["order"])
    entries: some(Entry) = Field(description="Three or more, in the right order.", examples=["…"])


class Pair(Model):
    """Two things that belong together."""

    id: Id = Field(description="Unique in the question.", examples=["equal"])
    left: Prose = Field(description="The first thing.", examples=["Equal"])
    right: Prose = Field(description="What belongs to it.", examples=["Everyone pays the same"])
    feedback: Prose = Field(description="Why they belong together.", examples=["…"])


class Spare(Model):
    """A second thing that belongs to none."""

    id: Id = Field(description="Unique in the question.", examples=["lottery"])
    text: Prose = Field(description="What it says.", examples=["Drawn by lot"])


class Match(Item):
    """Find what belongs together. Credit: the share of pairs found."""

    type: Literal["match"] = Field(description="match", examples=["match"])
    pairs: some(Pair) = Field(description="Three or more pairs.", examples=["…"])
    spares: some(Spare) = Field((), description="Second things that belong to none.", examples=["…"])


class Category(Model):
    """A group to sort into."""

    id: Id = Field(description="Unique in the question.", examples=["lawful"])
    label: line(80) = Field(description="Its name.", examples=["Usually lawful"])


class Sorted(Model):
    """A thing to sort."""

    id: Id = Field(description="Unique in the question.", examples=["shared-truck"])
    text: Prose = Field(description="What it says.", examples=["Sharing a truck"])
    category: Id = Field(description="The group it belongs to.", examples=["lawful"])
    feedback: Prose = Field(description="Why it belongs there.", examples=["…"])


class Categorise(Item):
    """Sort things into groups. Credit: the share sorted rightly."""

    type: Literal["categorise"] = Field(description="categorise", examples=["categorise"])
    categories: some(Category) = Field(description="Two or more groups.", examples=["…"])
    cards: some(Sorted) = Field(description="Three or more things.", examples=["…"])


class Range(Model):
    """Answers in a range that deserve a remark of their own."""

    low: Number = Field(description="From, included.", examples=["1000"])
    high: Number = Field(description="To, included.", examples=["1100"])
    feedback: Prose = Field(description="Said to answers in the range.", examples=["You left out the transport."])
    credit: Number = Field(Decimal(0), description="Share of the points, 0 to 1.", examples=["0.5"])


class Numeric(Item):
    """A number to calculate. A decimal comma and the usual marks between thousands are understood."""

    type: Literal["numeric"] = Field(description="numeric", examples=["numeric"])
    answer: Number = Field(description="The right number.", examples=["775.2"])
    tolerance: Number = Field(description="How far an answer may lie from it.", examples=["0.5"])
    unit: line(40) | None = Field(None, description="Its unit, printed behind the field.", examples=["US dollars"])
    feedback: Prose = Field(description="Said to a right answer.", examples=["…"])
    otherwise: Prose = Field(description="Said to any other answer.", examples=["…"])
    ranges: some(Range) = Field((), description="Wrong answers with a remark of their own.", examples=["…"])


class SelectGap(Model):
    """A gap with words to choose from."""

    id: Id = Field(description="The name in [[name]].", examples=["rule"])
    choices: some(Choice) = Field(description="Two or more; exactly one right.", examples=["…"])


class ClozeSelect(Item):
    """A text with gaps to choose for. Credit: the share of gaps filled rightly."""

    type: Literal["cloze-select"] = Field(description="cloze-select", examples=["cloze-select"])
    text: Prose = Field(description="The text, with [[name]] for each gap.", examples=["Each firm pays by [[rule]]."])
    gaps: some(SelectGap) = Field(description="The gaps.", examples=["…"])


class TypeGap(Model):
    """A gap to type into. Capitals and accents do not matter."""

    id: Id = Field(description="The name in [[name]].", examples=["word"])
    answers: some(line(60)) = Field(description="Every answer that is right.", examples=["[trust, confidence]"])
    feedback: Prose = Field(description="Said to a right answer.", examples=["…"])
    otherwise: Prose = Field(description="Said to any other answer.", examples=["…"])


class ClozeType(Item):
    """A text with gaps to type into. Credit: the share of gaps filled rightly."""

    type: Literal["cloze-type"] = Field(description="cloze-type", examples=["cloze-type"])
    text: Prose = Field(description="The text, with [[name]] for each gap.", examples=["The gain is called [[word]]."])
    gaps: some(TypeGap) = Field(description="The gaps.", examples=["…"])


class MatrixRow(Model):
    """A row of a matrix."""

    id: Id = Field(description="Unique in the question.", examples=["joint-truck"])
    text: Prose = Field(description="What it says.", examples=["Sharing a truck"])
    answer: Id = Field(description="The id of the right column.", examples=["yes"])
    feedback: Prose = Field(description="Why.", examples=["…"])


class Matrix(Item):
    """One choice in each row. Credit: the share of rows answered rightly."""

    type: Literal["matrix"] = Field(description="matrix", examples=["matrix"])
    columns: some(Category) = Field(description="Two or more columns.", examples=["…"])
    rows: some(MatrixRow) = Field(description="Two or more rows.", examples=["…"])


class Decision(Model):
    """What the learner can do at a point of a scenario."""

    id: Id = Field(description="Unique at this point.", examples=["call-meeting"])
    text: Prose = Field(description="What is done.", examples=["Call all members to a meeting"])
    consequence: Prose = Field(description="What happens then.", examples=["…"])
    to: Id | None = Field(None, description="The next point; left out where the story ends.", examples=["meeting"])
    credit: Number = Field(description="Share of the points for this decision, 0 to 1.", examples=["1"])


class Scene(Model):
    """A point of a scenario."""

    id: Id = Field(description="Unique in the question.", examples=["start"])
    text: Prose = Field(description="What the situation is.", examples=["…"])
    decisions: some(Decision) = Field(description="Two or more decisions.", examples=["…"])


class Scenario(Item):
    """Decisions with consequences, as a cluster development agent. Credit: the mean credit of the decisions taken."""

    type: Literal["scenario"] = Field(description="scenario", examples=["scenario"])
    scenes: some(Scene) = Field(description="The points of the story; it starts at the first.", examples=["…"])
    debrief: Prose = Field(description="What to think about at the end.", examples=["…"])


class LevelOf(Model):
    """A level of a criterion."""

    points: Whole = Field(description="Its points.", examples=["2"])
    text: Prose = Field(description="What it looks like.", examples=["Each share is computed and explained."])


class Criterion(Model):
    """A criterion of a rubric."""

    id: Id = Field(description="Unique in the question.", examples=["fairness"])
    text: Prose = Field(description="What is judged.", examples=["The rule is fair"])
    levels: some(LevelOf) = Field(description="Two or more levels, the lowest first.", examples=["…"])


class Rubric(Item):
    """Self-assessment of a work of one's own. It counts as done, not as right or wrong."""

    type: Literal["rubric"] = Field(description="rubric", examples=["rubric"])
    criteria: some(Criterion) = Field(description="The criteria.", examples=["…"])


KINDS: dict[str, type[Item]] = {
    "single": Single, "multiple": Multiple, "true-false": TrueFalse, "order": Order, "match": Match, "categorise": Categorise,
    "numeric": Numeric, "cloze-select": ClozeSelect, "cloze-type": ClozeType, "matrix": Matrix, "scenario": Scenario,
    "rubric": Rubric,
}  # fmt: skip
