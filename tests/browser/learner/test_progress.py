"""My progress: what is done, a file that goes to another device, hostile files, a clean device for the next learner."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.render.items import digest
from tests.fixtures.quiz.files import BY_TYPE, SINGLE, boxed, document, drawn, my_progress, offer, record, run
from tests.fixtures.quiz.hands import PROGRESS, QUIZ, put, quick, stored, verdict
from tests.support.axe import violations
from tests.support.pick import pick
from tests.support.tab import SIZES, Tab, folder_base

NEW = "You have not read or answered anything here yet"


# ---------- a file to take along ----------


def counts(page: Page) -> list[str]:
    return page.locator(".p-ask tbody tr td:nth-child(2)").all_inner_texts()


def test_a_file_goes_from_one_device_to_another(open_tab, tmp_path, folder):
    here = open_tab()
    page = here.go(QUIZ)
    quick(page)
    quick(page, "true", "wells-are-free")
    page = my_progress(here)
    page.get_by_label("Your name or a code").fill("Ana <b>")
    page.evaluate(
        """() => { portalState.set("lesson", "wells/rules", {answer: "ticked"});
                   portalState.set("draft", "secret", {answer: "firm data"}); }"""
    )
    page.get_by_role("button", name="Save my progress as a file").press("Enter")
    shown = page.locator(".p-ask")
    expect(shown.locator("h3")).to_be_focused()
    for words in ("Name or code: Ana <b>", "Answers to questions: 2", "Sections read: 1", "Not in it: drafts and settings"):
        expect(shown).to_contain_text(words)
    text = shown.get_by_label("The file as text").input_value()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save this file").press("Enter")
    expect(page.locator(".p-status")).to_have_text("Saved. Records in the file: 3.")
    expect(page.get_by_role("button", name="Save my progress as a file")).to_be_focused()
    written = Path(download.value.path()).read_text(encoding="utf-8")
    assert written == text, "the preview shows something else"
    made = json.loads(written)
    assert re.fullmatch(r"progress-ana-b-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    assert {name: made[name] for name in made if name not in ("made", "records")} == {
        "format": "portal-progress", "v": 1, "site": "local", "learner": {"name": "Ana <b>"},
    }  # fmt: skip
    kept = [("lesson", "wells/rules"), ("quiz", "wells/wells-are-free"), ("quiz", SINGLE)]
    assert sorted((entry["kind"], entry["id"]) for entry in made["records"]) == kept
    assert "firm data" not in json.dumps(made)

    there = open_tab(base=folder_base(folder))
    page = my_progress(there)
    offer(page, made)
    expect(page.locator(".p-ask h3")).to_be_focused()
    assert counts(page) == ["3", "0", "0", "0", "0"]
    expect(page.locator(".p-ask")).to_contain_text("Ana <b>")
    expect(page.locator(".p-ask ul")).to_have_text("Wells & <how> bakers share them: answers 2, sections 1, in the deck 0")
    assert not any("/quiz/" in name for name in stored(page)), "something changed before it was agreed"
    page.get_by_role("button", name="Take it over").press("Enter")
    expect(page.locator(".p-status")).to_have_text("Done. Records taken over: 3.")
    expect(page.locator("#p-file")).to_be_focused()
    expect(page.locator(".p-module[data-module] .p-sum")).to_have_text("1 of 3 sections read")
    expect(page.locator(".p-quiz")).to_contain_text("1 of 27 points; 2 of 12 questions checked")
    expect(page.get_by_label("Your name or a code")).to_have_value("Ana <b>")
    offer(page, made)
    expect(page.locator(".p-ask")).to_contain_text("Nothing would change.")
    assert counts(page) == ["0", "0", "0", "3", "0"]
    page.get_by_role("button", name="Cancel").press("Enter")
    page = there.go(QUIZ)
    expect(verdict(page)).to_have_text("Right. 1 of 1 point.")


def test_the_newer_answer_and_the_better_score_win(open_tab):
    page = my_progress(open_tab())
    old, mid, new = (f"2026-11-{day}T10:00:00.000Z" for day in (10, 15, 20))
    of = {kind: digest(item) for kind, item in BY_TYPE.items()}
    name = {kind: f"wells/{item.id}" for kind, item in BY_TYPE.items()}
    here = {"single": (new, 0), "multiple": (old, 2), "true-false": (new, 1), "match": (mid, 1), "order": (mid, 3)}
    there = {
        "single": (old, 1),
        "multiple": (new, 1),
        "true-false": (old, 0),
        "match": (mid, 1),
        "order": (new, 3),
        "matrix": (mid, 2),
    }
    for kind, (at, score) in here.items():
        put(page, "quiz", name[kind], {"at": at, "answer": "here", "score": score, "of": of[kind]})
    records = [
        record(kind, at, answer="here" if kind == "match" else "there", score=score) for kind, (at, score) in there.items()
    ]
    offer(
        page,
        document(
            *records,
            {"kind": "quiz", "id": "stranger/one", "at": mid},
            {"kind": "lesson", "id": "wells/gone", "at": mid, "answer": "x"},
        ),
    )
    expect(page.locator(".p-ask")).to_be_visible()
    assert counts(page) == ["1", "2", "2", "1", "2"]
    expect(page.locator(".p-ask")).to_contain_text("Records that will change: 4")
    page.get_by_role("button", name="Take it over").click()
    expect(page.locator(".p-status")).to_have_text("Done. Records taken over: 4.")
    found = {kind: page.evaluate("id => portalState.get('quiz', id)", name[kind]) for kind in {**here, **there}}
    assert {kind: (entry["answer"], entry["score"], entry.get("best")) for kind, entry in found.items()} == {
        "single": ("here", 0, {"answer": "there", "score": 1}),
        "multiple": ("there", 1, {"answer": "here", "score": 2}),
        "true-false": ("here", 1, None), "match": ("here", 1, None), "order": ("there", 3, None), "matrix": ("there", 2, None),
    }  # fmt: skip
    assert page.evaluate("[portalState.get('quiz', 'stranger/one'), portalState.get('lesson', 'wells/gone')]") == [None, None]


def test_a_score_of_another_question_is_not_taken_for_the_best(open_tab):
    page = my_progress(open_tab())
    put(page, "quiz", SINGLE, {"at": "2026-11-20T10:00:00.000Z", "answer": "mayor", "score": 0, "of": digest(BY_TYPE["single"])})
    offer(page, document(record(at="2026-11-10T10:00:00.000Z", of="00aa")))
    expect(page.locator(".p-ask")).to_contain_text("Nothing would change.")


def with_part(part: str) -> str:
    """A document with one more part, written as JSON."""
    return f"{json.dumps(document())[:-1]},{part}}}"


def put_in(old: str, new: str, **fields: Any) -> str:
    """A document with one record in which some of the JSON is replaced."""
    return json.dumps(document(record(**fields))).replace(old, new)


PLAIN = "Nothing was changed."
HOSTILE = {
    "no JSON": ("<!doctype html><script>alert(1)</script>", "cannot be read as saved progress"),
    "half of it": (json.dumps(document(record()))[:-9], "cannot be read as saved progress"),
    "nothing": ("", "cannot be read as saved progress"),
    "deep": ("[" * 60_000, "cannot be read as saved progress"),
    "binary": (bytes(range(256)), "cannot be read as saved progress"),
    "another kind": ({"cells": []}, "a file of another kind"),
    "a list": ([1], "a file of another kind"),
    "null": ("null", "a file of another kind"),
    "a prototype for the head": ('{"__proto__":{"format":"portal-progress","v":1},"records":[]}', "a file of another kind"),
    "another version": (document(v=2), "another version of the portal (2)"),
    "a version with markup": (document(v="<img src=x onerror=alert(1)>"), "another version of the portal (<img src=x onerror=a)"),
    "version as a text": (document(v="1"), "another version"),
    "another portal": (document(site="elsewhere"), "progress of another portal"),
    "a part too much": (document(extra=1), "a part that does not belong there"),
    "own __proto__": (with_part('"__proto__":{"polluted":1}'), "a part that does not belong there"),
    "own constructor": (with_part('"constructor":{"prototype":{"polluted":1}}'), "a part that does not belong there"),
    "a name of 300 letters": (document(learner={"name": "x" * 300}), "the name or the date"),
    "a name that turns the text": (document(learner={"name": "a\u202eb"}), "the name or the date"),
    "a name that is none": (document(learner="Ana"), "the name or the date"),
    "a learner with more than a name": (document(learner={"name": "Ana", "born": "1990"}), "the name or the date"),
    "a date in words": (document(made="yesterday"), "the name or the date"),
    "records as a map": (document(records={"0": record()}), "the list of records"),
    "a record that is none": (document(record(), None), "record 2 is not in order"),
    "a run that is none": (document(run() | {"id": "final-bakers/again"}), "record 1 is not in order"),
    "a form that is none": (document(run(form="c")), "record 1 is not in order"),
    "a seed with markup": (document(run(seed="<b>")), "record 1 is not in order"),
    "drawn from elsewhere": (document(run(draws=["../x"])), "record 1 is not in order"),
    "drawn twice": (document(run(draws=["wells/a", "wells/a"])), "record 1 is not in order"),
    "an answer beyond its points": (document(drawn(score=2)), "record 1 is not in order"),
    "a test answer without a question": (document(drawn() | {"id": "final-bakers/final-1/wells"}), "record 1 is not in order"),
    "a sixth box": (document(boxed(box=6)), "record 1 is not in order"),
    "a day that is none": (document(boxed(due="2026-13-45")), "record 1 is not in order"),
    "a draft in a deck": (document(boxed(answer="firm data")), "record 1 is not in order"),
    "a draft": (document(record(kind="single") | {"kind": "draft"}), "record 1 is not in order"),
    "a setting": (document(record() | {"kind": "pref", "id": "quiz-check"}), "record 1 is not in order"),
    "an aside": (document(record() | {"kind": "aside", "id": "quiz/x"}), "record 1 is not in order"),
    "an id out of its place": (document(record() | {"id": "../../other/key"}), "record 1 is not in order"),
    "an id with markup": (document(record() | {"id": "wells/<b>"}), "record 1 is not in order"),
    "__proto__ as an id": (document(record() | {"id": "__proto__/__proto__"}), "record 1 is not in order"),
    "constructor as an id": (document(record() | {"id": "constructor/prototype"}), "record 1 is not in order"),
    "__proto__ in a record": (put_in('"extra": 1', '"__proto__": {"polluted": 1}', extra=1), "record 1 is not in order"),
    "__proto__ in an answer": (put_in('"p"', '"__proto__"', answer={"p": "x"}), "record 1 is not in order"),
    "constructor in an answer": (document(record(answer={"constructor": "x"})), "record 1 is not in order"),
    "an answer in an answer": (document(record(answer={"a": {"b": "c"}})), "record 1 is not in order"),
    "an endless answer": (document(record(answer="x" * 5000)), "record 1 is not in order"),
    "a score in words": (document(record(score="1")), "record 1 is not in order"),
    "a score beyond measure": (put_in('"score": 7', '"score": 1e999', score=7), "record 1 is not in order"),
    "a best that is none": (document(record(best=[1])), "record 1 is not in order"),
    "a date that is none": (document(record(at="2026-13-45T99:99:99Z")), "record 1 is not in order"),
    "a digest with markup": (document(record(of="<b>")), "record 1 is not in order"),
    "a record twice": (document(record(), record()), "record 2 is there twice"),
    "257 KB": (json.dumps(document()) + " " * 257 * 1024, "too large"),
    "10 MB": (json.dumps(document(learner={"name": "x" * 10_000_000})), "too large to be saved progress: at most 256 KB"),
}  # fmt: skip


def test_a_hostile_file_is_inert_and_explained(open_tab):
    tab = open_tab()
    page = my_progress(tab)
    put(page, "quiz", SINGLE, {"at": "2026-11-20T10:00:00.000Z", "answer": "mayor", "score": 0, "of": digest(BY_TYPE["single"])})
    before, wrong = stored(page), []
    for what, (content, words) in HOSTILE.items():
        page.locator(".p-status").evaluate("node => { node.textContent = ''; }")
        offer(page, json.dumps(content) if isinstance(content, list) else content)
        expect(page.locator(".p-status")).not_to_be_empty()
        said = page.locator(".p-status").inner_text()
        if words not in said or PLAIN not in said:
            wrong.append((what, said))
        if page.locator(".p-ask, main img, main script:not([type])").count() or stored(page) != before:
            wrong.append((what, "something came of it"))
    assert wrong == []
    assert page.evaluate("[({}).polluted, Object.prototype.polluted, [].polluted]") == [None] * 3
    assert tab.faults == []


def test_a_text_with_markup_stays_a_text(open_tab):
    """HTML in a name or an answer is shown as it is written."""
    tab = open_tab()
    page = my_progress(tab)
    nasty = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
    cloze = record("cloze-type", answer={"why": nasty, "where": "café"}, score=1)
    offer(
        page,
        document(
            cloze, record("single", answer=nasty, score=0), record("numeric", answer=nasty, score=0), learner={"name": nasty}
        ),
    )
    expect(page.locator(".p-ask")).to_contain_text(nasty)
    page.get_by_role("button", name="Take it over").click()
    expect(page.locator(".p-status")).to_have_text("Done. Records taken over: 3.")
    page = tab.go(QUIZ)
    expect(page.locator("#item-words-of-the-well input").first).to_have_value(nasty)
    expect(page.locator(".item.q-live")).to_have_count(12)
    assert page.locator("main img").count() == 0 and tab.faults == []


def test_a_file_never_grows_beyond_what_can_be_read_again(open_tab):
    page = my_progress(open_tab())
    made = page.evaluate("""async () => {
      await portalKit.bring("assets/js/progress-file.js");
      for (let n = 0; n < 2000; n += 1) {
        const at = new Date(1.7e12 + n * 1000).toISOString();
        portalState.put("quiz", `wells/q-${n}`, {v: 1, at, answer: "ü".repeat(150), score: 1});
      }
      portalState.put("quiz", "wells/strange", {v: 1, at: "2026-01-01T00:00:00Z", answer: {a: {b: 1}}});
      const {text, n, left} = portalProgress.file();
      return [new Blob([text]).size, n, left, portalProgress.read(text).records.map(record => record.id)];
    }""")
    size, count, left, names = made
    assert size <= 256 * 1024 and count + left == 2000 and count == len(names) and names[0] == "wells/q-1999"


def test_the_code_for_files_comes_when_it_is_asked_for(open_tab):
    tab = open_tab()
    tab.page.route("**/progress-file.js", lambda route: route.abort())
    page = my_progress(tab)
    assert tab.asked("progress-file.js") == []
    save = page.get_by_role("button", name="Save my progress as a file")
    save.click()
    expect(page.locator(".p-status")).to_have_text("This part of the page could not be loaded. Try again.")
    tab.faults.clear()
    page.unroute("**/progress-file.js")
    save.click()
    expect(page.locator(".p-ask")).to_contain_text("What the file holds")
    save.click()
    assert len(tab.asked("progress-file.js")) == 2


# ---------- a clean device ----------


def full_of_things(tab: Tab) -> Page:
    page = tab.go(QUIZ)
    quick(page)
    page = my_progress(tab)
    page.evaluate("""() => {
      portalState.set("lesson", "wells/rules", {answer: "seen"}); portalState.set("draft", "a/b", {answer: "x"});
      localStorage.setItem("portal/1/local/aside/quiz/x", "broken");
      localStorage.setItem("portal/1/other/quiz/x", "theirs"); localStorage.setItem("mine", "x");
    }""")
    page.get_by_label("Your name or a code").fill("Ana")
    return page


def test_erasing_asks_first_and_works_with_the_keyboard(open_tab):
    page = full_of_things(open_tab())
    before = stored(page)
    opener = page.get_by_role("button", name="Erase all")
    for leave in ("Escape", "No, keep it"):
        opener.press("Enter")
        expect(page.locator(".p-ask h3")).to_be_focused()
        expect(page.locator(".p-ask")).to_contain_text(
            "Answers: 1. Sections read: 1. Test results and answers: 0. Questions in the deck: 0. Drafts: 1."
        )
        if leave == "Escape":
            page.keyboard.press("Escape")
        else:
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        expect(page.locator(".p-status")).to_have_text("Nothing was erased.")
        expect(opener).to_be_focused()
        assert stored(page) == before
    opener.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".p-status")).to_have_text("Everything was erased.")
    expect(opener).to_be_focused()
    assert stored(page) == {"portal/1/other/quiz/x": "theirs", "mine": "x"}
    expect(page.get_by_label("Your name or a code")).to_have_value("")
    expect(page.locator(".p-none")).to_contain_text(NEW)
    expect(page.locator("#progress-done .p-fold")).to_have_count(0)


def test_the_next_learner_finds_nothing_and_the_last_one_can_save_first(open_tab):
    tab = open_tab()
    page = full_of_things(tab)
    page.get_by_role("button", name="Next learner").press("Enter")
    expect(page.locator(".p-ask details").first).to_contain_text("Name or code: Ana")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my progress first").press("Enter")
    assert len(json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["records"]) == 2
    expect(page.get_by_role("button", name="Save my progress first")).to_be_focused()
    page.get_by_role("button", name="Yes, erase").press("Enter")
    expect(page.locator(".p-status")).to_have_text("Everything was erased. The next learner can begin.")
    assert not any(name.startswith("portal/1/local/") for name in stored(page))
    page = tab.go(QUIZ)
    assert page.locator("main input:checked:not([name='quiz--mode'])").count() == 0


# ---------- my progress ----------


def test_the_page_shows_where_the_reader_was_and_what_is_done(open_tab):
    tab = open_tab()
    page = my_progress(tab)
    expect(page.locator(".p-none")).to_contain_text(NEW)
    expect(page.locator("#progress-done")).to_be_empty()
    assert page.locator(".p-none a").evaluate_all("all => all.map(a => a.getAttribute('href'))") == [
        "paths/index.html", "modules/wells/index.html",
    ]  # fmt: skip
    page = tab.go(QUIZ)
    quick(page)
    page = my_progress(tab)
    last = page.locator(".p-last a")
    expect(last).to_have_text("Questions: Wells & <how> bakers share them")
    expect(page.locator(".p-quiz")).to_have_text("1 of 27 points; 1 of 12 questions checked")
    last.click()
    assert page.url == tab.base + QUIZ


NO_PAGES = (
    "javascript:alert(1)",
    "https://example.org/x.html",
    "//example.org/x.html",
    "/x.html",
    "../x.html",
    "a b.html",
    None,
    7,
)


def test_a_last_page_that_is_none_of_ours_is_no_link(open_tab):
    page = my_progress(open_tab())
    for address in NO_PAGES:
        page.evaluate("answer => portalState.set('pref', 'last', {answer, title: '<b>'})", address)
        page.reload()
        expect(page.locator(".p-none")).to_contain_text(NEW)
        assert page.locator(".p-none li").count() == 2, address


def test_progress_without_scripts_says_what_is_missing(open_tab):
    tab = open_tab(java_script_enabled=False)
    tab.page.goto(tab.base + PROGRESS)
    expect(tab.page.locator(".without-js")).to_contain_text("needs JavaScript")
    assert tab.page.locator("main :is(button, input)").count() == 0


@pytest.mark.parametrize("width", pick(SIZES, 360))
def test_the_pages_are_accessible_in_every_state(open_tab, width):
    tab = open_tab(width, reduced_motion="reduce")
    found = []

    def look(state: str) -> None:
        page = tab.page
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{state}, {scheme}: {fault}" for fault in violations(page))
        wide = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        found.extend([] if wide[0] <= wide[1] else [f"{state}: {wide[0]} px of page in {wide[1]}"])

    page = full_of_things(tab)
    look("progress")
    offer(page, document(record()))
    expect(page.locator(".p-ask")).to_be_visible()
    look("what a file would change")
    page.get_by_role("button", name="Next learner").click()
    look("asked before erasing")
    assert found == []
