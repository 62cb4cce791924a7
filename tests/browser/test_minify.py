"""What is made smaller means the same: Chromium reads the same rules in a style sheet, and can read each script.

That scripts still do the same is proved by all tests of pages: they run on a built site."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import Page

from portal.build.minify import minify
from tests.support.project import ROOT

ASSETS = ROOT / "docs" / "assets"
STYLES, SCRIPTS = (sorted(path.relative_to(ASSETS) for path in ASSETS.rglob(f"*.{kind}")) for kind in ("css", "js"))
# The values of custom properties are kept as they are written, and a condition in @supports too: blanks do not count.
RULES = """text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);
  return [...sheet.cssRules].map(rule => rule.cssText.replace(/([,:])\\s+/g, "$1").replace(/\\s+/g, " ")); }"""


@pytest.fixture(scope="module")
def smaller(tmp_path_factory):
    folder = shutil.copytree(ASSETS, tmp_path_factory.mktemp("assets") / "assets")
    minify(folder)
    return folder


@pytest.fixture(scope="module")
def page(browser) -> Page:
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("name", STYLES, ids=str)
def test_a_style_sheet_has_the_same_rules(page, smaller, name):
    before, after = ((folder / name).read_text(encoding="utf-8") for folder in (ASSETS, smaller))
    assert page.evaluate(RULES, before) == page.evaluate(RULES, after) != []
    assert len(after) < len(before)


@pytest.mark.parametrize("name", SCRIPTS, ids=str)
def test_a_script_can_still_be_read(page, smaller, name):
    before, after = ((folder / name).read_text(encoding="utf-8") for folder in (ASSETS, smaller))
    page.evaluate("text => { new Function(text); }", after)
    assert len(after) < len(before)


def test_a_fault_would_be_seen(page):
    assert page.evaluate(RULES, "a { width: calc(1px - 2px) }") != page.evaluate(RULES, "a{width:calc(1px -2px)}")
