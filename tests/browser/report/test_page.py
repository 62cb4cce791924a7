"""The class report at work: the grid, certificates, access, and that nothing is stored or asked for."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.support.axe import violations
from tests.support.colours import pale_in_print
from tests.support.keys import has_focus, tab_to
from tests.support.pick import pick
from tests.support.report_pages import (
    FINAL,
    KNOWN,
    REPORT,
    class_of,
    exported,
    files_of,
    offer,
    read_csv,
    said,
    table,
    upload,
)
from tests.support.tab import SIZES, Tab, folder_base

SMALL = """[...document.querySelectorAll("main :is(button, select, summary, input:not([type=checkbox]))")]
  .filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 44).map(node => node.outerHTML.slice(0, 80))"""


PASTE = """(node, text) => { const data = new DataTransfer(); data.setData("text/plain", text);
  node.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }"""
DROP = """(node, text) => { const data = new DataTransfer(); data.items.add(new File([text], "ana.json"));
  node.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true})); }"""
CERTIFIED = (
    "Certificate of achievement", "Path for weavers & sons", "12 hours", "Score: 100 %", "Tunis, November 23, 2026",
    "Maria Example, trainer", "Issued by Invented publisher", "did not test the learner",
)  # fmt: skip


# ---------- the grid ----------


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(f".rep-grid tbody tr:nth-child({row}) > :nth-child({column + 1}) input")


def open_grid(page: Page) -> None:
    page.get_by_text("Type paper scores", exact=True).press("Enter")
    page.get_by_role("button", name="Show the table").press("Enter")


def test_scores_are_typed_with_the_keyboard(open_tab):
    page = open_tab().go(REPORT)
    open_grid(page)
    assert has_focus(cell(page, 1, 0))
    page.keyboard.type("Ana")
    for points in ("1", "0,5", "", "2"):
        page.keyboard.press("Tab")
        page.keyboard.type(points)
    page.keyboard.press("Enter")
    assert has_focus(cell(page, 2, 4))
    page.keyboard.press("ArrowUp")
    assert has_focus(cell(page, 1, 4))
    take = page.get_by_role("button", name="Take into the report")
    cell(page, 2, 0).fill("Ben")
    cell(page, 2, 1).fill("3")
    tab_to(page, take)
    page.keyboard.press("Enter")
    expect(page.locator(".rep-grid .rep-said")).to_have_text(
        "Not taken. In row 2, question 1, there have to be points from 0 to 1."
    )
    assert has_focus(cell(page, 2, 1)) and cell(page, 2, 1).get_attribute("aria-invalid") == "true"
    cell(page, 2, 1).fill("1")
    take.press("Enter")
    expect(page.locator(".rep-grid .rep-said")).to_have_text("Taken into the report. Learners: 2.")
    assert [row[1] for row in table(page, "runs")] == ["19.4 %", "5.6 %"]  # 3.5 and 1 of 18 points
    cell(page, 2, 2).fill("2")
    take.press("Enter")
    expect(page.locator(".rep-grid .rep-said")).to_have_text("Taken into the report. Learners: 2.")
    assert [row[1] for row in table(page, "runs")] == ["19.4 %", "16.7 %"], "what is typed anew takes the place of the first"


def test_rows_are_pasted_from_a_spreadsheet_and_saved(open_tab):
    page = open_tab().go(REPORT)
    open_grid(page)
    rows = "".join(f"Learner {n}\t1\t{n % 3}\t0,5\r\n" for n in range(14))
    cell(page, 1, 0).evaluate(PASTE, rows)
    expect(page.locator(".rep-grid tbody tr")).to_have_count(14)
    expect(cell(page, 14, 3)).to_have_value("0,5")
    with page.expect_download() as download:
        page.locator(".rep-grid").get_by_role("button", name="Save as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="Take into the report").click()
    expect(page.locator(".rep-grid .rep-said")).to_have_text("Taken into the report. Learners: 14.")
    offer(page, upload("saved.csv", text))
    assert page.locator(".rep-aside li").count() == 14 and page.locator(".p-ask").count() == 0, "the file holds what was typed"


# ---------- certificates ----------


def with_final(count: int, passed: int) -> list[dict[str, Any]]:
    keys = KNOWN["assessments"][1]["forms"]["a"]
    answers = {True: dict.fromkeys(keys, ("p", 1)), False: dict.fromkeys(keys, ("q", 0))}
    runs = {f"Learner {n:02}": {(FINAL, "final-1"): ("a", answers[n < passed])} for n in range(count)}
    return [
        upload(f"{name}.json", exported(KNOWN, name, found, sections=10 if n % 2 else 7))
        for n, (name, found) in enumerate(runs.items())
    ]


def fill(page: Page) -> None:
    page.get_by_label("Name of the trainer").fill("Maria Example")
    page.get_by_label("Place", exact=True).fill("Tunis")
    page.get_by_label("Date", exact=True).fill("2026-11-23")
    page.get_by_label("First register number").fill("T-2026-098")


def sheets(page: Page, wide: bool) -> list[str]:
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    if wide:
        assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in printed} == {(842, 595)}
    return [" ".join(sheet.extract_text().split()) for sheet in printed]


def test_certificates_for_those_who_met_the_threshold(open_tab):
    tab = open_tab()
    page = tab.go(REPORT)
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1; }; }")
    offer(page, *with_final(8, 5))
    expect(page.locator(".rep-papers")).to_contain_text("Met: 4. Not met: 4.")  # all ten sections, or seven of them
    page.get_by_label("What it certifies").select_option(label="Achievement: the final test, passed with 80 %")
    expect(page.locator(".rep-papers")).to_contain_text("Met: 5. Not met: 3.")
    page.get_by_role("button", name="Print certificates").click()
    expect(page.locator(".rep-papers .rep-said")).to_have_text("Fill in first: Name of the trainer.")
    fill(page)
    page.get_by_role("checkbox", name="Learner 01").uncheck()
    page.get_by_role("button", name="Print certificates").press("Enter")
    expect(page.locator(".rep-papers .rep-said")).to_have_text("Certificates: 4. Register numbers T-2026-098 to T-2026-101.")
    assert page.evaluate("window.printed") == 1
    printed = sheets(page, wide=True)
    assert len(printed) == 4
    for n, (text, who) in enumerate(zip(printed, ("00", "02", "03", "04"), strict=True)):
        wanted = (*CERTIFIED, f"Learner {who}", f"Register no. T-2026-{98 + n:03}")
        assert [words for words in wanted if words not in text] == []
        assert "Class report" not in text
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert "Certificate of" not in " ".join(sheets(page, wide=False))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the register as CSV").click()
    rows = read_csv(download.value.path())
    assert rows[0] == ["register", "learner", "path", "title", "hours", "date", "score"]
    assert (
        rows[1] == ["T-2026-098", "Learner 00", "weavers", "Path for weavers & sons", "12", "2026-11-23", "100"]
        and len(rows) == 5
    )


def test_long_names_stay_on_one_sheet(open_tab):
    page = open_tab().go(REPORT)
    page.evaluate("() => { window.print = () => {}; }")
    offer(page, upload("a.json", exported(KNOWN, "Wilhelmina " * 7, {}, sections=10)))
    fill(page)
    page.get_by_label("Title on the certificate").fill("A very long title of a course " * 4)
    page.get_by_label("Organisation that issues it").fill("The organisation with the longest name " * 3)
    page.get_by_role("button", name="Print certificates").click()
    printed = sheets(page, wide=True)
    assert len(printed) == 1 and "Register no. T-2026-098" in printed[0] and "ask the organisation" in printed[0]
    page.emulate_media(media="print")
    assert (
        page.evaluate("(() => { const box = document.querySelector('.cert'); return box.scrollHeight - box.clientHeight; })()")
        <= 1
    )


# ---------- print, access, privacy ----------


def test_the_report_prints_on_a4_in_grey(open_tab):
    page = open_tab(color_scheme="dark", reduced_motion="reduce").go(REPORT)
    offer(page, *files_of(class_of(20)))
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    shapes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in printed}
    assert shapes == {(595, 842)} and len(printed) <= 3
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in printed)
    assert all(words in text for words in ("Gain by outcome", "Learner 19", "Who needs help", "How it is calculated"))
    assert not any(words in text for words in ("Open files", "Shared view: no names", "Print certificates"))
    assert pale_in_print(page) == []
    page.locator("[data-table=modules]").evaluate("node => node.classList.add('rep-wide')")  # as it is with many modules
    last = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[-2:]
    assert (842, 595) in {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in last}


@pytest.mark.parametrize("width", pick(SIZES, 360))
def test_the_page_is_accessible_in_every_state(open_tab, width):
    tab = open_tab(width, reduced_motion="reduce")
    page, found = tab.go(REPORT), []

    def look(state: str) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{state}, {scheme}: {fault}" for fault in violations(page))
        wide = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        found.extend([] if wide[0] <= wide[1] else [f"{state}: {wide[0]} px of page in {wide[1]}"])
        found.extend(f"{state}: small {node}" for node in page.evaluate(SMALL))

    look("empty")
    open_grid(page)
    look("grid")
    runs = class_of(9)
    offer(page, *files_of(runs), upload("bad.json", "{"), upload("other.json", exported(KNOWN, "Learner 01", {})))
    page.get_by_text("Files: 11").click()
    look("full")
    page.get_by_label("Shared view").check()
    look("shared")
    assert found == []


def test_nothing_is_stored_and_nothing_is_asked_for(open_tab, folder):
    """From a folder, as on a memory stick; with drafts of a learner who used the same browser."""
    tab: Tab = open_tab(base=folder_base(folder))
    page = tab.go(REPORT)
    page.evaluate(
        'localStorage.setItem(\'portal/1/local/draft/x\', \'{"v":1,"at":"2026-01-01T00:00:00Z","answer":"firm data"}\')'
    )
    store = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    before, asked = page.evaluate(store), len(tab.requests)
    page.evaluate("() => { window.print = () => {}; }")
    offer(page, *with_final(6, 6), upload("bad.json", "{"))
    fill(page)
    page.get_by_label("Hide names").check()
    page.get_by_label("Hide names").uncheck()
    page.get_by_role("button", name="Print certificates").click()
    open_grid(page)
    cell(page, 1, 0).fill("Ana")
    cell(page, 1, 1).fill("1")
    page.get_by_role("button", name="Take into the report").click()
    expect(page.locator(".rep-grid .rep-said")).to_contain_text("Taken")
    assert page.evaluate(store) == before and "firm data" not in page.content()
    assert [url.rpartition("/")[2] for url in tab.requests[asked:] if not url.endswith("mark.svg")] == ["items.js"]
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
    page.reload()
    assert page.evaluate("portalReport.state.files") == 0 and page.locator("#report-tables tbody tr").count() == 0


def test_questions_that_do_not_come_are_asked_for_again(open_tab):
    tab: Tab = open_tab()
    tab.page.route("**/items.js", lambda route: route.abort())
    page = tab.go(REPORT)
    page.locator("#rep-file").set_input_files(files_of(class_of(1)))
    expect(said(page)).to_have_text("The questions could not be loaded. Try again.")
    open_grid(page)
    expect(page.locator(".rep-grid .rep-said, .rep-typing .rep-said")).to_have_text(
        "The questions could not be loaded. Try again."
    )
    tab.faults.clear()
    page.unroute("**/items.js")
    offer(page, *files_of(class_of(1)))
    assert page.evaluate("portalReport.state.learners.length") == 1 and tab.faults == []


def test_files_can_be_dropped_removed_and_cleared(open_tab):
    page = open_tab().go(REPORT)
    text = json.dumps(exported(KNOWN, "Ana", class_of(1)["Learner 00"]))
    page.locator(".rep-drop").evaluate(DROP, text)
    expect(said(page)).to_have_text("Files read: 1. Set aside: 0. Learners: 1.")
    page.get_by_text("Files: 1").press("Enter")
    page.get_by_role("button", name="Remove ana.json").press("Enter")
    expect(said(page)).to_have_text("ana.json was removed.")
    expect(page.locator("#rep-file")).to_be_focused()
    offer(page, *files_of(class_of(3)))
    page.get_by_text("Files: 3").press("Enter")
    page.get_by_role("button", name="Remove all").press("Enter")
    expect(page.locator(".rep-summary")).to_have_text("No files yet. Open files above, or type paper scores.")


def test_without_scripts_the_page_says_what_is_missing(open_tab):
    tab = open_tab(java_script_enabled=False)
    tab.page.goto(tab.base + REPORT)
    expect(tab.page.locator(".without-js")).to_contain_text("needs JavaScript")
