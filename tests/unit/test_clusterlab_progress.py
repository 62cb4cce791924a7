"""Progress, growth and difference-in-differences, against values worked out elsewhere."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab
from tests.support.lab import shown as shown_by

WHOLE = st.integers(-10_000, 10_000)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "done"),
    [
        (120, 180, 150, 0.5), (12, 6, 9, 0.5), (12, 6, 12, 0), (12, 6, 6, 1), (20, 12, 22, -0.25), (0, 40, 50, 1.25),
        (35, 50, 41, 0.4),
    ],
)  # fmt: skip
def test_progress_is_the_part_of_the_way_done_up_or_down(baseline, target, actual, done):
    assert lab.progress(baseline, target, actual) == pytest.approx(done)


def test_a_target_that_is_the_baseline_is_no_target():
    with pytest.raises(ValueError, match="no way to go"):
        lab.progress(5, 5, 7)


@given(WHOLE, WHOLE, WHOLE, WHOLE)
def test_progress_does_not_depend_on_sign_or_on_where_the_scale_starts(baseline, target, actual, shift):
    if baseline == target:
        return
    done = Fraction(actual - baseline, target - baseline)
    assert lab.progress(baseline, target, actual) == pytest.approx(float(done))
    assert lab.progress(-baseline, -target, -actual) == pytest.approx(float(done))
    assert lab.progress(baseline + shift, target + shift, actual + shift) == pytest.approx(float(done))


def test_growth_of_a_hundred_and_fifty_per_cent_is_two_and_a_half_times():
    assert lab.growth(32, 80) == pytest.approx(1.5) and 1 + lab.growth(32, 80) == pytest.approx(80 / 32)
    assert lab.growth(200, 100) == pytest.approx(-0.5)
    with pytest.raises(ValueError, match="above 0"):
        lab.growth(0, 5)


def test_the_change_of_similar_firms_is_taken_off():
    found = lab.diff_in_diff(100, 135, 98, 112)
    assert found == {"supported": 35, "similar": 14, "effect": 21, "expected": 114, "share": pytest.approx(0.6)}


def test_without_a_change_there_is_no_share():
    assert lab.diff_in_diff(10, 10, 10, 12)["share"] is None


@given(WHOLE, WHOLE, WHOLE, WHOLE, WHOLE)
def test_what_happens_to_both_groups_alike_is_no_effect(t0, t1, c0, c1, wave):
    effect = lab.diff_in_diff(t0, t1, c0, c1)["effect"]
    assert lab.diff_in_diff(t0, t1 + wave, c0, c1 + wave)["effect"] == effect
    assert lab.diff_in_diff(c0, c1, t0, t1)["effect"] == -effect


def test_the_exercise_shows_the_numbers_worked_out_elsewhere():
    shown = shown_by("kpi-progress")
    for text in ("125 %", "−25 %", "21.0 points", "60 % of the change", "[10, 10] True", "2.5 times"):
        assert text.replace(" %", "\u202f%") in shown
