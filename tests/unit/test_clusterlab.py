"""The helper of the exercises: numbers as people write them, tables, charts, and measures against values worked out elsewhere."""

from __future__ import annotations

import itertools
import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clusterlab as lab
from tests.support.project import ROOT

FOLDER = ROOT / "scripts" / "clusterlab"
SVG = "{http://www.w3.org/2000/svg}"
MARKS = ("1,234.5", "1.234,5", "1 234,5", "1234.5", "1234,5", "12,34,567.5", "1’234.5")
LADDER = [(0, 100), (10, 95), (50, 90), (100, 86)]
ORDERS = [6, 8, 12, 15, 20, 9, 11, 14, 18, 7]
USE = {"A": 10, "B": 20, "C": 30, "D": 40}
FIRMS = list("ABCD")


def oven(group):
    """A rent of 20, and each firm's own use."""
    return 20 + sum(USE[name] for name in group)


# Numbers


@pytest.mark.parametrize(
    ("x", "places", "marks", "text"),
    [
        (1234.5, 1, "1,234.5", "1,234.5"), (1234.5, 1, "1.234,5", "1.234,5"), (1234.5, 1, "1 234,5", "1\u202f234,5"),
        (1234567, 0, "12,34,567.5", "12,34,567"), (123456789.25, 2, "12,34,567.5", "12,34,56,789.25"),
        (999, 0, "12,34,567.5", "999"),
        (1234567.891, 2, "1234,5", "1234567,89"), (0, 0, "1,234.5", "0"), (0.05, 1, "1,234.5", "0.1"), (2.5, 0, "1,234.5", "3"),
        (2.675, 2, "1,234.5", "2.68"), (-1230, 0, "1,234.5", "−1,230"), (-0.4, 0, "1,234.5", "0"),
        (10**21, 0, "1,234.5", "1" + ",000" * 7),
    ],
)  # fmt: skip
def test_a_number_is_written_with_the_marks_of_its_reader(x, places, marks, text):
    assert lab.number(x, places, marks) == text


@pytest.mark.parametrize("x", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_not_written(x):
    with pytest.raises(ValueError, match="not a number"):
        lab.number(x)


@pytest.mark.parametrize("marks", ["", "1234", "abc", "1.234.5", "1,234,5"])
def test_marks_are_an_example_of_a_number(marks):
    with pytest.raises(ValueError, match="example"):
        lab.number(1, 0, marks)


def test_money_and_percentages():
    assert lab.money(1234.5, "US$", 2) == "US$\u202f1,234.50"
    assert lab.money(-3, "US$") == "−US$\u202f3"
    assert lab.money(1234.5, "FCFA", 0, "1 234,5", after=True) == "1\u202f235\u202fFCFA"
    assert lab.money(7) == "7"
    assert lab.percent(0.0671) == "6.7\u202f%"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("12,34,567", 1234567), ("1 234", 1234), ("1\u202f234\u00a0567,5", 1234567.5),
        ("1'234.50", 1234.5), ("6.7 %", 0.067), ("6,7%", 0.067), ("2 lakh", 200000), ("1.5 crore", 15e6), ("-3", -3),
        ("− 3,5", -3.5),
        ("+4", 4), ("$ 1,200.50", 1200.5), ("1.200,50 €", 1200.5), ("₹ 12,34,567", 1234567), ("٣٤٫٥", 34.5), ("१२", 12),
        ("0.125", 0.125),
        ("0,125", 0.125), ("1234.567", 1234.567), (".5", 0.5), ("5.", 5), ("007", 7), ("12,34,56,789.25", 123456789.25), (5, 5),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text, value):
    assert lab.parse_number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", " ", "abc", "12 34", "1,23,4", "3 x", "2 M", "1.2.3,4", "1,234,56", "--3", "1-2", "%", "1e5", "12,345 678"]
)
def test_what_cannot_be_read_says_so(text):
    with pytest.raises(ValueError, match=r"is not a number|do not stand"):
        lab.parse_number(text)


def test_a_number_that_can_be_read_in_two_ways_needs_its_marks():
    for text in ("1,234", "1.234"):
        with pytest.raises(ValueError, match="two ways"):
            lab.parse_number(text)
    assert [lab.parse_number("1,234", marks) for marks in ("1,234.5", "1.234,5")] == [1234, 1.234]
    assert lab.parse_number("1,234 sacks", "1,234.5", unit="sacks") == 1234


@given(st.floats(-1e12, 1e12), st.integers(0, 4), st.sampled_from(MARKS))
def test_what_is_written_can_be_read(x, places, marks):
    read = lab.parse_number(lab.number(x, places, marks), marks)
    assert read == pytest.approx(x, abs=0.51 * 10**-places, rel=1e-12)


