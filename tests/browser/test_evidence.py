"""All results narrowed live, cases side by side, and the rule that keeps figures apart, in a browser."""

from __future__ import annotations

import io
import json
import re
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from portal.corpus.comparable import differences, traits
from portal.render.evidence import Evidence
from tests.support.axe import COLOURS, violations
from tests.support.colours import pale_in_print
from tests.support.keys import tab_to
from tests.support.pages import EVIDENCE
from tests.support.pick import pick
from tests.support.tab import folder_base

WIDE = (842, 595)  # points


def shown(page: Page) -> int:
    return page.locator("table.all-results tbody tr:visible").count()


@pytest.mark.parametrize("width", pick([360, 1280], 360))
def test_results_are_narrowed_with_the_keyboard_and_the_choice_stays(open_tab, corpus, width):
    page = open_tab(width, reduced_motion="reduce").go("evidence/results.html")
    rows = Evidence(corpus).rows
    outcomes = sum(row.result.level == "outcome" for row in rows)
    undated = sum(row.result.level == "outcome" and row.result.period is None for row in rows)
    assert shown(page) == len(rows)
    page.get_by_role("link", name="Skip to the content").focus()
    for facet, label, count in (("Level", "Outcome", outcomes), ("Remarks", "Period not stated", undated)):
        chip = page.get_by_role("button", name=re.compile(label))
        fold = page.locator("details.facet", has=page.locator("summary", has_text=facet))
        if not chip.is_visible():
            tab_to(page, fold.locator("summary"))
            page.keyboard.press("Enter")
        tab_to(page, chip)
        page.keyboard.press("Space")
        expect(chip).to_have_attribute("aria-pressed", "true")
        assert shown(page) == count
    expect(page.get_by_role("status").first).to_contain_text(f"{undated} results shown")
    assert violations(page) == []
    page.reload()
    assert shown(page) == undated
    page.get_by_role("button", name="Show all results").click()
    assert shown(page) == len(rows)


def test_a_question_leads_to_its_rows(open_tab, corpus):
    page = open_tab().go("evidence/index.html")
    tag, count, _ = Evidence(corpus).measures()[0]
    page.get_by_role("link", name=tag.label, exact=True).click()
    page.wait_for_url("**/evidence/results.html#measure=*")
    assert shown(page) == count


def test_without_a_script_all_rows_are_there_and_a_question_leads_to_the_first(open_tab, corpus):
    page = open_tab(java_script_enabled=False).go("evidence/index.html")
    tag = Evidence(corpus).measures()[1][0]
    page.get_by_role("link", name=tag.label, exact=True).click()
    assert shown(page) == len(Evidence(corpus).rows)
    expect(page.locator(f"[id='measure={tag.id}']")).to_be_in_viewport()
    assert page.locator("[data-filters]").count() == 0


def test_without_a_script_comparing_is_a_table_of_all_cases(open_tab, corpus):
    page = open_tab(java_script_enabled=False).go("compare.html")
    assert page.locator("table.basics tbody tr").count() == len(corpus.cases)
    assert page.locator("select").count() == 0


def compared(page: Page) -> Page:
    expect(page.locator("table.compared")).to_be_visible()
    return page


def test_an_address_shows_its_cases(open_tab, corpus):
    page = compared(open_tab().go("compare.html#ghana,punjab"))
    heads = page.locator("table.compared thead a").all_inner_texts()
    assert heads == [corpus.cases["ghana"].title, corpus.cases["punjab"].title]
    donors = page.locator("table.compared tr", has_text="Paid for by")
    expect(donors).to_have_class("differs")
    expect(donors).to_contain_text("European Union")
    expect(donors).to_contain_text("World Bank")
    silences = page.locator("table.compared tbody tr").last
    assert silences.locator("li").count() == sum(len(corpus.cases[cid].silent_on) for cid in ("ghana", "punjab"))
    for result in corpus.cases["ghana"].results:
        assert page.locator(f"table.compared a[href$='cases/ghana.html#result-{result.id}']").count() == 1


