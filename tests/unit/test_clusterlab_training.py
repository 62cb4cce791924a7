"""Gains of a course and the reliability of a questionnaire, against values worked out elsewhere."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab
from tests.support.lab import shown as shown_by

TRUST = [[4, 4, 3, 4], [2, 3, 2, 2], [3, 3, 3, 4], [5, 4, 4, 5], [1, 2, 2, 1], [3, 4, 3, 3], [4, 5, 4, 4], [2, 2, 1, 2]]
POINTS = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(1, 5), min_size=k, max_size=k), min_size=2, max_size=9)
)


def alpha(rows):
    """Cronbach's alpha with the variances of the standard library."""
    k = len(rows[0])
    parts = sum(statistics.variance([row[n] for row in rows]) for n in range(k))
    return k / (k - 1) * (1 - parts / statistics.variance([sum(row) for row in rows]))


@pytest.mark.parametrize(
    ("before", "after", "full", "gain"), [(50, 80, 100, 0.6), (0.5, 0.8, 1, 0.6), (50, 40, 100, -0.2), (3, 3, 5, 0)]
)
def test_a_gain_is_a_part_of_what_was_left_to_learn(before, after, full, gain):
    assert lab.normalised_gain(before, after, full) == pytest.approx(gain)


def test_who_knew_all_cannot_gain():
    with pytest.raises(ValueError, match="nothing left"):
        lab.normalised_gain(1, 1)


def test_right_answers_are_counted_question_by_question():
    assert lab.shares_right([[1, 0, 1], [1, 1, 0], [1, 0, 0], [1, 0, 0]]) == [1, 0.25, 0.25]


@pytest.mark.parametrize(("answers", "says"), [([], "no answers"), ([[]], "no answers"), ([[1, 0], [1]], "each question")])
def test_missing_answers_are_named(answers, says):
    with pytest.raises(ValueError, match=says):
        lab.shares_right(answers)


def test_alpha_is_the_one_worked_out_elsewhere():
    assert lab.cronbach_alpha(TRUST) == pytest.approx(0.954, abs=5e-4)
    assert lab.mean([point for row in TRUST for point in row]) == pytest.approx(3.06, abs=5e-3)


@given(POINTS)
def test_alpha_is_that_of_the_standard_library(rows):
    if len({sum(row) for row in rows}) == 1:
        with pytest.raises(ValueError, match="same total"):
            lab.cronbach_alpha(rows)
        return
    assert lab.cronbach_alpha(rows) == pytest.approx(alpha(rows), abs=1e-9)


@pytest.mark.parametrize("rows", [[[1], [2]], [[1, 2]]])
def test_alpha_needs_two_questions_and_two_people(rows):
    with pytest.raises(ValueError, match="at least two"):
        lab.cronbach_alpha(rows)


def test_the_exercise_shows_the_numbers_worked_out_elsewhere():
    shown = shown_by("training-gain")
    for text in ("Gain: 30 points", "Normalised gain: 0.60", "alpha 0.954", "mean 3.06", "\n[4]", "0.53 to 0.65"):
        assert text in shown
