"""What layouts share: texts set in a column, badges, cards and arrows. All coordinates run left to right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.render.diagrams.items import Anchor, Circle, Item, Path, Rect, Step, Words
from portal.render.diagrams.measure import wrap
from portal.render.diagrams.paint import TYPES, Type
from portal.render.diagrams.scene import Scene
from portal.schema.diagram import Arrow

WIDTH = 360
EDGE = 10
ROOM = WIDTH - 2 * EDGE
MIDDLE = WIDTH / 2
_GAP = 3
_BADGE = 11
_HEAD = 9

Point = tuple[float, float]
Layout = tuple[list[Item], float]  # the items, and where the space under them begins


@dataclass(frozen=True)
class Column:
    """Texts one under another, broken into lines for a given room."""

    parts: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def height(self) -> float:
        """How much room it takes."""
        lines = sum(TYPES[kind].leading * len(lines) for kind, lines in self.parts)
        return lines + _GAP * max(0, len(self.parts) - 1)

    def at(self, x: float, y: float, anchor: Anchor = "middle") -> list[Item]:
        """The lines, with the top of the first at ``y``."""
        placed: list[Item] = []
        for kind, lines in self.parts:
            leading = TYPES[kind].leading
            for line in lines:
                placed.append(Words(x, y + leading * 0.77, line, kind, anchor))
                y += leading
            y += _GAP
        return placed

    def around(self, x: float, y: float, anchor: Anchor = "middle") -> list[Item]:
        """The lines, with their middle at ``y``."""
        return self.at(x, y - self.height / 2, anchor)


def column(room: float, *parts: tuple[str, str | None]) -> Column:
    """Texts as (kind, text); those that are missing are left out."""
    return Column(tuple((kind, _lines(text, room, TYPES[kind])) for kind, text in parts if text))


def _lines(text: str, room: float, type_: Type) -> tuple[str, ...]:
    return wrap(text, room, type_.size, type_.bold, type_.even)


def badge(x: float, y: float, sign: str) -> list[Item]:
    """A number on a disc."""
    size = TYPES["on-strong"].size
    return [Circle(x, y, _BADGE, "strong"), Words(x, y + size * 0.36, sign, "on-strong")]


def card(box: Rect, content: Column) -> list[Item]:
    """A box with its texts in the middle."""
    return [box, *content.around(*box.centre)]


def straight(start: Point, end: Point, kind: str = "flow", both: bool = False) -> list[Item]:
    """A straight arrow."""
    return arrow((("M", *start), ("L", *end)), end, start, kind, both)


def curve(start: Point, towards: Point, before: Point, end: Point, kind: str = "flow") -> list[Item]:
    """A curved arrow: it leaves towards one point and arrives from another."""
    return arrow((("M", *start), ("C", *towards, *before, *end)), towards, before, kind)


def arrow(steps: tuple[Step, ...], towards: Point, before: Point, kind: str = "flow", both: bool = False) -> list[Item]:
    """A line with a head at its end, or at both ends. Its kind is flow, back (feedback) or ours (our reading, dashed).

    ``towards`` is the point that the line leaves for, ``before`` the one from which it arrives.
    """
    first, last = _place(steps[0]), _place(steps[-1])
    leaving, arriving = _direction(towards, first), _direction(before, last)
    heads = [_head(last, arriving, kind)] + ([_head(first, leaving, kind)] if both else [])
    shown = [*steps[:-1], _moved(steps[-1], arriving)]
    shown[0] = _moved(steps[0], leaving) if both else steps[0]
    return [Path(tuple(shown), kind), *heads]


def _place(step: Step) -> Point:
    return step[-2], step[-1]


def _direction(start: Point, end: Point) -> Point:
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down) or 1.0
    return across / length, down / length


def _moved(step: Step, direction: Point) -> Step:
    """The step, ending where the head begins."""
    x, y = _place(step)
    return (*step[:-2], x - direction[0] * _HEAD * 0.7, y - direction[1] * _HEAD * 0.7)


def _head(tip: Point, direction: Point, kind: str) -> Path:
    (x, y), (dx, dy), half = tip, direction, _HEAD / 2
    back = x - dx * _HEAD, y - dy * _HEAD
    left, right = (back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half)
    return Path((("M", x, y), ("L", *left), ("L", *right), ("Z",)), "head" if kind == "flow" else "ours-head")


def connect(start: Rect, end: Rect, kind: str = "flow", both: bool = False, at: float = 0.5) -> list[Item]:
    """A straight arrow from box to box: upright where one stands above the other, else level, else slanted.

    ``at`` says where along the shared side it runs.
    """
    left, right = max(start.x, end.x), min(start.right, end.right)
    if right - left > _HEAD:
        x = left + (right - left) * at
        down = start.y < end.y
        return straight((x, start.bottom if down else start.y), (x, end.y if down else end.bottom), kind, both)
    forward = start.x < end.x
    sides = (start.right, end.x) if forward else (start.x, end.right)
    top, bottom = max(start.y, end.y), min(start.bottom, end.bottom)
    level = top + (bottom - top) * at
    ys = (level, level) if bottom - top > _HEAD else (start.centre[1], end.centre[1])
    return straight((sides[0], ys[0]), (sides[1], ys[1]), kind, both)


def legend(links: Sequence[Arrow], scene: Scene, x: float, y: float, room: float) -> Layout:
    """What plain and dashed arrows mean, as far as the drawing has them. Returns the items and their lower edge."""
    shown: list[Item] = []
    words = ((False, "Arrow: stated by the source"), (True, "Dashed arrow: our reading"))
    for ours, said in words:
        if any(link.ours is ours for link in links):
            text = column(room - 36, ("note", scene.t(said)))
            middle = y + text.height / 2
            shown += [
                *straight((x, middle), (x + 28, middle), "ours" if ours else "flow"),
                *text.at(x + 36, y, "start"),
            ]
            y += text.height + 6
    return shown, y - 6