def test_rows_that_agree_are_not_marked(open_tab, corpus):
    """Two cases with the same years: the row says so."""
    twins = next((a, b) for a, b in combinations(corpus.cases, 2)
                 if (corpus.cases[a].period.start, corpus.cases[a].period.end, corpus.cases[a].period.inferred)
                 == (corpus.cases[b].period.start, corpus.cases[b].period.end, corpus.cases[b].period.inferred))  # fmt: skip
    page = compared(open_tab().go(f"compare.html#{','.join(twins)}"))
    row = page.locator("table.compared tbody tr").first
    expect(row).to_contain_text("the same")
    expect(row).not_to_have_class("differs")


def test_cases_are_chosen_with_the_keyboard_and_the_address_follows(open_tab):
    page = open_tab(360, reduced_motion="reduce").go("compare.html")
    expect(page.locator("#compare .filter-state")).to_have_text("Choose at least two cases.")
    for place, name in ((1, "Colombia"), (2, "Ghana"), (3, "Samara")):
        select = page.get_by_label(f"Case {place}", exact=True)
        tab_to(page, select)
        page.keyboard.type(name)
        expect(select.locator("option:checked")).to_have_text(name)
    compared(page)
    assert page.url.endswith("#colombia,ghana,samara")
    expect(page.locator("#compare .filter-state")).to_contain_text("3 cases compared.")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, COLOURS) == []
    page.get_by_label("Case 3", exact=True).select_option("")
    expect(page.locator("#compare .filter-state")).to_contain_text("2 cases compared.")
    assert page.url.endswith("#colombia,ghana")


@pytest.mark.parametrize("address", ["#ghana,nothing", "#ghana,punjab,<b>x", "#__proto__,ghana,punjab"])
def test_nonsense_in_the_address_is_said_and_shows_nothing_wrong(open_tab, address):
    page = open_tab().go(f"compare.html{address}")
    expect(page.locator("#compare .filter-state")).to_contain_text("not in this portal")
    assert page.locator("table.compared thead a").count() in (0, 2)
    assert page.locator("main b:text-is('x')").count() == 0


def without_list(route) -> None:
    """The page as it is where there are too many cases to list them."""
    response = route.fetch()
    route.fulfill(response=response, body=re.sub(r'"cases":\[\[.*?\]\]', '"cases":null', response.text()))


def test_among_very_many_cases_readers_choose_in_the_explorer(open_tab):
    tab = open_tab(360)
    tab.page.route("**/compare.html", without_list)
    page = compared(tab.go("compare.html#ghana,punjab,ghana"))
    assert page.locator("select").count() == 0
    page.get_by_role("link", name="Choose two to four cases").click()
    page.wait_for_url("**/cases/index.html#pick=ghana,punjab")
    expect(page.locator(".compare-bar")).to_contain_text("Ghana")


def test_among_very_many_cases_a_case_that_is_not_there_is_said(open_tab):
    tab = open_tab()
    tab.page.route("**/compare.html", without_list)
    page = tab.go("compare.html#ghana,constructor")
    expect(page.locator("#compare .filter-state")).to_have_text("The data of a case could not be loaded.")
    assert tab.faults and all("404" in fault for fault in tab.faults)
    tab.faults.clear()


def test_a_case_is_not_compared_with_itself(open_tab):
    page = open_tab().go("compare.html#ghana,ghana")
    expect(page.locator("#compare .filter-state")).to_have_text("Choose at least two cases.")


def test_the_script_keeps_to_the_rule(open_tab, corpus):
    """The same answer as the rule of the compiler for every pair of results of this portal."""
    page = open_tab().go("compare.html")
    for cid in corpus.cases:
        page.evaluate("id => location.hash = id + ',' + (id === 'ghana' ? 'punjab' : 'ghana')", cid)
        compared(page)
    known = [traits(result) for case in corpus.cases.values() for result in case.results]
    given = [{**vars(one), "words": list(one.words)} for one in known]
    told = page.evaluate("given => given.map(one => given.map(other => portalDifferences(one, other)))", given)
    for one, row in zip(known, told):
        assert [tuple(found) for found in row] == [differences(one, other) for other in known]


def test_figures_that_count_different_things_are_not_drawn(open_tab, corpus):
    page = compared(open_tab().go("compare.html#colombia,ghana,argan,creative-mediterranean"))
    section = page.locator(".same-kind", has=page.get_by_role("heading", name="Firms or producers assisted"))
    expect(section.locator(".not-comparable")).to_contain_text("Not comparable. They differ in: unit;")
    assert page.locator(".bars").count() == 0


