"""The planner: days and sessions by mouse and by keyboard, hours that add up, a sheet a day, a draft only on request."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from portal.corpus import paths
from tests.support import real, ways_pages
from tests.support.axe import COLOURS, violations
from tests.support.keys import has_focus, tab_to
from tests.support.pick import pick
from tests.support.server import serving
from tests.support.tab import SIZES, folder_base
from tests.support.ways_pages import PLANNER

PROGRAMMES = real.corpus().programmes
SMALL = """[...document.querySelectorAll("#planner :is(button, select, summary, input:not([type=checkbox]))")]
  .filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 44).map(node => node.outerHTML.slice(0, 80))"""
DRAFT = "portal/1/local/draft/planner"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, corpus) -> Path:
    """The pages of paths and workshops."""
    return ways_pages.build(tmp_path_factory.mktemp("ways") / "site", corpus)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """They take the place of the whole site: ``open_tab`` opens them."""
    with serving(folder) as address:
        yield address


def status(page: Page) -> Locator:
    return page.locator(".plan-status")


def names(page: Page, day: int = 1) -> list[str]:
    """The sessions of a day, in order."""
    return page.locator(f".plan-day:nth-child({day}) .plan-name").all_inner_texts()


def add(page: Page, label: str, day: int = 1) -> None:
    page.get_by_label(f"Add to day {day}").select_option(label=label)
    page.locator(f"#add-{day - 1}").click()


def total(page: Page) -> str:
    return page.locator(".plan-total").inner_text()


def sheets(page: Page) -> list[str]:
    """The text of each printed sheet; every sheet is A4."""
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in printed} == {(595, 842)}
    return ["".join(sheet.extract_text().split()) for sheet in printed]


def joined(words: str) -> str:
    return "".join(words.split())


def stored(page: Page) -> dict[str, Any]:
    return page.evaluate("({...localStorage})")


# ---------- days and sessions ----------


def test_hours_add_up_with_every_change_and_are_announced(open_tab):
    page = open_tab().go(PLANNER)
    assert total(page) == "All days: 0 min of sessions, 0 min of breaks."
    add(page, "Clusters and collective efficiency (1 h 30 min)")
    expect(status(page)).to_have_text(
        "Clusters and collective efficiency was added to day 1. All days: 1 h 30 min of sessions, 0 min of breaks."
    )
    add(page, "Lunch")
    add(page, "A session of your own")
    assert names(page) == ["Clusters and collective efficiency", "Lunch", "A session of your own"]
    assert page.locator(".plan-clock").all_inner_texts() == ["09:00", "10:30", "11:30"]
    page.get_by_label("Minutes of A session of your own").fill("45")
    page.keyboard.press("Tab")
    expect(page.locator(".plan-total")).to_have_text("All days: 2 h 15 min of sessions, 1 h of breaks.")
    expect(status(page)).to_have_text("All days: 2 h 15 min of sessions, 1 h of breaks.")
    expect(page.locator(".plan-sum")).to_have_text("Sessions: 2 h 15 min. Breaks: 1 h. The day ends at 12:15.")
    page.get_by_label("Begins at").fill("22:00")
    page.keyboard.press("Tab")
    expect(page.locator(".plan-sum")).to_have_text(
        "Sessions: 2 h 15 min. Breaks: 1 h. The day ends at 01:15. The day runs past midnight."
    )
    page.get_by_role("button", name="Remove: Lunch").click()
    assert names(page) == ["Clusters and collective efficiency", "A session of your own"]
    page.get_by_role("button", name="Undo").click()
    assert names(page) == ["Clusters and collective efficiency", "Lunch", "A session of your own"]


@pytest.mark.parametrize("typed", pick(["", "0", "-5", "1.5", "601", "1e9"], "", "1.5", "601"))
def test_minutes_that_cannot_be_are_not_taken(open_tab, typed):
    page = open_tab().go(PLANNER)
    add(page, "Break")
    field = page.get_by_label("Minutes of Break")
    field.fill(typed)
    page.keyboard.press("Tab")
    expect(field).to_have_value("15")
    assert total(page) == "All days: 0 min of sessions, 15 min of breaks."


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.id)
def test_a_ready_workshop_has_the_same_clock_here(open_tab, programme):
    page = open_tab().go(f"{PLANNER}#ready-{programme.id}")
    clocks = [[start for start, _, _ in paths.times(programme, day)] for day in programme.days]
    assert [part.locator(".plan-clock").all_inner_texts() for part in page.locator(".plan-day").all()] == clocks
    assert [len(names(page, number)) for number in range(1, len(clocks) + 1)] == [len(day.sessions) for day in programme.days]
    work = sum(map(paths.work, programme.days))
    hours = f"{work // 60} h" + (f" {work % 60} min" if work % 60 else "")
    assert total(page).startswith(f"All days: {hours} of sessions, ")


def test_another_workshop_replaces_the_plan_and_can_be_taken_back(open_tab):
    page = open_tab().go(PLANNER)
    add(page, "Opening")
    page.get_by_label("Place").fill("Hall 2")
    page.get_by_label("Start from").select_option(label=PROGRAMMES[0].title)
    page.get_by_role("button", name="Use it").click()
    assert page.locator(".plan-day").count() == len(PROGRAMMES[0].days)
    expect(page.get_by_label("Place")).to_have_value("Hall 2")
    page.get_by_role("button", name="Undo").click()
    assert names(page) == ["Opening"]
    assert page.locator(".plan-day").count() == 1


def test_by_keyboard_alone(open_tab):
    page = open_tab().go(PLANNER)
    keys = page.keyboard
    tab_to(page, page.get_by_label("Number of days"))
    keys.press("ArrowUp")
    expect(page.locator(".plan-day")).to_have_count(2)
    assert has_focus(page.get_by_label("Number of days"))
    choice = page.get_by_label("Add to day 1")
    for part in ("Opening", "Lunch", "Closing"):
        tab_to(page, choice, key="Shift+Tab" if part != "Opening" else "Tab")
        keys.type(part)
        tab_to(page, page.locator("#add-0"), most=1)
        keys.press("Enter")
    assert names(page) == ["Opening", "Lunch", "Closing"]
    up = page.get_by_role("button", name="Move up: Closing")
    tab_to(page, up, key="Shift+Tab")
    keys.press("Enter")
    assert names(page) == ["Opening", "Closing", "Lunch"]
    expect(status(page)).to_contain_text("Closing: day 1, place 2.")
    assert has_focus(page.get_by_role("button", name="Move up: Closing"))
    minutes = page.get_by_label("Minutes of Closing")
    tab_to(page, minutes, key="Shift+Tab")
    keys.press("Alt+ArrowDown")
    assert names(page) == ["Opening", "Lunch", "Closing"]
    assert has_focus(minutes)
    keys.press("Alt+ArrowDown")
    assert (names(page), names(page, 2)) == (["Opening", "Lunch"], ["Closing"])
    expect(status(page)).to_contain_text("Closing: day 2, place 1.")
    assert has_focus(minutes)
    keys.press("Alt+ArrowDown")  # there is no further day
    assert names(page, 2) == ["Closing"]
    keys.press("Alt+ArrowUp")
    assert (names(page), names(page, 2)) == (["Opening", "Lunch", "Closing"], [])
    tab_to(page, page.get_by_role("button", name="Remove: Closing"))
    keys.press("Enter")
    assert names(page) == ["Opening", "Lunch"]
    assert has_focus(page.get_by_role("button", name="Remove: Lunch"))


def test_a_session_gets_words_of_its_own(open_tab):
    page = open_tab().go(PLANNER)
    add(page, "A session of your own")
    page.locator("#edit-0-0").click()
    page.get_by_label("Title", exact=True).fill("<b>Looms</b>")
    page.get_by_label("Aim").fill("Participants set up a loom.")
    page.get_by_label("Materials, one a line").fill("A loom\n\n  Wool ")
    assert names(page) == ["<b>Looms</b>"]
    sheet = page.locator("#planner-sheets .day-sheet")
    assert "<b>Looms</b>" in sheet.text_content()
    assert sheet.locator("li").all_text_contents()[-2:] == ["A loom", "Wool"]
    add(page, "Break")  # drawn anew; what was unfolded stays so
    page.get_by_role("button", name="Move up: Break").click()
    expect(page.get_by_label("Aim").last).to_be_visible()
    expect(page.get_by_role("button", name="Move up: <b>Looms</b>")).to_be_visible()


def test_there_is_an_end_to_days_and_sessions(open_tab):
    page = open_tab().go(PLANNER)
    for _ in range(21):
        page.locator("#add-0").click()
    assert len(names(page)) == 20
    expect(status(page)).to_have_text("A day holds at most 20 parts.")
    page.get_by_label("Number of days").fill("11")
    page.keyboard.press("Tab")
    assert page.locator(".plan-day").count() == 1


# ---------- on paper ----------


@pytest.mark.parametrize("programme", pick(PROGRAMMES, PROGRAMMES[0]), ids=lambda programme: programme.id)
@pytest.mark.parametrize("address", ["programmes/{}.html", PLANNER + "#ready-{}"], ids=["ready", "planner"])
def test_one_sheet_a_day(open_tab, programme, address):
    printed = sheets(open_tab(1280, color_scheme="dark").go(address.format(programme.id)))
    assert len(printed) == len(programme.days)
    for number, (day, text) in enumerate(zip(programme.days, printed), 1):
        wanted = [f"Day {number}: {day.title}", programme.title, "Place", "Date", "Trainers", "Logos of the partners"]
        wanted += [session.title for session in day.sessions if session.title]
        wanted += [f"{start}–{end}" for start, end, _ in paths.times(programme, day)]
        assert [words for words in wanted if joined(words) not in text] == []
        assert [
            words for words in ("Number of days", "Skip to the content", "Session plan", "My progress") if joined(words) in text
        ] == []


def test_a_plan_of_three_days_is_three_sheets_with_what_was_typed(open_tab):
    page = open_tab(360).go(f"{PLANNER}#ready-one-day")
    page.get_by_label("Number of days").fill("3")
    page.keyboard.press("Tab")
    for label, typed in (
        ("Title of the workshop", "Looms and knots"),
        ("Place", "Hall 2"),
        ("Dates", "3 to 5 May"),
        ("Trainers", "A. Name"),
    ):
        page.get_by_label(label).fill(typed)
    for day in (2, 3):
        add(page, "Selecting clusters (1 h 30 min)", day)
    printed = sheets(page)
    assert len(printed) == 3
    for text in printed:
        assert [
            words
            for words in ("Looms and knots", "Place: Hall 2", "Date: 3 to 5 May", "Trainers: A. Name")
            if joined(words) not in text
        ] == []
    assert joined("09:00–10:30") in printed[1]


# ---------- what is kept ----------


def test_nothing_is_kept_unless_asked_for(open_tab):
    tab = open_tab()
    page = tab.go(PLANNER)
    add(page, "Lunch")
    page.get_by_label("Place").fill("Hall 2")
    assert stored(page) == {}
    page.reload()
    assert names(page) == []
    assert [url for url in tab.requests if not url.startswith(tab.base)] == []


def test_a_plan_is_kept_on_request_and_forgotten_on_request(open_tab):
    page = open_tab().go(PLANNER)
    add(page, "Lunch")
    page.get_by_label("Keep this plan on this device").check()
    expect(status(page)).to_have_text("The plan is kept on this device.")
    page.get_by_label("Place").fill("Hall 2")
    add(page, "Opening")
    assert list(stored(page)) == [DRAFT]
    page.reload()
    assert names(page) == ["Lunch", "Opening"]
    expect(page.get_by_label("Place")).to_have_value("Hall 2")
    expect(page.get_by_label("Keep this plan on this device")).to_be_checked()
    page.get_by_label("Keep this plan on this device").uncheck()
    expect(status(page)).to_have_text("The plan is no longer kept on this device.")
    assert stored(page) == {}
    add(page, "Break")
    assert stored(page) == {}


SPOILT = {
    "no plan": None,
    "a number": 5,
    "days that are no list": {"days": 3},
    "days of nothing": {"days": [None, 1, "x"]},
    "sessions of nothing": {"days": [{"sessions": [None, [], {"minutes": "90"}, {"kind": "party", "materials": "x"}]}]},
    "endless": {"days": [{"sessions": [{"title": "x" * 900, "minutes": 10**9}] * 30}] * 12},
    "a prototype": json.loads('{"__proto__": {"days": 1}, "days": [{"start": "99:99", "title": {}}]}'),
    "markup": {
        "title": "<img src=x onerror=alert(1)>",
        "days": [{"sessions": [{"title": "<script>alert(1)</script>", "minutes": 5}]}],
    },
}


@pytest.mark.parametrize("name", pick(SPOILT, "markup", "days that are no list"))
def test_a_spoilt_draft_is_taken_for_what_it_may_be(open_tab, name):
    tab = open_tab()
    page = tab.go(PLANNER)
    record = {"v": 1, "at": "2026-11-20T10:00:00.000Z", "answer": SPOILT[name]}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [DRAFT, json.dumps(record)])
    page.reload()
    assert page.locator(".plan-day").count() in (1, 10)
    assert page.locator("main img[src=x], main script:not([type])").count() == 0
    add(page, "Lunch", 1 if name != "endless" else 2)
    assert tab.faults == []


def test_a_browser_that_keeps_nothing_still_plans_and_says_so(open_tab):
    tab = open_tab()
    tab.page.add_init_script(NO_STORAGE)
    page = tab.go(PLANNER)
    add(page, "Lunch")
    page.get_by_label("Keep this plan on this device").check()
    assert names(page) == ["Lunch"]
    expect(page.locator(".state-note")).to_contain_text("keep anything")


# ---------- for everybody ----------


def test_without_a_script_the_ready_workshops_are_there(open_tab):
    page = open_tab(java_script_enabled=False).go(PLANNER)
    expect(page.get_by_text("The planner needs JavaScript.")).to_be_visible()
    assert page.locator("#planner").inner_text() == ""
    page.get_by_role("main").get_by_role("link", name=PROGRAMMES[0].title).click()
    page.wait_for_url("**/programmes/four-days.html")
    assert len(sheets(page)) == len(PROGRAMMES[0].days)


def test_it_works_from_a_folder(open_tab, folder):
    tab = open_tab(base=folder_base(folder))
    page = tab.go(PLANNER)
    add(page, "Lunch")
    page.get_by_label("Keep this plan on this device").check()
    page.reload()
    assert names(page) == ["Lunch"]
    assert tab.faults == []


@pytest.mark.parametrize("width", pick(SIZES, 360))
def test_a_full_plan_is_accessible_and_inside_the_window(open_tab, width):
    page = open_tab(width, reduced_motion="reduce").go(f"{PLANNER}#ready-two-days")
    page.locator("#edit-0-1").click()
    add(page, "A session of your own")
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += violations(page, COLOURS)
    for size in (width, 320) if width < 400 else (width,):
        page.set_viewport_size({"width": size, "height": 740})
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        found += [f"{wide} px of page in {size}"] if wide > size else []
    assert found == []
    assert page.evaluate(SMALL) == []
