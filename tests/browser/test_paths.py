"""A learning path shows what is done of it, from what lessons and questions have kept, and writes nothing itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.corpus import paths
from portal.render.items import digest
from tests.support import ways_pages
from tests.support.server import serving
from tests.support.tab import folder_base

COUNTERPART = "paths/counterpart.html"
AT = "2026-11-20T10:00:00.000Z"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, corpus) -> Path:
    """The pages of paths and workshops."""
    return ways_pages.build(tmp_path_factory.mktemp("ways") / "site", corpus)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """They take the place of the whole site: ``open_tab`` opens them."""
    with serving(folder) as address:
        yield address


def keep(page: Page, kind: str, name: str, **fields) -> None:
    record = json.dumps({"v": 1, "at": AT, **fields})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"portal/1/local/{kind}/{name}", record])


@pytest.mark.parametrize("where", ["server", "folder"])
def test_sections_and_questions_are_ticked_as_they_are_done(open_tab, corpus, folder, where):
    tab = open_tab(**({"base": folder_base(folder)} if where == "folder" else {}))
    page = tab.go(COUNTERPART)
    path = next(path for path in corpus.paths if path.id == "counterpart")
    number = next(n for n, step in enumerate(path.steps, 1) if step.module == "diagnostic")
    step, course = path.steps[number - 1], corpus.modules["diagnostic"]
    asked, box = paths.questions(course, step), page.locator(f"#step-{number}")
    expect(page.locator(".way-done")).to_contain_text(f"0 of {len(path.steps)}")
    assert box.locator(".way-tick").count() == 0
    keep(page, "lesson", f"diagnostic/{step.sections[0]}", answer="ticked")
    keep(page, "quiz", f"diagnostic/{asked[0].id}", answer="x", score=1, of=digest(asked[0]))
    keep(page, "quiz", f"diagnostic/{asked[1].id}", answer="x", score=1, of="0123")  # an older wording of the question
    page.reload()
    assert box.locator(".way-tick").count() == 1
    expect(box.locator("[data-of=parts]")).to_have_text(f"1 of {len(step.sections)} read")
    expect(box.locator("[data-of=items]")).to_have_text(f"1 of {len(asked)} checked")
    for name in step.sections:
        keep(page, "lesson", f"diagnostic/{name}", answer="seen")
    for item in asked:
        keep(page, "quiz", f"diagnostic/{item.id}", answer="x", score=0, of=digest(item))
    page.reload()
    expect(box.get_by_role("heading").get_by_role("img", name="done")).to_be_visible()
    expect(page.locator(".way-done")).to_contain_text(f"1 of {len(path.steps)}")


def test_a_path_writes_nothing(open_tab):
    page = open_tab().go(COUNTERPART)
    assert page.evaluate("localStorage.length") == 0


def test_without_a_script_a_path_is_whole(open_tab, corpus):
    page = open_tab(java_script_enabled=False).go(COUNTERPART)
    path = next(path for path in corpus.paths if path.id == "counterpart")
    assert page.locator(".way-step").count() == len(path.steps)
    expect(page.get_by_text("From the start: 31 h 54 min")).to_be_visible()
