"""A term is explained where it stands: with the mouse, the keyboard and the finger (WCAG 1.4.13)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.axe import violations
from tests.support.keys import has_focus, tab_to
from tests.support.pick import pick

PAGE = "cases/ghana.html"


def test_the_mouse_shows_it_and_may_move_onto_it(open_tab):
    page = open_tab().go(PAGE)
    term, tip = page.locator("a.term").first, page.get_by_role("tooltip")
    term.hover()
    expect(tip).to_be_visible()
    assert tip.inner_text() == term.get_attribute("data-tip")
    assert term.get_attribute("aria-describedby") == tip.get_attribute("id")
    box = tip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=8)
    page.wait_for_timeout(600)  # longer than the time after which it would close
    expect(tip).to_be_visible()
    page.mouse.move(2, 2, steps=4)
    expect(tip).to_have_count(0)
    assert term.get_attribute("aria-describedby") is None


@pytest.mark.parametrize("scheme", pick(["light", "dark"], "dark"))
def test_the_keyboard_shows_it_and_escape_closes_it(open_tab, scheme):
    page = open_tab(color_scheme=scheme).go(PAGE)
    term, tip = page.locator("a.term").first, page.get_by_role("tooltip")
    tab_to(page, term)
    expect(tip).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    assert has_focus(term)
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#*")


def test_escape_closes_it_under_the_mouse(open_tab):
    page = open_tab().go(PAGE)
    page.locator("a.term").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_moving_on_closes_it(open_tab):
    page = open_tab().go(PAGE)
    term = page.locator("a.term").first
    tab_to(page, term)
    tip = page.get_by_role("tooltip")
    expect(tip).to_have_text(term.get_attribute("data-tip"))
    page.keyboard.press("Tab")
    expect(tip.filter(has_text=term.get_attribute("data-tip"))).to_have_count(0)


def test_a_tap_shows_it_with_a_link_and_a_tap_elsewhere_closes_it(open_tab):
    tab = open_tab(360, has_touch=True, is_mobile=True)
    page = tab.go(PAGE)
    term = page.locator("a.term").first
    address = term.get_attribute("href").rsplit("/", 1)[1]
    term.tap()
    link = page.get_by_role("link", name="Full entry")
    expect(link).to_be_visible()
    assert page.url == tab.base + PAGE
    box = page.locator(".tip").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert violations(page) == []
    page.get_by_role("heading", level=1).tap()
    expect(link).to_have_count(0)
    term.tap()
    link.tap()
    page.wait_for_url(f"**/{address}")


def test_a_second_tap_follows_the_term(open_tab):
    page = open_tab(360, has_touch=True, is_mobile=True).go(PAGE)
    term = page.locator("a.term").first
    term.tap()
    expect(page.get_by_role("link", name="Full entry")).to_be_visible()
    term.tap()
    page.wait_for_url("**/glossary.html#*")


def test_a_term_is_explained_once_a_page(open_tab):
    page = open_tab().go(PAGE)
    targets = page.locator("a.term").evaluate_all("terms => terms.map(term => term.getAttribute('href'))")
    assert len(targets) > 5
    assert len(targets) == len(set(targets))
