"""Layouts that go from top to bottom: tiers and funnel."""

from __future__ import annotations

from portal.render.diagrams.blocks import EDGE, MIDDLE, ROOM, Column, Layout, badge, card, column
from portal.render.diagrams.items import Item, Path, Rect
from portal.render.diagrams.scene import Scene, Spot, spots
from portal.schema.diagram import Diagram

# Tiers: the components of a case, each with what belongs to its level.

_INSET = 12


def tiers(diagram: Diagram, scene: Scene, top: float) -> Layout:
    """One tier a component, in the order of the case; nodes with a note stand in rows, short ones side by side."""
    nodes, shown, y = spots(diagram, scene), [], top
    for place, component in enumerate(scene.cases[diagram.case or ""].components, 1):
        own = [node for node in nodes if node.level == place]
        items, y = _tier(place, component.name, own, y)
        shown += items
        y += 12
    return shown, y - 12


def _tier(place: int, name: str, nodes: list[Spot], top: float) -> Layout:
    head = column(ROOM - 2 * _INSET - 32, ("label", name))
    y = top + 10 + max(22, head.height) + 9
    noted = any(node.note for node in nodes)
    inner, bottom = (_rows(nodes, y) if noted else _side_by_side(nodes, y)) if nodes else ([], y - 9)
    middle = top + 10 + max(22, head.height) / 2
    title = [*badge(EDGE + _INSET + 11, middle, str(place)), *head.around(EDGE + _INSET + 32, middle, "start")]
    return [Rect(EDGE, top, ROOM, bottom + 12 - top, "pale" if noted else "card", 8), *title, *inner], bottom + 12


def _rows(nodes: list[Spot], y: float) -> Layout:
    shown: list[Item] = []
    for node in nodes:
        text = column(ROOM - 2 * _INSET - 24, ("name", node.label), ("note", node.note))
        box = Rect(EDGE + _INSET, y, ROOM - 2 * _INSET, text.height + 16, "inner", 5)
        shown += [box, *text.at(box.x + 12, y + 8, "start")]
        y = box.bottom + 7
    return shown, y - 7


def _side_by_side(nodes: list[Spot], y: float) -> Layout:
    gap = 7
    wide = (ROOM - 2 * _INSET - gap * (len(nodes) - 1)) / len(nodes)
    texts = [column(wide - 10, ("name", node.label)) for node in nodes]
    tall = max(text.height for text in texts) + 14
    boxes = [Rect(EDGE + _INSET + place * (wide + gap), y, wide, tall, "inner", 5) for place in range(len(nodes))]
    return [item for box, text in zip(boxes, texts, strict=True) for item in card(box, text)], y + tall


# Funnel: steps of a selection; where the source gives no number, the edge is dashed.

_NARROW = 196


def funnel(diagram: Diagram, scene: Scene, top: float) -> Layout:
    """The widths only say "fewer"; the note under the funnel says that they are not to scale."""
    nodes, shown, y = spots(diagram, scene), [], top
    step = (ROOM - _NARROW) / (2 * len(nodes))
    for place, node in enumerate(nodes):
        wide, narrow = ROOM / 2 - place * step, ROOM / 2 - (place + 1) * step
        text = column(2 * narrow - 24, ("figure", node.figure), ("label", node.label), ("note", node.note))
        shown += [_slab(y, text, wide, narrow, node), *text.at(MIDDLE, y + 11)]
        y += text.height + 22 + 7
    said = column(ROOM, ("note", scene.t("Boxes are not to scale; a dashed edge means that no number is given.")))
    return [*shown, *said.at(EDGE, y + 4, "start")], y + 4 + said.height


def _slab(y: float, text: Column, wide: float, narrow: float, node: Spot) -> Path:
    low = y + text.height + 22
    corners = (MIDDLE - wide, y), (MIDDLE + wide, y), (MIDDLE + narrow, low), (MIDDLE - narrow, low)
    edge = (("M", *corners[0]), *(("L", *corner) for corner in corners[1:]), ("Z",))
    return Path(edge, "pale" if node.figure else "open")
