"""The site opened from a folder or a stick, without a server."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.pages import CHOSEN, first
from tests.support.tab import Tab, folder_base


def test_every_kind_of_page_opens_without_an_error(open_tab, site):
    tab: Tab = open_tab(base=folder_base(site))
    for name in sorted(CHOSEN):
        if name != "404.html":  # its links start at the root of a server
            page = tab.go(first(site, name))
            assert page.evaluate("document.documentElement.classList.contains('js')"), name


def test_one_walks_from_page_to_page(open_tab, site, corpus):
    tab: Tab = open_tab(base=folder_base(site))
    page = tab.go("index.html")
    page.get_by_role("main").get_by_role("link", name="All cases", exact=True).last.click()
    page.get_by_role("link", name=corpus.cases["ghana"].title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(corpus.cases["ghana"].title)
    page.locator("a.cite").first.click()
    page.wait_for_url("**/sources/*.html#*")
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Glossary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glossary")
    page.go_back()
    page.go_back()
    page.locator("a.term").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()


def test_filters_and_colours_work(open_tab, site):
    tab: Tab = open_tab(base=folder_base(site), color_scheme="light")
    page = tab.go("cases/index.html")
    facet = page.locator("details.facet").first
    if not facet.get_by_role("button").first.is_visible():
        facet.locator("summary").click()
    before = page.locator("ul.cards > li:visible").count()
    facet.get_by_role("button").first.click()
    expect(page.locator(".filter-state")).to_contain_text("shown")
    assert 0 < page.locator("ul.cards > li:visible").count() < before
    assert "=" in page.url
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    toggle = page.get_by_role("button", name="Colours")
    toggle.click()
    toggle.click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_a_case_is_found_and_opened_from_a_page_in_a_folder(open_tab, site):
    page = open_tab(base=folder_base(site)).go("cases/by/country/ma.html")
    page.keyboard.press("/")
    page.keyboard.type("punjab")
    expect(page.locator(".found-list a").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/punjab.html")
