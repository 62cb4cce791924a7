"""Exercises in a real browser: results in all three Pythons, fields, limits, the full Python, weight."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import expect

from clusterlab import parse_number
from tests.support import lab
from tests.support.lab_page import BUYING, LONG, SAVED, SHARING, ended, headline, part, press, run_demo, source, use_full, write
from tests.support.pick import pick


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def words(text: str) -> str:
    return " ".join(re.sub(r"[\d,.\u202f\s−-]+", " ", text).split())


def same(one: str, other: str) -> None:
    """The same words, and the same numbers within a tolerance."""
    assert words(one) == words(other)
    assert numbers(one) == pytest.approx(numbers(other), rel=1e-9, abs=0.006)


# In all three Pythons


QUICK = ("joint-purchase", "gender-gaps")
RUNS = [
    pytest.param(
        book,
        kind,
        id=f"{book.name}-{kind}",
        marks=() if book.name in QUICK[: 1 if kind == "full" else None] else pytest.mark.slow,
    )
    for book in lab.books().values()
    for kind in ("quick", "full")
]


@pytest.mark.parametrize(("book", "kind"), RUNS)
def test_solutions_pass_starters_fail_and_outputs_are_those_of_the_build(open_lab, book, kind):
    page = open_lab(lab.address_of(book)).page
    if kind == "full":
        use_full(page)
    made = lab.proof(book)
    built = page.locator(".lab-result").inner_text()
    run_demo(page)
    said = next(output.text for output in made["demo"] if output.kind == "text")
    headline(page, re.compile(re.escape(said.split("\n")[0])))
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
    page.get_by_label("What each firm orders").fill("Empresa\tSacos\nUno\t1.200\nDos\t300")
    page.get_by_label("Price of a sack in a small order").fill("1.100")
    # 1,500 sacks at 86, alone and together: 129,000; transport 1,935 and other costs 300 come on top
    headline(page, re.compile("^Buying together costs FCFA\u202f2.235,00 more than buying alone"))
    assert "2 firms order 1.500 sacks." in page.locator(".lab-result").inner_text()


TYPED = [
    "1234.5", "1.234,5", "1,234.5", "1 234,5", "12,34,567", "1,234", "1.234", "-3", "− 3,5", "7 %", "2 lakh", "1.5 crore", "٣٤٫٥",
    "१२", "$ 1,200.50", "₹ 12,34,567", "0.125", "0,125", ".5", "1'234.50", "", "abc", "12 34", "1,23,4", "1.2.3,4", "12,345 678",
    "1e5", "2 M", "--3",
]  # fmt: skip


@pytest.mark.parametrize("marks", pick(["1,234.5", "1.234,5"], "1.234,5"))
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
