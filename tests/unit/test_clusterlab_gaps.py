"""Gaps between women and men, against values worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab

JOBS = [("Sorting", 33, 5, 900, 900), ("Machines", 7, 15, 1400, 1400)]
PAY = st.floats(min_value=1, max_value=1e5)
PEOPLE = st.integers(min_value=0, max_value=500)


def test_a_gap_without_unequal_pay_in_any_job():
    women, men = lab.mean_pay(JOBS)
    assert (women, men) == (987.5, 1275)
    assert lab.pay_gap(men, women) == pytest.approx(0.2255, abs=5e-5)
    assert [lab.pay_gap(job[4], job[3]) for job in JOBS] == [0, 0]


def test_shares_and_representation():
    assert lab.share_of_women(774, 1857 - 774) == pytest.approx(0.417, abs=5e-4)
    assert lab.share_of_women(31000, 48849 - 31000) == pytest.approx(0.6346, abs=5e-5)
    assert lab.representation(2, 8, 60, 40) == pytest.approx(1 / 3)
    assert lab.representation(6, 4, 60, 40) == pytest.approx(1)


def test_small_groups_are_not_shown():
    assert [lab.too_small(count) for count in (0, 1, 4, 5, 60)] == [False, True, True, False, False]
    assert not lab.too_small(3, least=3)


@pytest.mark.parametrize(
    "text",
    [
        "Sorting; 33; 5; 900; 900\nMachines; 7; 15; 1,400; 1,400",
        "Job\tW\tM\tPay\tPay\nSorting\t33\t5\t900\t900\nMachines\t7\t15\t1,400\t1,400",
    ],
)
def test_pasted_jobs_are_read(text):
    assert lab.parse_jobs(text, "1,234.5") == JOBS


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: lab.pay_gap(0, 5), "above zero"), (lambda: lab.pay_gap(5, -1), "above zero"),
        (lambda: lab.share_of_women(0, 0), "somebody"), (lambda: lab.share_of_women(-1, 5), "below zero"),
        (lambda: lab.representation(1, 1, 0, 5), "no woman"), (lambda: lab.mean_pay([("A", 0, 5, 0, 9)]), "women and men"),
        (lambda: lab.parse_jobs(""), "empty"), (lambda: lab.parse_jobs("A; 5"), "five entries"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(call, says):
    with pytest.raises(ValueError, match=says):
        call()


@given(st.lists(st.tuples(PEOPLE, PEOPLE, PAY, PAY), min_size=1, max_size=6))
def test_a_mean_lies_between_the_jobs(rows):
    jobs = [(str(n), *row) for n, row in enumerate(rows)] + [("last", 1, 1, 10, 10)]
    women, men = lab.mean_pay(jobs)
    assert min(job[3] for job in jobs) - 1e-6 <= women <= max(job[3] for job in jobs) + 1e-6
    assert min(job[4] for job in jobs) - 1e-6 <= men <= max(job[4] for job in jobs) + 1e-6
    assert lab.pay_gap(men, men) == 0
