"""A module in one file, opened alone on a phone: no request, answers marked and kept, told where they are not."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.exports import whole
from portal.exports.abroad import Abroad
from portal.language.catalogue import Original
from tests.browser.test_tools import NO_STORAGE
from tests.fixtures.quiz import pages
from tests.fixtures.quiz.hands import RIGHT, Mouse, answer, at
from tests.support import axe
from tests.support.pages import MODULES
from tests.support.pick import pick
from tests.support.tab import SIZES, folder_base

FILE = "module.html"


@pytest.fixture(scope="module")
def alone(tmp_path_factory) -> Path:
    """A folder with nothing in it but the module of tests/fixtures/quiz in one file."""
    site = pages.build(tmp_path_factory.mktemp("wells"))
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    folder = tmp_path_factory.mktemp("phone")
    (folder / FILE).write_bytes(whole.whole(Abroad(pages.desk().corpus, Original()), "wells", pages.course(), built))
    return folder


def test_answers_are_marked_and_kept_without_a_request(open_tab, alone):
    tab = open_tab(360, base=folder_base(alone))
    page = tab.go(FILE)
    expect(page.locator("#whole-state")).to_have_text("What you do here is kept in this browser only.")
    answer(Mouse(page), page, RIGHT)
    page.locator(".part-end input").first.check()
    page.reload()
    for kind, (_, says) in RIGHT.items():
        expect(at(page, kind).locator(".q-verdict")).to_have_text(says)
    expect(page.locator(".part-end input").first).to_be_checked()
    assert set(tab.requests) == {tab.base + FILE}


def test_it_says_so_where_nothing_is_kept(open_tab, alone):
    tab = open_tab(360, base=folder_base(alone))
    tab.page.add_init_script(NO_STORAGE)
    page = tab.go(FILE)
    expect(page.locator("#whole-state")).to_contain_text("forgotten when you close this file")
    answer(Mouse(page), page, {"single": RIGHT["single"]})
    expect(page.locator(".state-note")).to_contain_text("forgotten when you close this file")


def test_without_scripts_it_reads_on_paper(open_tab, alone):
    page = open_tab(360, base=folder_base(alone), java_script_enabled=False).go(FILE)
    expect(page.locator("#whole-state")).to_contain_text("answered on paper")
    for part in page.locator(".package-part").all():
        expect(part).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.package-bar')).display") == "flex"


def test_a_script_that_somebody_has_put_in_does_not_run(open_tab, alone, tmp_path):
    source = (alone / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(source.replace("</main>", "<script>window.ran = true</script></main>"), encoding="utf-8")
    tab = open_tab(base=folder_base(tmp_path))
    assert tab.go(FILE).evaluate("window.ran") is None
    assert any("script-src" in fault for fault in tab.faults)
    tab.faults.clear()


@pytest.mark.parametrize(("width", "scheme"), pick(product(SIZES, ("light", "dark")), (360, "light")))
def test_a_module_of_the_portal_is_accessible_and_fits(open_tab, site, tmp_path, width, scheme):
    shutil.copy(site / whole.address("joint-action"), tmp_path / FILE)
    tab = open_tab(width, base=folder_base(tmp_path), color_scheme=scheme, reduced_motion="reduce")
    page = tab.go(FILE)
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("navigation", name="Parts of the module").get_by_role("link", name="Questions").click()
    expect(page.get_by_role("heading", level=2, name="Questions: ")).to_be_in_viewport()
    assert {url for url in tab.requests if "#" not in url} == {tab.base + FILE}


def test_every_module_opens_quietly(open_tab, site):
    tab = open_tab(360, base=folder_base(site))
    for mid in MODULES:
        page = tab.go(whole.address(mid))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), mid
        assert page.locator("figure svg").count() == page.locator("figure").count(), mid
        assert page.locator(".q-live, .item").count() > 3, mid
    assert set(tab.requests) == {tab.base + whole.address(mid) for mid in MODULES}


def test_the_lesson_offers_its_file(open_tab):
    page = open_tab(360).go("modules/joint-action/index.html")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Take this module with you").click()
    assert waiting.value.suggested_filename == "joint-action.html"
