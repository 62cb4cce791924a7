"""Programmes compared on a grid, against values worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab
from tests.support.lab import shown as shown_by

# Three invented programmes: better, A, B, C.
GRID = [
    ("more", 3, 5, 4), ("more", 20, 35, 50), ("less", 10, 30, 16), ("more", 80, 60, 40), ("more", 45, 25, None),
    ("more", 30, 45, 40), ("more", 90, 50, 70),
]  # fmt: skip
SCORES = [lab.min_max(values, better) for better, *values in GRID]
VALUES = st.lists(st.integers(-1000, 1000), min_size=2, max_size=9)


def overall(weights):
    return [lab.mean_score([row[n] for row in SCORES], weights) for n in range(3)]


def test_the_best_is_one_and_the_worst_nought_also_when_less_is_better():
    assert SCORES[0] == [0, 1, 0.5] and SCORES[3] == [1, 0.5, 0]
    assert SCORES[2] == pytest.approx([1, 0, 0.7]) and SCORES[5] == pytest.approx([0, 1, 2 / 3])
    assert lab.min_max([7, 7]) == [0.5, 0.5]


def test_a_missing_value_is_not_nought():
    assert SCORES[4] == [1, 0, None]
    assert overall([1] * 7) == pytest.approx([4 / 7, 3 / 7, float(Fraction(101, 30) / 6)])
    assert lab.mean_score([None, 1], [1, 0]) is None


def test_the_choice_of_indicators_decides_who_is_first():
    assert lab.ranks(overall([1] * 7)) == [1, 3, 2]
    assert lab.ranks(overall([3, 1, 1, 1, 1, 3, 1])) == [3, 1, 2]
    assert lab.ranks(overall([1, 1, 1, 0, 0, 1, 1])) == [3, 2, 1]
    first = [lab.ranks(overall([int(n != out) for n in range(7)])).index(1) for out in range(7)]
    assert [first.count(n) for n in range(3)] == [3, 0, 4]


def test_equal_scores_share_a_place_and_what_is_missing_has_none():
    assert lab.ranks([0.5, None, 0.9, 0.5]) == [2, None, 1, 2]


@pytest.mark.parametrize(
    ("value", "target", "better", "missing"),
    [(3, 5, "more", 2), (5, 5, "more", 0), (30, 12, "less", 18), (10, 12, "less", 0), (None, 5, "more", None)],
)
def test_a_gap_is_what_is_missing_to_the_target(value, target, better, missing):
    assert lab.gap(value, target, better) == missing


@given(VALUES, st.integers(1, 50), st.integers(-100, 100))
def test_scores_do_not_depend_on_the_unit(values, factor, shift):
    scores = lab.min_max(values)
    assert scores == pytest.approx(lab.min_max([factor * value + shift for value in values]))
    assert lab.min_max(values, "less") == pytest.approx([1 - score for score in scores])
    assert (min(scores) == 0 and max(scores) == 1) or set(scores) == {0.5}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: lab.min_max([1, 2], "high"), "more"), (lambda: lab.min_max([None]), "every value"),
        (lambda: lab.mean_score([1], [1, 1]), "one weight"), (lambda: lab.mean_score([1], [-1]), "one weight"),
    ],
)  # fmt: skip
def test_a_grid_that_cannot_be_scored_says_why(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_the_exercise_shows_who_comes_first_under_each_rule():
    shown = shown_by("benchmarking")
    for text in ("Equal weights: 1 A, 2 C, 3 B", "Your weights: 1 B, 2 C, 3 A", "0.561 0.481", "C comes first 4 times"):
        assert text in shown
