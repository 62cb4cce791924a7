"""Figures in words: nothing is claimed that the source does not say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from portal.language.catalogue import Original
from portal.render.safe import Safe
from portal.render.words import Words, fill
from portal.schema.case import Result
from portal.schema.reference import Tag


def result(**given) -> Result:
    base = {"id": "r", "label": "L", "measure": "m", "level": "reach", "source": {"ref": "s"}}
    return Result.model_validate(base | given)


@pytest.fixture
def words() -> Words:
    units = {
        name: Tag(id=name, number=None, label=label, about="x") for name, label in (("usd", "US dollars"), ("people", "people"))
    }
    return Words(Original(), units)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"value": "871941", "unit": "usd"}, "871,941 US dollars"),
        ({"value": "68", "unit": "people", "qualifier": "about"}, "about 68 people"),
        ({"value": "140", "unit": "people", "qualifier": "over"}, "over 140 people"),
        ({"value": "64", "unit": "percent"}, "64%"),
        ({"value": "0.5", "unit": "percent", "qualifier": "at-least"}, "at least 0.5%"),
        ({"value": "0", "unit": "people"}, "0 people"),
        ({"change": {"by": "14", "as": "percent"}}, "+14%"),
        ({"change": {"by": "-5", "as": "percent"}}, "-5%"),
        ({"change": {"by": "150", "as": "percent"}}, "+150% (2.5 times)"),
        ({"change": {"by": "100", "as": "percent"}}, "+100% (2 times)"),
        ({"change": {"by": "2", "as": "times"}}, "doubled"),
        ({"change": {"by": "2", "as": "times"}, "qualifier": "over"}, "more than doubled"),
        ({"change": {"by": "3", "as": "times"}, "qualifier": "about"}, "about 3 times"),
        ({"stated_as": "considerably"}, "“considerably”"),
    ],
)
def test_figures(words, given, expected):
    assert words.figure(result(**given)) == expected


def test_a_translation_cannot_reach_into_objects():
    assert fill(Safe("{n.__class__} {n}"), n="<b>") == "{n.__class__} &lt;b&gt;"


def test_plural(words):
    assert words.tn("one case", "{n} cases", 1) == "one case"
    assert words.tn("one case", "{n} cases", 1200) == "1,200 cases"
    assert words.amount(Decimal("1"), None) == "1"
