"""Layouts that go round: ring, loop, wheel and triangle."""

from __future__ import annotations

import math
from itertools import pairwise

from portal.render.diagrams.blocks import (
    EDGE,
    MIDDLE,
    ROOM,
    WIDTH,
    Column,
    Layout,
    Point,
    arrow,
    badge,
    card,
    column,
    connect,
    curve,
    legend,
    straight,
)  # fmt: skip
from portal.render.diagrams.items import Circle, Item, Path, Rect
from portal.render.diagrams.scene import Scene, Spot, spots
from portal.schema.diagram import Diagram

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


# Ring: numbered cards, clockwise from the top, with something in the middle and feedback inside.

_CARD = 112
_DISC = 41
_LANE = EDGE + _CARD + 10
_BETWEEN = 36


def ring(diagram: Diagram, scene: Scene, top: float) -> Layout:
    """First card at the top, then down one side, across the bottom and up the other."""
    nodes = spots(diagram, scene)
    side = (len(nodes) - 1) // 2
    rows = [(nodes[1 + i], nodes[-1 - i]) for i in range(side)]
    boxes = {nodes[0].id: Rect(MIDDLE - _CARD / 2, top, _CARD, _height(nodes[0]), "card")}
    inner = y = boxes[nodes[0].id].bottom + 16
    for right, left in rows:
        tall = max(_height(right), _height(left))
        boxes[right.id] = Rect(WIDTH - EDGE - _CARD, y, _CARD, tall, "card")
        boxes[left.id] = Rect(EDGE, y, _CARD, tall, "card")
        y += tall + _BETWEEN
    centre, under = _centre(diagram, inner, y - _BETWEEN)
    if len(nodes) % 2 == 0:
        boxes[nodes[side + 1].id] = Rect(MIDDLE - _CARD / 2, max(y - 18, under + 30), _CARD, _height(nodes[side + 1]), "card")
    shown = [*_round(nodes, boxes), *centre, *_links(diagram, nodes, boxes)]
    shown += [item for node in nodes for item in _numbered(node, boxes[node.id])]
    bottom = max(box.bottom for box in boxes.values())
    dashed = [link for link in diagram.arrows if link.ours]
    key, low = legend(dashed, scene, EDGE, bottom + 14, ROOM)
    return [*shown, *key], low if dashed else bottom


def _label(node: Spot) -> Column:
    return column(_CARD - 5, ("name", node.label))


def _height(node: Spot) -> float:
    return 8 + 22 + 4 + _label(node).height + 8


def _numbered(node: Spot, box: Rect) -> list[Item]:
    x, content = box.centre[0], _label(node)
    y = box.y + (box.h - _height(node)) / 2 + 8
    return [box, *badge(x, y + 11, _ROMAN[node.number or 0]), *content.at(x, y + 26)]


def _centre(diagram: Diagram, top: float, bottom: float) -> tuple[list[Item], float]:
    """What stands in the middle and, under it, what the feedback arrows say."""
    label = next((link.label for link in diagram.arrows if link.label), None)
    said = column(MIDDLE * 2 - 2 * _LANE - 16, ("aside", label))
    text = column(_DISC * 1.75, ("label", diagram.centre))
    y = max((top + bottom - (said.height + 10 if label else 0)) / 2, top + _tall(_DISC, text) / 2)
    under = y + _tall(_DISC, text) / 2 + 10
    return [*_disc(y, _DISC, text, "pale"), *said.at(MIDDLE + 4, under)], under + said.height


def _disc(y: float, radius: float, text: Column, kind: str) -> list[Item]:
    """A disc round a text in the middle of the sheet; it grows in height when the text needs it."""
    tall = _tall(radius, text)
    return [Rect(MIDDLE - radius, y - tall / 2, 2 * radius, tall, kind, radius), *text.around(MIDDLE, y)]


def _tall(radius: float, text: Column) -> float:
    return max(2 * radius, text.height + radius * 0.7)


def _round(nodes: tuple[Spot, ...], boxes: dict[str, Rect]) -> list[Item]:
    around = [boxes[node.id] for node in nodes]
    return [item for start, end in pairwise(around) for item in _turn(start, end)]


def _turn(start: Rect, end: Rect, kind: str = "flow") -> list[Item]:
    """To the next card: upright along a side, in a quarter turn at the top and the bottom."""
    if start.x == end.x:
        return connect(start, end, kind)
    if start.centre[0] == MIDDLE:  # leaves the top or bottom card sideways
        x, y = (start.right if end.x > start.x else start.x), start.centre[1]
        goal = (end.centre[0], end.y if end.y > start.y else end.bottom)
        return curve((x, y), (goal[0], y), (goal[0], y), goal, kind)
    x, y = start.centre[0], (start.bottom if end.y > start.y else start.y)
    goal = (end.right if start.x > end.x else end.x, end.centre[1])
    return curve((x, y), (x, goal[1]), (x, goal[1]), goal, kind)


