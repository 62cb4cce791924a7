"""Exercise pages around the code: help with mistakes, keyboard, drafts, without scripts, from a folder, accessible."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import lab
from tests.support.axe import violations
from tests.support.lab_page import (
    BUYING,
    LONG,
    SAVED,
    SHARING,
    ended,
    headline,
    part,
    press,
    run_demo,
    source,
    use_full,
    write,
)  # fmt: skip
from tests.support.pick import pick
from tests.support.tab import folder_base, tabs

# Help with mistakes

MISTAKES = [
    ("x = 1\nprint(alonee)", 2, "does not know the name “alonee”"),
    ("if total\n    x = 1", 1, "colon is missing"),
    ("print((1)\nx = 2", None, "bracket is not closed"),
    ("x = 1\nif x = 1:\n    x = 2", 2, "write == with two signs"),
    ("print('a)", 1, "does not end with one"),
    ("for n in range(3):\nprint(n)", 2, "spaces at the start"),
    ("x = 1\n  y = 2", 2, "spaces at the start"),
    ("x = 0\n\n1 / x", 3, "divided by zero"),
    ("'5' + 1", 1, "text and a number are mixed"),
    ("x = None\nx + 1", 2, "still empty"),
    ("[1][3]", 1, "list is shorter"),
    ("{'a': 1}['b']", 1, "no entry"),
    ("total = 1\ntotal.sum", 2, "no such part"),
    ("def f(n):\n    return f(n)\nf(1)", 2, "again and again"),
    ("price_at([], 1)", 1, "the price ladder has no step"),
    ("input('?')", 1, "cannot ask here"),
    ("import nothing_here", 1, "not there"),
]


@pytest.mark.parametrize("kind", pick(["quick", "full"], "quick"))
def test_a_mistake_is_explained_at_its_line(open_lab, kind):
    page = open_lab(BUYING).page
    if kind == "full":
        use_full(page)
    for code, line, says in MISTAKES:
        write(page, "alone", code)
        press(page, "alone", "Run")
        shown = ended(page, "alone", re.compile(r"Line \d"))
        assert says in shown, (kind, code, shown)
        if line:
            assert f"Line {line} " in shown, (kind, code, shown)
            assert part(page, "alone").locator(".lab-wrong").inner_text() == str(line)
            press(page, "alone", f"Go to line {line}")
            chosen = (
                part(page, "alone").locator(".lab-area").evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)")
            )
            assert chosen == code.split("\n")[line - 1]


def test_hints_come_one_by_one_and_the_solution_after_a_try(open_lab):
    page = open_lab(BUYING).page
    here = part(page, "together")
    expect(here.locator(".lab-hint:visible")).to_have_count(1)
    expect(here.locator(".lab-solution")).to_be_hidden()
    for count in (2, 3):
        here.locator(".lab-hint:visible summary").last.click()
        expect(here.locator(".lab-hint:visible")).to_have_count(count)
    press(page, "together", "Check")
    ended(page, "together", "together is still 0")
    here.locator(".lab-solution summary").click()
    expect(here.locator('[data-source="together-solution"]')).to_be_visible()
    write(page, "together", "x = 1")
    press(page, "together", "Check")
    ended(page, "together", "The check looks for “together”")


def test_what_a_cell_shows_can_be_a_value_a_table_or_a_drawing(open_lab):
    page = open_lab(BUYING).page
    write(page, "alone", "show(table([['<b>', 1234]], ['Who', 'Sacks'], 'Pasted <i>'))\nbars([('<b>', 2)], 'T')")
    press(page, "alone", "Run")
    out = part(page, "alone").locator(".lab-out")
    expect(out.locator("img")).to_have_attribute("alt", "T: <b> 2", timeout=LONG)
    assert out.locator("caption").inner_text() == "Pasted <i>" and out.locator("td.number").inner_text() == "1,234"
    assert out.locator("b, i").count() == 0
    write(page, "alone", "x = 3\nx + 4")
    press(page, "alone", "Run")
    ended(page, "alone", "7")


# Keyboard


def test_the_editor_works_with_the_keyboard_and_does_not_hold_it(open_lab):
    page = open_lab(BUYING).page
    area = part(page, "alone").locator(".lab-area")
    area.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("for n in range(2):\nprint(n)\nprint(7)")
    assert area.input_value() == "for n in range(2):\n    print(n)\n    print(7)"
    page.keyboard.press("Control+[")
    assert area.input_value() == "for n in range(2):\n    print(n)\nprint(7)"
    page.keyboard.press("Control+z")
    assert area.input_value().endswith("\n    print(7)")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+]")
    assert area.input_value() == "    for n in range(2):\n        print(n)\n        print(7)"
    part(page, "alone").get_by_role("button", name="Outdent").click()
    expect(area).to_be_focused()
    assert area.input_value().startswith("for n")
    page.keyboard.press("Control+Enter")
    ended(page, "alone", "7")
    expect(area).to_be_focused()
    page.keyboard.press("Tab")
    expect(part(page, "alone").get_by_role("button", name="Run", exact=True)).to_be_focused()
    assert "Tab leaves the code" in (page.locator("#lab-keys").text_content() or "")


def test_the_focus_is_never_lost_and_the_result_is_told(open_lab):
    page = open_lab(BUYING).page
    check = part(page, "alone").get_by_role("button", name="Check", exact=True)
    check.focus()
    page.keyboard.press("Enter")
    ended(page, "alone", "Not yet.")
    expect(check).to_be_focused()
    expect(page.locator("body > [role=status]")).to_contain_text("Not yet. alone is still 0")
    write(page, "alone", "while True: pass")
    press(page, "alone", "Run")
    stop = part(page, "alone").get_by_role("button", name="Stop")
    stop.focus()
    page.keyboard.press("Enter")
    ended(page, "alone", "Stopped.")
    expect(check).to_be_focused()


def test_start_over_can_be_taken_back(open_lab):
    page = open_lab(BUYING).page
    area = part(page, "alone").locator(".lab-area")
    start = area.input_value()
    area.fill("mine = 1")
    press(page, "alone", "Start over")
    assert area.input_value() == start
    press(page, "alone", "Bring my code back")
    assert area.input_value() == "mine = 1"
    page.get_by_label("Other costs of one joint order").fill("5")
    page.get_by_role("button", name="Start the whole page over").click()
    assert (area.input_value(), page.get_by_label("Other costs of one joint order").input_value()) == (start, "300")


# Drafts


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.includes('/draft/')).sort()")


def test_nothing_is_kept_unless_the_reader_asks(open_lab):
    tab = open_lab(BUYING)
    page = tab.page
    area = part(page, "alone").locator(".lab-area")
    area.fill("mine = 1")
    assert kept(page) == []
    page.get_by_label("Keep my work on this device").check()
    page.get_by_label("Other costs of one joint order").fill("444")
    write(page, "together", "mine = 2")
    expect(page.locator('[data-source="inputs"]')).to_contain_text("fixed = 444")
    assert [key.split("/draft/")[1] for key in kept(page)] == [
        f"joint-action/joint-purchase/{name}" for name in ("alone", "inputs", "keep", "together")
    ]
    page.reload()
    assert area.input_value() == "mine = 1"
    assert page.get_by_label("Other costs of one joint order").input_value() == "444"
    expect(page.locator(".lab-said")).to_have_text("Your numbers and code are back.")
    page.get_by_label("Keep my work on this device").uncheck()
    assert kept(page) == []
    page.reload()
    assert area.input_value() != "mine = 1"


# Pages


def test_without_scripts_everything_can_be_read(browser, lab_site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(folder_base(lab_site) + BUYING)
    assert "With all extras, a sack costs 89.79." in page.locator(".lab-result").inner_text()
    assert page.locator(".lab-fields tbody tr").count() == 13
    expect(page.locator(".without-js")).to_be_visible()
    for summary in ("Hint 1", "Solution", "Show the code"):
        page.get_by_text(summary, exact=True).first.click()
    expect(page.locator('[data-source="alone-solution"]')).to_be_visible()
    expect(page.locator('[data-source="prepare"]')).to_be_visible()
    assert page.locator('[data-source="exit-loop"]').text_content() == lab.book("joint-purchase").exercises[3].starter.source
    assert page.locator("main button").count() == 0
    context.close()


@pytest.mark.parametrize("address", pick([BUYING, SHARING], SHARING))
def test_exercises_run_from_a_folder(browser, lab_site, address):
    with tabs(browser, folder_base(lab_site)) as opener:
        tab = opener(360)
        page = tab.go(address)
        run_demo(page)
        headline(page, re.compile("saves 775.20|instead of 180.00"))
        first = lab.book("cost-sharing" if address == SHARING else "joint-purchase").exercises[0].id
        write(page, first, source(page, f"{first}-solution"))
        press(page, first, "Check")
        ended(page, first, "Correct.")
        if address == BUYING:
            use_full(page)
            run_demo(page)
            headline(page, SAVED)


@pytest.mark.parametrize(("address", "width"), pick(product((BUYING, SHARING), (360, 1280)), (BUYING, 360)))
def test_a_page_is_accessible_in_every_state(open_lab, address, width):
    page = open_lab(address, width, reduced_motion="reduce").page
    name = page.locator("[data-exercise]").first.get_attribute("data-exercise")
    found = []

    def look(state):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{state}, {scheme}: {fault}" for fault in violations(page))
        wide = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        found.extend([f"{state}: {wide}"] if wide[0] > wide[1] else [])

    look("as it comes")
    for summary in page.locator("summary:visible").all():
        summary.click()
    run_demo(page)
    headline(page, re.compile("saves 775.20|instead of 180.00"))
    press(page, name, "Check")
    ended(page, name, "Not yet.")
    look("after a check")
    write(page, name, "x = 1\n1 / 0")
    press(page, name, "Run")
    ended(page, name, "Line 2")
    page.locator(".lab-field-number input").first.fill("?")
    expect(page.locator(".lab-fault:visible")).to_have_count(1)
    look("with mistakes")
    for size in ({"width": 320, "height": 740}, {"width": 320, "height": 256}) if width == 360 else ():
        page.set_viewport_size(size)
        look(f"{size['height']} px")
    targets = page.locator("main button:visible, main .lab-field input, main summary:visible")
    sizes = "all => all.map(one => [one.textContent || one.id, one.getBoundingClientRect().height])"
    small = [name for name, height in targets.evaluate_all(sizes) if height < 43.9]
    assert found == [] and small == []


def test_pictures_of_the_build_and_downloads_are_there(open_lab):
    tab = open_lab(BUYING)
    page = tab.page
    sizes = page.locator("img.lab-drawing").evaluate_all("all => all.map(one => one.complete && one.naturalWidth)")
    assert sizes == [360, 360]
    for name in ("Download the notebook", "Download clusterlab.py"):
        with page.expect_download() as got:
            page.get_by_role("link", name=name).click()
        text = Path(got.value.path()).read_text(encoding="utf-8")
        assert '"nbformat": 4' in text if "notebook" in name else "def joint_purchase" in text
