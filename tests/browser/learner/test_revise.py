"""The deck of missed questions: what comes into it, when it comes back, and one question at a time."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from portal.render.items import digest
from tests.fixtures.quiz import pages
from tests.fixtures.quiz.files import BY_TYPE, SINGLE, boxed, record
from tests.fixtures.quiz.hands import IDS, PLANS, QUIZ, RIGHT, WRONG, Keyboard, Mouse, at, put, quick, stored, verdict
from tests.support.axe import violations
from tests.support.pick import pick
from tests.support.tab import SIZES, Tab, folder_base

DECK = "revise.html"
GRADED = [kind for kind in IDS if kind != "rubric"]
DAY = "2026-11-24"  # the day after the answers of these tests


def on(tab: Tab, day: str) -> None:
    """From now on it is noon of this day in the tab."""
    tab.page.clock.set_fixed_time(f"{day}T12:00:00")


def missed(page: Page, *kinds: str, day: str = "2026-11-23") -> None:
    """Answers without all their points."""
    for kind in kinds:
        fields = {name: value for name, value in record(kind, score=0).items() if name not in ("kind", "id")}
        put(page, "quiz", f"wells/{IDS[kind]}", {**fields, "at": f"{day}T12:00:00.000Z"})


def opened(tab: Tab, *kinds: str, day: str = DAY) -> Page:
    """The page of the deck with these questions in it, missed the day before."""
    on(tab, day)
    page = tab.go(DECK)
    missed(page, *kinds)
    page.reload()
    return page


def box(page: Page, kind: str = "single") -> tuple[int, str] | None:
    found = page.evaluate("id => portalState.get('deck', 'wells/' + id)", IDS[kind])
    return (found["box"], found["due"]) if found else None


def deck(page: Page) -> list[list]:
    """What is in the deck: question, box and day."""
    return page.evaluate("portalRecords.deck().map(card => [card.item.id, card.box, card.due])")


# ---------- what comes in, and when it is due ----------


def test_a_question_comes_in_when_its_last_score_is_below_full(open_tab):
    tab = open_tab()
    on(tab, "2026-11-23")
    page = tab.go(QUIZ)
    quick(page, "mayor")
    page = tab.go(DECK)
    expect(page.locator(".r-due")).to_have_text(
        "Nothing is due today. The next question comes back on Tuesday, November 24, 2026."
    )
    assert deck(page) == [["who-brings-water", 1, "2026-11-24"]]
    page = tab.go(QUIZ)
    quick(page)
    assert deck(tab.go(DECK)) == [], "it was answered again, all right"
    page = tab.go(QUIZ)
    quick(page, "mayor")
    on(tab, DAY)
    page = tab.go(DECK)
    expect(page.locator(".r-due")).to_have_text("Due today: 1. In the deck: 1.")
    page = tab.go("progress.html")
    expect(page.locator(".p-due")).to_have_text("1 question is due for revision today")
    assert page.locator(".p-due a").get_attribute("href") == DECK
    page.locator('[data-fold="revise"] > summary').click()
    assert page.locator('[data-fold="revise"] li a').get_attribute("href") == QUIZ + "#item-who-brings-water"


def test_questions_of_tests_and_self_assessments_stay_out(open_tab):
    page = open_tab().go(DECK)
    missed(page, "rubric")
    put(page, "quiz", "wells/pool-rope", {"at": "2026-11-20T10:00:00.000Z", "answer": "x", "score": 0, "of": pages.POOLED[2]})
    page.reload()
    expect(page.locator(".r-due")).to_contain_text("The deck is empty.")
    assert page.locator("#revise a").get_attribute("href") == "modules/index.html"


@pytest.mark.parametrize(("before", "right", "after"), [
    (1, True, (2, "2026-11-27")), (2, True, (3, "2026-12-01")), (3, True, (4, "2026-12-10")), (4, True, (5, "2026-12-29")),
    (5, True, (5, "2026-12-29")), (1, False, (1, "2026-11-25")), (4, False, (1, "2026-11-25")), (5, False, (1, "2026-11-25")),
])  # fmt: skip
def test_a_right_answer_moves_up_and_a_wrong_one_back(open_tab, before, right, after):
    tab = open_tab()
    on(tab, DAY)
    page = tab.go(DECK)
    put(page, "deck", SINGLE, {"at": "2026-11-01T10:00:00.000Z", "box": before, "due": DAY, "of": digest(BY_TYPE["single"])})
    page.reload()
    page.get_by_role("button", name="Begin").press("Enter")
    quick(page, "bakers" if right else "mayor")
    expect(verdict(page)).to_contain_text("Right." if right else "Not right.")
    assert box(page) == after
    words = "it stays in the last box" if before == 5 and right else f"it goes to box {after[0]}"
    expect(page.locator(".p-status")).to_contain_text(words)


def test_an_answer_with_some_points_is_missed(open_tab):
    tab = open_tab()
    page = opened(tab, "multiple")
    page.get_by_role("button", name="Begin").click()
    act, says = PLANS["partly"]["multiple"]
    act(Mouse(page), at(page, "multiple"))
    at(page, "multiple").locator(".q-check").click()
    expect(at(page, "multiple").locator(".q-verdict")).to_have_text(says)
    assert box(page, "multiple") == (1, "2026-11-25")


def test_a_question_that_was_edited_starts_anew(open_tab):
    tab = open_tab()
    on(tab, DAY)
    page = tab.go(DECK)
    put(page, "deck", SINGLE, {"at": "2026-11-01T10:00:00.000Z", "box": 4, "due": DAY, "of": "0123456789abcdef"})
    page.reload()
    assert deck(page) == []
    missed(page, "single")
    page.reload()
    assert deck(page) == [["who-brings-water", 1, DAY]]


def test_a_question_missed_on_its_own_page_goes_back_to_the_first_box(open_tab):
    tab = open_tab()
    on(tab, DAY)
    page = tab.go(DECK)
    put(page, "deck", SINGLE, {key: value for key, value in boxed(box=4, due="2026-12-10").items() if key not in ("kind", "id")})
    page.reload()
    assert deck(page) == [["who-brings-water", 4, "2026-12-10"]]
    page = tab.go(QUIZ)
    quick(page, "mayor")
    assert deck(tab.go(DECK)) == [["who-brings-water", 1, "2026-11-25"]]


# ---------- one question at a time ----------


@pytest.mark.parametrize(("plan", "hand"), pick(product((RIGHT, WRONG), (Mouse, Keyboard)), (RIGHT, Keyboard), (WRONG, Mouse)))
def test_every_kind_of_question_can_be_answered(open_tab, folder, hand, plan):
    """From a folder, with a pointer or with keys alone."""
    tab = open_tab(base=folder_base(folder))
    page = opened(tab, *GRADED)
    page.get_by_role("button", name="Begin").press("Enter")
    for n, _ in enumerate(GRADED, 1):
        item = page.locator(".item")
        expect(page.locator(".r-head")).to_contain_text(f"Question {n} of {len(GRADED)}")
        expect(item.locator("h3")).to_be_focused()
        assert item.count() == 1 and not item.locator(".answer").is_visible()
        kind = item.get_attribute("data-type")
        act, says = plan[kind]
        fingers = hand(page)
        act(fingers, item)
        if kind != "scenario":
            fingers.hit(item.locator(".q-check"))
            expect(item.locator(".q-result")).to_be_focused()
        expect(item.locator(".q-verdict")).to_have_text(says)
        assert item.locator(".answer").is_visible() and not item.locator(".q-check").is_visible()
        page.get_by_role("button", name="Next question" if n < len(GRADED) else "Finish").press("Enter")
    expect(page.locator(".p-status")).to_have_text(
        f"Done for today. Fully right: {len(GRADED) if plan is RIGHT else 0} of {len(GRADED)}."
    )
    expect(page.locator(".r-due")).to_be_focused()
    expect(page.locator(".r-due")).to_contain_text("Nothing is due today.")
    assert tab.faults == []


def test_the_first_answer_counts_and_nothing_is_kept_before(open_tab):
    page = opened(open_tab(), "single")
    before = stored(page)
    page.get_by_role("button", name="Begin").click()
    page.locator(".q-check").click()
    expect(page.locator(".q-fault")).to_have_text("Answer first, then check.")
    page.locator('label[for="item-who-brings-water--choice--mayor"]').click()
    assert stored(page) == before and box(page) is None
    page.locator(".q-check").click()
    assert box(page) == (1, "2026-11-25")
    page.locator('label[for="item-who-brings-water--choice--bakers"]').click()
    expect(page.locator(".q-check")).to_be_hidden()
    expect(verdict(page)).to_have_text("Not right. 0 of 1 point.")
    kept = page.evaluate("id => portalState.get('quiz', id)", SINGLE)
    assert (kept["answer"], kept["score"]) == ("mayor", 0)


def test_the_best_answer_so_far_is_not_lost(open_tab):
    page = opened(open_tab(), "single")
    put(page, "quiz", SINGLE, {"at": "2026-11-23T12:00:00.000Z", "answer": "mayor", "score": 0, "of": digest(BY_TYPE["single"]),
                               "best": {"answer": "bakers", "score": 1}})  # fmt: skip
    page.reload()
    page.get_by_role("button", name="Begin").click()
    quick(page, "nobody")
    kept = page.evaluate("id => portalState.get('quiz', id)", SINGLE)
    assert (kept["answer"], kept["score"], kept["best"]) == ("nobody", 0, {"answer": "bakers", "score": 1})


def test_a_question_can_wait_and_the_round_can_end(open_tab):
    page = opened(open_tab(), "single", "order")
    page.get_by_role("button", name="Begin").press("Enter")
    page.get_by_role("button", name="Not now").press("Enter")
    expect(page.locator(".r-head")).to_contain_text("Question 2 of 2")
    page.get_by_role("button", name="Finish").press("Enter")
    expect(page.locator(".r-due")).to_have_text("Due today: 2. In the deck: 2.")
    expect(page.locator(".p-status")).to_be_empty()


def test_questions_that_cannot_be_loaded_change_nothing(open_tab):
    tab = open_tab()
    page = opened(tab, "single")
    page.route("**/revise/wells.js", lambda route: route.abort())
    before = stored(page)
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.locator(".p-status")).to_contain_text("could not be loaded")
    assert stored(page) == before
    tab.faults.clear()
    page.unroute("**/revise/wells.js")
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.locator(".item")).to_be_visible()


def test_questions_are_loaded_once_and_only_when_needed(open_tab):
    tab = open_tab()
    page = opened(tab, "single", "order")
    assert tab.asked("revise/") == []
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.locator(".item")).to_be_visible()
    page.get_by_role("button", name="Not now").press("Enter")
    expect(page.locator(".r-head")).to_contain_text("Question 2 of 2")
    assert len(tab.asked("revise/wells.js")) == 1


@pytest.mark.parametrize("width", pick(SIZES, 360))
def test_the_deck_is_accessible_in_every_state(open_tab, width):
    tab, found = open_tab(width, reduced_motion="reduce"), []

    def look(page: Page, state: str) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{state}, {scheme}: {fault}" for fault in violations(page))
        wide = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        found.extend([] if wide[0] <= wide[1] else [f"{state}: {wide[0]} px of page in {wide[1]}"])

    look(tab.go(DECK), "empty")
    page = opened(tab, "single", "matrix", day="2026-11-23")
    look(page, "nothing due")
    page = opened(tab, "single", "matrix")
    for fold in page.locator("main details > summary").all():
        fold.press("Enter")
    look(page, "due")
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.locator(".item")).to_be_visible()
    look(page, "asked")
    if page.locator(".item").get_attribute("data-type") == "matrix":
        page.get_by_role("button", name="Not now").press("Enter")
    quick(page, "mayor")
    look(page, "answered")
    assert found == []


def test_without_scripts_the_page_says_what_is_missing(open_tab):
    tab = open_tab(java_script_enabled=False)
    tab.page.goto(tab.base + DECK)
    expect(tab.page.locator(".without-js")).to_contain_text("needs JavaScript")
    assert tab.page.locator("main :is(button, input)").count() == 0
