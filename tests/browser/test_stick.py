"""The zip for a memory stick, unpacked and opened from its folder, without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.build.html import Page
from tests.support.lab_page import BUYING, SAVED, headline, own_requests_forgiven, run_demo
from tests.support.once import once
from tests.support.project import ROOT
from tests.support.tab import Tab, folder_base

LIMIT = 25_000_000


def _made(site: Path, folder: Path) -> str:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    command = [sys.executable, "-m", "portal", "export", "offline", "--site", str(site), "-o", str(folder / "stick.zip")]
    made = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(folder / "stick.zip") as packed:
        packed.extractall(folder / "stick")
    return str(folder)


@pytest.fixture(scope="session")
def stick(site: Path, run_folder: Path) -> Path:
    """The folder with the zip, and with what was in it."""
    return Path(once(run_folder, "stick", lambda: _made(site.absolute(), run_folder)))


@pytest.fixture
def tab(open_tab, stick) -> Tab:
    """A tab on the unpacked folder, in a browser without a network."""
    tab = open_tab(base=folder_base(stick / "stick"))
    tab.page.context.set_offline(True)
    return tab


def test_it_is_small_and_leaves_out_only_the_full_python_and_what_needs_a_server(site, stick):
    assert (stick / "stick.zip").stat().st_size <= LIMIT
    there = {path.relative_to(stick / "stick" / "portal").as_posix() for path in (stick / "stick" / "portal").rglob("*.*")}
    left = {path.relative_to(site).as_posix() for path in site.rglob("*.*")} - there
    needless = {"sw.js", "manifest.webmanifest", "404.html", "sitemap.xml", "build.json"}
    assert needless <= left and {name for name in left - needless if not name.startswith(("lab/full", "offline/"))} == set()
    assert [path.name for path in (stick / "stick").iterdir() if path.is_file()] == ["START-HERE.html"]


def test_every_link_of_the_first_page_leads_somewhere(stick):
    start = stick / "stick" / "START-HERE.html"
    links = [link for link in Page("START-HERE.html", start.read_text(encoding="utf-8")).links if ":" not in link]
    assert len(links) > 20 and [link for link in links if not (start.parent / link).is_file()] == []


def test_one_starts_searches_answers_and_runs_an_exercise(tab, corpus):
    page = tab.go("START-HERE.html")
    expect(page.get_by_role("main")).to_contain_text(f"Edition {corpus.site.version}")
    expect(page.get_by_role("img", name="QR code of this address")).to_be_visible()
    page.get_by_role("link", name="Open the portal").click()
    page.wait_for_url("**/portal/index.html")
    page.keyboard.press("/")
    page.keyboard.type("punjab")
    expect(page.locator(".found-list a").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/punjab.html")
    page = tab.go("portal/modules/joint-action/quiz.html")
    item = page.locator('.item[data-type="single"]').first
    item.locator(".q-pick label").first.click()
    item.locator(".q-check").click()
    page = tab.go("portal/progress.html")
    assert page.evaluate("portalState.list('quiz').length") == 1
    page = tab.go(f"portal/{BUYING}")
    expect(page.locator(".lab-page-tools")).to_contain_text("Full Python is not in this copy of the portal")
    expect(page.get_by_role("button", name="full Python")).to_have_count(0)
    run_demo(page)
    headline(page, SAVED)
    page = tab.go("portal/offline.html")
    expect(page.locator(".o-sum")).to_contain_text("from a folder")
    own_requests_forgiven(tab)
