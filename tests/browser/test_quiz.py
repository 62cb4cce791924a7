"""Questions in a real browser: every kind right, partly and wrong; mouse, keyboard alone and touch; from a server and a folder."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.quiz import pages
from tests.support.axe import violations
from tests.support.colours import UNREADABLE
from tests.support.server import serving
from tests.support.tab import SIZES, Tab, folder_base, tabs

QUIZ = "modules/wells/quiz.html"
IDS = {item.type: item.id for item in pages.course().items}
NARROW = ({"width": 320, "height": 740}, {"width": 320, "height": 256})  # the second is 1280 × 1024 at 400 % zoom
expect.set_options(timeout=5000)


def sideways(page: Page) -> list[str]:
    """How far the page reaches out of the window."""
    wide, window = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    return [] if wide <= window else [f"{wide} px of page in a window of {window} px"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pages.build(tmp_path_factory.mktemp("quiz"))


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield address


@pytest.fixture
def open_tab(browser, base: str) -> Iterator[Callable[..., Tab]]:
    with tabs(browser, base) as opener:

        def impatient(*given: Any, **named: Any) -> Tab:
            tab = opener(*given, **named)
            tab.page.set_default_timeout(10_000)
            return tab

        yield impatient


def at(page: Page, kind: str) -> Locator:
    """The question of a kind."""
    return page.locator(f"#item-{IDS[kind]}")


def result(page: Page, kind: str) -> Locator:
    return at(page, kind).locator(".q-result")


def record(page: Page, kind: str) -> dict | None:
    return page.evaluate("id => portalState.get('quiz', 'wells/' + id)", IDS[kind])


# ---------- ways to answer ----------


class Mouse:
    """Answers with a pointer; ``press`` is how it presses things."""

    def __init__(self, page: Page, press: str = "click"):
        self.page, self.press = page, press

    def begin(self, item: Locator) -> None:
        item.scroll_into_view_if_needed()

    def hit(self, thing: Locator) -> None:
        getattr(thing, self.press)()

    def pick(self, item: Locator, value: str, part: str = "choice") -> None:
        self.hit(item.locator(f'label[for="{item.get_attribute("id")}--{part}--{value}"]:visible, input[id$="--{part}--{value}"]').last)

    def choose(self, field: Locator, value: str) -> None:
        field.select_option(value)

    def type(self, field: Locator, words: str) -> None:
        self.hit(field)
        field.fill(words)

    def up(self, item: Locator, name: str) -> None:
        self.hit(item.locator(f'.q-order > [data-id="{name}"] .q-up'))

    def decide(self, item: Locator, words: str) -> None:
        self.hit(item.get_by_role("button", name=words, exact=True))

    def check(self, item: Locator) -> None:
        self.hit(item.locator(".q-check"))


class Keyboard(Mouse):
    """Answers with keys alone: Tab, arrows, Space, Enter and letters, beginning at the heading of the question."""

    def begin(self, item: Locator) -> None:
        item.locator("h3").focus()

    def tab_to(self, thing: Locator) -> None:
        back = thing.evaluate("node => (document.activeElement.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) !== 0")
        for _ in range(60):
            if thing.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"no way with Tab to {thing}")

    def hit(self, thing: Locator) -> None:
        self.tab_to(thing)
        self.page.keyboard.press("Enter")

    def pick(self, item: Locator, value: str, part: str = "choice") -> None:
        wanted = item.locator(f'input[id$="--{part}--{value}"]')
        if wanted.get_attribute("type") == "checkbox":
            self.tab_to(wanted)
            self.page.keyboard.press("Space")
            return
        group = item.locator(f'input[name$="--{part}"]')
        checked = item.locator(f'input[name$="--{part}"]:checked')
        self.tab_to(checked if checked.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys do not reach {value}")

    def choose(self, field: Locator, value: str) -> None:
        self.tab_to(field)
        self.page.keyboard.press("Home")
        while field.input_value() != value:
            before = field.input_value()
            self.page.keyboard.press("ArrowDown")
            assert field.input_value() != before, f"the arrow keys do not reach {value}"

    def type(self, field: Locator, words: str) -> None:
        self.tab_to(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def decide(self, item: Locator, words: str) -> None:
        super().decide(item, words)
        assert self.page.evaluate("document.activeElement.closest('.q-path') !== null"), "the focus is lost"

    def check(self, item: Locator) -> None:
        super().check(item)
        expect(item.locator(".q-check")).to_be_focused()


# ---------- answers ----------


def pick(*values: str) -> Callable:
    return lambda hand, item: [hand.pick(item, value) for value in values]


def parts(**values: str) -> Callable:
    return lambda hand, item: [hand.pick(item, value, part) for part, value in values.items()]


def match(**values: str) -> Callable:
    return lambda hand, item: [hand.choose(item.locator(f'.q-left [data-id="{part}"] select'), value) for part, value in values.items()]


def choose(**values: str) -> Callable:
    return lambda hand, item: [hand.choose(item.locator(f'[data-gap="{gap}"] select'), value) for gap, value in values.items()]


def fill(**values: str) -> Callable:
    return lambda hand, item: [hand.type(item.locator(f'[data-gap="{gap}"] input'), value) for gap, value in values.items()]


def number(words: str) -> Callable:
    return lambda hand, item: hand.type(item.locator("input"), words)


def decide(*ways: str) -> Callable:
    return lambda hand, item: [hand.decide(item, way) for way in ways]


def sort(*names: str) -> Callable:
    """Moves entries up, one after another, until they stand as named."""

    def act(hand: Mouse, item: Locator) -> None:
        for place, name in enumerate(names):
            while order(item).index(name) > place:
                hand.up(item, name)
        if order(item) == list(names) and hand.page.evaluate("id => portalState.get('quiz', id) === null", item.get_attribute("data-key")):
            hand.up(item, names[1])
            hand.up(item, names[0])

    return act


def order(item: Locator) -> list[str]:
    return item.locator(".q-order > li").evaluate_all("nodes => nodes.map(node => node.dataset.id)")


# What is done, and what the page says then.
RIGHT = {
    "single": (pick("bakers"), "Right. 1 of 1 point."),
    "multiple": (pick("rope", "rule"), "Right. 2 of 2 points."),
    "true-false": (pick("false"), "Right. 1 of 1 point."),
    "order": (sort("find", "dig", "line", "test"), "Right. 3 of 3 points."),
    "match": (match(rope="rope", spade="spade", level="level"), "Right. 3 of 3 points."),
    "categorise": (parts(rope="bakers", lid="bakers", road="valley", test="valley"), "Right. 4 of 4 points."),
    "numeric": (number("950,5 shells"), "Right. 2 of 2 points."),
    "cloze-select": (choose(turn="arrival", payer="all"), "Right. 2 of 2 points."),
    "cloze-type": (fill(why="Mutual  confidence", where="CAFE"), "Right. 2 of 2 points."),
    "matrix": (parts(turns="bakers", place="valley", price="both"), "Right. 3 of 3 points."),
    "scenario": (decide("Ask what they want to do", "Help them to make a list"), "4 of 4 points."),
    "rubric": (parts(payer="2", day="1"), "Done. Your judgement: 7 of 7 points."),
}
WRONG = {
    "single": (pick("mayor"), "Not right. 0 of 1 point."),
    "multiple": (pick("flag", "song"), "Not right. 0 of 2 points."),
    "true-false": (pick("true"), "Not right. 0 of 1 point."),
    "order": (sort("test", "line", "dig", "find"), "Not right. 0 of 3 points."),
    "match": (match(rope="spade", spade="level", level="sail"), "Not right. 0 of 3 points."),
    "categorise": (parts(rope="valley", lid="valley", road="bakers", test="bakers"), "Not right. 0 of 4 points."),
    "numeric": (number("1449.5"), "Not right. 0 of 2 points."),
    "cloze-select": (choose(turn="size", payer="none"), "Not right. 0 of 2 points."),
    "cloze-type": (fill(why="fear", where="well"), "Not right. 0 of 2 points."),
    "matrix": (parts(turns="valley", place="bakers", price="bakers"), "Not right. 0 of 3 points."),
    "scenario": (decide("Buy a rope yourself", "Buy another one"), "0 of 4 points."),
    "rubric": (parts(payer="0", day="0"), "Done. Your judgement: 0 of 7 points."),
}
PARTLY = {
    "multiple": (pick("rope"), "Partly right. 1 of 2 points."),
    "order": (sort("find", "dig", "test", "line"), "Partly right. 2 of 3 points."),
    "match": (match(rope="rope", spade="sail"), "Partly right. 1 of 3 points."),
    "categorise": (parts(rope="bakers", lid="valley"), "Partly right. 1 of 4 points."),
    "numeric": (number("95"), "Partly right. 1 of 2 points."),
    "cloze-select": (choose(turn="arrival"), "Partly right. 1 of 2 points."),
    "cloze-type": (fill(where="café"), "Partly right. 1 of 2 points."),
    "matrix": (parts(turns="bakers", place="valley"), "Partly right. 2 of 3 points."),
    "scenario": (decide("Ask what they want to do", "Leave them to it"), "3 of 4 points."),
}
PLANS = {"right": RIGHT, "wrong": WRONG, "partly": PARTLY}


def answer(hand: Mouse, page: Page, plan: dict, kinds: Any = None) -> None:
    """Answers and checks, and sees that the page says what it should."""
    for kind in kinds or plan:
        act, says = plan[kind]
        item = at(page, kind)
        hand.begin(item)
        act(hand, item)
        if kind != "scenario":  # its story checks itself when it ends
            hand.check(item)
        expect(item.locator(".q-verdict")).to_have_text(says)


# ---------- every kind, every way ----------


@pytest.mark.parametrize("plan", PLANS)
def test_every_kind_with_the_mouse_from_a_folder_too(open_tab, folder, plan):
    for address in (None, folder_base(folder)):
        tab = open_tab(**({"base": address} if address else {}))
        page = tab.go(QUIZ)
        answer(Mouse(page), page, PLANS[plan])
        assert tab.faults == []


@pytest.mark.parametrize("plan", PLANS)
def test_every_kind_with_the_keyboard_alone(open_tab, plan):
    page = open_tab().go(QUIZ)
    answer(Keyboard(page), page, PLANS[plan])


@pytest.mark.parametrize("plan", PLANS)
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
    page.evaluate("""() => { const old = portalState.get("quiz", "wells/who-brings-water"); portalState.put("quiz", "wells/who-brings-water", {...old, of: "0123"}) }""")
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
    expect(page.locator("#quiz-result")).to_contain_text("Without an answer: Question 2, Question 5, Question 6, Question 8, Question 9, Question 10")
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
    assert page.locator(".item:visible").evaluate_all("nodes => nodes.map(node => node.id)") == [f"item-{IDS[kind]}" for kind in ("true-false", "numeric")]
    assert page.locator("h2[id^=part-]:visible").all_inner_texts() == ["Wells", "Rules & turns"]
    assert at(page, "true-false").locator("input:checked").count() == 0
    expect(page.locator(".q-filter")).to_contain_text("Only the questions that were not fully right are shown.")
    answer(hand, page, RIGHT, ["true-false", "numeric"])
    expect(page.locator("#quiz-result")).to_contain_text("Nothing: every answer so far is right.")
    page.locator("#quiz-result").get_by_role("button", name="Show all questions").click()
    expect(page.locator(".item:visible")).to_have_count(12)
    expect(at(page, "single").locator("h3")).to_be_focused()
    assert page.locator(".q-filter").inner_text() == ""


# ---------- for everybody ----------


def states(page: Page) -> Iterator[str]:
    """The page in every state that differs to the eye, one after another."""
    yield "new"
    hand = Mouse(page)
    page.locator(".q-hint summary").first.click()
    at(page, "match").locator(".q-check").click()
    yield "asked for an answer, with a hint"
    for kind in ("scenario",):
        hand.decide(at(page, kind), "Buy a rope yourself")
    answer(hand, page, PARTLY, [kind for kind in PARTLY if kind != "scenario"])
    yield "partly right, in the middle of a story"
    hand.decide(at(page, "scenario"), "Buy another one")
    answer(hand, page, WRONG, [kind for kind in WRONG if kind != "scenario"])
    for fold in page.locator(".answer summary").all():
        fold.click()
    page.locator(".q-grip").first.press("Space")
    yield "wrong, with every solution open and an entry taken up"
    page.get_by_role("button", name="Try the wrong ones again").click()
    yield "trying the wrong ones again"
    page.get_by_label("After the last question").check()
    page.get_by_role("button", name="Check all answers").click()
    yield "checked at the end"


@pytest.mark.parametrize("width", SIZES)
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
            assert record(page, kind)["score"] == page.evaluate("id => JSON.parse(document.querySelector(`#item-${id} .item-data`).textContent).points", IDS[kind])
        assert violations(page) == [] and sideways(page) == []
        assert tab.faults == []
        tab.page.close()


def test_the_readers_own_colours_keep_everything_legible(open_tab):
    for scheme in ("light", "dark"):
        page = open_tab(1280, forced_colors="active", color_scheme=scheme, reduced_motion="reduce").go(QUIZ)
        answer(Mouse(page), page, PARTLY, ["multiple", "matrix", "order"])
        assert page.evaluate(UNREADABLE) == [], scheme


SMALL = """nodes => nodes.filter(node => node.checkVisibility()).flatMap(node => {
  const own = node.getBoundingClientRect(), label = node.matches("input") && node.labels[0] && node.labels[0].getBoundingClientRect();
  const height = Math.max(own.height + (node.matches("[type=radio], [type=checkbox]") ? 20 : 0), label && !node.matches("[type=text]") ? label.height : 0);
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
        assert item.locator(".q-ask").is_visible() and item.locator(".q-body").inner_text().strip() or kind == "numeric"
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
    broken = (Path(pages.ROOT) / "docs/assets/js/quiz.js").read_text(encoding="utf-8").replace("function matrix(item) {", "function matrix(item) { throw new Error('broken');")
    tab.page.route("**/quiz.js", lambda route: route.fulfill(body=broken, content_type="text/javascript"))
    page = tab.go(QUIZ)
    answer(Mouse(page), page, RIGHT, ["single", "scenario", "rubric"])
    assert at(page, "matrix").locator("input").count() == 0 and at(page, "matrix").locator(".answer").is_visible()
    assert tab.faults == ["exception: broken"]
    tab.faults.clear()


def test_the_scripts_of_a_quiz_stay_small():
    folder = pages.ROOT / "docs/assets/js"
    size = sum(len(gzip.compress((folder / f"{name}.js").read_bytes(), 9, mtime=0)) for name in pages.LOADS["quiz"])
    assert size <= 15_000, f"{size} bytes"
