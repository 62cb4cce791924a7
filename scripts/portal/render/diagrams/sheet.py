"""A diagram becomes a drawing: title, picture and source line on one sheet, mirrored for right to left."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jinja2

from portal.render import safe
from portal.render.diagrams.blocks import EDGE, ROOM, WIDTH, Layout, column
from portal.render.diagrams.grid import ladder, map_
from portal.render.diagrams.items import Item, Rect, Words, mirror
from portal.render.diagrams.items import Path as Line
from portal.render.diagrams.paint import FONTS, MARKS, TYPES, attributes
from portal.render.diagrams.rounds import loop, ring, triangle, wheel
from portal.render.diagrams.scene import Drawing, Scene
from portal.render.diagrams.stacks import funnel, tiers
from portal.render.diagrams.timeline import timeline
from portal.render.safe import Safe, text
from portal.schema.diagram import Diagram

MOST_SPANS = 60  # cases on a time line
LAYOUTS: dict[str, Callable[[Diagram, Scene, float], Layout]] = {
    "ring": ring, "loop": loop, "wheel": wheel, "tiers": tiers, "triangle": triangle, "map": map_,
    "timeline": timeline, "funnel": funnel, "ladder": ladder,
}  # fmt: skip


def drawable(diagram: Diagram, scene: Scene) -> bool:
    """A diagram of a case that is not published cannot be drawn, nor a time line without any of its cases, or of very many."""
    if diagram.case:
        return diagram.case in scene.cases
    return diagram.shape != "timeline" or 0 < len(scene.cases.keys() & set(diagram.cases or scene.cases)) <= MOST_SPANS


def draw(diagram: Diagram, scene: Scene) -> Drawing:
    """The whole drawing as an SVG document. Raises KeyError when its case is not in the scene: see ``drawable``."""
    title = column(ROOM, ("title", diagram.title))
    items, bottom = LAYOUTS[diagram.shape](diagram, scene, EDGE + title.height + 14)
    credit = column(ROOM, ("credit", diagram.credit))
    height = math.ceil(bottom + 18 + credit.height + 10)
    rule = Line((("M", EDGE, bottom + 12), ("L", WIDTH - EDGE, bottom + 12)), "rule")
    items = [*title.at(EDGE, EDGE, "start"), *items, rule, *credit.at(EDGE, bottom + 18, "start")]
    if scene.direction == "rtl":
        items = [_isolated(item) for item in mirror(items, WIDTH)]
    svg = _TEMPLATE.render(
        diagram=diagram, language=scene.language, items=[Rect(0, 0, WIDTH, height, "paper", 0), *items],
        width=number(WIDTH), height=number(height),
    )  # fmt: skip
    return Drawing(svg, WIDTH, height)


def _isolated(item: Item) -> Item:
    """A line that reads right to left whatever stands in it.

    The marks U+2067 and U+2069 do this in browsers and in the PNG alike; the ``direction`` attribute does not, and in
    browsers it also turns ``text-anchor`` round.
    """
    return replace(item, text=f"\u2067{item.text}\u2069") if isinstance(item, Words) else item


def number(value: float) -> Safe:
    """A coordinate, to a tenth of a unit."""
    return Safe(f"{round(value, 1) + 0.0:g}")


def _steps(path: Line) -> Safe:
    return Safe(" ".join(step[0] + " ".join(number(value) for value in step[1:]) for step in path.steps))


def _paint(kind: str) -> Safe:
    given = {"class": f"d-{kind}"} | attributes(kind)
    return Safe(" ".join(f'{name}="{text(value)}"' for name, value in given.items()))


def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), undefined=jinja2.StrictUndefined, autoescape=True,
        finalize=safe.refuse, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    paints = {kind: _paint(kind) for kind in (*MARKS, *TYPES)}
    made.globals.update(text=text, number=number, steps=_steps, paints=paints, fonts=text(FONTS))
    return made


_TEMPLATE = _environment().get_template("sheet.svg.j2")
