"""The icons of the portal on a home screen: its mark in the publisher's colours."""

from __future__ import annotations

from portal.render.desk import Desk
from portal.render.safe import text

FOLDER = "assets/icons"
SIZES = {f"{FOLDER}/192.png": 192, f"{FOLDER}/512.png": 512, f"{FOLDER}/mask-512.png": 512}  # pixels, by path
MASKED = 0.8  # a system may cut a mask to a circle: what matters stays within eight tenths of the width


def drawings(desk: Desk) -> dict[str, bytes]:
    """Every icon as SVG, by the path of its PNG."""
    return {name: _drawn(desk, size, masked="mask" in name) for name, size in SIZES.items()}


def _drawn(desk: Desk, size: int, masked: bool) -> bytes:
    colours, part = desk.corpus.site.colours, MASKED if masked else 1
    given = {"primary": colours.primary, "accent": colours.accent, "part": str(part), "shift": f"{32 * (1 - part):g}"}
    given |= {"corner": "0" if masked else "14", "size": str(size)}
    template = desk.environment.get_template("icon.svg.j2")
    return template.render({name: text(value) for name, value in given.items()}).encode()
