"""The label of the exercises: net premium, volume and income, against values worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab
from tests.support.lab import shown as shown_by

PRODUCT = (5, 2.6, 8, 3.9)  # Product X: price and cost without the label, price and cost with it
amounts = st.floats(0, 1000, allow_nan=False)


def test_the_premium_of_product_x():
    assert lab.gross_premium(5, 8) == pytest.approx(0.6)
    assert lab.net_premium(*PRODUCT) == pytest.approx(1.7)
    assert lab.break_even_volume(20, lab.net_premium(*PRODUCT)) == pytest.approx(11.76, abs=0.005)


@pytest.mark.parametrize(
    ("share", "percent"), [(0.02, -6.9), (0.05, -4.79), (0.10, -1.25), (0.20, 5.83), (0.24, 8.7), (0.5, 27.1)]
)
def test_the_income_of_product_x_by_the_part_under_the_label(share, percent):
    result = lab.label_income(100, share, *PRODUCT, 20)
    assert result["before"] == pytest.approx(240)
    assert 100 * result["change"] == pytest.approx(percent, abs=0.06)
    assert result["after"] - result["before"] == pytest.approx(result["gain"])


def test_a_label_that_never_pays():
    assert lab.break_even_volume(20, 0) is None
    assert lab.break_even_volume(20, -1) is None
    assert (lab.break_even_volume(0, 1.7), lab.break_even_volume(0, -1)) == (0, None)
    assert lab.label_income(100, 0.5, 2, 2, 3, 2, 20)["change"] is None


def test_product_y_of_the_quiz():
    net = lab.net_premium(10, 6, 14, 8.5)
    assert (net, lab.break_even_volume(45, net)) == (1.5, 30)
    assert 100 * lab.label_income(200, 0.25, 10, 6, 14, 8.5, 45)["change"] == pytest.approx(3.75)


@given(st.floats(0.1, 100), amounts, st.floats(1, 1000))
def test_at_the_break_even_volume_nothing_is_gained_or_lost(net, fixed, quantity):
    volume = lab.break_even_volume(fixed, net)
    if volume <= quantity:
        gain = lab.label_income(quantity, volume / quantity, 5, 2, 5 + net, 2, fixed)["gain"]
        assert gain == pytest.approx(0, abs=1e-6 * (1 + fixed))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: lab.gross_premium(0, 8), "above 0"),
        (lambda: lab.break_even_volume(-1, 1), "not negative"),
        (lambda: lab.label_income(100, 20, *PRODUCT, 20), "between 0 and 1"),
        (lambda: lab.label_income(-1, 0.2, *PRODUCT, 20), "not negative"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_the_notebook_shows_these_numbers():
    text = shown_by("label-premium")
    wanted = ["60\u202f%", "1.70", "11.8", "58.8\u202f%", "−4.79\u202f%", "−1.25\u202f%", "5.83\u202f%", "27.08\u202f%"]
    assert [number for number in wanted if number not in text] == []
