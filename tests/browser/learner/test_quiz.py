"""Questions in a browser: every kind right, partly and wrong; mouse, keyboard alone, touch; from a server and a folder."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.quiz.hands import IDS, PARTLY, PLANS, QUIZ, RIGHT, WRONG, Keyboard, Mouse, answer, at, order, record, result
from tests.support.pick import pick
from tests.support.tab import folder_base

# ---------- every kind, every way ----------


@pytest.mark.parametrize("plan", pick(PLANS, "right"))
def test_every_kind_with_the_mouse_from_a_folder_too(open_tab, folder, plan):
    for address in (None, folder_base(folder)):
        tab = open_tab(**({"base": address} if address else {}))
        page = tab.go(QUIZ)
        answer(Mouse(page), page, PLANS[plan])
        assert tab.faults == []


@pytest.mark.parametrize("plan", pick(PLANS, "wrong"))
def test_every_kind_with_the_keyboard_alone(open_tab, plan):
    page = open_tab().go(QUIZ)
    answer(Keyboard(page), page, PLANS[plan])


@pytest.mark.parametrize("plan", pick(PLANS, "partly"))
def test_every_kind_by_touch_on_a_phone(open_tab, plan):
    page = open_tab(360, has_touch=True, is_mobile=True).go(QUIZ)
    answer(Mouse(page, "tap"), page, PLANS[plan])


def test_every_remark_to_what_was_chosen_is_said_and_none_to_what_was_not(open_tab):
    page = open_tab().go(QUIZ)
    answer(Mouse(page), page, WRONG)
    said = {
        "single": ("The mayor comes once a year.", "Somebody who is there every day", "You were right to leave"),
        "multiple": ("A flag brings no water.", "It sounds nice", "How does the water come up?"),
        "numeric": ("You added", "Your answer was read as 1,449.5."),
        "cloze-select": ("The small ones would go thirsty.", "Then there is no rope."),
        "cloze-type": ("What do they need in each other?", "Where does one drink coffee?"),
        "true-false": ("Who pays for the rope?",),
        "order": ("Too early: Test the water", "Test before anybody drinks."),
    }
    for kind, words in said.items():
        for part in words:
            expect(result(page, kind)).to_contain_text(part)
    assert "They are there every day." not in result(page, "single").inner_text()
    assert "You rightly left the song." not in result(page, "multiple").inner_text()
    expect(at(page, "single").locator(".q-mark")).to_have_text("✗ Not right")
    expect(at(page, "match").locator(".q-mark")).to_have_text(["✗ Not right"] * 3)


def test_an_unanswered_part_is_named(open_tab):
    page = open_tab().go(QUIZ)
    answer(Mouse(page), page, PARTLY, ["matrix", "cloze-type"])
    expect(at(page, "matrix").locator("tbody .q-mark")).to_have_text(["✓ Right", "✓ Right", "– No answer"])
    expect(at(page, "cloze-type").locator(".q-mark")).to_have_text(["– No answer", "✓ Right"])


@pytest.mark.parametrize("kind", ["single", "multiple", "match", "numeric", "cloze-type", "matrix", "rubric"])
def test_without_an_answer_the_page_asks_for_one(open_tab, kind):
    page = open_tab().go(QUIZ)
    at(page, kind).locator(".q-check").click()
    expect(result(page, kind)).to_have_text("Answer first, then check.")
    assert record(page, kind) is None and at(page, kind).locator(".answer").is_hidden()


def test_what_is_no_number_and_what_is_no_judgement_yet_is_not_scored(open_tab):
    page = open_tab().go(QUIZ)
    at(page, "numeric").locator("input").fill("5 or 6")
    at(page, "numeric").locator("input").press("Enter")
    expect(result(page, "numeric")).to_contain_text("Write one number")
    Mouse(page).pick(at(page, "rubric"), "2", "payer")
    at(page, "rubric").locator(".q-check").click()
    expect(result(page, "rubric")).to_have_text("Judge every criterion first.")
    assert record(page, "numeric")["score"] is None and record(page, "rubric")["score"] is None


# ---------- attempts ----------


def test_hints_come_one_after_another_and_the_solution_after_an_attempt(open_tab):
    page = open_tab().go(QUIZ)
    item = at(page, "single")
    first, second = item.locator(".q-hint").nth(0), item.locator(".q-hint").nth(1)
    assert first.is_visible() and second.is_hidden() and item.locator(".answer").is_hidden()
    first.locator("summary").click()
    expect(second).to_be_visible()
    Mouse(page).pick(item, "mayor")
    assert item.locator(".answer").is_hidden()
    item.locator(".q-check").click()
    expect(item.locator(".answer")).to_be_visible()
    assert item.locator(".q-solution").is_hidden()
    item.locator(".answer summary").click()
    expect(item.locator(".q-solution")).to_contain_text("The bakers do")


def test_the_best_and_the_last_answer_are_kept(open_tab):
    page = open_tab().go(QUIZ)
    item, hand = at(page, "multiple"), Mouse(page)
    answer(hand, page, PARTLY, ["multiple"])
    hand.pick(item, "flag")  # an edit takes the marks away and keeps the score as the best
    expect(result(page, "multiple")).to_be_empty()
    assert item.locator(".q-mark").count() == 0
    kept = record(page, "multiple")
    assert (kept["answer"], kept["score"], kept["best"]) == (["rope", "flag"], None, {"answer": ["rope"], "score": 1})
    item.locator(".q-check").click()
    expect(result(page, "multiple")).to_contain_text("Your best so far: 1 of 2 points.")
    item.locator(".q-again").click()
    expect(item.locator("input").first).to_be_focused()
    assert record(page, "multiple")["best"]["score"] == 1 and item.locator("input:checked").count() == 0
    answer(hand, page, RIGHT, ["multiple"])
    kept = record(page, "multiple")
    assert kept["score"] == 2 and "best" not in kept and "Your best" not in result(page, "multiple").inner_text()


def test_the_result_is_a_status(open_tab):
    page = open_tab().go(QUIZ)
    for kind in IDS:
        expect(result(page, kind)).to_have_attribute("role", "status")


def shown(page: Page) -> list[str]:
    """What each question shows, without what was only said aloud of a move."""
    return page.locator(".item").evaluate_all("""nodes => nodes.map(node => {
      const live = node.querySelector(".q-body [role=status]"), said = live ? live.textContent : "";
      return said ? node.innerText.replace(said + "\\n\\n", "") : node.innerText;
    })""")


@pytest.mark.parametrize("address", ["server", "folder"])
def test_a_reload_brings_everything_back(open_tab, folder, address):
    page = open_tab(**({"base": folder_base(folder)} if address == "folder" else {})).go(QUIZ)
    for plan in (RIGHT, PARTLY):
        kinds = plan if plan is RIGHT else ["order", "match", "matrix", "cloze-type", "scenario"]
        if plan is PARTLY:
            page.evaluate("portalState.erase()")
            page.reload()
        answer(Mouse(page), page, plan, kinds)
        texts = shown(page)
        total = page.locator("#quiz-result").inner_text()
        page.reload()
        assert shown(page) == texts
        assert page.locator("#quiz-result").inner_text() == total


def test_an_answer_that_was_not_checked_comes_back_too(open_tab):
    page = open_tab().go(QUIZ)
    Mouse(page).pick(at(page, "single"), "bakers")
    at(page, "numeric").locator("input").fill("12")
    page.reload()
    expect(at(page, "single").locator("input:checked")).to_have_value("bakers")
    expect(at(page, "numeric").locator("input")).to_have_value("12")
    expect(result(page, "single")).to_be_empty()


def test_an_edited_question_does_not_reuse_an_old_answer(open_tab):
    page = open_tab().go(QUIZ)
    answer(Mouse(page), page, RIGHT, ["single", "numeric"])
    page.evaluate(
        """() => { const old = portalState.get("quiz", "wells/who-brings-water");
                   portalState.put("quiz", "wells/who-brings-water", {...old, of: "0123"}) }"""
    )
    page.reload()
    assert at(page, "single").locator("input:checked").count() == 0 and result(page, "single").inner_text() == ""
    assert record(page, "single")["of"] == "0123"  # kept until there is a new answer
    expect(page.locator("#quiz-result .q-verdict")).to_have_text("2 of 27 points. 1 of 12 questions checked.")


def test_another_tab_is_followed(open_tab):
    tab = open_tab()
    page = tab.go(QUIZ)
    other = page.context.new_page()
    other.goto(tab.base + QUIZ)
    answer(Mouse(other), other, RIGHT, ["matrix"])
    expect(at(page, "matrix").locator(".q-verdict")).to_have_text("Right. 3 of 3 points.")
    expect(page.locator(".q-count")).to_have_text("1 of 12 questions answered")


# ---------- order ----------


def test_entries_move_with_alt_and_arrows_and_say_where_they_are(open_tab):
    page = open_tab().go(QUIZ)
    item, keys = at(page, "order"), page.keyboard
    start = order(item)
    live = item.locator('.q-body [role="status"]')
    grip = item.locator(f'[data-id="{start[0]}"] .q-grip')
    grip.focus()
    keys.press("Alt+ArrowDown")
    keys.press("Alt+ArrowDown")
    assert order(item) == [start[1], start[2], start[0], start[3]]
    expect(grip).to_be_focused()
    expect(live).to_contain_text("place 3 of 4")
    keys.press("ArrowDown")  # not taken up: the page scrolls, the entry stays
    assert order(item)[2] == start[0]


def test_an_entry_can_be_taken_up_put_down_and_put_back(open_tab):
    page = open_tab().go(QUIZ)
    item, keys = at(page, "order"), page.keyboard
    start = order(item)
    live = item.locator('.q-body [role="status"]')
    grip = item.locator(f'[data-id="{start[0]}"] .q-grip')
    grip.focus()
    keys.press("Space")
    expect(grip).to_have_attribute("aria-pressed", "true")
    expect(live).to_contain_text("Taken up")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Space")
    expect(live).to_have_text("Put down at place 3 of 4.")
    moved = [start[1], start[2], start[0], start[3]]
    assert order(item) == moved
    keys.press("Space")
    keys.press("ArrowUp")
    keys.press("Escape")
    assert order(item) == moved
    expect(grip).to_be_focused()
    expect(grip).to_have_attribute("aria-pressed", "false")
    assert record(page, "order")["answer"] == moved


def test_the_buttons_at_the_ends_do_nothing_and_keep_the_focus(open_tab):
    page = open_tab().go(QUIZ)
    item = at(page, "order")
    start = order(item)
    up = item.locator(f'[data-id="{start[0]}"] .q-up')
    expect(up).to_have_attribute("aria-disabled", "true")
    up.focus()
    page.keyboard.press("Enter")
    assert order(item) == start
    expect(up).to_be_focused()
    expect(item.locator(".q-down").last).to_have_attribute("aria-disabled", "true")


def middle(thing: Locator) -> tuple[float, float]:
    box = thing.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_entries_can_be_dragged_with_the_mouse(open_tab):
    page = open_tab().go(QUIZ)
    item = at(page, "order")
    item.scroll_into_view_if_needed()
    start = order(item)
    page.mouse.move(*middle(item.locator(".q-grip").first))
    page.mouse.down()
    x, y = middle(item.locator(".q-grip").nth(2))
    page.mouse.move(x, y + 12, steps=8)
    page.mouse.up()
    assert order(item) == [start[1], start[2], start[0], start[3]]
    expect(item.locator('.q-body [role="status"]')).to_contain_text("place 3 of 4")
    expect(item.locator(".q-grip").nth(2)).to_have_attribute("aria-pressed", "false")
    assert record(page, "order")["answer"] == order(item)


def test_entries_can_be_dragged_with_a_finger(open_tab):
    page = open_tab(360, has_touch=True, is_mobile=True).go(QUIZ)
    item = at(page, "order")
    item.scroll_into_view_if_needed()
    start = order(item)
    x, y = middle(item.locator(".q-grip").nth(2))
    _, to = middle(item.locator(".q-grip").first)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    before = page.evaluate("scrollY")
    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x, y + (to - 12 - y) * step / 8))
    touch("touchEnd")
    assert order(item) == [start[2], start[0], start[1], start[3]]
    assert page.evaluate("scrollY") == before


# ---------- scenario ----------


def test_a_story_shows_consequences_keeps_its_way_and_starts_again(open_tab):
    page = open_tab().go(QUIZ)
    item = at(page, "scenario")
    item.get_by_role("button", name="Buy a rope yourself").press("Enter")
    expect(item.locator(".q-follows")).to_have_text("They thank you and wait for the next one.")
    expect(item.locator(".q-follows")).to_be_focused()
    assert result(page, "scenario").inner_text() == "" and item.locator(".answer").is_hidden()
    page.reload()  # in the middle of the story
    expect(item.locator(".q-decided")).to_have_text("You decided: Buy a rope yourself")
    item.get_by_role("button", name="Say that this was the last one").click()
    item.get_by_role("button", name="Help them to make a list").click()
    expect(item.locator(".q-verdict")).to_have_text("2 of 4 points.")
    expect(item.locator(".q-decided")).to_have_count(3)
    expect(item.locator(".q-path .q-end")).to_contain_text("Who will buy the rope in ten years?")
    item.get_by_role("button", name="Start again").press("Enter")
    expect(item.locator(".q-path > li")).to_have_count(1)
    assert page.evaluate("document.activeElement.closest('.q-path') !== null")
    assert record(page, "scenario")["best"]["score"] == 2


# ---------- all at the end, and the result ----------


def test_checking_at_the_end_is_a_choice_that_is_remembered(open_tab):
    page = open_tab().go(QUIZ)
    page.get_by_label("After the last question").check()
    assert page.locator(".q-check:visible").count() == 0
    page.reload()
    expect(page.get_by_label("After the last question")).to_be_checked()
    hand = Mouse(page)
    for kind in ("single", "order", "numeric", "scenario", "rubric"):
        RIGHT[kind][0](hand, at(page, kind))
    WRONG["true-false"][0](hand, at(page, "true-false"))
    assert page.locator(".q-verdict:visible").count() == 0 and page.locator("#quiz-result").is_hidden()
    page.get_by_role("button", name="Check all answers").press("Enter")
    expect(page.locator("#quiz-result h2")).to_be_focused()
    expect(page.locator("#quiz-result > .q-verdict")).to_have_text("10 of 27 points. 6 of 12 questions checked.")
    expect(at(page, "scenario").locator(".q-verdict")).to_have_text("4 of 4 points.")
    expect(at(page, "true-false").locator(".q-verdict")).to_have_text("Not right. 0 of 1 point.")
    assert page.locator(".q-fault").count() == 0
    expect(page.locator("#quiz-result")).to_contain_text(
        "Without an answer: Question 2, Question 5, Question 6, Question 8, Question 9, Question 10"
    )
    page.locator("#quiz-result").get_by_role("link", name="Question 5", exact=True).click()
    expect(at(page, "match").locator("h3")).to_be_focused()


def test_the_result_tells_by_outcome_and_section_what_to_read_again(open_tab):
    page = open_tab().go(QUIZ)
    hand = Mouse(page)
    answer(hand, page, RIGHT, ["single", "multiple", "true-false", "matrix", "rubric"])
    answer(hand, page, PARTLY, ["numeric", "order"])
    panel = page.locator("#quiz-result")
    rows = panel.locator("tbody tr").evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.innerText))")
    assert rows == [
        ["Explain how bakers share a well", "7 of 11 points"], ["Plan the work on a well", "3 of 16 points"],
        ["Wells", "6 of 7 points"], ["Rules & turns", "1 of 13 points"], ["Deciding", "3 of 7 points"],
    ]  # fmt: skip
    again = panel.locator("ul > li")
    expect(again).to_have_text(["Wells (Question 4)", "Rules & turns (Question 7)"])
    assert again.first.get_by_role("link").first.get_attribute("href") == "index.html#wells"


def test_the_wrong_ones_can_be_tried_again(open_tab):
    page = open_tab().go(QUIZ)
    hand = Mouse(page)
    answer(hand, page, RIGHT, ["single", "matrix"])
    answer(hand, page, WRONG, ["true-false", "numeric"])
    page.get_by_role("button", name="Try the wrong ones again").click()
    expect(at(page, "true-false").locator("h3")).to_be_focused()
    assert page.locator(".item:visible").evaluate_all("nodes => nodes.map(node => node.id)") == [
        f"item-{IDS[kind]}" for kind in ("true-false", "numeric")
    ]
    assert page.locator("h2[id^=part-]:visible").all_inner_texts() == ["Wells", "Rules & turns"]
    assert at(page, "true-false").locator("input:checked").count() == 0
    expect(page.locator(".q-filter")).to_contain_text("Only the questions that were not fully right are shown.")
    answer(hand, page, RIGHT, ["true-false", "numeric"])
    expect(page.locator("#quiz-result")).to_contain_text("Nothing: every answer so far is right.")
    page.locator("#quiz-result").get_by_role("button", name="Show all questions").click()
    expect(page.locator(".item:visible")).to_have_count(12)
    expect(at(page, "single").locator("h3")).to_be_focused()
    assert page.locator(".q-filter").inner_text() == ""


SHIFTS = """() => { window.shifts = 0;
  const seen = new PerformanceObserver(all => all.getEntries().forEach(one => { window.shifts += one.value; }));
  seen.observe({type: "layout-shift", buffered: true}); }"""


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_script_comes_late(open_tab, width):
    """On a slow line the page is read before its controls are there."""
    tab = open_tab(width=width)
    page, held = tab.page, []
    page.add_init_script(f"({SHIFTS})()")
    page.route("**/quiz.js", lambda route: held.append(route))
    page.goto(tab.base + QUIZ, wait_until="commit")
    page.locator("h2").first.wait_for()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.locator(".q-live").count() == 0 and len(held) == 1
    held[0].continue_()
    expect(page.locator(".item.q-live")).to_have_count(12)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.shifts") <= 0.01
