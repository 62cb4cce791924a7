"""The menu at every figure, table, section and row: link, citation, text, CSV, drawing, share, and a report of an error."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.exports import data
from tests.support.axe import violations
from tests.support.keys import has_focus
from tests.support.pick import pick
from tests.support.project import ROOT
from tests.support.tab import Tab, folder_base

LESSON, CASE = "modules/joint-action/index.html", "cases/ghana.html"
NAME = "Link, citation and more: "
SHARE = "navigator.share = what => { window.shared = what; return Promise.resolve() }"
NO_SHARE = "Object.defineProperty(Navigator.prototype, 'share', {value: undefined})"


def use(page: Page, name: str) -> Locator:
    """Open the menu of a place by its name; the menu."""
    page.get_by_role("button", name=NAME + name).first.click()
    expect(page.locator(".link-menu")).to_be_visible()
    return page.locator(".link-menu")


def at_table(page: Page) -> Locator:
    page.locator("caption .anchor").first.click()
    return page.locator(".link-menu")


def copied(page: Page, menu: Locator, button: str) -> str:
    menu.get_by_role("button", name=button, exact=True).click()
    expect(menu.get_by_text("Copied", exact=True)).to_be_visible()
    return page.evaluate("navigator.clipboard.readText()")


def saved(page: Page, menu: Locator) -> tuple[str, bytes]:
    """Name and bytes of the CSV that a menu makes."""
    with page.expect_download() as waiting:
        menu.get_by_role("button", name="Download CSV").click()
    expect(menu.get_by_text("Saved", exact=True)).to_be_visible()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def rows(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


@pytest.fixture
def tab(open_tab) -> Tab:
    return open_tab(permissions=["clipboard-read", "clipboard-write"])


MARKED = ("cases/ghana.html", LESSON, "concepts/five-cs.html", "evidence/results.html", "evidence/timeline.html",
          "data/index.html", "modules/joint-action/quiz.html", "trainer/modules/joint-action/index.html",
          "templates/action-plan.html",
          "modules/joint-action/joint-purchase.html", "programmes/four-days.html", "acronyms.html", "about.html")  # fmt: skip
WITHOUT_MARK = """() => [...document.querySelectorAll("main :is(h2, h3)[id], main figure, main table")].filter(node =>
  !node.closest(".filters, .item table, [hidden], details.q-answer") && !node.querySelector(":scope .anchor") &&
  !((node.closest(".scroll, .table-box") || node).nextElementSibling || node).matches(".table-mark"))
  .map(node => node.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("address", MARKED)
def test_every_section_figure_and_table_has_a_mark(tab, address):
    page = tab.go(address)
    assert page.evaluate(WITHOUT_MARK) == []
    marks = page.locator(".anchor").all()
    assert len(marks) > 1 and len({mark.get_attribute("aria-label") for mark in marks}) > 1
    ids = set(page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)"))
    assert {mark.get_attribute("data-place") for mark in marks} <= ids


def test_tables_that_a_script_has_made_have_a_mark_that_keeps_what_was_chosen(tab):
    page = tab.go("compare.html#ghana,argan")
    menu = at_table(page)
    assert copied(page, menu, "Copy link").endswith("compare.html#ghana,argan")
    assert len(rows(saved(page, menu)[1])) > 5


def test_the_code_comes_with_the_first_use_and_is_light(tab, site):
    page = tab.go(CASE)
    assert tab.asked("reuse.js") == []
    use(page, "Results")
    use(page, "Who took part")
    assert len(tab.asked("reuse.js")) == 1
    assert page.locator(".link-menu").count() == 1
    assert len(gzip.compress((site / "assets/js/reuse.js").read_bytes(), 6)) <= 4096


def test_without_its_code_a_mark_is_the_plain_link(tab):
    tab.page.route("**/reuse.js", lambda route: route.abort())
    page = tab.go(CASE)
    page.get_by_role("button", name=f"{NAME}Results", exact=True).click()
    page.wait_for_url("**#results")
    assert any("reuse.js" in fault for fault in tab.faults)
    tab.faults.clear()


def test_without_scripts_there_are_plain_links(open_tab):
    page = open_tab(java_script_enabled=False).go(LESSON)
    for place in ("figure-joint-action-ladder", "table-1"):
        link = page.locator(f"a.anchor[href='#{place}']")
        assert page.locator(f"[id='{place}']").count() == link.count() == 1
        expect(link).to_be_visible()


@pytest.mark.parametrize("width", pick([360, 1280], 360))
def test_the_menu_works_by_keyboard_and_is_large_enough(open_tab, width):
    page = open_tab(width).go(LESSON)
    mark = page.locator("figure .anchor").first
    mark.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("group", name=NAME)
    expect(menu.get_by_role("button", name="Copy link")).to_be_focused()
    expect(mark).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    for target in [mark, *menu.locator("button, a").all()]:
        box = target.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    page.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Copy citation")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    assert has_focus(mark)
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    assert has_focus(mark)
    page.keyboard.press("Enter")
    expect(mark).to_have_attribute("aria-expanded", "false")


# Texts.


def test_the_text_of_a_section_ends_where_the_next_begins(tab):
    page = tab.go(CASE)
    text = copied(page, use(page, "Results"), "Copy text")
    assert text.startswith("Results\n") and "48,849 firms" in text and "Where the sources disagree" not in text
    assert "#" not in text and "Copy link" not in text


def test_the_text_of_a_row_is_its_cells(tab, corpus):
    result = corpus.cases["ghana"].results[0]
    page = tab.go(CASE)
    cells = copied(page, use(page, result.label), "Copy text").split("\t")
    assert len(cells) == 4 and cells[0].startswith(result.label) and cells[2] == result.period


def test_the_text_of_a_figure_says_all_it_shows(tab, corpus):
    diagram = next(entry for entry in corpus.diagrams if entry.id == "joint-action-ladder")
    page = tab.go(LESSON)
    text = copied(page, use(page, diagram.title), "Copy text")
    assert diagram.title in text and " ".join(diagram.alt.split()) in text and "Figure 1." in text and "SVG" not in text


def test_a_figure_is_cited_with_the_source_it_is_drawn_after(tab, corpus):
    diagram = next(entry for entry in corpus.diagrams if entry.id == "joint-action-ladder")
    module, page = corpus.modules["joint-action"].module, tab.go(LESSON)
    cited = copied(page, use(page, diagram.title), "Copy citation")
    for part in (diagram.title, diagram.credit, module.author, module.updated.isoformat(), corpus.site.version,
                 f"{corpus.site.address}{LESSON}#figure-joint-action-ladder"):  # fmt: skip
        assert part in cited


def test_a_page_without_a_citation_of_its_own_is_cited_with_its_edition(tab, corpus):
    page = tab.go("modules/joint-action/joint-purchase.html")
    cited = copied(page, use(page, "Change the numbers"), "Copy citation")
    assert f"{corpus.site.address}modules/joint-action/joint-purchase.html#" in cited and corpus.site.version in cited


def test_drawings_are_taken_as_svg_and_png(tab, site):
    page = tab.go(LESSON)
    menu = page.locator(".link-menu")
    page.locator("figure .anchor").first.click()
    for kind in ("svg", "png"):
        link = menu.get_by_role("link", name=f"Download {kind.upper()}")
        assert (site / "modules/joint-action" / link.get_attribute("href")).resolve().is_file()
        assert link.get_attribute("download") == ""


# CSV.


@pytest.mark.parametrize("base", ["server", "folder"])
def test_a_table_becomes_a_csv_file(open_tab, site, base):
    tab = open_tab(**({"base": folder_base(site)} if base == "folder" else {}))
    page = tab.go(LESSON)
    asked = len(tab.requests)
    name, made = saved(page, at_table(page))
    assert name == "joint-action-table-1.csv"
    assert made.startswith(b"\xef\xbb\xbf") and made.endswith(b"\r\n")
    table = rows(made)
    assert table[0] == [cell.strip() for cell in page.locator("main table").first.locator("th").all_inner_texts()]
    assert {len(row) for row in table} == {len(table[0])} and len(table) > 2
    assert [url for url in tab.requests[asked:] if "reuse.js" not in url and not url.startswith("blob:")] == []


def turned(page: Page, texts: list[str], language: str = "en") -> list[str]:
    """What becomes of texts in the cells of a table, on a page of a language."""
    page.evaluate("""([texts, language]) => {
      document.documentElement.lang = language;
      const body = document.querySelector("main table tbody");
      body.replaceChildren(...texts.map(() => document.createElement("tr")));
      [...body.rows].forEach((row, n) => { row.insertCell().textContent = texts[n]; });
    }""", [texts, language])  # fmt: skip
    return [row[0] for row in rows(saved(page, at_table(page))[1])[1:]]


def test_numbers_stay_numbers(tab):
    written = {"871,941": "871941", "1,234.5": "1234.5", "12,34,567": "1234567", "-5": "-5", "−5.25": "-5.25", "2016": "2016",
               "0": "0", "64%": "64%", "2016–2019": "2016–2019", "1,2": "1,2", "about 7": "about 7",
               'say "no"': 'say "no"'}  # fmt: skip
    assert turned(tab.go(LESSON), list(written)) == list(written.values())


@pytest.mark.parametrize(("language", "written"), [("de", "1.234.567,5"), ("fr", "1\u202f234\u202f567,5"), ("es", "1.234.567,5")])
def test_numbers_are_read_with_the_marks_of_the_language(tab, language, written):
    assert turned(tab.go(LESSON), [written, "871941"], language) == ["1234567.5", "871941"]


def test_no_cell_can_run_as_a_formula(tab):
    hostile = [f"{sign}1+cmd|' /C calc'!A0" for sign in data.RUNS if sign.strip()]
    hostile += ['=HYPERLINK("https://example.org","x")', "+14 %"]
    assert turned(tab.go(LESSON), hostile) == [data.harmless(text) for text in hostile]
    assert all(cell.startswith("'") for cell in map(data.harmless, hostile))


def test_a_filter_narrows_the_file_too(tab, corpus):
    page = tab.go("evidence/results.html#case=ghana")
    table = rows(saved(page, at_table(page))[1])
    assert len(table) == 1 + len(corpus.cases["ghana"].results)
    assert all(row[0].startswith(corpus.cases["ghana"].short) for row in table[1:])


# Share and report.


def test_sharing_is_offered_where_the_device_can(open_tab):
    tab = open_tab()
    tab.page.add_init_script(SHARE)
    page = tab.go(CASE)
    use(page, "Results").get_by_role("button", name="Share").click()
    assert page.evaluate("shared") == {"title": "Results", "text": "Results", "url": f"{tab.base}{CASE}#results"}
    tab = open_tab()
    tab.page.add_init_script(NO_SHARE)
    assert use(tab.go(CASE), "Results").get_by_role("button", name="Share").count() == 0


def test_a_report_is_prepared_without_a_network(open_tab, site, corpus):
    tab = open_tab(base=folder_base(site))
    page = tab.go(CASE)
    result = corpus.cases["ghana"].results[0]
    menu = use(page, result.label)
    asked = len(tab.requests)
    menu.get_by_role("button", name="Report an error").click()
    box = menu.get_by_role("textbox", name="Report an error")
    expect(box).to_be_focused()
    text = box.input_value()
    quoted = " ".join(page.locator(f"[id='result-{result.id}'] .figure").inner_text().split())
    for part in (page.title(), result.label, f"{corpus.site.address}{CASE}#result-{result.id}", corpus.site.version, quoted):
        assert part in text
    box.press_sequentially("It is 20,000 & more.")
    mail = urlsplit(menu.get_by_role("link", name="Send by mail").get_attribute("href"))
    assert (mail.scheme, mail.path) == ("mailto", corpus.site.contact)
    sent = parse_qs(mail.query)
    assert sent["body"][0].replace("\r\n", "\n") == box.input_value() and "It is 20,000 & more." in sent["body"][0]
    assert corpus.cases["ghana"].title in sent["subject"][0]
    assert tab.requests[asked:] == []


def test_a_report_quotes_what_the_reader_has_selected(tab):
    page = tab.go(CASE)
    page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('#results ~ .table-box .figure, #results ~ * .figure'))"
    )
    quoted = page.evaluate("getSelection().toString()").strip()
    page.get_by_role("button", name=f"{NAME}Results", exact=True).focus()
    page.keyboard.press("Enter")
    menu = page.locator(".link-menu")
    menu.get_by_role("button", name="Report an error").click()
    assert f"“{quoted}”" in menu.get_by_role("textbox").input_value()


def test_a_long_passage_is_cut(tab):
    page = tab.go(CASE)
    menu = use(page, "Results")
    menu.get_by_role("button", name="Report an error").click()
    assert violations(page) == []
    assert len(menu.get_by_role("link", name="Send by mail").get_attribute("href")) < 2000
    text = menu.get_by_role("textbox").input_value()
    assert " …”" in text and len(text) < 1200


def test_the_script_has_the_same_rule_on_formulas_as_the_open_data():
    script = (ROOT / "docs" / "assets" / "js" / "reuse.js").read_text(encoding="utf-8")
    assert "RUNS = /^ *[=+\\-@\\t\\r\\n＝＋－＠]/" in script
    assert set(data.RUNS) == set("=+-@\t\r\n＝＋－＠")
