"""Contrast of colours, after WCAG 2.2, success criterion 1.4.3 (relative luminance and contrast ratio)."""

from __future__ import annotations

NORMAL_TEXT = 4.5


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 (black) to 1 (white). WCAG 2.2, "relative luminance"."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21. WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(background: str, colour: str, ratio: float = 7.0) -> str:
    """The colour mixed with white until it reaches ``ratio`` on ``background``."""
    for step in range(21):
        mixed = _towards_white(colour, step / 20)
        if contrast(background, mixed) >= ratio:
            return mixed
    return "#ffffff"


def _towards_white(colour: str, share: float) -> str:
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)
