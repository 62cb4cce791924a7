"""My progress with much in it: paths, outcomes, results of tests, drafts, and files with all kinds of records."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from playwright.sync_api import Page, expect

from portal.render.items import digest
from tests.fixtures.quiz.files import BY_TYPE, SINGLE, boxed, document, drawn, my_progress, offer, record, run
from tests.fixtures.quiz.hands import key, put, stored
from tests.support.axe import violations
from tests.support.project import ROOT
from tests.support.tab import SIZES, folder_base

SCHEMA = json.loads((ROOT / "docs/reference/schema/progress-file.schema.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)
AT = "2026-11-20T10:00:00.000Z"


def keep(page: Page, *records: dict) -> None:
    """Keep records as the portal would."""
    for entry in records:
        fields = {name: value for name, value in entry.items() if name not in ("kind", "id")}
        put(page, entry["kind"], entry["id"], {"at": AT, **fields})


def read(*sections: str) -> list[dict]:
    return [{"kind": "lesson", "id": f"wells/{name}", "answer": "seen"} for name in sections]


def answers(*wrong: str, leave: tuple[str, ...] = ()) -> list[dict]:
    """An answer to each question, with all its points or none."""
    kinds = [kind for kind in BY_TYPE if kind not in leave]
    return [record(kind, AT, answer="x", score=0 if kind in wrong else BY_TYPE[kind].points) for kind in kinds]


def draft(page: Page, name: str, answer: Any = "firm data") -> None:
    page.evaluate("([id, answer]) => portalState.set('draft', id, {answer})", [name, answer])


def everything(page: Page) -> None:
    """One learner with all kinds of records."""
    keep(page, *read("wells", "rules"), *answers("single", "order"), boxed())
    keep(page, run("before", score=9, of=20, **{"pass": None}), run("after", score=15, of=20, **{"pass": None}))
    keep(page, run("final-1", score=12, of=20, **{"pass": False}), run("final-2", score=19, of=20), drawn("final-2"))
    draft(page, "wells/rope-count/keep", True)
    draft(page, "wells/rope-count/sum-cell")
    draft(page, "planner", {})
    page.evaluate("portalState.set('pref', 'learner', {name: 'Ana'})")
    page.reload()


def unfold(page: Page, *names: str) -> None:
    for name in names:
        page.locator(f'[data-fold="{name}"] > summary').press("Enter")


# ---------- what is done ----------


def test_the_path_shows_steps_minutes_and_the_next_step(open_tab):
    tab = open_tab()
    page = tab.go("progress.html")
    keep(page, *read("wells"))
    page.reload()
    expect(page.locator(".p-steps")).to_have_text("Steps done: 0 of 2. Reading and questions: 5 min of 26 min (estimated).")
    following = page.locator(".p-next")
    expect(following).to_have_text("Next: Wells & <how> bakers share them: Rules & turns")
    assert following.get_attribute("href") == "modules/wells/index.html#rules"
    keep(page, *read("rules"))
    page.reload()
    assert page.locator(".p-next").get_attribute("href").startswith("modules/wells/quiz.html#part-")
    keep(page, *answers())
    page.reload()
    expect(page.locator(".p-steps")).to_have_text("Steps done: 1 of 2. Reading and questions: 21 min of 26 min (estimated).")
    expect(page.locator(".p-next")).to_contain_text("Deciding")
    unfold(page, "steps")
    states = page.locator('[data-fold="steps"] li span').all_inner_texts()
    assert states == ["✓ done", "not counted", "0 min of 5 min"]
    keep(page, *read("deciding"))
    page.reload()
    expect(page.locator(".p-way")).to_contain_text("Every step that can be counted is done.")


def outcome(page: Page, words: str) -> str:
    return page.locator(".p-outcomes li", has_text=words).inner_text().replace("\n", " ")


def test_an_outcome_is_the_average_of_the_best_shares(open_tab):
    page = open_tab().go("progress.html")
    share = [item for item in BY_TYPE.values() if item.outcome == "share-well" and item.type != "rubric"]
    plan = [item for item in BY_TYPE.values() if item.outcome == "plan-work" and item.type != "rubric"]
    one, two = share[0], share[1]
    keep(page, record(one.type, score=0, best={"answer": "x", "score": one.points}), record(two.type, score=0))
    keep(page, run(), drawn(score=0.25), run("final-2"), drawn("final-2", score=0.5), drawn("final-3", score=1, of="0123"))
    page.reload()
    unfold(page, "outcomes", "outcomes wells")
    assert "50 % on average, from 3 questions" in outcome(page, "Explain how bakers share a well")
    assert plan and "no question answered yet" in outcome(page, "Plan the work on a well")


def test_results_of_tests_and_the_gain_are_read_only(open_tab):
    page = open_tab().go("progress.html")
    everything(page)
    unfold(page, "tests")
    assert page.locator(".p-tests li").all_inner_texts() == [
        "Before: 9 of 20 points (45 %), November 20, 2026",
        "After: 15 of 20 points (75 %), November 20, 2026",
        "Gain: 30 percentage points",
        "Final test, attempt 1: 12 of 20 points (60 %), November 20, 2026: not passed",
        "Final test, attempt 2: 19 of 20 points (95 %), November 20, 2026: passed",
    ]
    assert page.locator('[data-fold="tests"] :is(button, input)').count() == 0
    keep(page, run("after", score=6, of=20), run("final-1", finished=None))
    page.reload()
    unfold(page, "tests")
    expect(page.locator(".p-tests").first).to_contain_text("Loss: 15 percentage points")
    expect(page.locator(".p-tests").last).not_to_contain_text("attempt 1")


def test_a_test_record_that_makes_no_sense_is_passed_over(open_tab):
    tab = open_tab()
    page = tab.go("progress.html")
    keep(page, run(score="all"), run("final-2", of=0), run("final-3", score=30, of=20), run("before", finished=7))
    keep(page, {"kind": "deck", "id": SINGLE, "box": 9, "due": "never", "of": digest(BY_TYPE["single"])}, *read("wells"))
    page.reload()
    expect(page.locator(".p-way")).to_be_visible()
    assert page.locator('[data-fold="tests"], [data-fold="revise"]').count() == 0


def test_a_draft_can_be_opened_and_deleted(open_tab):
    page = open_tab().go("progress.html")
    everything(page)
    unfold(page, "drafts")
    lines = page.locator(".p-drafts > li")
    assert lines.count() == 2 and lines.first.locator("a").get_attribute("href") == "programmes/planner.html"
    button = lines.last.get_by_role("button", name="Delete: wells/rope-count")
    button.press("Enter")
    expect(page.locator(".p-ask h3")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    assert len([name for name in stored(page) if "/draft/" in name]) == 3
    button.press("Enter")
    page.get_by_role("button", name="Yes, delete").press("Enter")
    expect(lines).to_have_count(1)
    assert [name for name in stored(page) if "/draft/" in name] == [key("draft/planner")]
    expect(page.locator('[data-fold="drafts"] summary')).to_be_focused()


def test_drafts_alone_can_be_deleted_too(open_tab):
    page = open_tab().go("progress.html")
    draft(page, "planner")
    page.reload()
    expect(page.locator(".p-none")).to_be_visible()
    unfold(page, "drafts")
    expect(page.locator(".p-drafts > li")).to_have_count(1)


# ---------- the file ----------


BRING = "portalKit.bring('assets/js/progress-file.js')"  # the page loads it when somebody saves or opens a file


def exported(page: Page) -> dict:
    return json.loads(page.evaluate(f"{BRING}.then(() => portalProgress.file().text)"))


def test_what_is_saved_follows_the_schema_and_holds_no_draft(open_tab):
    page = open_tab().go("progress.html")
    everything(page)
    page.evaluate("portalState.put('quiz', 'wells/odd', {v: 1, at: '2026-01-01T00:00:00Z', answer: {a: {b: 1}}})")
    keep(page, drawn("final-9"))  # an answer without its run
    made = exported(page)
    VALID.validate(made)
    kinds = [(entry["kind"], entry["id"].count("/")) for entry in made["records"]]
    assert kinds.count(("test", 1)) == 4 and kinds.count(("test", 3)) == 1 and kinds[0][0] == "test"
    assert ("deck", 1) in kinds and kinds.count(("quiz", 1)) == 12 and kinds.count(("lesson", 1)) == 2
    assert "firm data" not in json.dumps(made) and "draft" not in json.dumps(made) and made["learner"] == {"name": "Ana"}
    page.evaluate("portalState.remove('pref', 'learner')")
    assert "learner" not in exported(page)


SOUND = [record(), run(), drawn(), boxed(), {"kind": "lesson", "id": "wells/rules", "at": AT, "answer": "seen"}]
BROKEN = [
    run(form="c"), run(seed="a b"), run(draws=["x"]), run(score=-1), run() | {"id": "final-bakers/final-0"}, drawn(score=1.5),
    drawn(of="xyz"), drawn() | {"id": "final-bakers/final-1/wells"}, boxed(box=0), boxed(box=6), boxed(due="soon"),
    boxed(answer="x"),
    record(score="1"), record(at="yesterday"), record() | {"kind": "draft"}, record() | {"kind": "pref"}, record(extra=1),
    record(answer={"a": {"b": "c"}}), record(best=[1]), record() | {"id": "wells/<b>"},
]  # fmt: skip


@pytest.mark.parametrize("sound", [True, False])
def test_the_page_and_the_schema_agree(open_tab, sound):
    page = open_tab().go("progress.html")
    page.evaluate(BRING)
    for entry in SOUND if sound else BROKEN:
        made = document(entry)
        said = page.evaluate("text => portalProgress.read(text).error || ''", json.dumps(made))
        assert VALID.is_valid(made) == sound == (said == ""), (entry, said)


def plan(page: Page, *records: dict) -> list[str]:
    return page.evaluate(f"records => {BRING}.then(() => portalProgress.plan(records).map(entry => entry.is))", list(records))


def test_a_run_is_taken_over_whole_or_not_at_all(open_tab):
    page = open_tab().go("progress.html")
    keep(page, run(score=5) | {"at": AT}, drawn(answer="mine") | {"at": AT})
    newer, older = "2026-11-21T10:00:00.000Z", "2026-11-10T10:00:00.000Z"
    assert plan(page, run(at=newer), drawn(at=older)) == ["newer", "newer"]
    assert plan(page, run(at=older), drawn(at=newer)) == ["older", "older"]
    assert plan(page, drawn(at=newer)) == ["unknown"], "an answer without its run"
    assert plan(page, run("final-2"), drawn("final-2")) == ["new", "new"]
    assert plan(page, run("final-2"), drawn("final-2", of="00")) == ["new", "unknown"], "the question was edited"
    assert plan(page, run() | {"id": "other-test/before"}) == ["unknown"]
    page.evaluate("records => portalProgress.merge(portalProgress.plan(records))", [run(at=newer, score=8), drawn(at=older)])
    kept = [page.evaluate("id => portalState.get('test', id)", entry["id"]) for entry in (run(), drawn())]
    assert (kept[0]["score"], kept[1]["answer"]) == (8, "rope")


def test_the_deck_and_sections_keep_what_is_newer(open_tab):
    page = open_tab().go("progress.html")
    keep(page, boxed(box=2))
    assert plan(page, boxed(at="2026-11-21T10:00:00.000Z")) == ["newer"]
    assert plan(page, boxed(at="2026-11-10T10:00:00.000Z"), boxed(of="00") | {"id": "wells/dig-a-well"}) == ["older", "unknown"]


def test_a_file_of_everything_goes_to_another_device(open_tab, folder):
    page = open_tab().go("progress.html")
    everything(page)
    made = exported(page)
    there = my_progress(open_tab(base=folder_base(folder)))
    offer(there, made)
    expect(there.locator(".p-ask")).to_contain_text("Final test: results 2, answers 1")
    numbers = there.locator(".p-ask tbody tr td:nth-child(2)").all_inner_texts()
    assert numbers == [str(len(made["records"])), "0", "0", "0", "0"]
    there.get_by_role("button", name="Take it over").press("Enter")
    expect(there.locator(".p-status")).to_have_text(f"Done. Records taken over: {len(made['records'])}.")
    again = exported(there)
    assert [{**again, "made": 0}] == [{**made, "made": 0}]


# ---------- every state ----------


@pytest.mark.parametrize("width", SIZES)
def test_the_page_is_accessible_in_every_state(open_tab, width):
    tab, found = open_tab(width, reduced_motion="reduce"), []

    def look(page: Page, state: str) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{state}, {scheme}: {fault}" for fault in violations(page))
        wide = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        found.extend([] if wide[0] <= wide[1] else [f"{state}: {wide[0]} px of page in {wide[1]}"])

    page = my_progress(tab)
    look(page, "new")
    everything(page)
    look(page, "folded")
    for fold in page.locator("#progress-done details > summary, #progress-end > details > summary").all():
        fold.evaluate("node => { node.parentElement.open = true; }")
    page.get_by_role("button", name="Save my progress as a file").press("Enter")
    page.get_by_text("The file as text").click()
    look(page, "all open, with the preview")
    page.get_by_role("button", name="Delete: wells/rope-count").press("Enter")
    look(page, "asked before deleting")
    assert found == []


def test_a_browser_that_keeps_nothing_shows_the_page_and_says_so(open_tab):
    tab = open_tab()
    tab.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})")
    for name in ("progress.html", "revise.html", "confirmation.html"):
        page = tab.go(name)
        expect(page.locator(".state-note")).to_contain_text("does not let this page keep anything")
    page = my_progress(tab)
    page.evaluate("portalState.set('lesson', 'wells/wells', {answer: 'seen'})")
    page.get_by_role("button", name="Save my progress as a file").press("Enter")
    expect(page.locator(".p-ask")).to_contain_text("Sections read: 1")
