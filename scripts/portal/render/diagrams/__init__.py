"""Diagrams made from data: accessible SVG with real, translatable text, and the same picture as PNG.

    data (schema/diagram.py) -> layout (pure: shapes of items) -> mirrored for right-to-left -> SVG text -> PNG

Nothing here touches the disk, apart from reading its own template when it is imported.
"""

from portal.render.diagrams.png import FONT_FAMILY, PIXELS, font_data, picture
from portal.render.diagrams.scene import WORDS, Drawing, Scene
from portal.render.diagrams.sheet import draw, drawable

__all__ = ["FONT_FAMILY", "PIXELS", "WORDS", "Drawing", "Scene", "draw", "drawable", "font_data", "picture"]
