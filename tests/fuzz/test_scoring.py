"""Scoring, by the script that readers run: what each kind of answer is worth, and what holds for every question.

Cases are made here; the real score.js works on a whole batch of them at once, in Chromium.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.render.items import scored_by
from portal.schema import quiz
from tests.fixtures.quiz import pages
from tests.support.project import ROOT

SCRIPT = (ROOT / "docs/assets/js/score.js").read_text(encoding="utf-8")
Pairs = list[tuple[dict, Any]]
BY_TYPE = pages.by_type()


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
    return lambda pairs: page.evaluate("pairs => pairs.map(([data, answer]) => portalScore.score(data, answer))", [list(pair) for pair in pairs])


def data_of(item: quiz.Item) -> dict:
    return {"type": item.type, **json.loads(json.dumps(scored_by(item)))}


# ---------- what each kind is worth ----------

MATCH = {"rope": "rope", "spade": "spade", "level": "level"}
CARDS = {"rope": "bakers", "lid": "bakers", "road": "valley", "test": "valley"}
ROWS = {"turns": "bakers", "place": "valley", "price": "both"}

WORTH = [
    ("single", "bakers", 1), ("single", "mayor", 0), ("single", None, 0), ("single", "stranger", 0), ("single", ["bakers"], 0),
    ("multiple", ["rope", "rule"], 1), ("multiple", ["rule", "rope"], 1), ("multiple", ["rope"], 0.5), ("multiple", ["rope", "flag"], 0),
    ("multiple", ["rope", "rule", "flag"], 0.5), ("multiple", ["rope", "rule", "flag", "song"], 0), ("multiple", ["flag", "song"], 0),
    ("multiple", ["rope", "rope"], 0.5), ("multiple", [], 0), ("multiple", None, 0), ("multiple", "rope", 0),
    ("true-false", "false", 1), ("true-false", "true", 0), ("true-false", False, 0), ("true-false", None, 0),
    ("order", ["find", "dig", "line", "test"], 1), ("order", ["test", "line", "dig", "find"], 0),
    ("order", ["find", "dig", "test", "line"], 2 / 3), ("order", ["dig", "line", "test", "find"], 2 / 3),
    ("order", ["line", "test", "find", "dig"], 2 / 3), ("order", ["find", "dig", "line"], 0), ("order", None, 0),
    ("order", ["find", "find", "line", "test"], 0), ("order", "find", 0),
    ("match", MATCH, 1), ("match", {**MATCH, "rope": "sail"}, 2 / 3), ("match", {"rope": "rope"}, 1 / 3), ("match", {}, 0),
    ("match", {"rope": "spade", "spade": "level", "level": "rope"}, 0), ("match", [], 0), ("match", None, 0),
    ("categorise", CARDS, 1), ("categorise", {**CARDS, "rope": "valley"}, 0.75), ("categorise", {"stranger": "bakers"}, 0),
    ("numeric", "950.5", 1), ("numeric", "951", 1), ("numeric", "950", 1), ("numeric", "949.9", 0), ("numeric", "951.01", 0),
    ("numeric", "95", 0.5), ("numeric", "95,1 shells", 0.5), ("numeric", "1449.5", 0), ("numeric", "", 0), ("numeric", "many", 0),
    ("numeric", 950.5, 0), ("numeric", None, 0),
    ("cloze-select", {"turn": "arrival", "payer": "all"}, 1), ("cloze-select", {"turn": "arrival", "payer": "one"}, 0.5),
    ("cloze-select", {"turn": "all"}, 0), ("cloze-select", None, 0),
    ("cloze-type", {"why": "Trust", "where": "  CAFÉ "}, 1), ("cloze-type", {"why": "mutual  Confidence", "where": "cafe"}, 1),
    ("cloze-type", {"why": "trust"}, 0.5), ("cloze-type", {"why": "trusts", "where": "caff"}, 0), ("cloze-type", {"why": 3}, 0),
    ("matrix", ROWS, 1), ("matrix", {**ROWS, "price": "valley"}, 2 / 3), ("matrix", {}, 0),
    ("scenario", ["ask", "list"], 1), ("scenario", ["ask", "leave"], 0.75), ("scenario", ["buy", "stop", "list"], 0.5),
    ("scenario", ["buy", "again"], 0), ("scenario", ["ask"], 0), ("scenario", [], 0), ("scenario", None, 0),
    ("scenario", ["ask", "list", "list"], 1), ("scenario", ["list"], 0), ("scenario", ["ask", "again"], 0),
    ("rubric", {"payer": "0", "day": "0"}, 1), ("rubric", {"payer": "2", "day": "1"}, 1), ("rubric", {"payer": "2"}, 0),
    ("rubric", {"payer": "3", "day": "1"}, 0), ("rubric", {"payer": "", "day": "length"}, 0), ("rubric", None, 0),
]  # fmt: skip


def test_what_each_answer_is_worth(scores) -> None:
    found = scores([(data_of(BY_TYPE[kind]), answer) for kind, answer, _ in WORTH])
    wrong = [(case, result["share"]) for case, result in zip(WORTH, found) if abs(result["share"] - case[2]) > 1e-9]
    assert wrong == []
    assert {kind for kind, _, _ in WORTH} == set(quiz.KINDS)


def said(result: dict) -> list[tuple]:
    return [(part["id"], part.get("right", "left"), *part["said"]) for part in result["parts"]]


SAID = [
    ("single", "mayor", [("mayor", False, "mayor"), ("bakers", "left", "missed:bakers"), ("nobody", "left", "missed:nobody")]),
    ("multiple", ["rope"], [("rope", True, "rope"), ("rule", "left", "missed:rule"), ("flag", "left", "missed:flag"), ("song", "left", "missed:song")]),
    ("true-false", "true", [("true", False, "true"), ("false", "left", "missed:false")]),
    ("order", ["dig", "line", "test", "find"], [("dig", False, "dig")]),
    ("order", ["find", "dig", "line", "test"], [(name, True, name) for name in ("find", "dig", "line", "test")]),
    ("match", {"rope": "rope", "level": "sail"}, [("rope", True, "rope"), ("spade", None), ("level", False, "level")]),
    ("cloze-select", {"turn": "size"}, [("turn", False, "turn:size", "missed:turn:arrival"), ("payer", None)]),
    ("cloze-type", {"why": "x", "where": "Café"}, [("why", False, "why:otherwise"), ("where", True, "where:right")]),
    ("numeric", "1449", [("number", False, "range:1")]), ("numeric", "951", [("number", True, "right")]),
    ("numeric", "7", [("number", False, "otherwise")]), ("numeric", "95", [("number", False, "range:0")]),
    ("scenario", ["ask", "list"], []), ("rubric", {"payer": "1", "day": "1"}, []),
]  # fmt: skip


def test_what_is_said_to_each_answer(scores) -> None:
    found = scores([(data_of(BY_TYPE[kind]), answer) for kind, answer, _ in SAID])
    assert [said(result) for result in found] == [expected for _, _, expected in SAID]


def test_the_sum_of_a_rubric_is_the_learners_own(scores) -> None:
    [result] = scores([(data_of(BY_TYPE["rubric"]), {"payer": "1", "day": "1"})])
    assert (result["sum"], result["most"]) == (5, 7)


# ---------- numbers as people write them ----------

READ = {
    "1.234,5": [1234.5], "1,234.5": [1234.5], "12,34,567": [1234567], "1 234 567,25": [1234567.25], "1 234": [1234],
    "1'234.5": [1234.5], "1’234": [1234], "1.234.567": [1234567], "12,34,567.5": [1234567.5], "1,00,00,000": [10000000],
    "1,234": [1234, 1.234], "1.234": [1234, 1.234], "12,345": [12345, 12.345], "0,234": [0.234], "0.5": [0.5], ",5": [0.5], ".5": [0.5],
    "5.": [5], "5,": [5], "1,23": [1.23], "1,2345": [1.2345], "1234,567": [1234.567], "1234": [1234], "007": [7],
    "-3": [-3], "−3": [-3], "–3,5": [-3.5], "+3": [3], "- 3": [-3], "-$3": [-3], "$ 1,234.50": [1234.5], "US$ 775.20": [775.2], "€5": [5], "5 €": [5],
    "775.2 US dollars": [775.2], "64 %": [64], "64%": [64], "3 m²": [3], "  42  ": [42], "42\u00a0000": [42000], "42\u202f000,5": [42000.5],
    "١٬٢٣٤٫٥": [1234.5], "١٢٫٥": [12.5], "۱۲۳": [123], "१२": [12], "１２": [12], "\u200f5\u200e": [5],
    "": [], "abc": [], "-": [], "5-6": [], "5 6": [], "1/2": [], "1e3": [], "2^3": [], "3x4": [], "1.2.3": [], "1,2,3": [],
    "1,2345,678": [], "1.234,5.6": [], "1,234 567": [], "1..5": [], "١٬٢": [], "12:30": [], "CO2 5": [], "0,123,456": [],
}  # fmt: skip


def test_numbers_are_read_as_people_write_them(page) -> None:
    found = page.evaluate("texts => texts.map(text => portalScore.numbers(text))", list(READ))
    assert dict(zip(READ, found)) == READ


def test_where_a_number_can_be_read_in_two_ways_the_better_one_counts(scores) -> None:
    def worth(right: float, typed: str, ranges=()) -> tuple:
        [found] = scores([({"type": "numeric", "right": right, "tolerance": 0, "ranges": list(ranges)}, typed)])
        return found["share"], found["read"], found["parts"][0]["said"]

    assert worth(1234, "1,234") == worth(1234, "1.234") == (1, 1234, ["right"])
    assert worth(1.234, "1,234") == worth(1.234, "1.234") == (1, 1.234, ["right"])
    assert worth(7, "1,234", [[1, 2, 0]]) == (0, 1.234, ["range:0"])
    assert worth(7, "1,234", [[1, 2, 0], [1234, 1234, 0.5]]) == (0.5, 1234, ["range:1"])
    assert worth(7, "1,234") == (0, 1234, ["otherwise"])


def test_a_tolerance_reaches_its_ends_whatever_binary_fractions_do(scores) -> None:
    cases = [(0.3, 0.1, text) for text in ("0.2", "0.4")] + [(775.2, 0.05, text) for text in ("775.15", "775.25")] + [(1e12, 0, "1000000000000")]
    found = scores([({"type": "numeric", "right": right, "tolerance": wide, "ranges": []}, text) for right, wide, text in cases])
    assert [result["share"] for result in found] == [1] * len(cases)


FOLDED = {
    "Café": "cafe", "  two \u00a0 words ": "two words", "ÉCOLE": "ecole", "e\u0301": "e", "İstanbul": "istanbul", "cost-sharing": "cost sharing",
    "cost‑sharing": "cost sharing", "l’eau": "l'eau", "ﬁne": "fine", "أمل": "امل", "ثِقَة": "ثقة", "Ångström": "angstrom",
}  # fmt: skip


def test_words_are_compared_without_capitals_accents_and_spaces(page) -> None:
    found = page.evaluate("texts => texts.map(text => portalScore.fold(text))", list(FOLDED))
    assert dict(zip(FOLDED, found)) == FOLDED


# ---------- what holds for every question ----------

names = st.lists(st.sampled_from([f"{letter}{n}" for letter in "abcdef" for n in range(3)] + ["constructor", "to-string"]), min_size=3, max_size=6, unique=True)


@st.composite
def choices(draw, many: bool) -> tuple[dict, Any]:
    ids = draw(names)
    right = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=len(ids) - 1, unique=True)) if many else draw(st.sampled_from(ids))
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


numbers = st.integers(-10**7, 10**7).map(lambda n: n / 100)


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
words = st.one_of(st.sampled_from(["a0", "best", "left", "0", "1", "constructor", "__proto__", "<b>", "1,234"]), st.text(max_size=6))
junk = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), words, st.lists(words, max_size=6), st.dictionaries(words, st.one_of(words, st.none()), max_size=6)
)
batch = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])


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
    pairs = [(data, partly(data, perfect, dice)) for (data, perfect), _, dice in cases] + [(data, answer) for (data, _), answer, _ in cases]
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
        assert all(after >= before - 1e-9 for before, after in zip(way, way[1:])) and way[-1] == 1, (data, answers, way)


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
@given(many(st.tuples(st.integers(-10**9, 10**9), st.integers(0, 99), st.sampled_from(STYLES), st.sampled_from(["", " kg", " US dollars", " %", "€"]))))
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
