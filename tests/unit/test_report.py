"""The class report: what its scripts are given, and the order of questions on paper."""

from __future__ import annotations

import dataclasses
import json

import pytest

from portal.corpus import seeds
from portal.corpus.load import load
from portal.language.catalogue import Original
from portal.render import report, tested
from portal.render.desk import Desk
from tests.fixtures.quiz import pages
from tests.support.project import ROOT
from tests.support.report_pages import KNOWN

SMALL = load(ROOT / "tests" / "fixtures" / "small").corpus
NUMBERS = (ROOT / "docs/assets/js/report/numbers.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def data() -> dict:
    """The data of the small corpus, as the browser gets it: what is there at once, and what comes later."""
    made = dict(report.pages(SMALL, Desk(SMALL, Original(), {})))
    at_once, later = (
        json.loads(made[name].decode().partition("=")[2].rstrip().removesuffix(";")) for name in (report.DATA, report.ITEMS)
    )
    assert "items" not in at_once and not any("outcomes" in module for module in at_once["modules"])
    return {**at_once, **later}


def test_every_test_names_questions_that_are_there(data):
    known = {item["key"]: item for item in data["items"]}
    assert [test["id"] for test in data["assessments"]] == [test.id for test in tested.tests(SMALL)] != []
    for test in data["assessments"]:
        assert len(test["forms"]["a"]) == len(test["forms"]["b"]) > 0
        for one, other in zip(test["forms"]["a"], test["forms"]["b"], strict=True):
            assert one != other and {one, other} <= set(known)
            assert {known[one][key] == known[other][key] for key in ("type", "points", "outcome")} == {True}


def test_ways_and_thresholds_are_those_of_the_content(data):
    given = SMALL.assessments
    assert data["thresholds"] == {"participation": given.participation.sections, "achievement": given.achievement.final}
    ways = {way["id"]: way for way in data["ways"]}
    assert {test["way"] for test in data["assessments"]} <= set(ways)
    sections = {part for module in data["modules"] for part in module["sections"]}
    assert all(part in sections for way in ways.values() for step in way["steps"] for part in step["parts"])


def test_the_invented_course_of_the_browser_tests_has_the_same_shape(data):
    assert set(KNOWN) == set(data)
    for name in ("modules", "assessments", "ways"):
        assert {frozenset(entry) for entry in KNOWN[name]} == {frozenset(entry) for entry in data[name]}


def test_choices_are_given_for_tests_only(data):
    drawn = {key for test in data["assessments"] for keys in test["forms"].values() for key in keys}
    whole = {item["key"] for item in data["items"] if "options" in item or "parts" in item or "right" in item}
    assert whole and all(item["type"] in ("numeric", "order") for item in data["items"] if item["key"] in drawn - whole)
    pool = {f"{mid}/{item.id}" for mid, course in SMALL.modules.items() for item in course.pool}
    assert whole <= pool


def test_texts_are_plain_and_without_citations():
    desk = pages.desk()
    told = report.plain(desk, "A **bold** claim [@inv-2020: par. 2] & <more>, " + "word " * 40)
    assert told.startswith("A bold claim & <more>, word") and told.endswith(" …") and len(told) <= report.LONG + 2


def test_right_answers_are_those_that_are_scored():
    for item in pages.course().items:
        told, scored = report.said(item, pages.desk()), report.items.scored_by(item)
        if "parts" in told:
            assert {part: right for part, _, right in told["parts"]} == scored["right"]
        elif told:
            assert (told["right"], [name for name, _ in told["options"]]) == (scored["right"], scored["options"])


def test_logos_of_partners_stand_beside_the_own():
    site = SMALL.site.model_copy(update={"logos": ("assets/img/partner.svg",)})
    found = report.data(dataclasses.replace(SMALL, site=site), pages.desk().beside(report.ADDRESS))["logos"]
    assert [str(name) for name in found] == ["../assets/img/mark.svg", "../assets/img/partner.svg"]


def test_the_grid_has_the_order_of_the_papers(browser):
    names = [f"joint-action/who-pays-{n}-{form}" for n in range(12) for form in "ab"]
    page = browser.new_page()
    page.evaluate(f"() => {{ {NUMBERS} }}")
    for seed in ("1", "1234", "999999"):
        assert page.evaluate("([seed, names]) => portalReport.numbers.order(seed, names)", [seed, names]) == seeds.order(
            seed, names
        )
    page.close()
