"""What each kind of answer is worth and what is said to it, by the score.js that readers run, in Chromium."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

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
    return lambda pairs: page.evaluate(
        "pairs => pairs.map(([data, answer]) => portalScore.score(data, answer))", [list(pair) for pair in pairs]
    )


def data_of(item: quiz.Item) -> dict:
    return {"type": item.type, **json.loads(json.dumps(scored_by(item)))}


# ---------- what each kind is worth ----------

MATCH = {"rope": "rope", "spade": "spade", "level": "level"}
CARDS = {"rope": "bakers", "lid": "bakers", "road": "valley", "test": "valley"}
ROWS = {"turns": "bakers", "place": "valley", "price": "both"}

WORTH = [
    ("single", "bakers", 1), ("single", "mayor", 0), ("single", None, 0), ("single", "stranger", 0), ("single", ["bakers"], 0),
    ("multiple", ["rope", "rule"], 1), ("multiple", ["rule", "rope"], 1), ("multiple", ["rope"], 0.5),
    ("multiple", ["rope", "flag"], 0),
    ("multiple", ["rope", "rule", "flag"], 0.5), ("multiple", ["rope", "rule", "flag", "song"], 0),
    ("multiple", ["flag", "song"], 0),
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
    ("numeric", "95", 0.5), ("numeric", "95,1 shells", 0.5), ("numeric", "1449.5", 0), ("numeric", "", 0),
    ("numeric", "many", 0),
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
    ("multiple", ["rope"], [("rope", True, "rope"), ("rule", "left", "missed:rule"),
                            ("flag", "left", "missed:flag"), ("song", "left", "missed:song")]),
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
    "1,234": [1234, 1.234], "1.234": [1234, 1.234], "12,345": [12345, 12.345], "0,234": [0.234], "0.5": [0.5], ",5": [0.5],
    ".5": [0.5],
    "5.": [5], "5,": [5], "1,23": [1.23], "1,2345": [1.2345], "1234,567": [1234.567], "1234": [1234], "007": [7],
    "-3": [-3], "−3": [-3], "–3,5": [-3.5], "+3": [3], "- 3": [-3], "-$3": [-3], "$ 1,234.50": [1234.5],
    "US$ 775.20": [775.2], "€5": [5], "5 €": [5],
    "775.2 US dollars": [775.2], "64 %": [64], "64%": [64], "3 m²": [3], "  42  ": [42], "42\u00a0000": [42000],
    "42\u202f000,5": [42000.5],
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
    cases = (
        [(0.3, 0.1, text) for text in ("0.2", "0.4")]
        + [(775.2, 0.05, text) for text in ("775.15", "775.25")]
        + [(1e12, 0, "1000000000000")]
    )
    found = scores([({"type": "numeric", "right": right, "tolerance": wide, "ranges": []}, text) for right, wide, text in cases])
    assert [result["share"] for result in found] == [1] * len(cases)


FOLDED = {
    "Café": "cafe", "  two \u00a0 words ": "two words", "ÉCOLE": "ecole", "e\u0301": "e", "İstanbul": "istanbul",
    "cost-sharing": "cost sharing",
    "cost‑sharing": "cost sharing", "l’eau": "l'eau", "ﬁne": "fine", "أمل": "امل", "ثِقَة": "ثقة", "Ångström": "angstrom",
}  # fmt: skip


def test_words_are_compared_without_capitals_accents_and_spaces(page) -> None:
    found = page.evaluate("texts => texts.map(text => portalScore.fold(text))", list(FOLDED))
    assert dict(zip(FOLDED, found)) == FOLDED
