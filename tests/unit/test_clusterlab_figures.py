"""Figures that sources state differently: against values worked out by hand, and against one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab

SIALKOT = [300, 2100, 2300, 3600, 1400, 3600, 3600, 1800, 4000, 2000]


def test_counts_of_one_cluster_lie_far_apart():
    assert lab.spread(SIALKOT) == {"low": 300, "high": 4000, "times": pytest.approx(13.333, abs=5e-4)}
    assert lab.spread([7]) == {"low": 7, "high": 7, "times": 1}


def test_the_change_depends_on_which_figures_are_compared():
    assert lab.change(32, 80) == pytest.approx(1.5)  # certified argan operators, 2013 to 2019
    assert lab.change(2100, 3600) == pytest.approx(0.714, abs=5e-4)
    assert lab.change(300, 4000) == pytest.approx(12.333, abs=5e-4)


def test_a_change_of_several_years_in_one_year():
    assert lab.yearly(1, 5) == pytest.approx(0.1487, abs=5e-5)  # a doubling in five years
    assert lab.yearly(0.14, 3) == pytest.approx(0.0446, abs=5e-5)
    assert lab.yearly(0.188, 2) == pytest.approx(0.0900, abs=5e-5)
    assert lab.yearly(-0.19, 2) == pytest.approx(-0.1)


def test_a_rate_needs_to_know_where_its_number_stands():
    assert lab.added(1000, 0.188) == pytest.approx(188)
    assert lab.added(1000, 0.188, "end") == pytest.approx(158.25, abs=5e-3)


@given(
    st.floats(min_value=-0.9, max_value=5, allow_nan=False),
    st.integers(min_value=1, max_value=30),
    st.floats(min_value=1, max_value=1e6, allow_nan=False),
)
def test_year_after_year_makes_the_whole(total, years, start):
    end = start
    for _ in range(years):
        end *= 1 + lab.yearly(total, years)
    assert end == pytest.approx(start * (1 + total), rel=1e-6)
    assert lab.change(start, end) == pytest.approx(total, abs=1e-5)
    assert lab.added(end, total, "end") == pytest.approx(lab.added(start, total), rel=1e-5, abs=1e-2)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (lab.spread, ([],)), (lab.spread, ([3, 0],)), (lab.change, (0, 5)), (lab.yearly, (0.1, 0)), (lab.yearly, (-1, 2)),
        (lab.added, (10, -1, "end")), (lab.added, (10, 0.1, "middle")),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_refused(function, arguments):
    with pytest.raises(ValueError):
        function(*arguments)
