"""Scoring: what holds for every question and answer.

Cases are made here; the score.js that readers run works on a whole batch of them at once, in Chromium.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.project import ROOT

SCRIPT = (ROOT / "docs/assets/js/score.js").read_text(encoding="utf-8")
Pairs = list[tuple[dict, Any]]


@pytest.fixture(scope="module")
def page(browser) -> Iterator[Any]:
    """An empty page with score.js."""
    opened = browser.new_page()
    opened.evaluate(SCRIPT)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def scores(page) -> Callable[[Pairs], list[dict]]:
    """Scores a batch of (data, answer)."""
    return lambda pairs: page.evaluate(
        "pairs => pairs.map(([data, answer]) => portalScore.score(data, answer))", [list(pair) for pair in pairs]
    )


names = st.lists(
    st.sampled_from([f"{letter}{n}" for letter in "abcdef" for n in range(3)] + ["constructor", "to-string"]),
    min_size=3,
    max_size=6,
    unique=True,
)


@st.composite
def choices(draw, many: bool) -> tuple[dict, Any]:
    ids = draw(names)
    right = (
        draw(st.lists(st.sampled_from(ids), min_size=1, max_size=len(ids) - 1, unique=True))
        if many
        else draw(st.sampled_from(ids))
    )
    return {"type": "multiple" if many else "single", "options": ids, "right": right}, right


@st.composite
def orders(draw) -> tuple[dict, Any]:
    ids = draw(names)
    return {"type": "order", "right": ids}, ids


@st.composite
def maps(draw) -> tuple[dict, Any]:
    ids, values = draw(names), draw(names)
    right = {name: draw(st.sampled_from(values)) for name in ids}
    return {"type": draw(st.sampled_from(["match", "categorise", "matrix"])), "right": right, "options": values}, right


@st.composite
def gaps(draw) -> tuple[dict, Any]:
    ids, values = draw(names), draw(names)
    right = {name: draw(st.sampled_from(values)) for name in ids}
    if draw(st.booleans()):
        return {"type": "cloze-select", "right": right, "options": dict.fromkeys(ids, values)}, right
    return {"type": "cloze-type", "right": {name: [word, "other"] for name, word in right.items()}}, right


numbers = st.integers(-(10**7), 10**7).map(lambda n: n / 100)


@st.composite
def numerics(draw) -> tuple[dict, Any]:
    low = draw(numbers)
    spans = draw(st.lists(st.tuples(numbers, st.integers(0, 50), st.integers(0, 10)), max_size=3))
    ranges = [[start, start + wide, credit / 10] for start, wide, credit in spans]
    return {"type": "numeric", "right": low, "tolerance": draw(st.integers(0, 9)) / 2, "ranges": ranges}, f"{low:.2f}"


@st.composite
def scenarios(draw) -> tuple[dict, Any]:
    """A story without a way back: each scene leads on or ends; one decision of each is the best and leads on to the last."""
    ids, scenes = draw(names), {}
    for place, name in enumerate(ids):
        after = [None, *ids[place + 1 :]]
        ways = {way: [draw(st.sampled_from(after)), draw(st.integers(0, 10)) / 10] for way in ("left", "right")}
        scenes[name] = {**ways, "best": [ids[place + 1] if place + 1 < len(ids) else None, 1]}
    return {"type": "scenario", "start": ids[0], "scenes": scenes}, ["best"] * len(ids)


@st.composite
def rubrics(draw) -> tuple[dict, Any]:
    criteria = {name: sorted(draw(st.sets(st.integers(0, 9), min_size=2, max_size=4))) for name in draw(names)}
    return {"type": "rubric", "criteria": criteria}, {name: str(len(levels) - 1) for name, levels in criteria.items()}


# A question with its perfect answer.
questions = st.one_of(choices(False), choices(True), orders(), maps(), gaps(), numerics(), scenarios(), rubrics())
words = st.one_of(
    st.sampled_from(["a0", "best", "left", "0", "1", "constructor", "__proto__", "<b>", "1,234"]), st.text(max_size=6)
)
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    words,
    st.lists(words, max_size=6),
    st.dictionaries(words, st.one_of(words, st.none()), max_size=6),
)
# The same examples in every run, so that a failure can be repeated.
batch = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)


def many(case: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(case, min_size=15, max_size=40)


def shares(scores, pairs: Pairs) -> list[float]:
    return [result["share"] for result in scores(pairs)]


@batch
@given(many(st.tuples(questions, junk)))
def test_no_answer_leaves_the_bounds(scores, cases) -> None:
    found = shares(scores, [(data, answer) for (data, _), answer in cases])
    assert all(0 <= share <= 1 for share in found), [(case, share) for case, share in zip(cases, found) if not 0 <= share <= 1]


@batch
@given(many(questions))
def test_the_perfect_answer_is_worth_everything_and_none_nothing(scores, cases) -> None:
    assert shares(scores, cases) == [1] * len(cases)
    for empty in (None, "", [], {}):
        assert shares(scores, [(data, empty) for data, _ in cases]) == [0] * len(cases)


@batch
@given(many(st.tuples(st.one_of(choices(True), choices(False), maps(), gaps()), junk, st.randoms(use_true_random=False))))
def test_the_order_in_which_choices_stand_or_were_made_is_irrelevant(scores, cases) -> None:
    pairs = [(data, partly(data, perfect, dice)) for (data, perfect), _, dice in cases] + [
        (data, answer) for (data, _), answer, _ in cases
    ]
    turned = [(reordered(data, dice), reordered(answer, dice)) for (data, answer), (_, _, dice) in zip(pairs, cases + cases)]
    first, second = shares(scores, pairs), shares(scores, turned)
    assert first == pytest.approx(second), [pair for pair, one, other in zip(pairs, first, second) if one != other]


def partly(data: dict, perfect: Any, dice: random.Random) -> Any:
    """An answer that is right in some parts."""
    if isinstance(perfect, dict):
        return {name: value if dice.random() < 0.5 else "wrong" for name, value in perfect.items() if dice.random() < 0.8}
    if data["type"] == "multiple":
        return [name for name in data["options"] if dice.random() < 0.5]
    return dice.choice(data["options"])


def reordered(value: Any, dice: random.Random) -> Any:
    if isinstance(value, list):
        return dice.sample(value, len(value))
    if isinstance(value, dict):
        return {name: reordered(value[name], dice) for name in dice.sample(list(value), len(value))}
    return value


@batch
@given(many(st.tuples(st.one_of(choices(True), orders(), maps(), gaps(), rubrics()), st.randoms(use_true_random=False))))
def test_whoever_mends_a_part_never_loses_by_it(scores, cases) -> None:
    """From any answer to the perfect one, mending one part after another, the share never falls and ends at 1."""
    ways = [(data, list(mended(data, perfect, dice))) for (data, perfect), dice in cases]
    found = iter(shares(scores, [(data, answer) for data, answers in ways for answer in answers]))
    for data, answers in ways:
        way = [next(found) for _ in answers]
        assert all(after >= before - 1e-9 for before, after in pairwise(way)) and way[-1] == 1, (data, answers, way)


def mended(data: dict, perfect: Any, dice: random.Random) -> Iterator[Any]:
    if data["type"] == "order":
        yield from _sorted_by_neighbours(perfect, dice.sample(perfect, len(perfect)), dice)
    elif data["type"] == "multiple":
        now = [name for name in data["options"] if dice.random() < 0.5]
        yield list(now)
        for name in dice.sample(data["options"], len(data["options"])):
            if (name in now) != (name in perfect):
                now = [other for other in now if other != name] if name in now else [*now, name]
                yield list(now)
        yield list(now)
    else:
        now = {name: "wrong" for name in perfect if dice.random() < 0.7}
        for name in [None, *dice.sample(list(perfect), len(perfect))]:
            now = {**now, name: perfect[name]} if name else now
            yield dict(now)


def _sorted_by_neighbours(perfect: list, now: list, dice: random.Random) -> Iterator[list]:
    """Neighbours that stand the wrong way round change places, until none do."""
    yield list(now)
    while now != perfect:
        wrong = [n for n in range(len(now) - 1) if perfect.index(now[n]) > perfect.index(now[n + 1])]
        at = dice.choice(wrong)
        now[at], now[at + 1] = now[at + 1], now[at]
        yield list(now)


@batch
@given(many(scenarios()), st.randoms(use_true_random=False))
def test_a_better_last_decision_is_never_worth_less(scores, cases, dice) -> None:
    pairs, better = [], []
    for data, _ in cases:
        way, at = [], data["start"]
        while at is not None:
            way.append(dice.choice(list(data["scenes"][at])))
            last, at = at, data["scenes"][at][way[-1]][0]
        raised = json.loads(json.dumps(data))
        raised["scenes"][last][way[-1]][1] = 1
        pairs.append((data, way))
        better.append((raised, way))
    assert all(one <= other + 1e-9 for one, other in zip(shares(scores, pairs), shares(scores, better)))


@batch
@given(many(numerics()))
def test_a_number_in_a_range_is_worth_the_credit_of_the_first_that_holds_it(scores, cases) -> None:
    pairs = [(data, f"{start:.2f}") for data, _ in cases for start, _, _ in data["ranges"]]
    for (data, typed), share in zip(pairs, shares(scores, pairs)):
        value = float(typed)
        right = abs(value - data["right"]) <= data["tolerance"] + 1e-6
        assert share == (
            1 if right else next(credit for low, high, credit in data["ranges"] if low - 1e-6 <= value <= high + 1e-6)
        )


def written(value: int, cents: int, style: tuple[str, str, bool]) -> str:
    """A number in one of the ways people write it."""
    group, point, lakh = style
    digits, groups = str(abs(value)), []
    size = 3
    while digits:
        groups.insert(0, digits[-size:])
        digits, size = digits[:-size], 2 if lakh else 3
    return ("-" if value < 0 else "") + group.join(groups) + f"{point}{cents:02d}"


STYLES = [(",", ".", False), (".", ",", False), (" ", ",", False), ("\u202f", ",", False), ("'", ".", False), ("’", ",", False),
          (",", ".", True), ("", ".", False), ("", ",", False), ("٬", "٫", False)]  # fmt: skip


@batch
@given(
    many(
        st.tuples(
            st.integers(-(10**9), 10**9),
            st.integers(0, 99),
            st.sampled_from(STYLES),
            st.sampled_from(["", " kg", " US dollars", " %", "€"]),
        )
    )
)
def test_every_usual_way_to_write_a_number_is_read(page, cases) -> None:
    texts = [written(value, cents, style) + unit for value, cents, style, unit in cases]
    found = page.evaluate("texts => texts.map(text => portalScore.numbers(text))", texts)
    for (value, cents, _, _), text, readings in zip(cases, texts, found):
        meant = (abs(value) + cents / 100) * (-1 if value < 0 else 1)
        assert readings == [pytest.approx(meant)], text


@batch
@given(many(st.text(alphabet="0123456789., '-+٫٬٣۴ab%$€/", max_size=12)))
def test_no_text_is_more_than_two_numbers(page, texts) -> None:
    found = page.evaluate("texts => texts.map(text => portalScore.numbers(text))", texts)
    assert all(len(readings) <= 2 and all(isinstance(value, (int, float)) for value in readings) for readings in found)