def _links(diagram: Diagram, nodes: tuple[Spot, ...], boxes: dict[str, Rect]) -> list[Item]:
    """Arrows of the diagram itself: the one that closes the ring, and feedback inside it."""
    shown: list[Item] = []
    for link in diagram.arrows:
        closing = (link.start, link.to) == (nodes[-1].id, nodes[0].id)
        kind = "ours" if link.ours else "flow" if closing else "back"
        start, end = boxes[link.start], boxes[link.to]
        shown += _turn(start, end, kind) if closing else _inside(start, end, kind, link.both)
    return shown


def _inside(start: Rect, end: Rect, kind: str, both: bool) -> list[Item]:
    """From under a side card down the lane beside the disc to the bottom card; other pairs are joined straight."""
    side, bottom = sorted((start, end), key=lambda box: box.y)
    if bottom.centre[0] != MIDDLE or side.centre[0] == MIDDLE:
        return connect(start, end, kind, both)
    left = side.x < MIDDLE
    foot, lane, drop = (side.right - 12, _LANE, 14) if left else (side.x + 12, WIDTH - _LANE, -14)
    y, goal = side.bottom, (lane + drop, bottom.y)
    steps = (
        ("M", foot, y), ("C", foot, y + 22, lane, y + 12, lane, y + _BETWEEN), ("L", lane, bottom.y - 36),
        ("C", lane, bottom.y - 16, goal[0], bottom.y - 24, *goal),
    )  # fmt: skip
    return arrow(steps, (foot, y + 22), (goal[0], bottom.y - 20), kind, both)


# Loop: pills on an ellipse, joined by labelled arcs.

_PILL = 122
_ACROSS = 109


def loop(diagram: Diagram, scene: Scene, top: float) -> Layout:
    """Nodes clockwise from the top; what leads from one to the next is written inside the arc."""
    nodes = spots(diagram, scene)
    texts = [column(_PILL - 14, ("label", node.label)) for node in nodes]
    tall = max(text.height for text in texts) + 18
    arcs = [column(80, ("note", link.label)) for link in diagram.arrows]
    down = max(112, (tall / 2 + 6 + max((arc.height for arc in arcs), default=0)) / 0.614)
    middle = (MIDDLE, top + tall / 2 + down)
    angles = [math.tau * place / len(nodes) - math.tau / 4 for place in range(len(nodes))]
    boxes = {}
    for node, angle in zip(nodes, angles, strict=True):
        x, y = _on(middle, angle, down)
        boxes[node.id] = Rect(x - _PILL / 2, y - tall / 2, _PILL, tall, "card", 14)
    shown = [item for place in range(len(nodes)) for item in _arc(middle, down, list(boxes.values()), angles, place)]
    for text, angle in zip(arcs, angles, strict=False):
        shown += text.around(*_within(middle, angle + math.pi / len(nodes), tall / 2 + 6 + text.height / 2))
    for box, text in zip(boxes.values(), texts, strict=True):
        shown += card(box, text)
    shown += column(84, ("heading", diagram.centre)).around(*middle)
    return shown, max(box.bottom for box in boxes.values())


def _on(middle: Point, angle: float, down: float) -> Point:
    return middle[0] + math.cos(angle) * _ACROSS, middle[1] + math.sin(angle) * down


def _within(middle: Point, angle: float, away: float) -> Point:
    """Where the words of an arc stand: on its side of the middle, clear of the pills left and right."""
    across, down = round(math.cos(angle), 3), round(math.sin(angle), 3)
    return middle[0] + 40 * (across > 0) - 40 * (across < 0), middle[1] + away * (down > 0) - away * (down < 0)


def _arc(middle: Point, down: float, boxes: list[Rect], angles: list[float], place: int) -> list[Item]:
    """The arc from a box to the next one, cut where the boxes begin."""
    step = math.tau / len(boxes) / 60
    ends = boxes[place], boxes[(place + 1) % len(boxes)]
    way = [angles[place] + step * part for part in range(61)]
    inside = [angle for angle in way if not any(_holds(box, _on(middle, angle, down)) for box in ends)]
    start, end = _on(middle, inside[0], down), _on(middle, inside[-1], down)
    back = _on(middle, inside[-1] - 0.12, down)
    return arrow((("M", *start), ("A", _ACROSS, down, 0, 0, 1, *end)), start, back)


