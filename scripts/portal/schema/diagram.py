"""Diagrams as data: docs/reference/diagrams.yml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portal.schema.base import Model, SourceRef, some
from portal.schema.scalars import Id, Prose, Truth, Whole, Year, line

Shape = Literal["ring", "loop", "wheel", "tiers", "triangle", "map", "timeline", "funnel", "ladder"]


class Node(Model):
    """A box or point of a diagram."""

    id: Id = Field(description="A short name of your choice; it must be the only one in this diagram.", examples=["firms"])
    label: line(60) = Field(description="The text in the box.", examples=["Firms"])
    note: line(120) | None = Field(None, description="A second, smaller line.", examples=["Members of the cluster"])
    level: Whole | None = Field(None, description="Its row, counted from the top.", examples=["1"])
    column: Whole | None = Field(None, description="Its column, counted from the side where reading begins.", examples=["1"])


class Arrow(Model):
    """A link between two nodes."""

    start: Id = Field(description="The node where it starts, by id.", examples=["firms"])
    to: Id = Field(description="The node where it ends, by id.", examples=["buyers"])
    label: line(60) | None = Field(None, description="A word or two on the arrow.", examples=["reports to"])
    ours: Truth = Field(
        False,
        description="Write `true` when the link is our reading and not the source's; it is drawn dashed.",
        examples=["true"],
    )
    both: Truth = Field(False, description="Write `true` when it points both ways.", examples=["true"])


class YearMark(Model):
    """A line across a time line."""

    year: Year = Field(description="Its year.", examples=["2020"])
    label: line(60) = Field(description="What happened.", examples=["Paper published"])


class Diagram(Model):
    """One drawing."""

    id: Id = Field(
        description="A short name of your choice. It is part of the address and must never change.", examples=["phases-ring"]
    )
    shape: Shape = Field(description="How it is drawn.", examples=["ring"])
    title: line(120) = Field(description="The title of the drawing.", examples=["Six phases, from selection to monitoring"])
    alt: line(900) = Field(
        description="Everything that the drawing shows, in words, for those who do not see it.",
        examples=["A ring of six cards, read clockwise from the top. Arrows lead from each phase to the next one."],
    )
    caption: Prose = Field(
        description="What to know about it, with its source. It stands under the drawing.",
        examples=['"The ring is our drawing [@unido-2020: Phase VI, par. 1]."'],
    )
    credit: line(200) = Field(
        description="The source line that is printed in the picture.",
        examples=['"Own drawing after UNIDO (2020), Phases I to VI"'],
    )
    source: SourceRef = Field(description="Where the content comes from.", examples=['{ref: unido-2020, at: "Phase VI, par. 2"}'])
    tags: Literal["phase", "five_c", "principle"] | None = Field(
        None, description="Takes the nodes from this list of `taxonomy.yml`.", examples=["phase"]
    )
    case: Id | None = Field(
        None, description="Takes nodes or figures from this case, by id: its components or results.", examples=["punjab"]
    )
    cases: some(Id) = Field(
        (),
        description="The cases on a time line, by id. Name them: the text alternative has to tell of each.",
        examples=["[colombia, ghana]"],
    )
    results: some(Id) = Field(
        (), description="Goes with `case`: results whose figure stands in the node of the same id.", examples=["[mapped]"]
    )
    centre: line(80) | None = Field(None, description="The text in the middle.", examples=["Trust"])
    frame: line(80) | None = Field(
        None,
        description="The text on the frame: round everything (`triangle`) or the last column (`map`).",
        examples=["Project team"],
    )
    rows: some(line(60)) = Field(
        (), description="The names of the rows (levels), from the top.", examples=["[National level, Cluster level]"]
    )
    columns: some(line(60)) = Field((), description="The names of the columns.", examples=["[Stakeholders]"])
    mark: YearMark | None = Field(
        None, description="The line across a time line.", examples=["{year: 2020, label: Paper published}"]
    )
    nodes: some(Node) = Field(
        (),
        description="The boxes or points, when they come from nowhere else.",
        examples=["[{id: firms, label: Firms}, {id: buyers, label: Buyers}]"],
    )
    arrows: some(Arrow) = Field((), description="The links between nodes.", examples=["[{start: firms, to: buyers}]"])
