"""Questions for everybody: every state accessible, from right to left, in own colours, on paper, without scripts."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from rjsmin import jsmin

from tests.fixtures.quiz import pages
from tests.fixtures.quiz.hands import IDS, PARTLY, QUIZ, RIGHT, WRONG, Mouse, answer, at, record
from tests.support.axe import violations
from tests.support.colours import unreadable
from tests.support.pick import pick
from tests.support.server import serving
from tests.support.tab import SIZES

NARROW = ({"width": 320, "height": 740}, {"width": 320, "height": 256})  # the second is 1280 × 1024 at 400 % zoom


def sideways(page: Page) -> list[str]:
    """How far the page reaches out of the window."""
    wide, window = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    return [] if wide <= window else [f"{wide} px of page in a window of {window} px"]


def states(page: Page) -> Iterator[str]:
    """The page in every state that differs to the eye, one after another."""
    hand = Mouse(page)
    page.locator(".q-hint summary").first.click()
    at(page, "match").locator(".q-check").click()
    yield "asked for an answer, with a hint"
    hand.decide(at(page, "scenario"), "Buy a rope yourself")
    answer(hand, page, PARTLY, [kind for kind in PARTLY if kind != "scenario"])
    yield "partly right, in the middle of a story"
    hand.decide(at(page, "scenario"), "Buy another one")
    answer(hand, page, WRONG, [kind for kind in WRONG if kind != "scenario"])
    for fold in page.locator(".answer summary").all():
        fold.click()
    page.locator(".q-grip").first.press("Space")
    yield "wrong, with every solution open and an entry taken up"
    page.get_by_role("button", name="Try the wrong ones again").click()
    page.get_by_label("After the last question").check()
    page.get_by_role("button", name="Check all answers").click()
    yield "only the wrong ones, checked at the end"


@pytest.mark.parametrize("width", pick(SIZES, 360))
def test_every_state_is_accessible_and_inside_the_window(open_tab, width):
    tab = open_tab(width, reduced_motion="reduce")
    page = tab.go(QUIZ)
    found = []
    for state in states(page):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{state}, {scheme}: {fault}" for fault in violations(page)]
        for size in (*NARROW, SIZES[width]) if width == 360 else (SIZES[width],):
            page.set_viewport_size(size)
            found += [f"{state}: {fault}" for fault in sideways(page)]
    assert found == []


def test_from_right_to_left_too(open_tab, tmp_path):
    pages.build(tmp_path, "ar-XB")
    with serving(tmp_path) as base:
        tab = open_tab(360, base=base)
        page = tab.go(QUIZ)
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        hand = Mouse(page)
        for kind in ("single", "order", "match", "matrix", "cloze-select", "numeric"):
            RIGHT[kind][0](hand, at(page, kind))
            hand.check(at(page, kind))
            expect(at(page, kind).locator(".q-verdict")).not_to_be_empty()
            assert record(page, kind)["score"] == page.evaluate(
                "id => JSON.parse(document.querySelector(`#item-${id} .item-data`).textContent).points", IDS[kind]
            )
        assert violations(page) == [] and sideways(page) == []
        assert tab.faults == []
        tab.page.close()


def test_the_readers_own_colours_keep_everything_legible(open_tab):
    for scheme in ("light", "dark"):
        page = open_tab(1280, forced_colors="active", color_scheme=scheme, reduced_motion="reduce").go(QUIZ)
        answer(Mouse(page), page, PARTLY, ["multiple", "matrix", "order"])
        assert unreadable(page) == [], scheme


SMALL = """nodes => nodes.filter(node => node.checkVisibility()).flatMap(node => {
  const round = node.matches("[type=radio], [type=checkbox]"), own = node.getBoundingClientRect().height;
  const height = round ? Math.max(own + 20, node.labels[0].getBoundingClientRect().height) : own;
  return height < 43.5 ? [`${node.outerHTML.slice(0, 80)}: ${height}`] : [];
})"""


@pytest.mark.parametrize("width", SIZES)
def test_what_is_pressed_is_44_pixels_high(open_tab, width):
    page = open_tab(width).go(QUIZ)
    answer(Mouse(page), page, PARTLY, ["multiple", "order", "match", "cloze-select"])
    assert page.locator("main :is(button, input, select, summary)").evaluate_all(SMALL) == []


def test_without_scripts_everything_is_readable_and_answers_are_folded(open_tab):
    tab = open_tab(java_script_enabled=False)
    page = tab.page
    page.goto(tab.base + QUIZ)
    assert page.locator("main :is(input, select, button)").count() == 0
    expect(page.locator(".without-js")).to_be_visible()
    expect(page.locator(".item:visible")).to_have_count(12)
    for kind in IDS:
        item = at(page, kind)
        assert item.locator(".q-ask").is_visible()
        assert item.locator(".q-body").inner_text().strip()
        assert item.locator(".q-solution").is_hidden()
        item.locator(".answer summary").click()
        assert item.locator(".q-solution").is_visible()
        assert item.locator(".q-back a").is_visible()


def test_on_paper_the_questions_stand_without_answers_and_buttons(open_tab):
    page = open_tab().go(QUIZ)
    answer(Mouse(page), page, RIGHT, ["single"])
    page.emulate_media(media="print")
    assert page.locator("main :is(button, .answer, .q-bar):visible").count() == 0
    expect(page.locator(".q-ask:visible")).to_have_count(12)


def test_a_question_that_can_not_come_alive_stays_as_printed_and_stops_no_other(open_tab):
    tab = open_tab()
    broken = (
        (Path(pages.ROOT) / "docs/assets/js/questions.js")
        .read_text(encoding="utf-8")
        .replace("function matrix(item) {", "function matrix(item) { throw new Error('broken');")
    )
    tab.page.route("**/questions.js", lambda route: route.fulfill(body=broken, content_type="text/javascript"))
    page = tab.go(QUIZ)
    answer(Mouse(page), page, RIGHT, ["single", "scenario", "rubric"])
    assert at(page, "matrix").locator("input").count() == 0 and at(page, "matrix").locator(".answer").is_visible()
    assert tab.faults == ["exception: broken"]
    tab.faults.clear()


def test_the_scripts_of_a_quiz_stay_small():
    folder = pages.ROOT / "docs/assets/js"
    scripts = (jsmin((folder / f"{name}.js").read_text(encoding="utf-8")).encode() for name in pages.LOADS["quiz"])
    size = sum(len(gzip.compress(script, 9, mtime=0)) for script in scripts)
    assert size <= 15_000, f"{size} bytes"
