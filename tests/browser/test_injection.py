"""No text of an author becomes anything but text: forty hostile ones in every place, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from portal.build.site import build
from portal.corpus.load import REFERENCE
from portal.schema.case import Case
from portal.schema.handout import Handout
from portal.schema.site import Page
from tests.support.fill import HARMLESS, Filled, Project, fill, text_fields
from tests.support.payloads import PAYLOADS, REFUSED
from tests.support.pick import pick
from tests.support.server import serving
from tests.support.skeleton import difference, skeleton
from tests.support.tab import Tab, tabs

CASE = "cases/north-valley.html"
VISITED = ("index.html", "cases/index.html", "cases/map.html", CASE, "briefs/north-valley.html", "cases/by/country/xa.html",
           "concepts/clusters.html", "concepts/principles.html", "glossary.html", "acronyms.html", "sources.html", "about.html",
           "paths/index.html", "paths/potters.html", "programmes/one-day.html", "programmes/planner.html#ready-one-day",
           "templates/index.html", "templates/cluster-profile.html", "templates/cluster-profile-example.html",
           "404.html")  # fmt: skip
DRAWN = {"svg", "title", "desc", "style", "g", "path", "rect", "circle", "text", "tspan"}


def make(folder: Path, payload: str) -> tuple[Path, Filled, float]:
    """A site with the payload in every place that takes it, which places did, and their share."""
    project = Project.small()
    filled = fill(project, folder / "project", payload)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "0")  # the build sets it: put it back afterwards
        patch.setattr("portal.build.tree.picture", lambda *_: b"")  # the pictures of drawings take most of the time
        build(folder / "project", folder / "site")
    return folder / "site", filled, len(filled.accepted) / len(project.slots)


@pytest.fixture(scope="module")
def tab(browser) -> Iterator[Tab]:
    with tabs(browser, "") as open_tab:
        yield open_tab(reduced_motion="reduce")


@pytest.fixture(scope="module")
def harmless(tab, tmp_path_factory) -> dict[str, list[str]]:
    """The skeletons of the pages with harmless words."""
    site, _, share = make(tmp_path_factory.mktemp("harmless"), HARMLESS)
    assert share == 1
    with serving(site) as tab.base:
        return {address: settled(tab, address) for address in VISITED}


def settled(tab: Tab, address: str) -> list[str]:
    """The skeleton of a page when it has offered what it can save, which it does once it knows how large that is."""
    page = tab.go(address)
    for place in page.locator("[data-save]").all():
        place.get_by_role("button").wait_for()
    return skeleton(page)


QUICK = ("script", "markdown", "front-matter", "template")


@pytest.mark.parametrize("name", pick(PAYLOADS, *QUICK))
def test_a_hostile_text_stays_a_text(tab: Tab, harmless, tmp_path, name):
    payload = PAYLOADS[name]
    site, filled, share = make(tmp_path, payload)
    assert (share == 0) == (name in REFUSED)
    assert share > 0.15 or name in REFUSED
    tab.faults.clear()  # a test before this one may have failed
    with serving(site) as tab.base:
        changed = {address: difference(harmless[address], settled(tab, address)) for address in VISITED}
        assert {address: what for address, what in changed.items() if what} == {}
        if {"Case.title", "Case.summary", "Site.name"} <= {slot.field for slot in filled.accepted}:
            show(tab, payload)
        use(tab)
    assert tab.faults == []
    for path in (site / "assets/diagrams").glob("*.svg"):
        drawn = list(ElementTree.parse(path).iter())
        assert {node.tag.rpartition("}")[2] for node in drawn} <= DRAWN
        assert [key for node in drawn for key in node.attrib if key.startswith("on") or "href" in key] == []
    ElementTree.parse(site / "sitemap.xml")


def show(tab: Tab, payload: str) -> None:
    """The text is there as it was written: nothing of it was taken for markup, and nothing was stripped."""
    page = tab.go(CASE)
    assert page.get_by_role("heading", level=1).text_content() == payload
    assert page.title() == f"{payload} · {payload}"
    assert page.locator("meta[name=description]").get_attribute("content") == payload
    row = tab.go("cases/index.html#view=table").locator(".found th a").first
    row.wait_for()
    assert row.text_content() == payload


def use(tab: Tab) -> None:
    """What scripts do with texts: explain a term, copy a citation, show what was found."""
    page = tab.go(CASE)
    term = page.locator("a.term").first
    term.hover()
    expect(page.get_by_role("tooltip")).to_have_text(term.get_attribute("data-tip"))
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Copy citation").last.click()
    copied = page.get_by_role("textbox", name="Copy this text by hand")
    expect(copied).to_have_value(page.locator("#citation").get_attribute("data-cite"))
    page.get_by_role("searchbox").fill("steady")
    expect(page.locator(".found-list a").first).to_be_visible()
    page.keyboard.press("Escape")  # before it asks for excerpts, which may come after the next test has begun


def test_every_text_of_the_schema_is_attacked():
    """A new field has to be put into the small corpus of the tests."""
    wanted = set().union(*map(text_fields, (*REFERENCE.values(), Case, Handout, Page)))
    attacked = {slot.field for slot in Project.small().slots}
    assert wanted - attacked == {
        "Section.name",
        "Section.places",
        "DoorLink.to",
        "Site.logo",
        "PathStep.page",
        "Moved.old",
        "Moved.to",
        "Site.logos",
        "CertificateKey.name",  # hostile names of keys and learners: tests/browser/test_verify.py
    }
