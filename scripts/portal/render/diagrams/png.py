"""The drawing as a PNG: light colours on white, source line inside, the same bytes on every machine with the same font.

The font is FiraGO (SIL Open Font License; Latin, Cyrillic, Greek, Arabic, Hebrew, Thai, Devanagari), which the package
``pymupdf-fonts`` carries as Python data. Without font files, the fonts of the system are used, and machines differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from os import PathLike

import resvg_py

from portal.render.diagrams.scene import Drawing

FONT_FAMILY = "FiraGO"
PIXELS = 1800  # wide: five pixels a unit


def font_data() -> dict[str, bytes]:
    """The font files by name, for the caller to write where resvg can read them."""
    weights = {"FiraGO-Regular.ttf": "FiraGO_Regular", "FiraGO-Bold.ttf": "FiraGO_Bold"}
    return {name: import_module(f"pymupdf_fonts.{module}").fontbuffer for name, module in weights.items()}


def picture(drawing: Drawing, font_files: Sequence[str | PathLike[str]], pixels: int = PIXELS) -> bytes:
    """PNG bytes, ``pixels`` wide. With ``font_files`` (those of ``font_data``) nothing of the system is looked at."""
    fonts = [str(file) for file in font_files]
    named = {"font_family": FONT_FAMILY, "sans_serif_family": FONT_FAMILY} if fonts else {}
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing.svg, background="#ffffff", width=pixels, skip_system_fonts=bool(fonts),
            font_files=fonts or None, **named,
        )
    )  # fmt: skip