def _holds(box: Rect, point: Point, margin: float = 4) -> bool:
    x, y = point
    return box.x - margin < x < box.right + margin and box.y - margin < y < box.bottom + margin


# Wheel: equal sectors round a hub, explained in a list below.

_RIM = 152
_HUB = 52


def wheel(diagram: Diagram, scene: Scene, top: float) -> Layout:
    """Each sector carries its number and name; the list says in a sentence what it is."""
    nodes = spots(diagram, scene)
    middle = (MIDDLE, top + _RIM)
    hub = [Circle(*middle, _HUB - 6, "strong"), *column(_HUB * 1.5, ("on-strong", diagram.centre)).around(*middle)]
    sectors = [item for place, node in enumerate(nodes) for item in _sector(middle, place, len(nodes), node)]
    rows, bottom = _list(nodes, top + 2 * _RIM + 18)
    return [*sectors, *hub, *rows], bottom


def _sector(middle: Point, place: int, count: int, node: Spot) -> list[Item]:
    half, centre = math.pi / count, math.tau * place / count - math.tau / 4
    turns = {radius: half - 1.5 / radius for radius in (_RIM, _HUB)}  # leaves the same gap all along
    (a, b), (c, d) = ([_polar(middle, centre + side * turn, radius) for side in (-1, 1)] for radius, turn in turns.items())
    edge = (("M", *a), ("A", _RIM, _RIM, 0, 0, 1, *b), ("L", *d), ("A", _HUB, _HUB, 0, 0, 0, *c), ("Z",))
    text = column(106, ("heading", str(node.number)), ("label", node.label))
    return [Path(edge, "sector"), *text.around(*_polar(middle, centre, 103))]


def _polar(middle: Point, angle: float, radius: float) -> Point:
    return middle[0] + math.cos(angle) * radius, middle[1] + math.sin(angle) * radius


def _list(nodes: tuple[Spot, ...], y: float) -> Layout:
    shown: list[Item] = []
    for node in nodes:
        text = column(ROOM - 32, ("note", node.note))
        middle = y + max(22, text.height) / 2
        shown += [*badge(EDGE + 11, middle, str(node.number)), *text.around(EDGE + 32, middle, "start")]
        y += max(22, text.height) + 9
    return shown, y - 9


# Triangle: three cards that depend on each other, something in the middle, a frame round all.

_CORNER = 134


def triangle(diagram: Diagram, scene: Scene, top: float) -> Layout:
    """One card above, two below; all depend on each other, so every arrow points both ways."""
    nodes = spots(diagram, scene)[:3]
    texts = [column(_CORNER - 14, ("label", node.label), ("note", node.note)) for node in nodes]
    tall = max(text.height for text in texts) + 22
    head = column(ROOM - 20, ("on-strong", diagram.frame))
    y = top + head.height + 14 + 18
    heart = column(92, ("label", diagram.centre))
    low = y + tall + _tall(50, heart) + 20
    places = ((MIDDLE - _CORNER / 2, y), (EDGE + 16, low), (WIDTH - EDGE - 16 - _CORNER, low))
    boxes = [Rect(x, at, _CORNER, tall, "card", 10) for x, at in places]
    frame = Rect(EDGE, top, ROOM, low + tall + 18 - top, "frame", 10)
    shown: list[Item] = [_lintel(frame, head.height + 14), frame, *head.at(MIDDLE, top + 7)]
    shown += _sides(boxes) + _disc((y + tall + low) / 2, 50, heart, "warm")
    for box, text in zip(boxes, texts, strict=True):
        shown += card(box, text)
    return shown, frame.bottom


def _lintel(frame: Rect, tall: float) -> Path:
    """The strip on top of the frame that carries its name."""
    x, y, right, r, low = frame.x, frame.y, frame.right, frame.r, frame.y + tall
    edge = (
        ("M", x, low), ("L", x, y + r), ("A", r, r, 0, 0, 1, x + r, y), ("L", right - r, y),
        ("A", r, r, 0, 0, 1, right, y + r), ("L", right, low), ("Z",),
    )  # fmt: skip
    return Path(edge, "strong")


def _sides(boxes: list[Rect]) -> list[Item]:
    above, left, right = boxes
    slanted = [
        straight((above.x + 14, above.bottom + 4), (left.centre[0] - 12, left.y - 4), both=True),
        straight((above.right - 14, above.bottom + 4), (right.centre[0] + 12, right.y - 4), both=True),
    ]
    level = straight((left.right + 3, left.centre[1]), (right.x - 3, right.centre[1]), both=True)
    return [item for side in (*slanted, level) for item in side]
