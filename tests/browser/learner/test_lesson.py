"""A lesson: sections read, the next step, the projector."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.quiz import pages
from tests.fixtures.quiz.hands import LESSON, QUIZ
from tests.support.axe import violations
from tests.support.tab import SIZES, folder_base


def test_a_section_is_ticked_and_the_next_step_is_one_tap_away(open_tab):
    tab = open_tab()
    page = tab.go(LESSON)
    expect(page.locator(".next-done")).to_have_text("0 of 3 sections read")
    step = page.locator(".next-bar a")
    expect(step).to_have_text("Next: Wells")
    page.get_by_label("I have read this section: Wells").check()
    expect(step).to_have_text("Next: Rules & turns")
    assert step.get_attribute("href") == "#rules"
    page.get_by_label("I have read this section: Wells").uncheck()
    expect(page.locator(".next-done")).to_have_text("0 of 3 sections read")
    for title in pages.TITLES.values():
        page.get_by_label(f"I have read this section: {title}").check()
    page.reload()
    expect(page.locator(".next-done")).to_have_text("3 of 3 sections read")
    expect(step).to_have_text("Next: Questions")
    step.click()
    assert page.url == tab.base + QUIZ


def test_a_section_counts_as_read_when_its_end_stayed_in_sight(open_tab):
    tab = open_tab()
    tab.page.clock.install()
    page = tab.go(LESSON)
    ends = page.locator(".part-end")
    ends.nth(1).scroll_into_view_if_needed()
    page.wait_for_function(
        """() => { const box = document.querySelectorAll(".part-end")[1].getBoundingClientRect();
                   return box.top < innerHeight && box.bottom > 0; }"""
    )
    page.evaluate("new Promise(done => requestAnimationFrame(() => done()))")
    page.clock.run_for(1000)
    expect(page.locator(".next-done")).to_have_text("0 of 3 sections read")
    page.clock.run_for(10_000)
    expect(page.locator(".next-done")).to_have_text("1 of 3 sections read")
    expect(ends.nth(1).locator("input")).to_be_checked()
    ends.nth(1).locator("input").uncheck()
    ends.nth(0).scroll_into_view_if_needed()
    ends.nth(1).scroll_into_view_if_needed()
    page.clock.run_for(10_000)
    expect(ends.nth(1).locator("input")).not_to_be_checked()  # what was taken back stays so


@pytest.mark.parametrize("width", SIZES)
def test_lesson_and_projector_are_accessible_and_inside_the_window(open_tab, width):
    page = open_tab(width, reduced_motion="reduce").go(LESSON)
    found = []
    for state in ("lesson", "projector"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{state}, {scheme}: {fault}" for fault in violations(page)]
        wide, window = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        found += [f"{state}: {wide} px of page in {window}"] if wide > window else []
        page.goto(page.url.partition("?")[0] + "?view=projector")  # on a telephone it has no button
    assert found == []


def press(button: Locator) -> None:
    """Press a button that stays at the foot of the window, without scrolling to the place it has in the page."""
    button.evaluate("node => node.click()")


def visible_heads(page: Page) -> list[str]:
    return page.locator(".article > :is(h1, h2):visible").all_inner_texts()


@pytest.mark.parametrize("where", ["server", "folder"])
def test_the_projector_shows_one_section_a_screen(open_tab, folder, where):
    tab = open_tab(**({"base": folder_base(folder)} if where == "folder" else {}))
    page, keys = tab.go(LESSON), tab.page.keyboard
    assert visible_heads(page) == ["A lesson", "Wells", "Rules & turns", "Deciding"]
    press(page.get_by_role("button", name="Projector view"))
    assert visible_heads(page) == ["A lesson"]
    expect(page.locator(".projector-bar [role=status]")).to_have_text("Screen 1 of 4")
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    assert visible_heads(page) == ["Rules & turns"]
    keys.press("ArrowLeft")
    assert visible_heads(page) == ["Wells"]
    for _ in range(40):
        if visible_heads(page) != ["Wells"]:
            break
        keys.press("PageDown")  # first through the section, then on
    assert visible_heads(page) == ["Rules & turns"]
    keys.press("End")
    assert visible_heads(page) == ["Deciding"]
    keys.press("PageUp")
    assert visible_heads(page) == ["Rules & turns"]
    keys.press("Escape")
    assert len(visible_heads(page)) == 4
    expect(page.get_by_role("button", name="Projector view")).to_be_focused()


def test_the_projector_view_has_an_address(open_tab):
    tab = open_tab()
    page = tab.go(LESSON + "?view=projector")
    assert visible_heads(page) == ["A lesson"] and page.locator(".masthead").is_hidden()
    page.get_by_role("button", name="Leave the projector view").click()
    assert page.url == tab.base + LESSON and len(visible_heads(page)) == 4