@given(st.integers(-(10**18), 10**18), st.sampled_from(MARKS))
def test_whole_numbers_come_back_exactly(x, marks):
    assert lab.parse_number(lab.number(x, 0, marks), marks) == x


# Tables


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\t1\nb\t2", [["a", "1"], ["b", "2"]]), ("a;1,5\r\n\r\nb;2", [["a", "1,5"], ["b", "2"]]),
        ("6,8,12", [["6", "8", "12"]]),
        ("1,234\n2,345", [["1,234"], ["2,345"]]), ("a, 3\nb, 4", [["a", "3"], ["b", "4"]]), ("a,3", [["a", "3"]]),
        ('"Smith, Ltd",3\nx,4', [["Smith, Ltd", "3"], ["x", "4"]]), ('"say ""hi""";3', [['say "hi"', "3"]]),
        ("a;b;c\nd", [["a", "b", "c"], ["d", "", ""]]),
        ("", []), ("only", [["only"]]),
    ],
)  # fmt: skip
def test_a_pasted_table_is_read(text, rows):
    assert lab.parse_table(text) == rows


def test_pairs_of_names_and_numbers():
    assert lab.parse_pairs("Firm; Sacks\nOne; 1.234,5\nTwo; 7") == [("One", 1234.5), ("Two", 7)]
    with pytest.raises(ValueError, match="empty"):
        lab.parse_pairs("\n")
    with pytest.raises(ValueError, match="not a number"):
        lab.parse_pairs("One; 1\nTwo; many")


CELL = st.text(
    st.characters(blacklist_characters='\t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"', blacklist_categories=["Cs"])
).map(str.strip)


@given(st.lists(st.tuples(CELL.filter(bool), CELL), min_size=1))
def test_a_table_from_a_spreadsheet_keeps_its_cells(rows):
    assert lab.parse_table("\n".join("\t".join(row) for row in rows)) == [list(row) for row in rows]


def test_a_table_is_shown_as_text_and_as_html():
    made = lab.table([["A & B", 1234, 2.5], ["<b>", 5, 3]], ["Who", "Sacks", "Pays"], 'Who\'s "first"', 2)
    assert str(made).split("\n") == [
        'Who\'s "first"',
        "Who    Sacks  Pays",
        "-----  -----  ----",
        "A & B  1,234  2.50",
        "<b>        5  3.00",
    ]
    html = made._repr_html_()
    assert "<b>" not in html and "&lt;b&gt;" in html and "A &amp; B" in html and "style" not in html
    assert (
        '<th scope="col">Who</th>' in html and '<th scope="row">A &amp; B</th>' in html and '<td class="number">2.50</td>' in html
    )
    assert made._repr_mimebundle_()["application/vnd.portal.table+json"]["right"] == [False, True, True]
    with pytest.raises(ValueError, match="3 cells"):
        lab.table([[1, 2]], ["a", "b", "c"])


# Measures


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2), st.integers(1, 99))
def test_measures_are_those_of_the_standard_library(data, percent):
    assert lab.mean(data) == pytest.approx(statistics.fmean(data))
    assert lab.median(data) == statistics.median(data)
    assert lab.quantile(data, percent / 100) == pytest.approx(statistics.quantiles(data, n=100, method="inclusive")[percent - 1])
    assert (lab.quantile(data, 0), lab.quantile(data, 1)) == (min(data), max(data))


@pytest.mark.parametrize(
    "call", [lambda: lab.mean([]), lambda: lab.median([]), lambda: lab.quantile([1], 1.1), lambda: lab.quantile([1], -0.1)]
)
def test_measures_of_nothing_are_refused(call):
    with pytest.raises(ValueError):
        call()


# Joint purchase


def test_the_joint_purchase_of_ten_firms():
    result = lab.joint_purchase(ORDERS, LADDER, 0.015, 300)
    assert (result["quantity"], result["alone"], result["price"], result["goods"]) == (120, 11550, 86, 10320)
    assert result["joint"] == pytest.approx(10774.8)
    assert result["saving"] == pytest.approx(775.2)
    assert result["share"] == pytest.approx(0.0671, abs=5e-5)
    assert result["per_unit"] == pytest.approx(89.79)


def test_without_the_three_largest_little_is_left():
    result = lab.joint_purchase(sorted(ORDERS)[:-3], LADDER, 0.015, 300)
    assert result["quantity"] == 67
    assert result["saving"] == pytest.approx(94.55)
    assert result["share"] == pytest.approx(0.0145, abs=5e-5)


