"""Choosing with several criteria: scores, sweeps of a weight and weights drawn at random, against values worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab

# Size, growth, cooperation, poverty and gender, feasibility.
OPTIONS = [("A", [8, 7, 3, 4, 6]), ("B", [5, 6, 7, 8, 6]), ("C", [9, 8, 2, 3, 4]), ("D", [4, 5, 8, 7, 8])]
EVEN = [0.25, 0.2, 0.2, 0.2, 0.15]
GROWTH = [0.40, 0.25, 0.10, 0.10, 0.15]


def test_scores_are_weighted_means():
    scores = dict(lab.ranking(OPTIONS, EVEN))
    assert scores == {name: pytest.approx(score) for name, score in (("A", 5.70), ("B", 6.35), ("C", 5.45), ("D", 6.20))}
    assert [name for name, _ in lab.ranking(OPTIONS, EVEN)] == ["B", "D", "A", "C"]
    assert lab.weighted_score([5, 6, 7, 8, 6], [25, 20, 20, 20, 15]) == pytest.approx(6.35)


def test_other_weights_have_another_winner():
    assert [name for name, _ in lab.ranking(OPTIONS, GROWTH)] == ["C", "A", "B", "D"]


def test_a_tie_keeps_the_order_of_the_list():
    assert [name for name, _ in lab.ranking([("Y", [0.1 + 0.2]), ("X", [0.3]), ("Z", [1])], [1])] == ["Z", "Y", "X"]


def test_a_sweep_of_the_weight_of_size():
    assert lab.weight_sweep(OPTIONS, EVEN, 0) == [(0, "D"), (0.12, "B"), (0.39, "A"), (0.41, "C")]


def test_a_weight_that_stands_alone_cannot_be_swept():
    with pytest.raises(ValueError, match="another criterion"):
        lab.weight_sweep(OPTIONS, [1, 0, 0, 0, 0], 0)


def test_random_weights_say_who_is_robust():
    shares = dict(lab.first_places(OPTIONS, lab.drawn_weights(5, 20000)))
    for name, share in (("A", 0.06), ("B", 0.33), ("C", 0.17), ("D", 0.43)):
        assert shares[name] == pytest.approx(share, abs=0.01)
    few = lab.first_places(OPTIONS, lab.drawn_weights(5, 1000))
    assert few == [("A", 0.072), ("B", 0.333), ("C", 0.164), ("D", 0.431)]  # the same numbers in every Python


def test_the_generator_is_the_minimal_standard():
    # Park and Miller's own check: from 1, the number after 10,000 steps is 1043618065.
    states = [1]
    for _ in range(10000):
        states.append(16807 * states[-1] % (2**31 - 1))
    assert states[-1] == 1043618065
    cuts = [0, *sorted(states[1:]), 2**31 - 1]
    assert lab.drawn_weights(10001, 1) == [[high - low for low, high in zip(cuts, cuts[1:], strict=False)]]


@given(st.integers(2, 6), st.integers(1, 20), st.integers(1, 2**31 - 2))
def test_drawn_weights_fill_the_line(criteria, draws, seed):
    for weights in lab.drawn_weights(criteria, draws, seed):
        assert len(weights) == criteria and min(weights) >= 0 and sum(weights) == 2**31 - 1


def five(low, high):
    """Five whole numbers."""
    return st.lists(st.integers(low, high), min_size=5, max_size=5)


@given(five(0, 10), five(1, 50), st.integers(2, 9))
def test_a_score_stays_between_worst_and_best_and_the_unit_of_weights_is_free(scores, weights, factor):
    score = lab.weighted_score(scores, weights)
    assert min(scores) - 1e-9 <= score <= max(scores) + 1e-9
    assert lab.weighted_score(scores, [weight * factor for weight in weights]) == pytest.approx(score)


@pytest.mark.parametrize(("scores", "weights"), [([1, 2], [1]), ([1, 2], [1, -1]), ([1, 2], [0, 0])])
def test_weights_that_do_not_fit_are_refused(scores, weights):
    with pytest.raises(ValueError, match="weight"):
        lab.weighted_score(scores, weights)


def test_a_floor_finds_what_a_sum_hides():
    assert lab.below_floor(OPTIONS, 2, 4) == ["A", "C"]
    assert lab.below_floor(OPTIONS, 3, 3) == []
