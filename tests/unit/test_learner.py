"""The learner's own pages: what they are told of modules, paths and tests, and the scripts of the deck."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.corpus.load import load
from portal.language.catalogue import Original
from portal.render import items, learner, tested
from portal.render.desk import Desk
from portal.schema.assessment import Achievement, Assessments, Participation
from tests.fixtures.quiz import pages
from tests.support.project import ROOT

PAGES = ("progress.html", "revise.html", "confirmation.html")


@pytest.fixture(scope="module")
def parsed() -> dict[str, LexborHTMLParser]:
    """The pages of the fixture, as the engine gets them."""
    sources = pages.markdowns()
    return {name: LexborHTMLParser(sources[name]) for name in PAGES}


def data() -> dict:
    """What the script of the three pages holds."""
    return json.loads(learner.script(pages.known()).decode().partition("=")[2].rstrip().removesuffix(";"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_knows_every_question_and_section(parsed, name) -> None:
    [module] = data()["modules"]
    assert [(key, minutes) for key, minutes, _ in module["sections"]] == [("wells", 5), ("rules", 5), ("deciding", 5)]
    ordered = [
        question.item for group in items.groups("wells", pages.course().items, pages.TITLES) for question in group.questions
    ]
    wanted = [[i.id, i.points, items.digest(i), i.type, i.section, i.outcome] for i in ordered]
    assert module["items"] == wanted and len(wanted) == 12
    assert set(module["outcomes"]) == {"share-well", "plan-work"}
    assert parsed[name].css_first(".without-js").text().startswith("This page needs JavaScript")
    assert not parsed[name].css("form, style, [style], iframe, script:not([type='application/json'])")


def test_the_steps_of_a_path_say_what_can_be_counted() -> None:
    [path] = data()["paths"]
    first, page, last = path["steps"]
    assert first["sections"] == ["wells", "rules"] and first["quiz"].startswith("modules/wells/quiz.html#part-")
    assert 0 < first["quiz_minutes"] <= 15 and first["minutes"] == 10 + first["quiz_minutes"]
    assert "module" not in page and page["minutes"] == 10
    assert last["sections"] == ["deciding"] and (last["quiz"], last["quiz_minutes"]) == ("", 0)


def test_what_a_paper_asks_for_comes_from_the_content() -> None:
    corpus = pages.desk().corpus
    given = Assessments(participation=Participation(sections="55"), achievement=Achievement(final="65"))
    found = tested.thresholds(replace(corpus, assessments=given))
    assert found == {"participation": 55, "achievement": 65}
    assert tested.thresholds(replace(corpus, assessments=Assessments())) == {"participation": 80, "achievement": 80}


def test_the_pages_know_the_tests_that_are_published() -> None:
    corpus = load(ROOT / "tests" / "fixtures" / "small").corpus
    found = learner.context(corpus)["data"]["tests"]
    assert found and all(entry["address"] == f"tests/{entry['id']}.html" for entry in found)
    assert {entry["kind"] for entry in found} <= {"before-after", "final"}
    pools = [module["pool"] for module in learner.context(corpus)["data"]["modules"] if module["pool"]]
    assert pools and all(len(entry) == 6 for pool in pools for entry in pool)


def deck() -> dict[str, str]:
    """The questions in the script of the fixture's module."""
    made = learner.deck(pages.desk(), pages.MID, pages.course()).decode("ascii")
    assert made.startswith('portalDeck("wells", {') and made.endswith("});\n")
    return json.loads(made.removeprefix('portalDeck("wells", ').removesuffix(");\n"))


def test_the_script_of_a_module_holds_each_question_that_can_be_missed() -> None:
    found = deck()
    assert set(found) == {item.id for item in pages.course().items if item.type != "rubric"}
    for name, html in found.items():
        page = LexborHTMLParser(html)
        [section] = page.css("section.item")
        assert section.attributes["data-key"] == f"wells/{name}" and page.css_first("details.answer")
        assert page.css_first(".q-back a").attributes["href"].startswith("modules/wells/index.html#")
        assert not page.css("script:not([type='application/json']), style, [style], [onclick], form")


def test_a_question_in_the_deck_is_the_same_as_on_its_own_page() -> None:
    page = LexborHTMLParser(pages.markdowns()["modules/wells/quiz.html"])
    for html in deck().values():
        section = LexborHTMLParser(html).css_first("section.item")
        there = page.css_first(f"#{section.attributes['id']}")
        assert section.css_first("script.item-data").text() == there.css_first("script.item-data").text()
        assert section.css_first(".q-body").text(strip=True) == there.css_first(".q-body").text(strip=True)


def test_every_module_with_questions_has_its_script(corpus) -> None:
    made = dict(learner.pages(corpus, Desk(corpus, Original(), {})))
    asked = {f"revise/{mid}.js" for mid, course in corpus.modules.items() if course.items}
    assert asked == {name for name in made if name.startswith("revise/")}
    assert {"progress.md", "revise.md", "confirmation.md", learner.DATA} == set(made) - asked
