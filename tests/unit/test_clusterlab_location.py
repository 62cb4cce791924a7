"""Mapping: location quotients, what one firm changes, shift-share and stars, against values worked out elsewhere."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab

VALLEY = (1200, 40000, 9000, 1500000)
DISTRICT = (60, 1500, 9000, 1500000)


def test_the_quotient_is_a_share_divided_by_a_share():
    assert lab.location_quotient(*VALLEY) == pytest.approx(5.0)
    assert lab.location_quotient(*DISTRICT) == pytest.approx(6.667, abs=5e-4)
    assert lab.location_quotient(9000, 1500000, 9000, 1500000) == pytest.approx(1)
    assert lab.location_quotient(0, 40000, 9000, 1500000) == 0


def test_one_firm_leaves_the_place_and_the_country():
    assert lab.quotient_without(*VALLEY, 300) == pytest.approx(3.908, abs=5e-4)
    assert lab.quotient_without(*DISTRICT, 25) == pytest.approx(3.966, abs=5e-4)
    assert lab.quotient_without(*VALLEY, 0) == lab.location_quotient(*VALLEY)


@pytest.mark.parametrize(("counts", "low", "high"), [(VALLEY, 4.7, 5.3), (DISTRICT, 5.2, 8.5)])
def test_small_counts_have_a_wide_interval(counts, low, high):
    found = lab.quotient_interval(*counts)
    assert found == (pytest.approx(low, abs=0.05), pytest.approx(high, abs=0.05))


@given(st.integers(1, 500), st.integers(0, 5000), st.integers(0, 50000), st.integers(1, 10**6))
def test_the_interval_lies_around_the_quotient_on_the_scale_of_ratios(jobs, others, elsewhere, rest):
    counts = (jobs, jobs + others, jobs + elsewhere, jobs + others + elsewhere + rest)
    quotient, (low, high) = lab.location_quotient(*counts), lab.quotient_interval(*counts)
    assert 0 < low <= quotient * (1 + 1e-12) and quotient <= high * (1 + 1e-12)
    assert math.log(quotient / low) == pytest.approx(math.log(high / quotient), abs=1e-9)


@pytest.mark.parametrize(
    "counts", [(-1, 10, 10, 100), (11, 10, 20, 100), (5, 10, 4, 100), (5, 200, 10, 100), (0, 0, 10, 100), (0, 10, 0, 100)]
)
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(ValueError, match=r"larger than its whole|needs jobs"):
        lab.location_quotient(*counts)


def test_without_a_job_there_is_no_interval_and_a_firm_has_its_limits():
    with pytest.raises(ValueError, match="no interval"):
        lab.quotient_interval(0, 10, 10, 100)
    for gone in (-1, 61):
        with pytest.raises(ValueError, match="more jobs"):
            lab.quotient_without(*DISTRICT, gone)


def test_growth_has_three_parts():
    parts = lab.shift_share(1000, 0.04, 0.10, 0.16)
    assert [round(parts[name]) for name in ("country", "sector", "place", "change")] == [40, 60, 60, 160]
    with pytest.raises(ValueError, match="negative"):
        lab.shift_share(-1, 0, 0, 0)


@given(st.integers(0, 10**6), *[st.floats(-0.9, 3)] * 3)
def test_the_parts_add_up(start, country, sector, place):
    parts = lab.shift_share(start, country, sector, place)
    assert parts["country"] + parts["sector"] + parts["place"] == pytest.approx(parts["change"], abs=1e-3)


CELLS = [("Wood", 900, 9000, 2.5), ("Wood", 300, 1000, 7.5), ("Wood", 60, 6000, 0.3), ("Leather", 50, 5000, 2.0)]


def test_stars_are_three_different_things():
    assert lab.stars(CELLS, top=0.25) == [(1, 1, 0), (0, 1, 1), (0, 0, 0), (1, 1, 0)]
    assert lab.stars(CELLS, top=1) == [(1, 1, 1), (1, 1, 1), (1, 0, 1), (1, 1, 1)]
    for top in (0, 1.1):
        with pytest.raises(ValueError, match="top share"):
            lab.stars(CELLS, top)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12), st.floats(0.01, 1))
def test_a_relative_cut_always_has_a_winner(sizes, top):
    assert any(size for size, _, _ in lab.stars([("Wood", jobs, 2000, 0.1) for jobs in sizes], top))
