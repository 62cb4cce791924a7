"""What readers choose cases by, and the scripts with the data of all cases: complete, and counted as readers count."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from portal.corpus.load import load
from portal.language.catalogue import Original
from portal.render.desk import Desk
from portal.render.explore import STEP, Explorer
from portal.render.site import render
from portal.render.views import facets
from tests.support.project import ROOT


@pytest.fixture(scope="module")
def explorer(corpus) -> Explorer:
    desk = Desk(corpus, Original(), {})
    return Explorer(corpus, facets(corpus, desk.words_of.plain), desk)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    made = render(load(ROOT).corpus, Original())
    return {name: made[name].decode() for name in ("cases/index.md", "explore/cases.js", "explore/texts.js")}


def given(script: str, name: str):
    """The data that a script hands over."""
    assert script.startswith(f'portalExplore("{name}",') and script.endswith(")\n")
    return json.loads(script[len(f'portalExplore("{name}",') : -2])


def test_each_choice_has_as_many_cases_as_it_says(explorer, corpus):
    counted = {(group.id, choice.id): choice.count for group in explorer.groups for choice in group.choices}
    wanted = Counter(("country", code.lower()) for case in corpus.cases.values() for code in case.countries)
    wanted += Counter(("donor", name) for case in corpus.cases.values() for name in case.donors)
    shown = {(cid, entry.principle) for cid, case in corpus.cases.items() for entry in case.illustrates if entry.principle}
    wanted += Counter(("principle", name) for _, name in shown)
    assert {place: number for place, number in counted.items() if place[0] in ("country", "donor", "principle")} == wanted
    assert all(counted.values())


def test_a_period_counts_for_every_step_that_it_touches(explorer, corpus):
    for cid, case in corpus.cases.items():
        steps = {int(value) for facet, value in explorer.values[cid] if facet == "period"}
        years = range(case.period.start, case.period.end + 1)
        assert steps == {year // STEP * STEP for year in years}


def test_the_script_knows_every_case_in_the_order_of_the_page(pages, corpus):
    data, texts = given(pages["explore/cases.js"], "cases"), given(pages["explore/texts.js"], "texts")
    cards = re.findall(r'data-case="([a-z0-9-]+)"', pages["cases/index.md"])
    assert [entry[0] for entry in data["cases"]] == cards == list(corpus.cases)
    places = [(facet, value) for facet, values in data["facets"] for value, _ in values]
    for (cid, title, short, start, end, results, has), words in zip(data["cases"], texts, strict=True):
        case = corpus.cases[cid]
        told = (case.title, case.short, case.period.start, case.period.end, len(case.results))
        assert (title, short, start, end, results) == told
        assert {value for facet, value in (places[number] for number in has) if facet == "sector"} == set(case.sectors)
        assert case.summary in words and all(place in words for place in case.regions)


def test_the_page_offers_what_the_script_knows(pages):
    data = given(pages["explore/cases.js"], "cases")
    folds = re.findall(r'<details class="facet" data-facet="(\w+)">.*?</details>', pages["cases/index.md"], re.DOTALL)
    assert folds == [facet for facet, _ in data["facets"]]
    offered = re.findall(r'data-value="([\w-]+)"', pages["cases/index.md"])
    assert offered == [value for _, values in data["facets"] for value, _ in values]


def test_what_no_page_shows_is_offered_with_a_script_only(pages, explorer):
    alone = [group.id for group in explorer.groups if group.scripted]
    assert alone == ["period"]
    inside = "".join(re.findall(r'<template class="with-script">.*?</template>', pages["cases/index.md"], re.DOTALL))
    assert 'data-facet="period"' in inside and 'data-facet="country"' not in inside
    assert all(choice.address for group in explorer.groups if not group.scripted for choice in group.choices)
