"""What the reader has done is kept a key an item, whatever the store does and whatever is found in it."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from portal.render.items import digest
from tests.fixtures.quiz import pages
from tests.fixtures.quiz.files import my_progress
from tests.fixtures.quiz.hands import PROGRESS, QUIZ, key, quick, stored, verdict

BY_TYPE = pages.by_type()
NOTE = "Your browser does not let this page keep anything"
SINGLE = "wells/who-brings-water"


# ---------- the store ----------


def test_a_record_has_a_key_of_its_own_and_says_what_it_is_of(open_tab):
    page = open_tab().go(QUIZ)
    quick(page)
    record = json.loads(stored(page)[key(f"quiz/{SINGLE}")])
    assert record.pop("at").endswith("Z")
    assert record == {"v": 1, "answer": "bakers", "score": 1, "of": digest(BY_TYPE["single"])}


def test_what_is_kept_can_be_read_listed_and_removed(open_tab):
    page = open_tab().go(PROGRESS)
    made = page.evaluate("""() => {
      const s = portalState;
      s.set("draft", "a/b", {answer: "text"}); s.set("draft", "a/a", {answer: 1}); s.set("quiz", "a/a", {answer: 2});
      const list = s.list("draft").map(({kind, id, record}) => [kind, id, record.answer, record.v]);
      s.remove("draft", "a/a");
      return [list, s.get("draft", "a/a"), s.get("quiz", "a/a").answer, s.get("lesson", "a/a"), s.persistent];
    }""")
    assert made == [[["draft", "a/a", 1, 1], ["draft", "a/b", "text", 1]], None, 2, None, True]


def test_two_tabs_that_write_four_hundred_times_each_lose_nothing(open_tab):
    """Both write 400 records of their own and the same 400 in between: all are there, whole."""
    tab = open_tab()
    page = tab.go(PROGRESS)
    other = page.context.new_page()
    other.goto(tab.base + PROGRESS)
    start = """name => { window.done = false; let n = 0; const step = () => {
      for (let k = 0; k < 5; k += 1, n += 1) {
        portalState.set("quiz", `${name}/${n}`, {answer: name});
        portalState.set("quiz", `both/${n}`, {answer: [name, n]});
      }
      if (n < 400) setTimeout(step); else window.done = true;
    }; setTimeout(step); }"""
    page.evaluate(start, "one")
    other.evaluate(start, "two")
    for opened in (page, other):
        opened.wait_for_function("() => window.done")
    for opened in (page, other):
        # Two tabs may be two processes: what one has written comes to the other a moment later.
        opened.wait_for_function("() => portalState.list('quiz').length === 1200")
        kept = opened.evaluate("() => portalState.list('quiz').map(({id, record}) => [id, record.answer])")
        for name in ("one", "two"):
            assert sorted(id for id, value in kept if value == name) == sorted(f"{name}/{n}" for n in range(400))
        both = {id: value for id, value in kept if id.startswith("both/")}
        assert len(both) == 400 and all(value[1] == int(id[5:]) and value[0] in ("one", "two") for id, value in both.items())


def test_another_tab_is_told_of_changes(open_tab):
    tab = open_tab()
    page = tab.go(PROGRESS)
    other = page.context.new_page()
    other.goto(tab.base + PROGRESS)
    page.evaluate("() => { window.told = []; portalState.subscribe(change => told.push(change)); }")
    other.evaluate(
        """() => { portalState.set("lesson", "wells/rules", {answer: "ticked"});
                   localStorage.setItem("portal/1/elsewhere/quiz/a", "x"); }"""
    )
    page.wait_for_function("() => told.length")
    assert page.evaluate("told") == [{"kind": "lesson", "id": "wells/rules"}]
    expect(page.locator(".p-module[data-module] .p-sum")).to_have_text("1 of 3 sections read")


DENIED = {
    "no access": "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError'); }});",
    "nothing there": "Object.defineProperty(window, 'localStorage', {get() { return null; }});",
    "no reading": "Storage.prototype.getItem = () => { throw new DOMException('denied', 'SecurityError'); };",
    "no writing": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
}


@pytest.mark.parametrize("how", DENIED)
def test_where_the_store_is_denied_the_page_works_and_says_so_once(open_tab, how):
    tab = open_tab()
    tab.page.add_init_script(DENIED[how])
    page = tab.go(QUIZ)
    quick(page, "mayor")
    expect(verdict(page)).to_have_text("Not right. 0 of 1 point.")
    quick(page, "bakers")
    expect(verdict(page)).to_have_text("Right. 1 of 1 point.")
    quick(page, "false", "wells-are-free")
    expect(page.locator("#quiz-result .q-verdict")).to_have_text("2 of 27 points. 2 of 12 questions checked.")
    note = page.locator(".state-note")
    expect(note).to_have_count(1)
    expect(note).to_contain_text(NOTE)
    expect(note).to_have_attribute("role", "status")
    assert page.evaluate("portalState.persistent") is False
    page = my_progress(tab)
    expect(page.locator(".p-none")).to_be_visible()
    page.get_by_role("button", name="Erase all").click()
    page.get_by_role("button", name="Yes, erase").click()
    expect(page.locator(".p-status")).to_have_text("Everything was erased.")


def fill_up(page: Page) -> None:
    """Fill the store to its last character, with what is not ours."""
    page.evaluate("""() => {
      for (let size = 1 << 20, n = 0; size >= 1; ) {
        try { localStorage.setItem(`other/${n}`, "x".repeat(size)); n += 1; } catch (full) { size = Math.floor(size / 2); }
      }
      try { for (let n = 0; ; n += 1) localStorage.setItem(String.fromCharCode(200 + n), ""); } catch (full) {}
    }""")


def test_where_the_store_is_full_the_page_works_and_keeps_again_when_there_is_room(open_tab):
    page = open_tab().go(QUIZ)
    quick(page, "false", "wells-are-free")
    assert page.locator(".state-note").count() == 0
    fill_up(page)
    quick(page)
    expect(verdict(page)).to_have_text("Right. 1 of 1 point.")
    expect(page.locator(".state-note")).to_contain_text(NOTE)
    assert page.evaluate("portalState.persistent") is False and key(f"quiz/{SINGLE}") not in stored(page)
    assert page.evaluate("portalState.list('quiz').map(one => one.id)") == ["wells/wells-are-free", SINGLE]
    page.evaluate(
        "Object.keys(localStorage).filter(key => !key.startsWith('portal/')).forEach(key => localStorage.removeItem(key))"
    )
    quick(page, "mayor")
    assert json.loads(stored(page)[key(f"quiz/{SINGLE}")])["best"] == {"answer": "bakers", "score": 1}
    assert page.evaluate("portalState.persistent") is True


BROKEN = [
    "",
    "{", "null", "[]", '"text"', "7", "{}", '{"v":2,"at":"2026-01-01T00:00:00Z"}', '{"v":1}',
    '{"v":1,"at":"yesterday"}', '{"v":1,"at":5}',
    '{"__proto__":{"v":1,"at":"2026-01-01T00:00:00Z"}}', "\x00\x01", "[" * 50_000, '{"v":"1","at":"2026-01-01T00:00:00Z"}',
]  # fmt: skip


def test_records_that_can_not_be_read_are_set_aside_and_never_deleted(open_tab):
    page = open_tab().go(PROGRESS)
    kept = page.evaluate(
        """texts => { texts.forEach((text, n) => localStorage.setItem(`portal/1/local/quiz/wells/q-${n}`, text));
                      return portalState.list("quiz"); }""",
        BROKEN,
    )
    assert kept == []
    assert stored(page) == {key(f"aside/quiz/wells/q-{n}"): text for n, text in enumerate(BROKEN)}


@pytest.mark.parametrize("broken", ["{", "null"])
def test_a_question_whose_record_can_not_be_read_begins_anew(open_tab, broken):
    tab = open_tab()
    page = tab.go(PROGRESS)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key(f"quiz/{SINGLE}"), broken])
    page = tab.go(QUIZ)
    assert stored(page).get(key(f"aside/quiz/{SINGLE}")) == broken and key(f"quiz/{SINGLE}") not in stored(page)
    quick(page)
    expect(verdict(page)).to_have_text("Right. 1 of 1 point.")
    assert json.loads(stored(page)[key(f"quiz/{SINGLE}")])["score"] == 1


def test_a_second_broken_record_does_not_replace_the_first(open_tab):
    page = open_tab().go(PROGRESS)
    for text in ("one", "two", "one", "three"):
        page.evaluate(
            "([key, text]) => { localStorage.setItem(key, text); portalState.get('quiz', 'a/b'); }", [key("quiz/a/b"), text]
        )
    aside = {name: text for name, text in stored(page).items() if "/aside/" in name}
    assert aside == {key("aside/quiz/a/b"): "one", key("aside/quiz/a/b~2"): "two", key("aside/quiz/a/b~3"): "three"}


def test_a_broken_record_in_a_full_store_stays_where_it_is(open_tab):
    tab = open_tab()
    page = tab.go(PROGRESS)
    page.evaluate("([key]) => localStorage.setItem(key, 'broken')", [key(f"quiz/{SINGLE}")])
    fill_up(page)
    page = tab.go(QUIZ)
    quick(page)
    expect(verdict(page)).to_have_text("Right. 1 of 1 point.")
    assert stored(page)[key(f"quiz/{SINGLE}")] == "broken"


STRANGE = [
    {"answer": {"__proto__": 1}}, {"answer": ["a", ["b"]], "score": "7"}, {"answer": 5, "score": None, "best": 3},
    {"score": 1e99},
    {"answer": "<img src=x onerror=alert(1)>", "score": 1, "best": {"score": "x"}},
    {"answer": {"constructor": {"a": 1}}, "score": -1},
]  # fmt: skip


@pytest.mark.parametrize("fields", STRANGE, ids=range(len(STRANGE)))
def test_a_record_with_a_strange_answer_breaks_no_question(open_tab, fields):
    tab = open_tab()
    page = tab.go(PROGRESS)
    for item in BY_TYPE.values():
        text = json.dumps({"v": 1, "at": "2026-01-01T00:00:00.000Z", "of": digest(item), **fields})
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key(f"quiz/wells/{item.id}"), text])
    page = tab.go(QUIZ)
    expect(page.locator(".item.q-live")).to_have_count(12)
    quick(page)
    expect(verdict(page)).to_contain_text("Right. 1 of 1 point.")
    page = tab.go(PROGRESS)
    expect(page.locator(".p-quiz")).to_contain_text("questions checked")
