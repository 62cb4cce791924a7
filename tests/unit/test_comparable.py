"""Which figures may be set side by side as numbers. Small texts, each different from the one before in one thing."""

from __future__ import annotations

import pytest

from portal.corpus.comparable import ASPECTS, Traits, differences, traits
from portal.schema.case import Result

FIRMS = {
    "id": "firms", "label": "Small firms reached by training", "measure": "firms-assisted", "value": "20", "unit": "firms",
    "level": "reach", "period": "2016–2019", "source": {"ref": "a"},
}  # fmt: skip


def of(**changes) -> Traits:
    given = {key: value for key, value in {**FIRMS, **changes}.items() if value is not None}
    return traits(Result.model_validate(given))


def test_two_figures_of_one_kind_may_be_compared():
    assert differences(of(), of(value="99")) == ()


@pytest.mark.parametrize(
    ("changes", "apart"),
    [
        ({"measure": "people-trained"}, ("measure",)),
        ({"unit": "groups"}, ("unit",)),
        ({"level": "outcome"}, ("level",)),
        ({"qualifier": "about"}, ("qualifier",)),
        ({"period": "2016–2020"}, ("period",)),
        ({"period": None}, ("period",)),
        ({"label": "Women trained as accountants"}, ("definition",)),
        ({"group": "Exporting members of the regional chamber only"}, ("definition",)),
        ({"value": None, "unit": None, "change": {"by": "14", "as": "percent"}}, ("unit",)),
        ({"value": None, "unit": None, "stated_as": "many"}, ("figure", "unit")),
        ({"unit": "groups", "level": "output", "period": None}, ("unit", "level", "period")),
    ],
)
def test_what_differs_is_named(changes, apart):
    assert differences(of(), of(**changes)) == apart
    assert differences(of(**changes), of()) == apart, "the order of the two does not matter"


def test_a_change_in_percent_is_no_value_in_percent():
    change = of(value=None, unit=None, change={"by": "14", "as": "percent"})
    assert differences(of(unit="percent"), change) == ("unit",)
    assert differences(change, of(value=None, unit=None, change={"by": "2", "as": "times"})) == ("unit",)


def test_two_periods_that_nobody_states_are_not_the_same():
    assert differences(of(period=None), of(period=None)) == ("period",)


def test_words_are_never_compared_as_numbers():
    words = of(value=None, unit=None, stated_as="increased considerably")
    assert differences(words, words) == ("figure",)


def test_definitions_overlap_when_more_than_half_of_their_words_are_the_same():
    assert differences(of(label="Firms reached"), of(label="Firms reached")) == ()
    assert differences(of(label="Firms reached"), of(label="Firms trained")) == ("definition",)
    assert differences(of(label="Firms in the tea chain"), of(label="FIRMS OF THE TEA CHAIN")) == (), "short words do not count"


def test_every_aspect_can_be_named():
    one = Traits("a", "a", "a", "a", "a", ("aaaa",))
    assert differences(one, Traits("b", "", "b", "b", "b", ("bbbb",))) == ASPECTS
