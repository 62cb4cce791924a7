"""Search: found with the keyboard, grouped, announced, and nothing of it is loaded before it is wanted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import COLOURS, violations
from tests.support.keys import has_focus
from tests.support.pick import pick
from tests.support.tab import Tab, folder_base

# The list has not changed for a while: it is that of the last letter, not of an earlier one.
SETTLED = """() => { const now = document.querySelector(".found-list").innerText, last = window.lastFound || {};
  if (now !== last.text) window.lastFound = {text: now, at: performance.now()};
  return performance.now() - window.lastFound.at > 300 }"""

# A text that was not part of the first results has come.
EXCERPTS = "() => performance.getEntriesByType('resource').some(one => one.name.includes('/search/x') && one.responseEnd)"


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
    ("cluster broker", "glossary.html#cluster-development-agent"),
    ("kluster", "glossary.html#cluster"),
    ("price fixing", "modules/joint-action/index.html#price-fixing"),
    ("valle cauca", "cases/colombia.html"),
    ("acción conjunta", "glossary.html#joint-action"),
    ("accion conjunta", "glossary.html#joint-action"),
]


@pytest.mark.parametrize("where", pick(["server", "folder"], "folder"))
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
    groups = dict(text.rsplit(" ", 1) for text in page.locator(".found-list h2").all_inner_texts())
    assert len(groups) >= 3 and int(groups["Cases"]) >= 3
    assert int(status.inner_text().split()[0]) >= sum(map(int, groups.values())) > len(hits(page))
    assert len(hits(page)) == 12
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
    for _ in range(100):  # a browser drops keys until it has painted the page
        page.keyboard.press("/")
        if page.evaluate("document.activeElement.type") == "search":
            break
        page.wait_for_timeout(50)
    page.keyboard.type("argan")
    page.keyboard.press("Enter")
    for _ in range(500):  # a busy machine asks for the code only after the keys
        if not held:
            page.wait_for_timeout(20)
    held[0].continue_()
    page.wait_for_url("**/cases/argan.html", timeout=10_000)


def test_when_nothing_is_found_near_words_and_lists_help(open_tab):
    page = open_tab().go("index.html")
    field = page.get_by_role("searchbox", name="Search")
    field.fill("xyzzyplugh")
    expect(page.locator(".found-status")).to_contain_text("Nothing found")
    assert [link.rsplit("/", 2)[-1] for link in hits(page)] == ["glossary.html", "index.html", "index.html"]
    expect(page.locator(".found-all")).to_be_hidden()
    assert violations(page) == []
    field.fill("exqurz")
    page.locator(".found-near button", has_text="export").first.click()
    expect(page.locator(".found-status")).to_contain_text("results")
    assert has_focus(field) and field.input_value().startswith("export")
    field.fill("?!")
    expect(page.locator(".found-panel")).to_be_hidden()


def test_a_slip_is_mended_and_said(open_tab):
    page = open_tab().go("index.html")
    ask(page, "kluster brokr")
    expect(page.locator(".found-status")).to_contain_text("“kluster brokr”")
    expect(page.locator(".found-status")).to_contain_text("“cluster broker”")
    assert page.locator(".found-list mark").first.inner_text() == "Cluster"


def test_words_are_marked_and_excerpts_come_from_the_text(open_tab):
    page = open_tab().go("index.html")
    ask(page, "lawyer")
    page.wait_for_function(EXCERPTS)
    assert {text.lower() for text in page.locator(".found-list mark").all_inner_texts()} <= {"lawyer", "lawyers"}
    assert any(text.startswith("… ") for text in page.locator(".found-list a span").all_inner_texts())


def test_answers_to_questions_are_not_in_the_index(site):
    """What a feedback says and no lesson does."""
    every = "".join(path.read_text(encoding="utf-8") for path in (site / "search").glob("[dx]*.js"))
    assert "Which joint action would you help them to try first" in every
    assert "A contract does not replace trust that has never been tested" not in every
    assert "A jointly owned drying hall" not in every


# The page of all results.


def results(page: Page) -> str:
    """What the page says it shows, once it has settled."""
    expect(page.locator(".found-status")).not_to_be_empty()
    page.wait_for_function(SETTLED)
    return page.locator(".found-status").inner_text()


def chip(page: Page, name: str):
    """The toggle button of a facet's value."""
    return page.locator(".search-facets .chip", has_text=name).first


def test_the_panel_leads_to_all_results(open_tab):
    page = open_tab().go("cases/ghana.html")
    ask(page, "export consortia")
    page.get_by_role("link", name="All results, with filters").click()
    page.wait_for_url("**/search.html#q=export%20consortia")
    assert "results" in results(page)
    assert page.get_by_label("Words to look for").input_value() == "export consortia"


@pytest.mark.parametrize("where", pick(["server", "folder"], "folder"))
def test_facets_narrow_the_results_and_stand_in_the_address(open_tab, site, where):
    tab: Tab = open_tab(base=folder_base(site)) if where == "folder" else open_tab()
    page = tab.go("search.html#q=export")
    total = int(results(page).split()[0])
    expect(chip(page, "Cases")).to_have_attribute("aria-pressed", "false")
    count = int(chip(page, "Cases").locator(".n").inner_text())
    chip(page, "Cases").click()
    expect(page.locator(".found-status")).to_have_text(f"{count} results")
    assert 0 < count < total and page.url.endswith("#q=export&kind=case")
    assert all("/cases/" in link for link in hits(page))
    page.locator("summary", has_text="Country").click()
    chip(page, "Morocco").click()
    expect(page.locator(".found-status")).not_to_have_text(f"{count} results")
    found, address = hits(page), page.url
    assert address.endswith("#q=export&kind=case&country=ma") and f"{tab.base}cases/argan.html" in found
    again = open_tab(base=tab.base).go(address.removeprefix(tab.base))
    results(again)
    assert hits(again) == found and chip(again, "Morocco").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Take all choices away").click()
    expect(page.locator(".found-status")).to_have_text(f"{total} results")
    assert page.url.endswith("#q=export") and has_focus(page.get_by_label("Words to look for"))


def test_choices_that_leave_nothing_say_so(open_tab):
    page = open_tab().go("search.html#q=shapley&country=gh")
    assert results(page) == "Nothing found with these choices. Take one away."
    chip(page, "Ghana").click()
    expect(page.locator(".found-status")).to_contain_text("results")


def test_more_results_of_one_kind_come_in_steps(open_tab):
    page = open_tab().go("search.html#q=cluster&kind=section")
    total = int(results(page).split()[0])
    assert len(hits(page)) == 20 < total
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".found-list a")).to_have_count(min(40, total))
    assert has_focus(page.locator(".found-list a").nth(20))


def test_a_broken_address_is_read_as_far_as_it_goes(open_tab):
    page = open_tab().go("search.html#q=%E0%A4&kind=nothing&__proto__=x&%%%")
    results(page)
    page.get_by_label("Words to look for").fill("<img src=x onerror=alert(1)>")
    page.wait_for_function(SETTLED)
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("scheme", pick(["light", "dark"], "dark"))
def test_the_results_are_accessible(open_tab, scheme):
    page = open_tab(360, color_scheme=scheme, reduced_motion="reduce").go("search.html#q=export&kind=case")
    results(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_page_says_what_to_use_instead(open_tab):
    page = open_tab(java_script_enabled=False).go("about.html")
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.get_by_text("Search needs JavaScript")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="Glossary")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)


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
