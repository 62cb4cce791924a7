"""The map: places where published values put them, land without borders, and dots that nobody has to look for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest

from portal.language.catalogue import Original
from portal.render.coast import LAND
from portal.render.desk import Desk
from portal.render.projection import equal_earth
from portal.render.worldmap import ADDRESS, GAP, HEIGHT, WIDTH, files, land, on_map, rings, world_map
from portal.schema.reference import Spot
from tests.support import coast

RADIUS = 6378137
# Values that the PROJ project publishes for this projection of a globe with that radius (test/gie/more_builtins.gie).
PUBLISHED = {
    (0, 0): (0, 0), (-180, 90): (-10227908.09, 8402320.16), (0, 90): (0, 8402320.16), (180, 45): (14795421.79, 5486671.72),
    (180, 0): (17263256.84, 0), (-70, -31.2): (-6244707.88, -3924893.29),
}  # fmt: skip


@pytest.mark.parametrize(("place", "flat"), PUBLISHED.items())
def test_the_projection_gives_the_published_values(place, flat):
    assert tuple(RADIUS * value for value in equal_earth(*place)) == pytest.approx(flat, abs=0.01)


def inside(ring, lon: float, lat: float) -> bool:
    """Whether a place lies in a ring: a line from it to the east crosses the ring an odd number of times."""
    edges = zip(ring, [*ring[1:], ring[0]])
    crossed = [(x, y) for (x, y), (a, b) in edges if (y > lat) != (b > lat) and x + (lat - y) / (b - y) * (a - x) > lon]
    return len(crossed) % 2 == 1


@pytest.mark.parametrize(("lon", "lat", "dry"), [
    (-8, 12.6, True), (2.3, 48.9, True), (149, -30, True), (179, 67, True), (-30, 30, False), (51, 40, False), (10, 57.9, False),
    (80, 0, False),
])  # fmt: skip
def test_land_is_land_and_sea_is_sea(lon, lat, dry):
    assert (sum(inside(ring, lon, lat) for ring in rings()) % 2 == 1) == dry


@pytest.mark.parametrize(("one", "other"), [
    ((74.3, 31.5), (76.8, 30.7)),  # on both sides of Kashmir's south
    ((-12, 27), (-10, 29)), ((-12, 26), (-12, 20)),  # on both sides of Western Sahara
    ((35.2, 31.9), (35.9, 31.9)), ((35.2, 31.9), (34.9, 32.1)),  # on both sides of the West Bank
    ((33, 50), (41, 52)),
])  # fmt: skip
def test_no_line_parts_two_places_on_one_land(one, other):
    assert [inside(ring, *one) for ring in rings()] == [inside(ring, *other) for ring in rings()]
    assert any(inside(ring, *one) for ring in rings())


def test_the_land_fits_the_sheet_and_no_line_leaps_across_it():
    for ring in rings():
        shown = [on_map(lon, lat) for lon, lat in ring]
        assert all(-1 <= x <= WIDTH + 1 for x, _ in shown)
        assert all(hypot(a - x, b - y) < WIDTH / 8 for (x, y), (a, b) in zip(shown, [*shown[1:], shown[0]]))
    assert land().count("M") == land().count("z") == len(list(rings()))


@pytest.mark.slow
def test_the_coastline_is_the_one_of_its_source():
    assert coast.source() == coast.FILE.read_text(encoding="utf-8")


def test_the_coastline_says_where_it_comes_from():
    assert "public domain" in coast.FILE.read_text(encoding="utf-8").split('"""')[1]
    assert LAND.strip()


def drawn(made):
    return [dot for part in (made.whole, *made.parts) for dot in part.dots]


def test_every_country_of_a_case_has_one_dot_with_its_number_of_cases(corpus):
    made = world_map(corpus)
    wanted = Counter(code for case in corpus.cases.values() for code in case.countries)
    assert {dot.country.code: len(dot.cases) for dot in drawn(made)} == wanted
    assert len(drawn(made)) == len(made.listed) == len(wanted)
    assert [dot.country.name for dot in made.listed] == sorted(dot.country.name for dot in made.listed)


def touching(part, height: float) -> list:
    near = [(a.country.code, b.country.code) for a, b in combinations(part.dots, 2) if apart(a.drawn, b.drawn) < GAP - 1]
    return near + [dot for dot in part.dots if not (0 < dot.drawn[0] < WIDTH and 0 < dot.drawn[1] < height)]


def apart(one, other) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def test_no_two_dots_touch_and_all_are_on_the_sheet(corpus):
    made = world_map(corpus)
    assert touching(made.whole, HEIGHT) == []
    assert [touching(part, part.height * part.scale) for part in made.parts] == [[]]
    assert {dot.country.code for dot in made.parts[0].dots} >= {"MA", "TN", "PS", "LB", "ME"}


def places(corpus, spots) -> object:
    """The corpus with other places for its countries."""
    country = {
        code: entry.model_copy(update={"place": spots(number)}) for number, (code, entry) in enumerate(corpus.country.items())
    }
    made = replace(corpus)
    made.__dict__["country"] = country
    return made


def test_dots_at_one_place_are_moved_apart_and_each_shows_its_place(corpus):
    part = world_map(places(corpus, lambda number: Spot(lat="10", lon="20"))).parts[0]
    assert touching(part, part.height * part.scale) == []
    assert sum(dot.moved for dot in part.dots) >= len(part.dots) - 1


def test_places_on_both_sides_of_the_edge_are_on_the_sheet(corpus):
    made = world_map(places(corpus, lambda number: Spot(lat="-18", lon=str(-179 + 358 * (number % 2)))))
    assert all(WIDTH * 0.9 < dot.place[0] < WIDTH for dot in made.whole.dots)


def test_a_country_without_a_place_is_in_the_list_only(corpus):
    made = world_map(places(corpus, lambda number: None))
    assert drawn(made) == [] and len(made.listed) > 3
    ((name, page),) = files(places(corpus, lambda number: None), Desk(corpus, Original(), {}), lambda title, address: "Cited")
    assert name == ADDRESS.replace(".html", ".md")
    assert page.decode().count("not on the map") == len(made.listed)
