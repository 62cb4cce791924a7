"""Exercises in a real browser: fields, results, exercises in both runtimes, limits, help, drafts, without scripts, from a folder."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clusterlab import parse_number
from tests.support import lab
from tests.support.axe import violations
from tests.support.once import once
from tests.support.server import serving
from tests.support.tab import Tab, folder_base, tabs

BUYING, SHARING = "modules/joint-action/joint-purchase.html", "modules/joint-action/cost-sharing.html"
LONG = 60_000  # milliseconds: for machines that are busy; nothing here waits when there is nothing to wait for
SAVED = "Buying together saves 775.20. That is 6.7\u202f% of what the firms pay alone."


@pytest.fixture(scope="session")
def lab_site(run_folder: Path) -> Path:
    """The exercise pages of this project, made once."""
    return Path(once(run_folder, "lab", lambda: str(lab.build(run_folder / "lab-site"))))


@pytest.fixture
def open_lab(browser, lab_site) -> Iterator[Callable[..., Tab]]:
    """Opens watched tabs on the exercise pages; that a page asks itself for what it made (blob:) is no fault."""
    opened = []
    with serving(lab_site) as base, tabs(browser, base) as opener:

        def open_tab(address: str, width: int = 1280, **options) -> Tab:
            tab = opener(width, **options)
            opened.append(tab)
            tab.page.set_default_timeout(LONG)
            tab.go(address)
            return tab

        yield open_tab
        for tab in opened:
            tab.faults[:] = [fault for fault in tab.faults if not fault.startswith("elsewhere: blob:")]


def headline(page: Page, text: str | re.Pattern) -> None:
    expect(page.locator(".lab-headline")).to_have_text(text, timeout=LONG)


def run_demo(page: Page) -> None:
    page.locator(".lab-run").click()


def part(page: Page, name: str):
    return page.locator(f'[data-exercise="{name}"]')


def write(page: Page, name: str, text: str) -> None:
    part(page, name).locator(".lab-area").fill(text)


def press(page: Page, name: str, label: str) -> None:
    part(page, name).get_by_role("button", name=label, exact=True).click()


def ended(page: Page, name: str, text: str | re.Pattern) -> str:
    """Wait until the output of an exercise ends with this; gives all of it."""
    out = part(page, name).locator(".lab-out")
    expect(out.locator("> :last-child")).to_contain_text(text, timeout=LONG)
    return out.inner_text()


def source(page: Page, name: str) -> str:
    return page.locator(f'[data-source="{name}"]').text_content() or ""


def use_full(page: Page) -> None:
    page.get_by_role("button", name="Use full Python").click()
    expect(page.locator(".lab-said")).to_have_text("Full Python is in use.", timeout=LONG)


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def words(text: str) -> str:
    return " ".join(re.sub(r"[\d,.\u202f\s−-]+", " ", text).split())


def same(one: str, other: str) -> None:
    """The same words, and the same numbers within a tolerance."""
    assert words(one) == words(other)
    assert numbers(one) == pytest.approx(numbers(other), rel=1e-9, abs=0.006)


# In all three Pythons


@pytest.mark.parametrize("kind", ["quick", "full"])
@pytest.mark.parametrize("book", lab.books().values(), ids=lambda book: book.name)
def test_solutions_pass_starters_fail_and_outputs_are_those_of_the_build(open_lab, book, kind):
    page = open_lab(lab.address_of(book)).page
    if kind == "full":
        use_full(page)
    made = lab.proof(book)
    built = page.locator(".lab-result").inner_text()
    run_demo(page)
    headline(page, re.compile(re.escape(made["demo"][0].text.split("\n")[0])))
    same(page.locator(".lab-result").inner_text(), built)
    drawings = [output.text for output in made["demo"] if output.kind == "drawing"]
    assert page.locator(".lab-result img").evaluate_all("all => all.map(one => one.alt)") == drawings
    for exercise in book.exercises:
        press(page, exercise.id, "Check")
        ended(page, exercise.id, "Not yet.")
        write(page, exercise.id, source(page, exercise.solution.id))
        press(page, exercise.id, "Check")
        shown = ended(page, exercise.id, "Correct.")
        same(shown.split("Correct.")[0], "\n".join(output.text for output in made[exercise.solution.id]))


def test_run_all_says_how_many_are_solved(open_lab):
    page = open_lab(BUYING).page
    for name in ("alone", "threshold"):
        write(page, name, source(page, f"{name}-solution"))
    page.get_by_role("button", name="Run all").click()
    expect(page.locator(".lab-said")).to_have_text("2 of 4 exercises are solved.", timeout=LONG)
    headline(page, SAVED)
    assert page.locator(".lab-solved").count() == 2


# Numbers first


def test_a_person_with_a_phone_changes_three_prices_and_reads_the_saving(open_lab):
    tab = open_lab(BUYING, 360)
    page = tab.page
    for label, price in (("Second price of a sack", "96"), ("Third price of a sack", "90,5"), ("Last price of a sack", "80")):
        field = page.get_by_label(label)
        assert field.get_attribute("inputmode") == "decimal"
        field.fill(price)
    # 4 firms at 100, 6 at 96: 30 × 100 + 90 × 96 = 11,640; together 120 × 80 × 1.015 + 300 = 10,044
    headline(page, "Buying together saves 1,596.00. That is 13.7\u202f% of what the firms pay alone.")
    bar = page.locator(".lab-bar").bounding_box()
    assert bar["y"] + bar["height"] <= 740 + 1, "the result is out of view while the prices are changed"
    assert page.locator(".lab-result img").first.get_attribute("alt").endswith("All together 10,044")
    assert page.locator(".lab-code").get_attribute("open") is None
    assert page.locator(".lab-demo .lab-area").is_hidden()
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360
    asked = [url.removeprefix(tab.base) for url in tab.asked("/lab/")]
    assert asked == ["lab/quick.js"], "nothing but the quick Python is loaded"


def test_nothing_is_loaded_before_it_is_asked_for(open_lab):
    tab = open_lab(BUYING)
    tab.page.wait_for_load_state("networkidle")
    assert tab.asked("/lab/") == []
    run_demo(tab.page)
    headline(tab.page, SAVED)
    assert len(tab.asked("/lab/")) == 1


def test_own_data_and_own_marks(open_lab):
    page = open_lab(BUYING).page
    page.get_by_label("How you write numbers").fill("1.234,5")
    page.get_by_label("Your currency").fill("FCFA")
    page.get_by_label("What each firm orders").fill("Empresa\tSacos\nUno\t1.200\nDos\t300,5")
    page.get_by_label("Price of a sack in a small order").fill("1.100")
    # 1500.5 sacks at 86, alone and together: 129,043; with transport 130,978.645, and 300
    headline(page, "Buying together costs FCFA\u202f2.235,65 more than buying alone.")
    assert "1.500,5" not in page.locator(".lab-result").inner_text() and "1.501 sacks" in page.locator(".lab-result").inner_text()


TYPED = ["1234.5", "1.234,5", "1,234.5", "1 234,5", "12,34,567", "1,234", "1.234", "-3", "− 3,5", "7 %", "2 lakh", "1.5 crore", "٣٤٫٥", "१२", "$ 1,200.50",
         "₹ 12,34,567", "0.125", "0,125", ".5", "1'234.50", "", "abc", "12 34", "1,23,4", "1.2.3,4", "12,345 678", "1e5", "2 M", "--3"]  # fmt: skip


@pytest.mark.parametrize("marks", ["1,234.5", "1.234,5"])
def test_a_field_reads_numbers_as_clusterlab_does(open_lab, marks):
    page = open_lab(SHARING).page
    page.clock.install()
    page.get_by_label("How you write numbers").fill(marks)
    field, code = page.get_by_label("Shared cost, such as the rent"), page.locator('[data-source="inputs"]')
    for text in TYPED:
        field.fill("77")
        page.clock.run_for(500)
        expect(code).to_contain_text("shared = 77  #")
        field.fill(text)
        page.clock.run_for(500)
        try:
            value = parse_number(text.replace("%", ""), marks)
        except ValueError:
            expect(field).to_have_attribute("aria-invalid", "true")
            continue
        expect(field).to_have_attribute("aria-invalid", "false")
        expect(code).to_contain_text(f"shared = {int(value) if value == int(value) else value}  #")


def test_a_wrong_field_says_what_is_wrong_and_keeps_the_last_result(open_lab):
    page = open_lab(BUYING).page
    run_demo(page)
    headline(page, SAVED)
    field = page.get_by_label("Other costs of one joint order")
    field.fill("many")
    expect(page.locator(".lab-fault:visible")).to_have_text("Please write a number, such as 1234.5.")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert field.evaluate(
        "one => document.getElementById(one.getAttribute('aria-describedby').split(' ')[1]).textContent"
    ).startswith("Please")
    headline(page, SAVED)
    run_demo(page)
    expect(field).to_be_focused()
    field.fill("300")
    expect(page.locator(".lab-fault:visible")).to_have_count(0)
    page.get_by_label("How many of the largest buyers leave").fill("10")
    headline(page, re.compile("The numbers above lead to an error.*no firm buys anything"))
    page.get_by_label("How many of the largest buyers leave").fill("3")
    headline(page, "Buying together saves 94.55. That is 1.5\u202f% of what the firms pay alone.")


# Limits


def test_an_endless_loop_is_stopped_and_the_page_goes_on(open_lab):
    page = open_lab(BUYING).page
    write(page, "alone", "while True: pass")
    press(page, "alone", "Run")
    press(page, "alone", "Stop")
    ended(page, "alone", "Stopped.")
    write(page, "alone", source(page, "alone-solution"))
    press(page, "alone", "Check")
    ended(page, "alone", "Correct.")


def test_ten_seconds_are_the_limit(open_lab):
    tab = open_lab(BUYING)
    page = tab.page
    run_demo(page)
    headline(page, SAVED)
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    write(page, "alone", "print('on')\nwhile True: pass")
    press(page, "alone", "Run")
    page.clock.run_for(9000)
    assert "Stopped" not in part(page, "alone").locator(".lab-out").inner_text()
    page.clock.run_for(2000)
    page.clock.resume()
    ended(page, "alone", "Stopped after 10 seconds.")
    run_demo(page)
    headline(page, SAVED)


def test_a_long_output_is_cut(open_lab):
    page = open_lab(BUYING).page
    for code in (
        "for n in range(10):\n    print('x' * 1000000)",
        "print('y' * 10000000)",
        "for n in range(1000000):\n    print(n)",
    ):
        write(page, "alone", code)
        press(page, "alone", "Run")
        shown = ended(page, "alone", "The output was cut here")
        assert 90_000 < len(shown) < 110_000
        press(page, "together", "Run")
        ended(page, "together", "0.00")
        page.get_by_role("button", name="Restart Python").click()


def test_only_one_run_at_a_time(open_lab):
    page = open_lab(BUYING).page
    write(page, "alone", "while True: pass")
    press(page, "alone", "Run")
    press(page, "together", "Run")
    expect(page.locator("body > [role=status]")).to_have_text("The last run has not ended yet.")
    page.get_by_label("Other costs of one joint order").fill("400")  # waits for its turn
    press(page, "alone", "Stop")
    headline(page, re.compile("saves 675.20"))


def test_a_run_starts_afresh(open_lab):
    page = open_lab(BUYING).page
    write(page, "alone", "kept = 5\nprint('end', end='')")
    press(page, "alone", "Run")
    ended(page, "alone", "end")
    write(page, "together", "print('start')\nprint(kept)")
    press(page, "together", "Run")
    shown = ended(page, "together", "does not know the name “kept”")
    assert shown.startswith("start\n")


# Help with mistakes

MISTAKES = [
    ("x = 1\nprint(alonee)", 2, "does not know the name “alonee”"), ("if total\n    x = 1", 1, "colon is missing"), ("print((1)\nx = 2", None, "bracket is not closed"),
    ("x = 1\nif x = 1:\n    x = 2", 2, "write == with two signs"), ("print('a)", 1, "does not end with one"), ("for n in range(3):\nprint(n)", 2, "spaces at the start"),
    ("x = 1\n  y = 2", 2, "spaces at the start"), ("x = 0\n\n1 / x", 3, "divided by zero"), ("'5' + 1", 1, "text and a number are mixed"), ("x = None\nx + 1", 2, "still empty"),
    ("[1][3]", 1, "list is shorter"), ("{'a': 1}['b']", 1, "no entry"), ("total = 1\ntotal.sum", 2, "no such part"), ("def f(n):\n    return f(n)\nf(1)", 2, "again and again"),
    ("price_at([], 1)", 1, "the price ladder has no step"), ("input('?')", 1, "cannot ask here"), ("import nothing_here", 1, "not there"),
]  # fmt: skip


@pytest.mark.parametrize("kind", ["quick", "full"])
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


# Full Python


def test_full_python_says_its_size_shows_progress_and_can_be_left(open_lab):
    tab = open_lab(BUYING)
    page = tab.page
    page.get_by_role("button", name="Use full Python (6.3 MB)").click()
    expect(page.locator(".lab-share")).to_contain_text(re.compile(r"\d+ % of 6.3 MB"), timeout=LONG)
    expect(page.locator(".lab-said")).to_have_text("Full Python is in use.", timeout=LONG)
    write(page, "alone", "import statistics, sys\nprint(sys.implementation.name, statistics.mean([1, 2]))")
    press(page, "alone", "Run")
    ended(page, "alone", "cpython 1.5")
    write(page, "alone", "while True: pass")
    press(page, "alone", "Run")
    press(page, "alone", "Stop")
    ended(page, "alone", "Stopped.")
    run_demo(page)
    headline(page, SAVED)
    page.get_by_role("button", name="Back to quick Python").click()
    expect(page.locator(".lab-said")).to_have_text("Quick Python is in use.", timeout=LONG)
    write(page, "alone", "import sys\nprint(sys.implementation.name)")
    press(page, "alone", "Run")
    ended(page, "alone", "micropython")


def test_loading_full_python_can_be_given_up(open_lab):
    tab = open_lab(BUYING)
    page = tab.page
    page.route(re.compile(r"full-4\.js"), lambda route: page.get_by_role("button", name="Cancel").click() or route.continue_())
    page.get_by_role("button", name="Use full Python").click()
    expect(page.locator(".lab-said")).to_have_text("Stopped.", timeout=LONG)
    assert len(tab.asked("/lab/full")) < 12
    run_demo(page)
    headline(page, SAVED)


def test_a_part_that_does_not_arrive_is_told_and_can_be_tried_again(open_lab):
    tab = open_lab(BUYING)
    page = tab.page
    page.route("**/lab/quick.js", lambda route: route.abort())
    run_demo(page)
    headline(page, re.compile("could not be loaded"))
    page.unroute("**/lab/quick.js")
    run_demo(page)
    headline(page, SAVED)
    tab.faults[:] = [fault for fault in tab.faults if "quick.js" not in fault and "ERR_FAILED" not in fault]


def test_an_exercise_that_needs_full_python_says_why(open_lab):
    page = open_lab("modules/joint-action/needs-full.html").page
    press(page, "alone", "Check")
    ended(page, "alone", "Use full Python")
    out = part(page, "alone").locator(".lab-out")
    assert "This exercise needs full Python: it uses the module statistics" in out.inner_text()
    out.get_by_role("button", name="Use full Python").click()
    expect(page.locator(".lab-said")).to_have_text("Full Python is in use.", timeout=LONG)
    write(page, "alone", source(page, "alone-solution"))
    press(page, "alone", "Check")
    ended(page, "alone", "Correct.")


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
    assert page.locator('[data-source="exit-loop"]').text_content() == lab.books()[lab.FILES[1]].exercises[3].starter.source
    assert page.locator("main button").count() == 0
    context.close()


@pytest.mark.parametrize("address", [BUYING, SHARING])
def test_exercises_run_from_a_folder(browser, lab_site, address):
    with tabs(browser, folder_base(lab_site)) as opener:
        tab = opener(360)
        page = tab.go(address)
        run_demo(page)
        headline(page, re.compile("saves 775.20|instead of 180.00"))
        first = lab.books()[lab.FILES[0 if address == SHARING else 1]].exercises[0].id
        write(page, first, source(page, f"{first}-solution"))
        press(page, first, "Check")
        ended(page, first, "Correct.")
        if address == BUYING:
            use_full(page)
            run_demo(page)
            headline(page, SAVED)
        tab.faults[:] = [fault for fault in tab.faults if not fault.startswith("elsewhere: blob:")]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", [BUYING, SHARING])
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
    small = page.locator("main button:visible, main .lab-field input, main summary:visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 43.9 && !one.closest('.contents, .toc')).map(one => one.textContent || one.id)"
    )
    assert found == [] and small == []


def test_what_a_page_weighs(open_lab, lab_site):
    tab = open_lab(BUYING)
    tab.page.wait_for_load_state("networkidle")

    def weights() -> dict[str, int]:
        names = [url.removeprefix(tab.base) for url in tab.requests if url.startswith(tab.base)]
        return {name: len(gzip.compress((lab_site / name).read_bytes(), 6)) for name in names}

    before = weights()
    assert sum(before.values()) <= 60_000, before
    assert before["assets/js/lab.js"] <= 9 * 1024
    run_demo(tab.page)
    headline(tab.page, SAVED)
    assert sum(weights().values()) <= 400_000, weights()


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
