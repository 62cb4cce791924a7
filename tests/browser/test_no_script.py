"""Without JavaScript everything can be read, and links lead where buttons would act."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from portal.render import views
from tests.support.pages import CHOSEN, first
from tests.support.pick import pick

# Texts of the page that are not to be seen, but for those that are hidden on purpose and those in a closed fold.
UNSEEN = """() => {
  // On a phone a table becomes a list: the head of a column then stands in front of each of its cells.
  const inCells = node => { const head = node.closest("thead th"), table = node.closest("table");
    return head && (!head.previousElementSibling || table.querySelector(`td[data-label="${head.textContent.trim()}"]`)) };
  const hidden = "script, .hidden, [hidden], svg, details:not([open]) > :not(summary)";
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), lost = [];
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    const node = text.parentElement;
    if (!text.textContent.trim() || node.closest(hidden) || inCells(node)) continue;
    const box = node.getBoundingClientRect();
    if (!node.checkVisibility({opacityProperty: true, visibilityProperty: true}) || box.width < 2 || box.height < 2)
      lost.push(text.textContent.trim().slice(0, 60));
  }
  return lost;
}"""

IDLE = """() => [...document.querySelectorAll("button, input, select, textarea")].filter(node => node.checkVisibility())
  .map(node => node.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", pick([360, 1280], 360))
def test_all_text_can_be_read_and_nothing_is_offered_that_needs_a_script(open_tab, site, width):
    tab = open_tab(width, java_script_enabled=False)
    unseen, idle = [], []
    for name in sorted(CHOSEN):
        page = tab.go(first(site, name))
        unseen += [f"{name}: {text}" for text in page.evaluate(UNSEEN)]
        idle += [f"{name}: {what}" for what in page.evaluate(IDLE)]
    assert unseen == []
    assert idle == []


def test_facets_are_links_to_pages(open_tab, corpus):
    page = open_tab(java_script_enabled=False).go("cases/index.html")
    for facet in views.facets(corpus, str):
        value = facet.values[0]
        fold = page.locator("details", has=page.locator("summary", has_text=facet.label))
        if not fold.get_by_role("link").first.is_visible():
            fold.locator("summary").click()
        fold.get_by_role("link", name=value.label).first.click()
        page.wait_for_url(f"**/{value.address}")
        expect(page.get_by_role("heading", level=1)).to_have_text(value.label)
        assert page.locator("ul.cards > li").count() == value.count
        page.get_by_role("main").get_by_role("link", name="All cases").click()
        page.wait_for_url("**/cases/index.html")


def test_the_menu_on_a_phone_is_a_fold(open_tab):
    page = open_tab(360, java_script_enabled=False).go("cases/ghana.html")
    link = page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Concepts")
    assert not link.is_visible()
    page.locator("summary", has_text="Menu").click()
    link.click()
    page.wait_for_url("**/concepts/index.html")


def test_the_contents_of_a_page_are_a_fold_on_a_phone(open_tab):
    page = open_tab(360, java_script_enabled=False).go("cases/ghana.html")
    page.locator("summary", has_text="On this page").click()
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Lessons").click()
    assert page.url.endswith("#lessons")
    expect(page.get_by_role("heading", name="Lessons")).to_be_in_viewport()


def test_terms_lead_to_the_glossary(open_tab):
    page = open_tab(java_script_enabled=False).go("cases/ghana.html")
    term = page.locator("a.term").first
    target = term.get_attribute("href").partition("#")[2]
    term.click()
    page.wait_for_url(f"**/glossary.html#{target}")
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()
