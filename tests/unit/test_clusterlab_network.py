"""The network measures of clusterlab, against numbers worked out elsewhere."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab
from tests.support.lab import shown as shown_by

SVG = "{http://www.w3.org/2000/svg}"
BEFORE = [(0, 1), (0, 2), (0, 3), (0, 4), (0, 8), (1, 2)]
AFTER = [*BEFORE, (0, 5), (0, 6), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (1, 8), (4, 8), (7, 9), (2, 9)]
NAMES = ["Agent", *(f"Firm {letter}" for letter in "ABCDEFG"), "School", "Laboratory"]


def named(links):
    """Links between names instead of numbers."""
    return [(NAMES[one], NAMES[other]) for one, other in links]


@pytest.mark.parametrize(
    ("links", "density", "centralisation", "parts", "through", "left", "left_density"),
    [(BEFORE, 12 / 90, 38 / 72, 5, 9 / 36, 8, 1 / 36), (AFTER, 34 / 90, 36 / 72, 1, 14 / 36, 1, 10 / 36)],
)
def test_ten_actors_before_and_after(links, density, centralisation, parts, through, left, left_density):
    actors, links = NAMES, named(links)
    assert lab.network_density(actors, links) == pytest.approx(density)
    assert lab.network_centralisation(actors, links) == pytest.approx(centralisation)
    assert len(lab.network_parts(actors, links)) == parts
    assert lab.broker_share(actors, links, "Agent") == pytest.approx(through, abs=5e-4)
    rest = lab.without_actor(actors, links, "Agent")
    assert len(lab.network_parts(*rest)) == left
    assert lab.network_density(*rest) == pytest.approx(left_density)


def test_the_measures_have_the_values_of_the_source():
    assert [round(lab.network_density(NAMES, named(links)), 3) for links in (BEFORE, AFTER)] == [0.133, 0.378]
    assert [round(lab.network_centralisation(NAMES, named(links)), 3) for links in (BEFORE, AFTER)] == [0.528, 0.5]
    assert [round(lab.broker_share(NAMES, named(links), "Agent"), 3) for links in (BEFORE, AFTER)] == [0.25, 0.389]


def test_a_star_is_the_most_central_and_a_ring_the_least():
    star, ring = [("m", name) for name in "abcd"], [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")]
    assert lab.network_centralisation("mabcd", star) == 1
    assert lab.broker_share(list("mabcd"), star, "m") == 1
    assert lab.network_centralisation("abcd", ring) == 0
    assert lab.broker_share(list("abcd"), ring, "a") == pytest.approx(1 / 6)  # one of two ways from b to d, of three pairs


def test_small_and_empty_networks():
    assert lab.network_density(["a"], []) == lab.network_centralisation(["a", "b"], [("a", "b")]) == 0
    assert lab.network_parts([], []) == []
    assert lab.broker_share(["a", "b"], [("a", "b")], "a") == 0


def test_a_pasted_list_becomes_links():
    actors, links = lab.parse_links("A; B\nB; A\nA; A\nC\n\nB; C ;\n")
    assert (actors, links) == (["A", "B", "C"], [("A", "B"), ("B", "C")])
    assert lab.parse_links("Firm 1\tSchool\nFirm 2") == (["Firm 1", "School", "Firm 2"], [("Firm 1", "School")])
    assert lab.parse_links("A, B") == (["A", "B"], [("A", "B")])
    with pytest.raises(ValueError, match="two names"):
        lab.parse_links("A; B; C")


def test_a_name_that_nobody_has_is_told():
    with pytest.raises(ValueError, match='no actor "X"'):
        lab.without_actor(["A"], [], "X")
    with pytest.raises(ValueError, match='no actor "X"'):
        lab.broker_share(["A"], [], "X")


LINKS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda link: link[0] < link[1]), unique=True)


@given(LINKS, st.integers(0, 7))
def test_measures_lie_between_nothing_and_one_and_parts_hold_everybody_once(links, gone):
    actors = list(range(8))
    for value in (
        lab.network_density(actors, links),
        lab.network_centralisation(actors, links),
        lab.broker_share(actors, links, gone) if gone in actors else 0,
    ):
        assert -1e-9 <= value <= 1 + 1e-9
    parts = lab.network_parts(actors, links)
    assert sorted(name for part in parts for name in part) == actors
    assert all(any(one in part and other in part for part in parts) for one, other in links)
    assert len(lab.network_parts(*_rest(actors, links, gone))) >= len(parts) - 1


def _rest(actors, links, gone):
    return [name for name in actors if name != gone], [link for link in links if gone not in link]


@pytest.mark.parametrize("middle", ["Agent", ""])
@pytest.mark.parametrize("count", [1, 2, 3, 10, 40])
def test_the_drawing_holds_every_actor_and_stays_inside(middle, count):
    actors = (NAMES + [f"Workshop <{n}> & sons" for n in range(30)])[:count]
    links = [link for link in named(AFTER) if link[0] in actors and link[1] in actors]
    chart = lab.network_drawing(actors, links, "Who is linked with whom", middle)
    root = ElementTree.fromstring(chart.svg)
    wide, high = (float(size) for size in root.get("viewBox").split()[2:])
    discs, ties = root.findall(f"{SVG}rect")[1:], root.findall(f"{SVG}line")
    assert (len(discs), len(ties)) == (count, len(links) + 1)
    for node in discs:
        assert 0 <= float(node.get("x")) <= wide - 28 and 0 <= float(node.get("y")) <= high - 28
    assert max(float(node.get("y")) for node in root.findall(f"{SVG}text")) < high
    assert all(name in chart.text for name in actors)


def test_a_drawing_needs_actors():
    with pytest.raises(ValueError, match="needs actors"):
        lab.network_drawing([], [], "Nobody")


def test_the_notebook_shows_these_numbers():
    shown = shown_by("network-links")
    wanted = ["0.133", "0.378", "0.528", "0.500", "0.250", "0.389", "8 parts", "1 part"]
    assert [number for number in wanted if number not in shown] == []
