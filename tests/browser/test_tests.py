"""Tests in a browser: begin, answer, leave and come back, hand in, see what was gained; from a server and from a folder."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.corpus import seeds
from tests.support import axe, tested
from tests.support.pick import pick
from tests.support.server import serving
from tests.support.tab import SIZES, folder_base
from tests.support.tested import BEFORE, FINAL, answer, begin, begun, data, hand_in, items, record


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, built."""
    return tested.site(tmp_path_factory.mktemp("tests"))


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """It takes the place of the whole site: ``open_tab`` opens its pages."""
    with serving(folder) as address:
        yield address


def points(page) -> str:
    return page.locator(".t-panel .q-verdict").inner_text()


@pytest.mark.parametrize(("form", "place"), pick(product("ab", ("server", "folder")), ("b", "folder")))
def test_every_kind_is_answered_and_marked(open_tab, folder, form, place):
    page = open_tab(**({"base": folder_base(folder)} if place == "folder" else {})).go(FINAL)
    begin(page, form=form)
    assert page.url.endswith(f"#form={form}&seed=4711")
    assert {data(item)["type"] for item in items(page)} == {
        "single", "multiple", "true-false", "order", "match", "categorise", "numeric", "matrix",
    }  # fmt: skip
    for item in items(page):
        answer(item)
    expect(page.locator(".q-count")).to_have_text("8 of 8 questions answered")
    hand_in(page)
    expect(page.get_by_role("heading", level=2, name="Result: Attempt 1")).to_be_focused()
    assert points(page) == "16 of 16 points (100 %). Passed: 80 % were needed."
    expect(page.locator(".item .q-result .q-verdict")).to_have_text([re.compile(r"^Right\. ")] * 8)
    kept = record(page, "final-one-day/final-1")
    assert kept["pass"] is True and kept["score"] == kept["of"] == 16 and kept["form"] == form and kept["seed"] == "4711"
    names = [item.get_attribute("data-key") for item in items(page)]
    assert kept["draws"] == names
    one = record(page, f"final-one-day/final-1/{names[0]}")
    assert one["score"] == 1 and one["of"] == data(items(page)[0])["of"] and one["points"] == data(items(page)[0])["points"]


def test_nothing_is_said_before_it_is_handed_in(open_tab):
    page = open_tab().go(FINAL)
    expect(page.locator("#test-a")).to_be_hidden()
    begin(page)
    for item in items(page):
        answer(item, rightly=False)
    assert page.locator(".answer, .q-mark, .q-verdict, .q-back, .q-hint").count() == 0
    hand_in(page)
    expect(page.locator(".t-panel .q-verdict")).to_have_text("0 of 16 points (0 %). Not passed yet: 80 % are needed.")
    expect(page.locator(".item .answer")).to_have_count(8)
    expect(page.locator(".item :is(input, select, button):enabled")).to_have_count(0)
    expect(page.locator(".t-panel ul a[href*='pots/index.html#']")).to_have_count(2)


def test_what_is_missing_is_told_and_counts_as_nothing(open_tab):
    page = open_tab().go(FINAL)
    begin(page)
    shown = items(page)
    for item in shown[:5]:
        answer(item)
    number = next(item for item in shown if data(item)["type"] == "numeric")
    number.locator("input").fill("five or six")
    page.locator("#test-end").get_by_role("button", name="Hand in").click()
    asked = page.locator(".p-ask")
    answered = sum(1 for item in shown if record(page, f"final-one-day/final-1/{item.get_attribute('data-key')}"))
    expect(asked).to_contain_text(f"{8 - answered} of 8 questions have no answer:")
    expect(asked).to_contain_text("cannot be read as one number")
    asked.get_by_role("link").first.click()
    expect(page.locator(".item h3:focus")).to_have_count(1)
    asked.get_by_role("button", name="Go on answering").click()
    expect(page.locator(".p-ask")).to_have_count(0)
    hand_in(page)
    last = shown[7].get_attribute("data-key")
    assert record(page, f"final-one-day/final-1/{last}")["answer"] is None
    expect(page.locator(f".item[data-key='{last}'] .q-result")).to_contain_text("No answer.")


