"""The consortium of the exercises: fees, break-even sales and the gain of a member, against values worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab
from tests.support.lab import shown as shown_by

shares = st.floats(0, 1, allow_nan=False)
amounts = st.floats(0, 10_000, allow_nan=False)


def test_the_fee_rises_when_the_grant_shrinks():
    assert [round(lab.consortium_fee(60, grant, 8), 2) for grant in (0.7, 0.5, 0.3, 0)] == [2.25, 3.75, 5.25, 7.5]
    assert lab.consortium_fee(60, 0, 6) == 10


def test_a_commission_on_joint_sales_lowers_the_fee():
    fees = [lab.consortium_fee(60, grant, 8, 0.05, 400) for grant in (0.7, 0.5, 0.3, 0)]
    assert fees == pytest.approx([-0.25, 1.25, 2.75, 5])
    assert lab.consortium_fee(60, 0, 6, 0.05, 300) == pytest.approx(7.5)
    assert lab.consortium_fee(48, 0.25, 6, 0.04, 300) == pytest.approx(4)


def test_the_sales_that_balance_the_budget():
    assert lab.break_even_sales(60, 0, 8, 3, 0.05) == pytest.approx(720)
    assert lab.break_even_sales(60, 0, 8, 0, 0.05) == pytest.approx(1200)
    assert lab.break_even_sales(50, 0, 10, 2, 0.06) == pytest.approx(500)
    assert lab.break_even_sales(60, 0.7, 8, 3, 0) == 0


def test_a_member_gains_from_extra_sales_only():
    assert lab.member_gain(50, 0.25, 0.05, 5) == pytest.approx(5)
    assert lab.member_gain(50, 0.25, 0.05, 5, 0.5) == pytest.approx(-1.25)
    assert lab.member_gain(50, 0.25, 0.05, 5, 0.6) == pytest.approx(0)
    assert lab.member_gain(80, 0.2, 0.05, 4, 0.4) == pytest.approx(-1.6)


@given(amounts, shares, st.integers(1, 40), st.floats(0.01, 1), amounts)
def test_the_fee_at_given_sales_is_balanced_by_just_these_sales(budget, grant, members, commission, sales):
    fee = lab.consortium_fee(budget, grant, members, commission, sales)
    assert grant * budget + commission * sales + members * fee == pytest.approx(budget, abs=1e-6)
    assert lab.break_even_sales(budget, grant, members, fee, commission) == pytest.approx(sales, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: lab.consortium_fee(60, 70, 8), "0.05 for 5 %"),
        (lambda: lab.consortium_fee(60, 0.7, 0), "at least one member"),
        (lambda: lab.consortium_fee(-1, 0, 8), "not negative"),
        (lambda: lab.break_even_sales(60, 0, 8, 3, 0), "bring the consortium nothing"),
        (lambda: lab.member_gain(50, 0.25, 0.05, 5, 2), "between 0 and 1"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_the_notebook_shows_these_numbers():
    text = shown_by("consortium-break-even")
    wanted = ["7.50", "−0.25", "5.25", "1,200", "720", "2.25; 3.75; 5.25; 7.50", "60\u202f%"]
    assert [number for number in wanted if number not in text] == []
