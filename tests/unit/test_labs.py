"""The report of the exercises' bench: its sums, and what it says when there is nothing to compare with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scale.labs import OTHER, Measured, Visit, table, verdicts


def visits(opening: float, running: float, size: int) -> Measured:
    slow = Visit(opening, running, (90_000, size + 5_000), (9, 3))
    return Measured(slow, Visit(opening / 2, running / 4, (50_000, size), (7, 2)))


FOUND = {"quick": visits(1, 2, 250_000), "full": visits(1, 35, 6_000_000), OTHER: visits(20, 55, 9_000_000)}


def test_the_table_adds_what_comes_before_and_after_the_click_and_divides_by_jupyterlite():
    _, _, quick, full, other = table(FOUND)
    assert quick.split() == ["quick", "300,000", "250,000", "9", "2", "3.0", "2.0", "1.0", "0.5", "0.040", "0.036"]
    assert full.split()[-6:] == ["36.0", "35.0", "9.2", "8.8", "0.480", "0.636"]
    assert other.split()[-2:] == ["1.000", "1.000"]


def test_the_columns_stand_under_their_heads():
    _, heads, *rows = table(FOUND)
    assert {len(heads)} == {len(row) for row in rows}


def test_every_expectation_is_said_with_its_outcome():
    told = list(verdicts(FOUND))
    assert [line.rpartition(": ")[2] for line in told] == ["met", "met", "met", "met", "NOT MET"]
    assert "300,000 bytes" in told[0] and "(1/25.0)" in told[1]


@pytest.mark.parametrize(("more", "outcome"), [(100_000, "met"), (100_001, "NOT MET")])
def test_quick_may_weigh_400_000_bytes(more, outcome):
    heavy = replace(FOUND["quick"], fast=replace(FOUND["quick"].fast, bytes=(50_000 + more, 250_000)))
    assert next(verdicts(FOUND | {"quick": heavy})).endswith(f": {outcome}")


def test_without_jupyterlite_our_own_figures_stay():
    ours = {name: one for name, one in FOUND.items() if name != OTHER}
    _, _, quick, _ = table(ours)
    assert quick.split()[-1] == "0.5"
    assert [line.partition(":")[0] for line in verdicts(ours)] == ["quick"]
