"""Margins along a chain, against values worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab

CHAIN = [("Growers", 60, 90), ("Collector", 60, 200), ("Mill", 90, 340), ("Bottler", 80, 480), ("Shop", 320, 1000)]
MONEY = st.floats(min_value=1, max_value=1e6)


def test_the_chain_of_five_stages():
    found = lab.chain_margins(CHAIN)
    assert [row["buys"] for row in found] == [0, 90, 200, 340, 480]
    assert [row["buys"] + row["cost"] for row in found] == [60, 150, 290, 420, 800]
    assert [row["profit"] for row in found] == [30, 50, 50, 60, 200]
    assert [row["value"] for row in found] == [90, 110, 140, 140, 520]
    assert [round(100 * row["share"]) for row in found] == [9, 11, 14, 14, 52]
    assert found[4]["profit_share"] == pytest.approx(0.2)


def test_a_higher_final_price_is_handed_down_by_halves():
    assert [gain for _, gain in lab.price_change(CHAIN, 100, 0.5)] == [6.25, 6.25, 12.5, 25, 50]
    assert [gain for _, gain in lab.price_change(CHAIN, -100, 0)] == [0, 0, 0, 0, -100]
    assert [gain for _, gain in lab.price_change(CHAIN, 100, 1)] == [100, 0, 0, 0, 0]
    assert lab.price_change(CHAIN[:1], 7, 0.5) == [("Growers", 7)]


@pytest.mark.parametrize(
    "text",
    ["Growers; 60; 90\nShop; 1,320; 2,000", "Stage\tCost\tPrice\nGrowers\t60\t90\nShop\t1,320\t2,000"],
)
def test_a_pasted_chain_is_read(text):
    assert lab.parse_chain(text, "1,234.5") == [("Growers", 60, 90), ("Shop", 1320, 2000)]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: lab.chain_margins([]), "no stage"), (lambda: lab.chain_margins([("A", 1, 0)]), "look at A"),
        (lambda: lab.chain_margins([("A", -1, 5)]), "look at A"), (lambda: lab.price_change(CHAIN, 1, 1.2), "between 0 and 1"),
        (lambda: lab.parse_chain(""), "empty"), (lambda: lab.parse_chain("A; 5"), "three entries"),
        (lambda: lab.parse_chain("A; 5; x9"), "not a number"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(call, says):
    with pytest.raises(ValueError, match=says):
        call()


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=9), MONEY, st.floats(min_value=0, max_value=1))
def test_nothing_is_lost_along_the_chain(pairs, change, passed):
    stages = [(str(n), cost, price) for n, (cost, price) in enumerate(pairs)]
    found = lab.chain_margins(stages)
    assert sum(row["value"] for row in found) == pytest.approx(stages[-1][2], rel=1e-6, abs=1e-4)
    assert sum(row["share"] for row in found) == pytest.approx(1, rel=1e-6, abs=1e-4)
    assert [name for name, _ in lab.price_change(stages, change, passed)] == [name for name, _, _ in stages]
    assert sum(gain for _, gain in lab.price_change(stages, change, passed)) == pytest.approx(change)
