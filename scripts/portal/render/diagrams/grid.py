"""Layouts in rows and columns: the map of actors and the ladder of a value chain."""

from __future__ import annotations

from collections.abc import Sequence

from portal.render.diagrams.blocks import EDGE, ROOM, Column, Layout, card, column, connect, legend
from portal.render.diagrams.items import Item, Rect
from portal.render.diagrams.scene import Scene, Spot, spots
from portal.schema.diagram import Arrow, Diagram


def _arrows(links: Sequence[Arrow], boxes: dict[str, Rect], at: dict[float, float] | None = None) -> list[Item]:
    """The links between boxes. ``at`` says where on its side a link runs, by the x of the box that it leaves."""
    places = at or {}
    return [
        item
        for link in links
        for item in connect(
            boxes[link.start], boxes[link.to], "ours" if link.ours else "flow", link.both,
            places.get(boxes[link.start].x, 0.5),
        )
    ]  # fmt: skip


# Map: rows are levels, columns are kinds of actor; the last column stands in a frame.

_GAP = 30
_PAD = 9
_HALF = (ROOM - 2 * _PAD - _GAP) / 2
_LEFT = EDGE + _PAD
_RIGHT = _LEFT + _HALF + _GAP


def map_(diagram: Diagram, scene: Scene, top: float) -> Layout:
    """Who works at which level. A node without a level stands in its column under the levels."""
    nodes = spots(diagram, scene)
    heads = [column(_HALF, ("heading", name)) for name in (*diagram.columns, diagram.frame)]
    y = start = top + max((head.height for head in heads), default=0) + 12
    boxes: dict[str, Rect] = {}
    bands: list[Item] = []
    for level, name in enumerate(diagram.rows, 1):
        items, y = _band(name, [node for node in nodes if node.level == level], y, boxes)
        bands += items
    loose, bottom = _loose([node for node in nodes if not node.level], y, boxes)
    frame = Rect(_RIGHT - _PAD, top - 6, _HALF + 2 * _PAD, bottom + _PAD - (top - 6), "frame", 8)
    key, key_bottom = legend(diagram.arrows, scene, _LEFT, y + 6, _HALF)
    titles = [item for head, x in zip(heads, (_LEFT, _RIGHT), strict=False) for item in head.at(x + _HALF / 2, top + 2)]
    inside = [item for node in nodes for item in _who(node, boxes[node.id])]
    shown = [*bands, *loose, frame, *titles, *inside, *_arrows(diagram.arrows, boxes), *key]
    return shown, max(frame.bottom, key_bottom, start)


def _band(name: str, nodes: list[Spot], top: float, boxes: dict[str, Rect]) -> Layout:
    label = column(_HALF, ("heading", name))
    y = top + 7 + label.height + 6
    tall = max((_text(node).height for node in nodes), default=0) + 18
    for node in nodes:
        boxes[node.id] = Rect(_RIGHT if node.column == 2 else _LEFT, y, _HALF, tall, "inner")
    band = Rect(EDGE, top, ROOM, y + tall + 9 - top, "band", 8)
    return [band, *label.at(_LEFT, top + 7, "start")], band.bottom + 10


def _loose(nodes: list[Spot], y: float, boxes: dict[str, Rect]) -> Layout:
    for node in nodes:
        boxes[node.id] = Rect(_RIGHT if node.column == 2 else _LEFT, y, _HALF, _text(node).height + 18, "open")
        y = boxes[node.id].bottom + 8
    return [], y - 8


def _text(node: Spot) -> Column:
    return column(_HALF - 18, ("label", node.label), ("note", node.note))


def _who(node: Spot, box: Rect) -> list[Item]:
    text = _text(node)
    return [box, *text.at(box.x + 10, box.y + 9, "start")]


# Ladder: a chain in two columns, from the bottom row upwards; customers stand on top and along the side.

_STEP = 98
_ACROSS = 10
_ASIDE = 28
_COLUMNS = (EDGE + 5, EDGE + 5 + _STEP + _ACROSS, EDGE + 5 + 2 * _STEP + _ACROSS + _ASIDE)
_CHAIN = 2 * _STEP + _ACROSS


def ladder(diagram: Diagram, scene: Scene, top: float) -> Layout:
    """Rows of the same name share a block. The first row and the third column are the customers."""
    nodes = spots(diagram, scene)
    boxes: dict[str, Rect] = {}
    head = column(ROOM - 20, ("heading", diagram.rows[0]))
    y = _level([node for node in nodes if node.level == 1], top + 8 + head.height + 5, boxes)
    zone = Rect(EDGE, top, ROOM, y + 9 - top, "zone", 8)
    blocks, y = _blocks(diagram.rows, nodes, zone.bottom + 9, boxes)
    side = Rect(_COLUMNS[2] - 6, top, EDGE + ROOM - _COLUMNS[2] + 6, y - top, "zone", 8)
    level = [link for link in diagram.arrows if boxes[link.to].x == _COLUMNS[2]]
    upright = [link for link in diagram.arrows if link not in level]
    links = _arrows(upright, boxes, {_COLUMNS[0]: 0.22, _COLUMNS[1]: 0.78}) + _arrows(level, boxes)
    inside = [item for node in nodes for item in card(boxes[node.id], _step_text(node))]
    key, bottom = legend(diagram.arrows, scene, EDGE, y + 12, ROOM)
    shown = [zone, side, *blocks, *head.at(_COLUMNS[0] + _CHAIN / 2, top + 8), *inside, *links, *key]
    return shown, bottom


def _blocks(rows: Sequence[str], nodes: Sequence[Spot], y: float, boxes: dict[str, Rect]) -> Layout:
    """The rows under the first one; a block begins where the name changes."""
    shown: list[Item] = []
    for level in range(2, len(rows) + 1):
        if level == 2 or rows[level - 1] != rows[level - 2]:
            head, start = column(_CHAIN * 0.66, ("heading", rows[level - 1])), y
            shown += head.at(_COLUMNS[0] + _CHAIN / 2, y + 8)
            y += 8 + head.height + 6
        y = _level([node for node in nodes if node.level == level], y, boxes)
        if level == len(rows) or rows[level] != rows[level - 1]:
            shown.insert(0, Rect(EDGE, start, _CHAIN + 10, y + 9 - start, "card", 8))
            y += 18
        else:
            y += 30
    return shown, y - 9


def _step_text(node: Spot) -> Column:
    room = _CHAIN if node.column is None else _STEP
    return column(room - 8, ("name", node.label), ("note", node.note))


def _level(nodes: Sequence[Spot], y: float, boxes: dict[str, Rect]) -> float:
    tall = max((_step_text(node).height for node in nodes), default=0) + 14
    for node in nodes:
        x = _COLUMNS[(node.column or 1) - 1]
        boxes[node.id] = Rect(x, y, _CHAIN if node.column is None else _STEP, tall, "inner")
    return y + tall
