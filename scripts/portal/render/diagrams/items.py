"""The few kinds of mark a drawing is made of. Each can be mirrored: a layout is made once, left to right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Step = tuple[str, *tuple[float, ...]]
_TURNED: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
_ACROSS = {"M": (0,), "L": (0,), "C": (0, 2, 4), "A": (5,), "Z": ()}


@dataclass(frozen=True)
class Rect:
    """A rectangle with round corners."""

    x: float
    y: float
    w: float
    h: float
    kind: str
    r: float = 6
    shape = "rect"

    def mirrored(self, width: float) -> Rect:
        return replace(self, x=width - self.x - self.w)

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2


@dataclass(frozen=True)
class Circle:
    """A disc or circle."""

    x: float
    y: float
    r: float
    kind: str
    shape = "circle"

    def mirrored(self, width: float) -> Circle:
        return replace(self, x=width - self.x)


@dataclass(frozen=True)
class Path:
    """Lines and curves: SVG path steps with absolute coordinates (M, L, C, A, Z)."""

    steps: tuple[Step, ...]
    kind: str
    shape = "path"

    def mirrored(self, width: float) -> Path:
        return replace(self, steps=tuple(_mirrored(step, width) for step in self.steps))


@dataclass(frozen=True)
class Words:
    """One line of text on its baseline."""

    x: float
    y: float
    text: str
    kind: str
    anchor: Anchor = "middle"
    shape = "words"

    def mirrored(self, width: float) -> Words:
        return replace(self, x=width - self.x, anchor=_TURNED[self.anchor])


Item = Rect | Circle | Path | Words


def mirror(items: Iterable[Item], width: float) -> list[Item]:
    """The drawing as a reader from right to left expects it."""
    return [item.mirrored(width) for item in items]


def _mirrored(step: Step, width: float) -> Step:
    command, *values = step
    for place in _ACROSS[command]:
        values[place] = width - values[place]
    if command == "A":
        values[4] = 1 - values[4]
    return (command, *values)
