"""Nothing leaves the browser, and nothing stands in it but the records that the manual lists.

A learner works on every page that keeps something: lesson, questions, deck, progress, confirmation, exercise, planner.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.render import privacy
from portal.render.chrome import key as site_key
from tests.fixtures.quiz.hands import stored
from tests.support.project import ROOT
from tests.support.tab import Tab, folder_base

MANUAL = (ROOT / "docs/authors/records.md").read_text(encoding="utf-8")
SECRET = "firm-data-that-must-stay"


def documented() -> set[tuple[str, str]]:
    """The kinds of records in the manual; those of "pref" with their ids."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", MANUAL.split("\n## The file")[0], re.MULTILINE)
    found = {(kind, "") for kind, _ in rows if kind != "pref"}
    return found | {("pref", name) for kind, ids in rows if kind == "pref" for name in re.findall(r"`([\w-]+)`", ids)}


def foreign(page: Page, site: str) -> list[str]:
    """The keys in the store that no manual lists."""
    known, left = documented(), []
    for name in stored(page):
        place = re.fullmatch(rf"portal/1/{re.escape(site)}/([a-z]+)/(.+)", name)
        kind = (place[1], place[2] if place[1] == "pref" else "") if place else ("", "")
        if name != "portal/1/theme" and kind not in known:
            left.append(name)
    return left


def test_the_manual_lists_what_state_js_lists():
    source = (ROOT / "docs/assets/js/state.js").read_text(encoding="utf-8")
    listed = re.findall(r"^     (\w+) {2,}\S", source.split("Kinds and ids:")[1].split("One key more")[0], re.MULTILINE)
    assert {kind for kind, _ in documented()} == set(listed)


@pytest.fixture(params=["server", "folder"])
def tab(request, open_tab, site) -> Tab:
    """The real site, from a server and from its folder."""
    return open_tab() if request.param == "server" else open_tab(base=folder_base(site))


def work(tab: Tab) -> None:
    """A little of everything that the portal offers to a learner."""
    page = tab.go("modules/joint-action/index.html")
    page.locator(".part-end input").first.check()
    page = tab.go("modules/joint-action/quiz.html")
    for item in page.locator('.item[data-type="single"]').all()[:3]:
        item.locator(".q-pick label").first.click()
        item.locator(".q-check").click()
    page.locator("#quiz--mode--end").check()
    page = tab.go("programmes/planner.html")
    page.get_by_role("checkbox").last.check()
    page = tab.go("modules/joint-action/joint-purchase.html")
    page.locator("#lab-keep").check()
    page.evaluate("secret => portalState.set('draft', 'joint-action/joint-purchase/note', {answer: secret})", SECRET)
    page = tab.go("progress.html")
    page.locator('[data-fold="save"] > summary').click()
    page.get_by_label("Your name or a code").fill("A12")
    page.locator("#p-path").select_option(index=1)
    page.locator(".theme").first.click()
    page = tab.go("confirmation.html")
    expect(page.locator(".c-paper").first).to_be_visible()
    page.clock.set_fixed_time("2030-01-01T12:00:00")
    page = tab.go("revise.html")
    page.get_by_role("button", name="Begin").click()
    page.locator(".item .q-pick label").first.click()
    page.locator(".item .q-check").click()


def test_nothing_is_asked_for_elsewhere_and_nothing_else_is_kept(tab, corpus):
    work(tab)
    page = tab.page
    kinds = {name.split("/")[3] for name in stored(page) if name.count("/") > 3}
    assert {"lesson", "quiz", "deck", "pref", "draft"} <= kinds, "the learner has not done much"
    assert foreign(page, site_key(corpus.site.address)) == []
    assert page.evaluate("[document.cookie, sessionStorage.length]") == ["", 0]
    page.evaluate("localStorage.setItem('portal/1/other-key', '1')")
    assert foreign(page, site_key(corpus.site.address)) == ["portal/1/other-key"], "the check sees what does not belong"
    asked = [url for url in tab.requests if not url.startswith((tab.base, "data:", "blob:"))]
    assert asked == []


def test_drafts_are_in_nothing_that_is_saved_shown_or_printed(tab):
    work(tab)
    page = tab.go("progress.html")
    page.locator('[data-fold="save"] > summary').click()
    page.get_by_role("button", name="Save my progress as a file").click()
    shown = page.get_by_label("The file as text").input_value()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save this file").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text == shown and SECRET not in text and "draft" not in text
    assert {record["kind"] for record in json.loads(text)["records"]} <= {"quiz", "lesson", "test", "deck"}
    assert SECRET in json.dumps(stored(page)) and SECRET not in page.content()
    page = tab.go("confirmation.html")
    assert SECRET not in page.content()


def shown(page: Page, kind: str):
    """What the page says of a kind of record."""
    return page.locator(f'[data-kind="{kind}"] .pr-now')


def test_the_page_lists_every_kind():
    assert {*privacy.KINDS} == {kind for kind, _ in documented()} | {"theme", "offline"}


def test_the_page_shows_what_is_kept_and_erases_it_by_kind_and_as_a_whole(open_tab):
    tab = open_tab()
    page = tab.go("privacy.html")
    expect(page.locator(".pr-sum")).to_have_text("In this browser now: nothing of this portal.")
    page.evaluate("""async () => {
        const kept = [["quiz", "a/b"], ["quiz", "a/c"], ["lesson", "a/b"], ["pref", "path"]];
        kept.forEach(([kind, id]) => portalState.set(kind, id, {answer: 1}));
        localStorage.setItem(`portal/1/${portalState.site}/quiz/broken`, "{");
        portalState.get("quiz", "broken");
        localStorage.setItem("portal/1/theme", "dark");
        localStorage.setItem("portal/1/another-portal/quiz/a", "theirs");
        await (await caches.open(`portal/1/${portalState.site}/0123`)).put("index.html", new Response("x".repeat(3000)));
        await caches.open("portal/1/another-portal/0123");
    }""")
    page = tab.go("privacy.html")
    expect(page.locator(".pr-sum")).to_contain_text("Entries in this browser now: 7,")
    for kind, number in (("quiz", 2), ("lesson", 1), ("pref", 1), ("aside", 1), ("theme", 1), ("offline", 1)):
        expect(shown(page, kind)).to_contain_text(f"Entries now: {number},")
    expect(shown(page, "offline")).to_contain_text("3 KB")
    expect(shown(page, "deck")).to_have_text("Now: nothing.")
    page.get_by_role("button", name="Erase: Your answers to practice questions").click()
    page.get_by_role("button", name="No, keep it").click()
    expect(shown(page, "quiz")).to_contain_text("Entries now: 2,")
    page.get_by_role("button", name="Erase: Your answers to practice questions").click()
    page.get_by_role("button", name="Yes, erase").click()
    expect(shown(page, "quiz")).to_have_text("Now: nothing.")
    expect(shown(page, "lesson")).to_contain_text("Entries now: 1,")
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="Yes, erase").click()
    expect(page.locator(".pr-status")).to_have_text("Everything was erased.")
    assert list(stored(page)) == ["portal/1/another-portal/quiz/a"]
    assert page.evaluate("caches.keys()") == ["portal/1/another-portal/0123"]


def test_the_page_is_whole_without_scripts(open_tab):
    page = open_tab(java_script_enabled=False).go("privacy.html")
    assert page.locator("[data-kind] p").count() == len(privacy.KINDS)
    expect(page.locator(".pr-all")).to_be_hidden()
    expect(page.locator(".without-js")).to_be_visible()