def test_the_price_is_that_of_the_step_reached():
    assert [lab.price_at(LADDER, n) for n in (0, 9, 9.99, 10, 49, 50, 99, 100, 5000)] == [100, 100, 100, 95, 95, 90, 90, 86, 86]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: lab.price_at([], 5), "no step"), (lambda: lab.price_at([(10, 95)], 5), "no price"),
        (lambda: lab.price_at([(0, 100), (0, 95)], 5), "larger quantity"), (lambda: lab.joint_purchase([], LADDER), "no firm"),
        (lambda: lab.joint_purchase([0, 0], LADDER), "no firm"), (lambda: lab.joint_purchase([5, -1], LADDER), "negative"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(call, says):
    with pytest.raises(ValueError, match=says):
        call()


QUANTITIES = st.lists(st.integers(1, 200), min_size=1, max_size=12)


@given(QUANTITIES, st.floats(0, 0.2), st.integers(0, 1000), st.randoms())
def test_the_saving_does_not_depend_on_the_order_of_firms(quantities, transport, fixed, chance):
    mixed = chance.sample(quantities, len(quantities))
    one, other = (lab.joint_purchase(entry, LADDER, transport, fixed) for entry in (quantities, mixed))
    assert one == pytest.approx(other)
    assert one["saving"] == pytest.approx(one["alone"] - one["goods"] - one["transport"] - one["fixed"])


@given(QUANTITIES, st.integers(1, 500))
def test_one_price_for_all_saves_nothing_and_extras_cost(quantities, fixed):
    assert lab.joint_purchase(quantities, [(0, 80)])["saving"] == 0
    assert lab.joint_purchase(quantities, [(0, 80)], 0, fixed)["saving"] == -fixed


# Cost sharing


def test_three_rules_for_the_oven():
    shares = {rule: lab.cost_shares(FIRMS, oven, rule, USE) for rule in ("equal", "proportional", "shapley")}
    assert shares["equal"] == dict.fromkeys(FIRMS, 30)
    assert shares["proportional"] == {"A": 12, "B": 24, "C": 36, "D": 48}
    assert shares["shapley"] == {"A": 15, "B": 25, "C": 35, "D": 45}
    assert lab.core_violations(FIRMS, shares["equal"], oven) == [(["A", "B"], 60, 50), (["A", "B", "C"], 90, 80)]
    assert [lab.core_violations(FIRMS, shares[rule], oven) for rule in ("proportional", "shapley")] == [[], []]


def test_the_fee_after_the_grant():
    assert [60 * (100 - part) / 100 / 8 for part in (70, 50, 30, 0)] == [2.25, 3.75, 5.25, 7.5]


COSTS = st.integers(1, 5).flatmap(lambda n: st.lists(st.integers(0, 1000), min_size=2**n, max_size=2**n))


def game(costs):
    """A cost for each group of a few members, drawn at random; nobody costs nothing."""
    names = list(range(len(costs).bit_length() - 1))
    return names, lambda group: costs[sum(1 << name for name in group)] if group else 0


@given(COSTS)
def test_every_rule_shares_out_the_whole_cost(costs):
    names, cost = game(costs)
    use = {name: name + 1 for name in names}
    for rule in ("equal", "proportional", "shapley"):
        assert sum(lab.cost_shares(names, cost, rule, use).values()) == pytest.approx(cost(names))


@given(COSTS)
def test_the_shapley_share_is_the_mean_over_all_orders(costs):
    names, cost = game(costs)
    shares = lab.cost_shares(names, cost, "shapley")
    listed = lab.orders(names)
    assert sorted(listed) == sorted(map(list, itertools.permutations(names)))
    for name in names:
        added = [cost(order[: order.index(name) + 1]) - cost(order[: order.index(name)]) for order in listed]
        assert shares[name] == pytest.approx(sum(added) / len(added))


@given(COSTS, st.lists(st.integers(0, 500), min_size=5, max_size=5))
def test_every_group_that_pays_too_much_is_found(costs, amounts):
    names, cost = game(costs)
    shares = dict(zip(names, amounts))
    groups = [list(group) for size in range(1, len(names)) for group in itertools.combinations(names, size)]
    wanted = [group for group in groups if sum(shares[name] for name in group) > cost(group)]
    found = lab.core_violations(names, shares, cost)
    assert sorted(group for group, _, _ in found) == sorted(wanted)
    assert all(pays == sum(shares[name] for name in group) and own == cost(group) for group, pays, own in found)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: lab.cost_shares(FIRMS, oven, "fair"), "rules are"),
        (lambda: lab.cost_shares(FIRMS, oven, "proportional"), "every member"),
        (lambda: lab.cost_shares(FIRMS, oven, "proportional", dict.fromkeys(FIRMS, 0)), "every member"),
        (lambda: lab.cost_shares(list(range(11)), len, "shapley"), "at most 10"), (lambda: lab.orders(range(8)), "more than 7"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_applied_says_why(call, says):
    with pytest.raises(ValueError, match=says):
        call()
