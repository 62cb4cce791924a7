"""What a drawing is made from, and what it is when it is finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from portal.schema.case import Case, Result
from portal.schema.diagram import Diagram
from portal.schema.reference import Tag

# Every fixed text that a drawing may print. Each passes through ``Scene.t``; a test compares this list with the code.
WORDS = (
    "Arrow: stated by the source",
    "Dashed arrow: our reading",
    "Boxes are not to scale; a dashed edge means that no number is given.",
    "Period before the line",
    "After the line: planned when the source appeared",
    "Dates inferred by us",
    "{years} (inferred)",
)


@dataclass(frozen=True)
class Drawing:
    """A complete, standalone SVG document and its size in its own units."""

    svg: str
    width: int
    height: int


@dataclass(frozen=True)
class Scene:
    """The model in one language: everything a drawing may show that does not stand in its own data.

    ``t`` translates a fixed text and ``figure`` words a result; both give plain text, which is escaped here.
    """

    tags: Mapping[str, tuple[Tag, ...]]
    cases: Mapping[str, Case]
    t: Callable[[str], str]
    figure: Callable[[Result], str]
    direction: Literal["ltr", "rtl"] = "ltr"
    language: str = "en"


@dataclass(frozen=True)
class Spot:
    """A node as it will be drawn, wherever its text comes from."""

    id: str
    label: str
    note: str | None = None
    number: int | None = None
    level: int | None = None
    column: int | None = None
    figure: str | None = None


def spots(diagram: Diagram, scene: Scene) -> tuple[Spot, ...]:
    """The nodes: from the taxonomy when the diagram names a list of it, else its own."""
    if diagram.tags:
        return tuple(Spot(tag.id, tag.label, tag.about, tag.number) for tag in scene.tags[diagram.tags])
    figures = _figures(diagram, scene)
    return tuple(
        Spot(node.id, node.label, node.note, None, node.level, node.column, figures.get(node.id)) for node in diagram.nodes
    )


def _figures(diagram: Diagram, scene: Scene) -> dict[str, str]:
    results = {result.id: result for result in scene.cases[diagram.case].results} if diagram.results else {}
    return {name: scene.figure(results[name]) for name in diagram.results}
