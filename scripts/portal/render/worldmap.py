"""The map of the cases: dots on a coastline without any borders, and beside it the same as a list.

A dot is a country or area that a case names. Areas that lie close together are drawn a second time, enlarged; there, and
wherever dots would touch, they are moved apart, each with a line to its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import hypot

from portal.corpus.corpus import Corpus
from portal.render.coast import LAND
from portal.render.desk import Desk
from portal.render.lists import FULL
from portal.render.projection import WIDEST, Point, equal_earth
from portal.render.views import Card, every
from portal.schema.reference import CountryName

ADDRESS = "cases/map.html"
WIDTH = 1000  # of the drawing, in units of its own
UNIT = WIDTH / 2 / WIDEST
MIDDLE = 11  # degrees: the map begins and ends in the Bering Strait, where hardly any land is cut
NORTH, SOUTH = 84, -57  # degrees; nothing is drawn beyond
GAP = 76  # between two dots: 25 pixels on a screen of 360, so that each can be touched
CLOSE = 62  # areas that lie closer than that belong together
LARGE = 0.4  # of the width of the map: what is wider cannot be enlarged
MARGIN = 20  # around areas that are enlarged


@dataclass(frozen=True)
class Dot:
    """A country or area with its cases: where it is, and where its dot is drawn."""

    country: CountryName
    cases: tuple[Card, ...]
    place: Point | None = None
    drawn: Point | None = None

    @property
    def address(self) -> str:
        """The only case, or the list of them."""
        return f"cases/{self.cases[0].cid}.html" if len(self.cases) == 1 else self.page

    @property
    def page(self) -> str:
        """The page of the country."""
        return f"cases/by/country/{self.country.code.lower()}.html"

    @property
    def moved(self) -> bool:
        """Whether a line has to show where the place is."""
        return hypot(self.drawn[0] - self.place[0], self.drawn[1] - self.place[1]) > 8


@dataclass(frozen=True)
class Part:
    """A piece of the map, drawn with a width of its own: where it begins, its size on the whole map, and its dots."""

    x: float
    y: float
    width: float
    height: float
    dots: tuple[Dot, ...]

    @property
    def scale(self) -> float:
        """How much larger it is drawn than the whole map."""
        return WIDTH / self.width


@dataclass(frozen=True)
class WorldMap:
    """What the page draws and lists."""

    whole: Part
    parts: tuple[Part, ...]
    listed: tuple[Dot, ...]
    brief: bool


def on_map(lon: float, lat: float) -> Point:
    """Where a place is drawn: from the left and from the top."""
    x, y = equal_earth(lon - MIDDLE, lat)
    return WIDTH / 2 + x * UNIT, (equal_earth(0, NORTH)[1] - y) * UNIT


HEIGHT = on_map(0, SOUTH)[1]


def world_map(corpus: Corpus) -> WorldMap:
    """The map of all cases."""
    listed = tuple(sorted(_dots(corpus), key=lambda dot: (dot.country.name, dot.country.code)))
    placed = [dot for dot in listed if dot.place]
    groups = [group for group in _groups(placed) if len(group) > 2 and _box(group).width <= LARGE * WIDTH]
    apart = [dot for dot in placed if not any(dot in group for group in groups)]
    parts = tuple(_enlarged(group) for group in groups)
    return WorldMap(Part(0, 0, WIDTH, HEIGHT, _spread(apart, HEIGHT)), parts, listed, len(corpus.cases) > FULL)


def _dots(corpus: Corpus) -> Iterator[Dot]:
    """A dot for each country of a case, in the order of the cases."""
    found: dict[str, list[Card]] = {}
    for card in every(corpus):
        for code in dict.fromkeys(card.brief.countries):
            found.setdefault(code, []).append(card)
    for code, cases in found.items():
        country = corpus.country[code]
        at = on_map(_shown(country.place.lon), country.place.lat) if country.place else None
        yield Dot(country, tuple(cases), at)


def _shown(lon: int) -> int:
    """The same longitude counted so that it lies on the map."""
    return (lon - MIDDLE + 180) % 360 - 180 + MIDDLE


def _groups(dots: Sequence[Dot]) -> list[list[Dot]]:
    """Dots that hang together: each is close to another of its group."""
    groups: list[list[Dot]] = []
    for dot in dots:
        near = [group for group in groups if any(_distance(dot.place, other.place) < CLOSE for other in group)]
        groups = [group for group in groups if group not in near] + [[other for group in near for other in group] + [dot]]
    return groups


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _box(dots: Sequence[Dot]) -> Part:
    """The piece of the map around dots."""
    left, right = min(dot.place[0] for dot in dots) - MARGIN, max(dot.place[0] for dot in dots) + MARGIN
    top, bottom = min(dot.place[1] for dot in dots) - MARGIN, max(dot.place[1] for dot in dots) + MARGIN
    return Part(left, top, right - left, bottom - top, tuple(dots))


def _enlarged(dots: Sequence[Dot]) -> Part:
    """The piece of the map around dots, with their places in its own units."""
    box = _box(dots)
    own = [replace(dot, place=tuple((at - edge) * box.scale for at, edge in zip(dot.place, (box.x, box.y)))) for dot in dots]
    return replace(box, dots=_spread(own, box.height * box.scale))


def _spread(dots: Sequence[Dot], height: float, rounds: int = 300) -> tuple[Dot, ...]:
    """The dots moved apart until none touches another, in the order of their places from the west; all stay inside."""
    ordered = sorted(dots, key=lambda dot: (dot.place, dot.country.code))
    at = [dot.place for dot in ordered]
    for _ in range(rounds):
        pairs = [(n, m) for n in range(len(at)) for m in range(n) if _distance(at[n], at[m]) < GAP - 0.01]
        if not pairs:
            break
        for n, m in pairs:
            at[n], at[m] = _pushed(at[n], at[m])
        at = [_inside(place, height) for place in at]
    return tuple(replace(dot, drawn=place) for dot, place in zip(ordered, at))


def _pushed(one: Point, other: Point) -> tuple[Point, Point]:
    """Two places with GAP between them, each moved as far as the other; one upon another part from north to south."""
    far = _distance(one, other)
    missing = max(0.0, GAP - far) / 2
    right, down = ((one[0] - other[0]) / far, (one[1] - other[1]) / far) if far > 0.01 else (0.0, 1.0)
    return (one[0] + right * missing, one[1] + down * missing), (other[0] - right * missing, other[1] - down * missing)


def _inside(place: Point, height: float) -> Point:
    edge = GAP / 2
    return min(max(place[0], edge), WIDTH - edge), min(max(place[1], edge), height - edge)


@lru_cache(maxsize=1)
def land() -> str:
    """The coastline as the path of an SVG: all land of the world, without a border."""
    return "".join(_outline(ring) for ring in rings())


def rings() -> Iterator[list[Point]]:
    """Every outline of the coast, in degrees."""
    for text in LAND.strip("\n").replace("\n ", " ").split("\n"):
        lon = lat = 0
        ring = []
        for step in text.split():
            right, _, up = step.partition(",")
            lon, lat = lon + int(right), lat + int(up)
            ring.append((lon / 10, lat / 10))
        yield ring


def _outline(ring: Sequence[Point]) -> str:
    """A closed line, in whole tenths of a unit, each place as the way from the one before."""
    places = [(round(x * 10), round(y * 10)) for x, y in (on_map(lon, lat) for lon, lat in ring)]
    steps = [(x - a, y - b) for (a, b), (x, y) in zip(places, places[1:])]
    shown = "".join(f"{_tenths(x)} {_tenths(y)} " for x, y in steps if x or y)
    return f"M{_tenths(places[0][0])} {_tenths(places[0][1])}l{shown.rstrip()}z"


def _tenths(number: int) -> str:
    whole = f"{number / 10:.1f}".removesuffix(".0")
    return whole.replace("0.", ".", 1) if whole.startswith(("0.", "-0.")) else whole


def files(corpus: Corpus, desk: Desk, cite: Callable[[str, str], str]) -> Iterator[tuple[str, bytes]]:
    """The page; ``cite(title, address)`` makes its citation."""
    cited = cite(desk.words_of.plain("Map of the cases"), ADDRESS)
    given = {"map": world_map(corpus), "land": land(), "unit": _unit, "citation": cited, "top": [WIDTH, HEIGHT]}
    yield ADDRESS.removesuffix(".html") + ".md", desk.write("map.md.j2", ADDRESS, terms=False, **given)


def _unit(number: float) -> str:
    """A number of a drawing, with one digit after the point."""
    return _tenths(round(number * 10))
