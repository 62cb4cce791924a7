"""Confirmation of participation and record of achievement: what is missing, and one clean sheet of paper."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.quiz.files import run
from tests.fixtures.quiz.hands import put, stored
from tests.support.axe import violations
from tests.support.tab import SIZES, folder_base

PAGE = "confirmation.html"  # the fixture asks for 70 % of the sections, and for 90 % of the points
SELF = "Self-reported: nobody supervised this."


def reads(page: Page, *sections: str) -> None:
    for name in sections:
        page.evaluate("id => portalState.set('lesson', id, {answer: 'seen'})", f"wells/{name}")


def finals(page: Page, **scores: int) -> None:
    """Finished runs of the final test, of 20 points: final_1=12."""
    for name, score in scores.items():
        found = run(name.replace("_", "-"), score=score, of=20)
        put(page, "test", found["id"], {key: value for key, value in found.items() if key not in ("kind", "id")})


def paper(page: Page, n: int):
    return page.locator(".c-paper").nth(n)


def test_what_is_missing_is_said_with_the_way_to_it(open_tab):
    page = open_tab().go(PAGE)
    reads(page, "wells", "rules")
    page.reload()
    expect(paper(page, 0)).to_contain_text("Sections read: 2 of 3 (66 %). Needed: 70 % of the sections of the path, which is 3.")
    expect(paper(page, 0)).to_contain_text("Still missing: 1 of the sections below.")
    assert paper(page, 0).locator("li").all_inner_texts() == ["Wells & <how> bakers share them: sections to read: 1"]
    expect(paper(page, 1)).to_contain_text(
        "Needed: the final test, passed with 90 % of its points. You have not finished the final test yet."
    )
    assert paper(page, 1).locator("a").get_attribute("href") == "tests/final-bakers.html"
    finals(page, final_1=17)
    page.reload()
    expect(paper(page, 1)).to_contain_text("Your best result so far: 17 of 20 points (85 %).")
    assert page.locator(".c-sheet").count() == 0 and page.get_by_role("button", name="Print").count() == 0


def test_both_sheets_say_what_was_done_and_that_nobody_supervised_it(open_tab):
    tab = open_tab()
    page = tab.go(PAGE)
    reads(page, "wells", "rules", "deciding")
    finals(page, final_1=18, final_2=20, final_3=3)
    page.reload()
    page.get_by_label("Your name or a code").fill("Ana <b>")
    first, second = page.locator(".c-sheet").all()
    for sheet in (first, second):
        for words in ("Invented Academy", "Ana <b>", "A path for <bakers>", SELF, "version 0.1"):
            expect(sheet).to_contain_text(words)
        assert re.search(r"Date of this sheet\s*[A-Z][a-z]+ \d+, \d{4}", sheet.inner_text())
    expect(first).to_contain_text("3 of 3 sections (at least 70 % are needed), 0 of 9 questions")
    expect(first).to_contain_text("estimated, not measured")
    expect(second).to_contain_text("20 of 20 points (100 %); the pass mark is 90 %")
    expect(second).to_contain_text("2, finished on November 20, 2026")
    expect(second).to_contain_text("form A, seed 1234")
    assert tab.faults == []


def test_exactly_at_the_threshold_is_enough(open_tab):
    page = open_tab().go(PAGE)
    finals(page, final_1=18)
    page.reload()
    expect(paper(page, 1).locator(".c-sheet")).to_be_visible()


def test_the_name_is_shared_with_my_progress_and_may_be_left_out(open_tab):
    tab = open_tab()
    page = tab.go(PAGE)
    reads(page, "wells", "rules", "deciding")
    page.reload()
    expect(page.locator(".c-blank")).to_have_text("Name")
    page.get_by_label("Your name or a code").fill("B7")
    assert page.locator(".c-blank").count() == 0
    page = tab.go("progress.html")
    expect(page.locator("#p-name")).to_have_value("B7")
    page = tab.go(PAGE)
    page.get_by_label("Your name or a code").fill("")
    assert not any(name.endswith("/pref/learner") for name in stored(page))


def test_a_run_that_was_not_finished_gives_no_record(open_tab):
    page = open_tab().go(PAGE)
    found = run(score=20, of=20, finished=None)
    put(page, "test", found["id"], {key: value for key, value in found.items() if key not in ("kind", "id")})
    page.reload()
    expect(paper(page, 1)).to_contain_text("You have not finished the final test yet.")


def printed(page: Page, folder: Path) -> list[str]:
    """The text of each page that is printed."""
    path = folder / "sheet.pdf"
    page.pdf(path=path, format="A4")
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return [" ".join(part.split()) for part in text.split("\f") if part.strip()]


def test_each_sheet_is_one_page_of_paper(open_tab, tmp_path, folder):
    page = open_tab(base=folder_base(folder)).go(PAGE)
    reads(page, "wells", "rules", "deciding")
    finals(page, final_1=20)
    page.reload()
    sheets = printed(page, tmp_path)
    assert len(sheets) == 2 and "Confirmation of participation" in sheets[0] and "Record of achievement" in sheets[1]
    for text in sheets:
        assert SELF in text and "Nobody has checked who did the work" in text, "cut"
        assert not any(words in text for words in ("Print this sheet", "Two sheets of paper", "Search", "Your name or a code"))


def test_a_button_prints_its_own_sheet_alone(open_tab, tmp_path):
    page = open_tab().go(PAGE)
    reads(page, "wells", "rules", "deciding")
    finals(page, final_1=20)
    page.reload()
    page.evaluate("() => { window.print = () => { window.asked = (window.asked || 0) + 1; }; }")
    paper(page, 1).get_by_role("button", name="Print this sheet").press("Enter")
    assert page.evaluate("window.asked") == 1
    [text] = printed(page, tmp_path)
    assert "Record of achievement" in text and "Confirmation of participation" not in text
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(printed(page, tmp_path)) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sheet_is_printed_in_grey(open_tab, scheme):
    page = open_tab(color_scheme=scheme).go(PAGE)
    reads(page, "wells", "rules", "deciding")
    page.reload()
    page.emulate_media(media="print")
    colours = page.evaluate("""() => [...document.querySelectorAll(".c-sheet, .c-sheet *")].flatMap(node => {
      const style = getComputedStyle(node), mark = getComputedStyle(node, "::marker");
      return [style.color, style.borderTopColor, style.backgroundColor, mark.color];
    })""")
    assert [c for c in set(colours) if len({*re.findall(r"\d+", c)[:3]}) > 1] == []


@pytest.mark.parametrize("width", SIZES)
def test_the_page_is_accessible_in_every_state(open_tab, width):
    tab, found = open_tab(width, reduced_motion="reduce"), []
    page = tab.go(PAGE)
    for state in ("new", "met"):
        if state == "met":
            reads(page, "wells", "rules", "deciding")
            finals(page, final_1=20)
            page.reload()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{state}, {scheme}: {fault}" for fault in violations(page))
        wide = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        found.extend([] if wide[0] <= wide[1] else [f"{state}: {wide[0]} px of page in {wide[1]}"])
    assert found == []


def test_without_scripts_the_page_says_what_is_missing(open_tab):
    tab = open_tab(java_script_enabled=False)
    tab.page.goto(tab.base + PAGE)
    expect(tab.page.locator(".without-js")).to_contain_text("needs JavaScript")
    assert tab.page.locator("main :is(button, input)").count() == 0
