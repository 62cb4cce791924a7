"""Colours, lines and type. Light colours are written into the SVG; the page's style sheet changes them by class.

Colour never carries a meaning alone: what is inferred, planned or our reading is dashed, hatched or said in words.
"""

from __future__ import annotations

from dataclasses import dataclass

INK, QUIET, WHITE = "#1b2d31", "#475a5e", "#ffffff"
TEAL, TEAL_PALE, TEAL_LINE = "#0b4f5c", "#e3eff0", "#9fc3c9"
ORANGE, ORANGE_DEEP, ORANGE_PALE = "#b4531a", "#96420f", "#fbeee3"
SAND, SAND_LINE = "#f8f2e6", "#d9c9a8"

FONTS = "system-ui, Segoe UI, Roboto, Noto Sans, FiraGO, Arial, sans-serif"

# One entry a class (``d-<kind>``): what a shape of that kind looks like.
MARKS: dict[str, dict[str, str]] = {
    "paper": {"fill": WHITE},
    "card": {"fill": SAND, "stroke": SAND_LINE, "stroke-width": "1"},
    "inner": {"fill": WHITE, "stroke": SAND_LINE, "stroke-width": "1"},
    "pale": {"fill": TEAL_PALE, "stroke": TEAL_LINE, "stroke-width": "1"},
    "warm": {"fill": ORANGE_PALE, "stroke": ORANGE, "stroke-width": "1.25"},
    "sector": {"fill": TEAL_PALE},
    "zone": {"fill": TEAL_PALE},
    "track": {"fill": SAND},
    "band": {"fill": SAND},
    "strong": {"fill": TEAL},
    "open": {"fill": WHITE, "stroke": TEAL, "stroke-width": "1.5", "stroke-dasharray": "4 3"},
    "outline": {"fill": "none", "stroke": TEAL, "stroke-width": "1.5"},
    "frame": {"fill": "none", "stroke": TEAL, "stroke-width": "2"},
    "flow": {"fill": "none", "stroke": TEAL, "stroke-width": "2", "stroke-linecap": "round"},
    "head": {"fill": TEAL},
    "back": {"fill": "none", "stroke": ORANGE, "stroke-width": "1.75"},
    "ours": {"fill": "none", "stroke": ORANGE, "stroke-width": "1.75", "stroke-dasharray": "5 4"},
    "ours-head": {"fill": ORANGE},
    "hatch": {"fill": "none", "stroke": TEAL, "stroke-width": "1.25"},
    "mark": {"fill": "none", "stroke": ORANGE, "stroke-width": "2"},
    "rule": {"fill": "none", "stroke": SAND_LINE, "stroke-width": "1"},
}  # fmt: skip


@dataclass(frozen=True)
class Type:
    """A kind of text: size, weight and colour. No size is under 12.4, which is 11 px when 360 units are 320 px wide."""

    size: float
    bold: bool
    fill: str
    even: bool = True  # lines of about the same length

    @property
    def leading(self) -> float:
        """From baseline to baseline."""
        return round(self.size * 1.26, 1)


TYPES: dict[str, Type] = {
    "title": Type(15.5, True, INK),
    "figure": Type(19, True, TEAL),
    "label": Type(13.5, True, INK),
    "name": Type(13, False, INK),
    "note": Type(12.5, False, QUIET),
    "heading": Type(12.5, True, TEAL),
    "aside": Type(12.5, False, ORANGE_DEEP),
    "on-strong": Type(13.5, True, WHITE),
    "credit": Type(12.5, False, QUIET, even=False),
}


def attributes(kind: str) -> dict[str, str]:
    """The presentation attributes of a kind of shape or text."""
    if kind in MARKS:
        return MARKS[kind]
    type_ = TYPES[kind]
    return {"fill": type_.fill, "font-size": f"{type_.size:g}"} | ({"font-weight": "700"} if type_.bold else {})