@pytest.mark.parametrize("place", pick(["server", "folder"], "folder"))
def test_before_and_after_are_two_forms_and_the_gain_is_shown(open_tab, folder, place):
    page = open_tab(**({"base": folder_base(folder)} if place == "folder" else {})).go(BEFORE)
    begin(page, run="Before the course")
    first = record(page, "before-after-potters/before")["form"]
    assert first == ("b" if seeds.number("4711") % 2 else "a")
    outcome = data(items(page)[0])["outcome"]
    for item in items(page):
        answer(item, rightly=data(item)["outcome"] != outcome)
    hand_in(page)
    assert record(page, "before-after-potters/before")["pass"] is None
    page.get_by_role("button", name="To the next attempt").click()
    expect(page.locator(".t-runs")).to_contain_text("Before the course")
    begin(page, seed="12")
    assert record(page, "before-after-potters/after")["form"] != first
    for item in items(page):
        answer(item)
    hand_in(page)
    rows = page.locator(".t-outcomes tbody tr")
    expect(page.locator(".t-outcomes caption")).to_have_text("Gain by learning outcome")
    before, after = record(page, "before-after-potters/before"), record(page, "before-after-potters/after")
    expect(page.locator(".t-outcomes tfoot td").last).to_have_text(f"+{after['score'] - before['score']}")
    assert rows.count() == 2 and after["score"] == after["of"] == before["of"]
    page.get_by_role("button", name="To all results").click()
    expect(page.get_by_role("heading", name="You have done both")).to_be_focused()
    expect(page.get_by_role("button", name="Begin the test")).to_have_count(0)
    page.get_by_role("button", name="Show the result: Before the course").click()
    expect(page.get_by_role("heading", name="Result: Before the course")).to_be_focused()


def test_the_same_seed_gives_the_same_order_and_another_one_another(open_tab):
    """As on paper: the order is computed once more here."""
    orders = []
    for seed in ("1234", "1234", "77"):
        page = open_tab().go(f"{FINAL}#form=a&seed={seed}")
        expect(page.get_by_label("Seed", exact=True)).to_have_value(seed)
        expect(page.get_by_label("Form A", exact=True)).to_be_checked()
        page.get_by_role("button", name="Begin the test").click()
        begun(page)
        keys = [item.get_attribute("data-key") for item in items(page)]
        single = next(item for item in items(page) if data(item)["type"] == "single")
        names = single.locator(".q-choices > li").evaluate_all("all => all.map(one => one.dataset.id)")
        orders.append((keys, names))
        assert keys == seeds.order(seed, keys)
        assert names == seeds.order(f"{seed}/{single.get_attribute('data-key')}", names)
        heads = [item.locator("h3").inner_text().split("\n")[0] for item in items(page)]
        assert [head.startswith(f"Question {n}") for n, head in enumerate(heads, 1)] == [True] * 8
    assert orders[0] == orders[1] != orders[2]


def test_the_generator_is_the_same_in_the_browser(open_tab):
    page = open_tab().go(FINAL)
    names = [f"{word}/{n}" for n in range(40) for word in ("a", "seed-1", "zebra")]
    assert page.evaluate("names => names.map(window.portalSeed.number)", names) == [seeds.number(name) for name in names]
    for seed in ("1", "999999", "0815"):
        assert page.evaluate("([seed, names]) => window.portalSeed.order(seed, names)", [seed, names]) == seeds.order(seed, names)
        right = seeds.order(seed, names)[:2]
        given = [seed, names[:2] if right == names[:2] else names, right]
        assert page.evaluate("all => window.portalSeed.apart(...all)", given) == seeds.apart(*given)


def test_a_reload_brings_everything_back(open_tab, folder):
    page = open_tab(base=folder_base(folder)).go(FINAL)
    begin(page)
    for item in items(page)[:6]:
        answer(item)
    keys = [item.get_attribute("data-key") for item in items(page)]
    kept = [record(page, f"final-one-day/final-1/{key}") for key in keys]
    page.reload()
    begun(page)
    assert [item.get_attribute("data-key") for item in items(page)] == keys
    expect(page.locator(".q-count")).to_have_text("6 of 8 questions answered")
    assert [record(page, f"final-one-day/final-1/{key}") for key in keys] == kept
    for item in items(page)[6:]:
        answer(item)
    hand_in(page)
    assert points(page).startswith("16 of 16 points")
    page.reload()
    page.get_by_role("button", name="Show the result: Attempt 1").click()
    assert points(page).startswith("16 of 16 points")
    expect(page.locator(".item .q-result .q-verdict")).to_have_text([re.compile(r"^Right\. ")] * 8)


