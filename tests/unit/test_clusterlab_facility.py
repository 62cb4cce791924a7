"""A shared facility in the helper of the exercises: against values worked out by hand and by a second way of counting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab
from tests.support.lab import shown as shown_by

USE = [0.30, 0.45, 0.60] + [0.70] * 7
FEE, ELSEWHERE = 12, 18
COUNT = st.integers(min_value=1, max_value=1000)


def flows(price=FEE, part=1.0, grant=0.0):
    """500 thousand, 20 thousand hours, 4 an hour and 60 a year, ten years, 10 % left at the end."""
    return lab.facility_flows(500, 20, [share * part for share in USE], price, 4, 60, 0.1, grant)


def test_the_cash_of_each_year():
    assert flows() == pytest.approx([-500, -12, 12, 36, 52, 52, 52, 52, 52, 52, 102])
    assert flows(grant=0.7)[0] == pytest.approx(-150)
    assert flows(grant=0.7)[1:] == flows()[1:]


@pytest.mark.parametrize(
    ("price", "part", "grant", "worth"),
    [
        (FEE, 1, 0, -264.5), (FEE, 1, 0.7, 85.5), (FEE, 0.8, 0.7, -31.5), (FEE, 1, 0.5, -14.5), (FEE, 1, 0.6, 35.5),
        (FEE, 0.9, 0, -323.0), (FEE, 0.9, 0.7, 27.0), (FEE, 0.8, 0, -381.5), (15.62, 1, 0, 0.2), (FEE, 1, 0.9, 185.5),
        (ELSEWHERE, 1, 0, 174.2), (ELSEWHERE, 0.9, 0, 71.9), (ELSEWHERE, 0.83, 0, 0.2), (ELSEWHERE, 0.8, 0, -30.5),
    ],
)  # fmt: skip
def test_the_worth_of_a_centre(price, part, grant, worth):
    assert lab.npv(0.1, flows(price, part, grant)) == pytest.approx(worth, abs=0.06)


@pytest.mark.parametrize(("price", "grant", "rate"), [(FEE, 0, -0.015), (FEE, 0.7, 0.181), (ELSEWHERE, 0, 0.161)])
def test_its_rate_of_return(price, grant, rate):
    assert lab.irr(flows(price, grant=grant)) == pytest.approx(rate, abs=0.0006)


def test_a_rate_of_return_known_from_elsewhere():
    """The example in the documentation of NumPy."""
    assert lab.irr([-100, 39, 59, 55, 20]) == pytest.approx(0.28095, abs=0.00001)


def test_the_benefits_are_115_for_each_100_of_cost():
    used = [20 * share for share in USE]
    gains = [0] + [hours * ELSEWHERE for hours in used]
    gains[-1] += 50
    costs = [500] + [hours * 4 + 60 for hours in used]
    assert lab.npv(0.1, gains) / lab.npv(0.1, costs) == pytest.approx(1.15, abs=0.005)


def test_the_use_it_needs():
    assert lab.break_even_use(60, 20, FEE, 4) == pytest.approx(0.375)
    yearly = (500 - 50 / 1.1**10) / sum(1.1**-year for year in range(1, 11))
    assert lab.break_even_use(60 + yearly, 20, FEE, 4) == pytest.approx(0.864, abs=0.0005)


@given(fixed=COUNT, capacity=COUNT, variable=COUNT, margin=COUNT)
def test_at_break_even_a_year_brings_nothing(fixed, capacity, variable, margin):
    share = lab.break_even_use(fixed, capacity, variable + margin, variable)
    year = lab.facility_flows(0, capacity, [share], variable + margin, variable, fixed)[1]
    assert year == pytest.approx(0, abs=1e-9 * fixed)


@given(cost=COUNT, gains=st.lists(COUNT, min_size=1, max_size=12), rate=st.floats(0, 0.5))
def test_a_grant_adds_itself_and_nothing_else(cost, gains, rate):
    own, helped = [-cost, *gains], [-cost / 2, *gains]
    assert lab.npv(rate, helped) - lab.npv(rate, own) == pytest.approx(cost / 2)


@given(cost=COUNT, gains=st.lists(COUNT, min_size=1, max_size=12))
def test_at_the_rate_of_return_nothing_is_left(cost, gains):
    own = [-cost, *gains]
    if cost / 10 < sum(gains) < 9 * cost:
        assert lab.npv(lab.irr(own), own) == pytest.approx(0, abs=1e-6 * cost)


@pytest.mark.parametrize("cash", [[-1, -2], [1, 2], [1, -2], [-1, 3, -1], [0, 0], [-100], []])
def test_cash_without_a_turn_has_no_rate_of_return(cash):
    with pytest.raises(ValueError, match="once"):
        lab.irr(cash)


def test_what_cannot_be_worked_out_is_refused():
    with pytest.raises(ValueError, match="lies below"):
        lab.irr([-1, 1000])
    with pytest.raises(ValueError, match="-100 %"):
        lab.npv(-1, [1, 2])
    with pytest.raises(ValueError, match="one year"):
        lab.facility_flows(500, 20, [], 12, 4, 60)
    with pytest.raises(ValueError, match="negative"):
        lab.facility_flows(500, 20, [0.5, -0.1], 12, 4, 60)
    with pytest.raises(ValueError, match="more loss"):
        lab.break_even_use(60, 20, 4, 4)
    with pytest.raises(ValueError, match="above zero"):
        lab.break_even_use(60, 0, 12, 4)


def test_the_exercise_shows_these_numbers():
    shown = shown_by("facility-appraisal")
    wanted = ["37.5\u202f%", "−264.5", "−1.5\u202f%", "85.5", "18.1\u202f%", "174.2", "16.1\u202f%", "438.7", "−30.5", "\n17\n"]
    assert [number for number in wanted if number not in shown] == []
