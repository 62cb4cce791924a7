"""Search: found with the keyboard, grouped, announced, and nothing of it is loaded before it is wanted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import COLOURS, violations
from tests.support.keys import has_focus
from tests.support.tab import Tab, folder_base

# The list has not changed for a while: it is that of the last letter, not of an earlier one.
SETTLED = """() => { const now = document.querySelector(".found-list").innerText, last = window.lastFound || {};
  if (now !== last.text) window.lastFound = {text: now, at: performance.now()};
  return performance.now() - window.lastFound.at > 300 }"""


def ask(page: Page, words: str) -> None:
    """Type into the field and wait for what was found."""
    field, panel = page.get_by_role("searchbox", name="Search"), page.locator(".found-panel")
    field.fill("")
    expect(panel).to_be_hidden()
    field.press_sequentially(words)
    expect(panel.locator("a").first).to_be_visible()
    page.wait_for_function(SETTLED)


def hits(page: Page) -> list[str]:
    """Where the results lead, in the order they are shown."""
    return page.locator(".found-list a").evaluate_all("links => links.map(link => link.href)")


def test_nothing_is_loaded_before_the_field_has_the_focus(open_tab):
    tab: Tab = open_tab()
    page = tab.go("index.html")
    page.wait_for_load_state("networkidle")
    assert tab.asked("search") == []
    page.keyboard.press("/")
    assert has_focus(page.get_by_role("searchbox", name="Search"))
    page.wait_for_load_state("networkidle")
    assert [url.rsplit("/", 1)[1] for url in tab.asked("search")] == ["search.js", "boot.js"]
    ask(page, "argan")
    loaded = {url.rsplit("/", 1)[1] for url in tab.asked("/search/")}
    assert len([name for name in loaded if name.startswith("t")]) <= 2, "one word needs one or two parts of the index"


WANTED = [
    ("argan", "cases/argan.html"),
    ("CDA", "glossary.html#cluster-development-agent"),
    ("cluster development agent", "glossary.html#cluster-development-agent"),
    ("ghana", "cases/ghana.html"),
    ("GHANA", "cases/ghana.html"),
    ("phas", "concepts/phases.html"),
    ("sialk", "cases/punjab.html"),
    ("valle cauca", "cases/colombia.html"),
    ("acción conjunta", "glossary.html#joint-action"),
    ("accion conjunta", "glossary.html#joint-action"),
]


@pytest.mark.parametrize("where", ["server", "folder"])
def test_the_right_page_comes_first(open_tab, site, where):
    tab: Tab = open_tab(base=folder_base(site)) if where == "folder" else open_tab()
    page = tab.go("about.html")
    first = {}
    for words, _ in WANTED:
        ask(page, words)
        first[words] = hits(page)[0].removeprefix(tab.base)
    assert first == dict(WANTED)


def test_results_stand_in_groups_and_their_number_is_announced(open_tab):
    page = open_tab(reduced_motion="reduce").go("cases/ghana.html")
    ask(page, "export consortia")
    status = page.locator(".found-status")
    assert status.get_attribute("role") == "status"
    expect(status).to_contain_text("results")
    groups = page.locator(".found-list h2").all_inner_texts()
    assert len(groups) == len(set(groups)) >= 2
    assert "Cases" in groups
    total = int(status.inner_text().split()[0])
    assert len(hits(page)) == min(total, 24)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []


def test_the_results_are_walked_with_the_arrow_keys(open_tab):
    page = open_tab().go("index.html")
    page.keyboard.press("/")
    ask(page, "trust")
    field, links = page.get_by_role("searchbox", name="Search"), page.locator(".found-list a")
    assert has_focus(field)
    page.keyboard.press("ArrowDown")
    assert has_focus(links.nth(0))
    page.keyboard.press("ArrowDown")
    assert has_focus(links.nth(1))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert has_focus(field)
    page.keyboard.press("Escape")
    expect(page.locator(".found-panel")).to_be_hidden()
    assert has_focus(field)
    assert field.input_value() == "trust"


def test_escape_in_the_results_leads_back_to_the_field(open_tab):
    page = open_tab().go("index.html")
    ask(page, "trust")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".found-panel")).to_be_hidden()
    assert has_focus(page.get_by_role("searchbox", name="Search"))


def test_enter_opens_the_first_result_and_enter_on_a_result_opens_that(open_tab):
    page = open_tab().go("concepts/phases.html")
    ask(page, "argan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/argan.html")
    ask(page, "trust")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    wanted = hits(page)[1]
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)


def test_enter_counts_also_before_the_code_has_come(open_tab):
    """On a slow line a reader types and presses Enter before the search can hear it."""
    page, held = open_tab().go("index.html"), []
    page.route("**/search.js", lambda route: held.append(route))
    page.keyboard.press("/")
    page.keyboard.type("argan")
    page.keyboard.press("Enter")
    for _ in range(500):  # a busy machine asks for the code only after the keys
        if not held:
            page.wait_for_timeout(20)
    held[0].continue_()
    page.wait_for_url("**/cases/argan.html", timeout=10_000)


def test_nothing_found_is_said_in_words(open_tab):
    page = open_tab().go("index.html")
    field = page.get_by_role("searchbox", name="Search")
    field.fill("xyzzyplugh")
    expect(page.locator(".found-status")).to_contain_text("Nothing found")
    field.fill("?!")
    expect(page.locator(".found-panel")).to_be_hidden()


def test_a_slash_in_a_text_field_stays_a_slash(open_tab):
    page = open_tab().go("index.html")
    field = page.get_by_role("searchbox", name="Search")
    field.press_sequentially("a/b")
    assert field.input_value() == "a/b"


def test_search_works_on_a_phone(open_tab):
    page = open_tab(360, has_touch=True).go("cases/colombia.html")
    ask(page, "argan")
    box = page.locator(".found-panel").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.locator(".found-list a").first.tap()
    page.wait_for_url("**/cases/argan.html")
