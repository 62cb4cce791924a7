"""How the coastline of the map was made: ``python -m tests.support.coast`` writes scripts/portal/render/coast.py anew.

The data is the land of Natural Earth at 1:110 million (public domain), brought by npm in the package world-atlas (ISC).
Antarctica is left out, as no case is there; points that a map as small as ours cannot show are left out too.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from math import hypot

from portal.build.runtimes import Package, fetch
from tests.support.npm import CACHE
from tests.support.project import ROOT

ATLAS = Package(
    "world-atlas", "2.0.2", "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
)
FILE = ROOT / "scripts" / "portal" / "render" / "coast.py"
WEST = -1690  # tenths of a degree, in the Bering Strait: where the map begins and ends
SOUTH = -60  # degrees; what lies south of it is left out
COARSE = 0.7  # tenths of a degree: how far the line may be from the coast

Ring = list[tuple[int, int]]

HEAD = '''"""The coastline of the world: data, no code. Natural Earth, land at 1:110 million, version 4.1.0; public domain.

Made by tests/support/coast.py; a test holds it to the package it comes from. Land only: there is no border in it.
"""

from __future__ import annotations

# A ring in lines of which the first begins without a space: longitude and latitude in tenths of a degree, first of a place,
# then the way from each place to the next.
LAND = """
'''


def land() -> list[Ring]:
    """Every outline of land, and of water in it, as closed rings in tenths of a degree."""
    with tarfile.open(fileobj=io.BytesIO(fetch(ATLAS, CACHE))) as archive:
        topology = json.load(archive.extractfile("package/land-110m.json"))
    arcs = [list(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    shapes = (shape for geometry in topology["objects"]["land"]["geometries"] for shape in geometry["arcs"])
    rings = (_whole(_ring(ids, arcs)) for shape in shapes for ids in shape)
    thinned = (_thin(ring) for ring in rings if min(lat for _, lat in ring) > SOUTH * 10)
    return [ring for ring in thinned if len(ring) > 3]


def _arc(arc: list[list[int]], transform: dict) -> Iterator[tuple[int, int]]:
    """The places of an arc of TopoJSON, which stand there as differences on a grid."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    for right, up in arc:
        x, y = x + right, y + up
        yield round((x * wide + west) * 10), round((y * high + south) * 10)


def _ring(ids: list[int], arcs: list[Ring]) -> Ring:
    """Arcs one after another; a negative number is an arc backwards."""
    whole: Ring = []
    for number in ids:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        whole += part[1:] if whole else part
    return whole


def _whole(ring: Ring) -> Ring:
    """The ring without a leap from one side of the world to the other, between WEST and WEST plus the way around."""
    lon = ring[0][0]
    whole = []
    for east, north in ring:
        lon += (east - lon + 1800) % 3600 - 1800
        whole.append((lon, north))
    middle = (min(lon for lon, _ in whole) + max(lon for lon, _ in whole)) / 2
    shift = (middle - WEST) // 3600 * 3600
    return [(round(lon - shift), north) for lon, north in whole]


def _thin(ring: Ring) -> Ring:
    """The ring without points that its line hardly needs (Douglas and Peucker 1973); it starts and ends where it did."""
    far = max(range(len(ring)), key=lambda at: hypot(ring[at][0] - ring[0][0], ring[at][1] - ring[0][1]))
    return [*_line(ring[: far + 1]), *_line(ring[far:])[1:]]


def _line(points: Ring) -> Ring:
    if len(points) < 3:
        return points
    (x, y), (to_x, to_y) = points[0], points[-1]
    long = hypot(to_x - x, to_y - y) or 1
    away = [abs((to_x - x) * (y - b) - (x - a) * (to_y - y)) / long for a, b in points]
    far = max(range(len(points)), key=away.__getitem__)
    return [points[0], points[-1]] if away[far] <= COARSE else [*_line(points[: far + 1])[:-1], *_line(points[far:])]


def source() -> str:
    """The text of coast.py."""
    return HEAD + "".join(f"{line}\n" for ring in land() for line in _wrapped(_steps(ring))) + '"""\n'


def _steps(ring: Ring) -> list[str]:
    before = [(0, 0), *ring]
    return [f"{x - a},{y - b}" for (a, b), (x, y) in zip(before, ring[:-1])]


def _wrapped(steps: list[str], most: int = 128) -> Iterator[str]:
    """A ring in lines; every line but the first of a ring begins with a space."""
    line = steps[0]
    for step in steps[1:]:
        if len(line) + len(step) + 1 > most:
            yield line
            line = ""
        line += f" {step}"
    yield line


if __name__ == "__main__":
    FILE.write_text(source(), encoding="utf-8")
