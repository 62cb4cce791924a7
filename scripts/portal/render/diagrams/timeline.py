"""The time line: one track a case or stage, years across, and a line where the source was published."""

from __future__ import annotations

from dataclasses import dataclass

from portal.render.diagrams.blocks import EDGE, ROOM, WIDTH, Layout, column
from portal.render.diagrams.items import Anchor, Item, Path, Rect, Words
from portal.render.diagrams.measure import width
from portal.render.diagrams.paint import TYPES
from portal.render.diagrams.scene import Scene
from portal.schema.case import Case
from portal.schema.diagram import Diagram

_BAR = 12


@dataclass(frozen=True)
class Axis:
    """Years across the sheet; each has a cell, and a period covers the cells of its first and last year."""

    first: int
    last: int
    mark: float | None  # where on the sheet the line across stands

    @property
    def cell(self) -> float:
        return ROOM / (self.last - self.first + 1)

    def x(self, year: float) -> float:
        return EDGE + (year - self.first) * self.cell


@dataclass(frozen=True)
class Span:
    """A period and how it is drawn."""

    start: int
    end: int
    inferred: bool

    @property
    def years(self) -> str:
        return f"{self.start}–{self.end}" if self.end != self.start else str(self.start)


def timeline(diagram: Diagram, scene: Scene, top: float) -> Layout:
    """Cases in the order in which they began: those that the diagram names, or all."""
    chosen = {name: scene.cases[name] for name in scene.cases if name in (diagram.cases or scene.cases)}
    cases = sorted(chosen.items(), key=lambda pair: (pair[1].period.start, pair[1].period.end, pair[0]))
    axis = _axis(diagram, [case for _, case in cases])
    head, y = _scale(diagram, axis, top)
    shown = [*head]
    for _, case in cases:
        items, y = _case(case, axis, scene, y)
        shown += items
    key, y = _key(axis, [case for _, case in cases], scene, y + 4)
    return [*shown, *key], y


def _axis(diagram: Diagram, cases: list[Case]) -> Axis:
    first, last = min(case.period.start for case in cases), max(case.period.end for case in cases)
    if diagram.mark:
        first, last = min(first, diagram.mark.year), max(last, diagram.mark.year)
    plain = Axis(first, last, None)
    return Axis(first, last, plain.x(diagram.mark.year + 0.5)) if diagram.mark else plain


def _scale(diagram: Diagram, axis: Axis, top: float) -> Layout:
    """The name of the line across, the years that there is room for, and a rule under them."""
    shown, y = [], top
    if diagram.mark and axis.mark:
        before = axis.mark > WIDTH / 2
        room = axis.mark - EDGE - 8 if before else WIDTH - EDGE - axis.mark - 8
        name = column(room, ("aside", diagram.mark.label))
        anchor: Anchor = "end" if before else "start"
        shown += name.at(axis.mark + (-7 if before else 7), y, anchor)
        shown.append(_stroke(axis.mark, y, y + name.height + 22))
        y += name.height + 4
    every = -(-(axis.last - axis.first + 1) // 6)
    for year in range(axis.first, axis.last + 1, every):
        if axis.mark is None or abs(axis.x(year + 0.5) - axis.mark) > 18:
            half = width(str(year), TYPES["note"].size) / 2
            x = min(max(axis.x(year + 0.5), EDGE + half), WIDTH - EDGE - half)
            shown.append(Words(x, y + 11, str(year), "note"))
    return [*shown, Path((("M", EDGE, y + 18), ("L", WIDTH - EDGE, y + 18)), "rule")], y + 28


def _stroke(x: float, top: float, bottom: float) -> Path:
    return Path((("M", x, top), ("L", x, bottom)), "mark")


def _case(case: Case, axis: Axis, scene: Scene, top: float) -> Layout:
    """The name and years of a case over its bar, or over a bar for each of its stages."""
    period = case.period
    whole = Span(period.start, period.end, period.inferred)
    shown, y = _named(case.short, whole, "label", scene, top)
    spans = [(stage.label, Span(stage.start, stage.end, period.inferred)) for stage in period.stages]
    if not spans:
        return [*shown, *_track(whole, axis, y)], y + _BAR + 15
    for label, span in spans:
        items, y = _named(label, span, "note", scene, y)
        shown += [*items, *_track(span, axis, y)]
        y += _BAR + 5
    return shown, y + 10


def _named(label: str, span: Span, kind: str, scene: Scene, y: float) -> Layout:
    years = scene.t("{years} (inferred)").replace("{years}", span.years) if span.inferred else span.years
    note = TYPES["note"]
    name = column(ROOM - width(years, note.size) - 12, (kind, label))
    said = Words(WIDTH - EDGE, y + TYPES[kind].leading * 0.77, years, "note", "end")
    return [*name.at(EDGE, y, "start"), said], y + name.height + 3


def _track(span: Span, axis: Axis, y: float) -> list[Item]:
    """The bar: solid up to the line, hatched after it; only an outline where the dates are inferred."""
    mark = axis.mark if axis.mark is not None else WIDTH
    shown: list[Item] = [Rect(EDGE, y, ROOM, _BAR, "track", 2)]
    shown += bar(axis.x(span.start), axis.x(span.end + 1), mark, y, span.inferred)
    return shown if axis.mark is None else [*shown, _stroke(mark, y - 3, y + _BAR + 3)]


def bar(start: float, end: float, mark: float, y: float, inferred: bool) -> list[Item]:
    """A bar from ``start`` to ``end`` on the sheet."""
    if inferred:
        return [Rect(start, y, end - start, _BAR, "open", 2)]
    split = min(max(mark, start), end)
    solid: list[Item] = [Rect(start, y, split - start, _BAR, "strong", 2)] if split > start else []
    return solid + (_hatched(split, end, y) if end > split else [])


def _hatched(start: float, end: float, y: float) -> list[Item]:
    """An open box with slanting lines, cut at its edges."""
    steps = []
    for place in range(int((end - start + _BAR) / 5)):
        foot = start + 5 * (place + 1) - _BAR
        left, right = max(foot, start), min(foot + _BAR, end)
        if right > left:
            steps += [("M", left, y + _BAR - (left - foot)), ("L", right, y + _BAR - (right - foot))]
    return [
        Rect(start, y, end - start, _BAR, "inner", 0),
        Path(tuple(steps), "hatch"),
        Rect(start, y, end - start, _BAR, "outline", 0),
    ]


def _key(axis: Axis, cases: list[Case], scene: Scene, y: float) -> Layout:
    """What solid, hatched and dashed bars mean, as far as the drawing has them."""
    late = axis.mark is not None and any(axis.x(case.period.end + 1) > axis.mark for case in cases)
    inferred = any(case.period.inferred for case in cases)
    words = [("Period before the line", WIDTH, False)] if axis.mark is not None else []
    words += [("After the line: planned when the source appeared", 0, False)] if late else []
    words += [("Dates inferred by us", WIDTH, True)] if inferred else []
    shown: list[Item] = []
    for said, mark, dashed in words:
        text = column(ROOM - 38, ("note", scene.t(said)))
        shown += bar(EDGE, EDGE + 28, mark, y + (TYPES["note"].leading - _BAR) / 2, dashed)
        shown += text.at(EDGE + 38, y, "start")
        y += text.height + 5
    return shown, y - 5 if words else y
