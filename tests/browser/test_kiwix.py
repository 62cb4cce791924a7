"""The real site as a ZIM file in Kiwix: accepted by zimcheck, and served by kiwix-serve to a browser.

The tools come with the system, not with pip or npm. On Debian and Ubuntu: sudo apt install zim-tools kiwix-tools.
"""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.build import zim
from tests.support.debian import program
from tests.support.lab_page import BUYING, SAVED, headline, run_demo
from tests.support.pages import CHOSEN, first

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kiwix")]
# Everything but --integrity: zimcheck of Debian 12 wants an index of titles at a place where libzim 3.7 and later have none.
CHECKS = ("--checksum", "--metadata", "--favicon", "--main", "--redundant", "--url_internal", "--url_external", "--redirect_loop")


@pytest.fixture(scope="module")
def packed(site: Path, corpus, tmp_path_factory) -> Path:
    """The real site as one file."""
    target = tmp_path_factory.mktemp("kiwix") / "portal.zim"
    zim.make(zim.files(site), corpus, target)
    return target


@pytest.fixture(scope="module")
def served(packed: Path) -> Iterator[str]:
    """Where kiwix-serve shows it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program("kiwix-serve", "kiwix-tools"), "--address", "127.0.0.1", "--port", str(port), str(packed)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _ready(f"http://127.0.0.1:{port}/portal/")
    finally:
        server.terminate()
        server.wait()


def _ready(base: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(base + "index.html", timeout=5):
                return base
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"kiwix-serve does not answer at {base}")


def test_zimcheck_accepts_it(packed):
    ran = subprocess.run([program("zimcheck", "zim-tools"), *CHECKS, str(packed)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0 and "Status: Pass" in ran.stdout, ran.stdout


@pytest.fixture
def page(browser, served) -> Iterator[Page]:
    """A page in Kiwix. What fails on it is an error, but for what Kiwix's own jQuery tries out in its bar."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened, faults = context.new_page(), []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("response", lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    yield opened
    context.close()
    assert [fault for fault in faults if "inline event handler" not in fault] == []


def test_every_kind_of_page_opens(page, served, site):
    for name in sorted(CHOSEN - {"404.html"}):
        page.goto(served + first(site, name))
        assert page.evaluate("document.documentElement.classList.contains('js')"), name


def test_an_answer_is_kept_and_the_search_finds(page, served, corpus):
    page.goto(served + "index.html")
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Modules").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Modules")
    page.goto(served + "modules/joint-action/quiz.html")
    item = page.locator("section.item[data-type='true-false']").first
    item.get_by_role("radio", name="False").check()
    item.get_by_role("button", name="Check").first.click()
    expect(item.get_by_text("1 of 1 point")).to_be_visible()
    page.reload()
    expect(item.get_by_role("radio", name="False")).to_be_checked()
    field = page.get_by_role("searchbox", name="Search", exact=True)
    field.fill("punjab")
    expect(page.locator(".found-list a").first).to_contain_text(corpus.cases["punjab"].title)
    page.locator(".found-list a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(corpus.cases["punjab"].title)


def test_an_exercise_runs(page, served):
    page.goto(served + BUYING)
    run_demo(page)
    headline(page, SAVED)


def test_the_bar_of_kiwix_finds_titles(page, served):
    page.goto(served + "index.html")
    page.locator("#kiwixsearchbox").press_sequentially("Glossary")
    expect(page.locator(".ui-autocomplete .ui-menu-item").first).to_be_visible()