def test_an_attempt_can_be_thrown_away_and_final_tests_take_turns(open_tab):
    page = open_tab().go(FINAL)
    begin(page)
    answer(items(page)[0])
    first = record(page, "final-one-day/final-1")["form"]
    page.get_by_role("button", name="Stop and throw this attempt away").click()
    page.get_by_role("button", name="Throw it away").click()
    assert page.evaluate("window.portalState.list('test')") == []
    begin(page)
    hand_in(page)
    page.get_by_role("button", name="To the next attempt").click()
    begin(page)
    assert record(page, "final-one-day/final-2")["form"] != first


def test_a_seed_that_is_none_is_refused(open_tab):
    page = open_tab().go(FINAL)
    begin(page, seed="my seed")
    expect(page.locator(".q-fault")).to_have_text("Write a number of up to six digits.")
    expect(page.get_by_label("Seed", exact=True)).to_be_focused()


def test_the_clock_is_off_unless_it_is_wanted_and_stops_nothing(open_tab):
    tab = open_tab()
    tab.page.clock.install()
    page = tab.go(FINAL)
    begin(page)
    expect(page.locator(".t-clock")).to_have_text("")
    page.get_by_role("button", name="Stop and throw this attempt away").click()
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_label("Show a clock (15 minutes). It stops nothing.").check()
    begin(page)
    expect(page.locator(".t-clock")).to_have_text("Time left: 15 minutes")
    page.clock.run_for(11 * 60_000)
    expect(page.locator(".t-live")).to_have_text("Time left: 5 minutes or less")
    page.clock.run_for(5 * 60_000)
    expect(page.locator(".t-live")).to_have_text("The time is over. You can go on, and hand in when you are ready.")
    answer(items(page)[0])
    expect(page.locator(".q-count")).to_have_text("1 of 8 questions answered")


def test_questions_that_do_not_come_are_told(open_tab):
    tab = open_tab()
    tab.page.route("**/final-one-day-b.js", lambda route: route.abort())
    page = tab.go(FINAL)
    page.get_by_label("Form B", exact=True).check()
    page.get_by_role("button", name="Begin the test").click()
    expect(page.locator("#test-start > [role=status]")).to_have_text("The questions could not be loaded. Load the page again.")
    assert page.evaluate("window.portalState.list('test')") == []
    tab.faults.clear()


def test_without_scripts_form_a_can_be_read_and_no_key_is_there(open_tab):
    page = open_tab(java_script_enabled=False).go(FINAL)
    expect(page.locator(".item:visible")).to_have_count(8)
    expect(page.locator(".without-js")).to_be_visible()
    assert page.locator("main :is(button, input, select, .answer):visible").count() == 0
    shown = page.locator("main").inner_text()
    assert "She fires few pots." not in shown and "A rule that counts pots asks little of her." not in shown


@pytest.mark.parametrize(("width", "scheme"), pick(product(SIZES, ("light", "dark")), (360, "light")))
def test_every_state_is_accessible_and_inside_the_window(open_tab, width, scheme):
    def look(state: str) -> None:
        assert axe.violations(page) == [], state
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"{state}: wider than the window"

    page = open_tab(width, color_scheme=scheme, reduced_motion="reduce").go(BEFORE)
    look("setup")
    for run, rightly in (("Before the course", False), ("", True)):
        begin(page, run=run)
        look("begun")
        for item in items(page):
            answer(item, rightly)
        page.locator("#test-end").get_by_role("button", name="Hand in").click()
        look("asked")
        page.locator(".p-ask").get_by_role("button", name="Hand in").click()
        look("result")
        page.get_by_role("button", name=re.compile("^To ")).click()
        look("overview")
    page.goto(page.url.split("#")[0].replace(BEFORE, "tests/index.html"))
    look("list")


def test_with_the_keyboard_alone(open_tab):
    page = open_tab().go(BEFORE)
    begin_button = page.get_by_role("button", name="Begin the test")
    for _ in range(60):
        page.keyboard.press("Tab")
        if begin_button.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Questions")).to_be_focused()
    hand = page.locator("#test-end").get_by_role("button", name="Hand in")
    for _ in range(80):
        page.keyboard.press("Tab")
        page.keyboard.press("Space") if page.locator("input:focus:not([type=text])").count() else None
        if hand.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hand in now?")).to_be_focused()
    page.keyboard.press("Tab")
    while not page.locator(".p-ask button:focus").count():
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Result: Before the course")).to_be_focused()


def test_the_scripts_of_a_test_stay_small():
    folder = Path(tested.__file__).parents[2] / "docs" / "assets" / "js"
    names = ("theme", "portal", "state", "score", "questions", "test")
    size = sum(len(gzip.compress((folder / f"{name}.js").read_bytes(), 9, mtime=0)) for name in names)
    assert size <= 26_000, f"{size} bytes"