def test_figures_of_one_kind_are_drawn_together(open_tab, server):
    """A twin of a case, with other values, in the place of another case."""
    tab = open_tab(reduced_motion="reduce")

    def twin(route) -> None:
        source = tab.page.request.get(f"{server}compare/ghana.js").text()
        data = json.loads(source.removeprefix('portalCompare("ghana",').removesuffix(")\n"))
        for result in data["results"]:
            result["value"] = result["value"] and result["value"] / 2
        route.fulfill(body=f'portalCompare("punjab",{json.dumps({**data, "short": "Twin"})})', content_type="text/javascript")

    tab.page.route("**/compare/punjab.js", twin)
    page = compared(tab.go("compare.html#ghana,punjab"))
    section = page.locator(".same-kind", has=page.get_by_role("heading", name="Firms or producers assisted"))
    bars = section.locator(".bars").first.locator("rect")
    assert [float(bars.nth(n).get_attribute("width")) for n in (0, 1)] == [100, 50]
    expect(section.locator(".bars").first).to_contain_text("These two may be compared")
    assert violations(page) == []


def test_data_that_does_not_come_is_said(open_tab):
    tab = open_tab()
    tab.page.route("**/compare/ghana.js", lambda route: route.abort())
    page = tab.go("compare.html#ghana,punjab")
    expect(page.locator("#compare .filter-state")).to_have_text("The data of a case could not be loaded.")
    assert tab.faults and all("ghana.js" in fault or "ERR_FAILED" in fault for fault in tab.faults)
    tab.faults.clear()


def test_it_works_from_a_folder(open_tab, site, corpus):
    tab = open_tab(base=folder_base(site))
    compared(tab.go("compare.html#argan,samara"))
    page = tab.go("evidence/results.html#level=outcome")
    assert 0 < shown(page) < len(Evidence(corpus).rows)


def sheets(page: Page) -> list:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages


def test_a_comparison_prints_on_wide_sheets_in_grey_without_the_list_of_all_cases(open_tab, corpus):
    page = compared(open_tab(reduced_motion="reduce", color_scheme="dark").go("compare.html#ghana,punjab"))
    printed = sheets(page)
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in printed} == {WIDE}
    text = " ".join(sheet.extract_text() for sheet in printed)
    assert corpus.site.version in text and "World Bank" in text
    assert corpus.cases["samara"].title not in text
    assert pale_in_print(page) == []


@pytest.mark.parametrize("name", [name for name in EVIDENCE if name != "compare.html"])
def test_the_pages_are_legible_in_grey(open_tab, name):
    page = open_tab(reduced_motion="reduce", color_scheme="dark").go(name)
    assert pale_in_print(page) == []
    assert len(sheets(page)) <= 8


def test_data_blocks_are_let_through_by_the_policy_and_scripts_are_not(open_tab):
    """The policy blocks a script in the page and lets a data block be: nothing runs, and nothing is reported for it."""
    tab = open_tab()
    page = tab.go("cases/ghana.html")
    block = page.locator("script[type='application/ld+json']")
    assert json.loads(block.text_content())["@type"] == "LearningResource"
    assert tab.faults == []
    for kind, blocked in (("application/ld+json", False), ("text/javascript", True)):
        page.evaluate(
            """kind => { const node = document.createElement("script"); node.type = kind;
          node.textContent = kind === "text/javascript" ? "window.ran = 1" : "{}"; document.body.append(node) }""",
            kind,
        )
        page.wait_for_function("blocked => !blocked || true", arg=blocked)
        assert any("script-src-elem blocked inline" in fault for fault in tab.faults) == blocked
    assert page.evaluate("window.ran") is None
    tab.faults.clear()


@pytest.mark.parametrize("name", ["cases/ghana.html", "modules/joint-action/index.html", "data/index.html", "glossary.html"])
def test_a_browser_reads_the_block_of_a_page(open_tab, name):
    page = open_tab().go(name)
    found = page.locator("script[type='application/ld+json']")
    assert found.count() == 1
    block = json.loads(found.text_content())
    assert block["name"] and page.locator("link[rel=canonical]").get_attribute("href") == block["url"]
