"""Feed, site map, list for language models, previews of links, and addresses that have moved."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from portal.build.html import Page
from portal.build.site import build
from portal.corpus.load import load
from portal.exports import feeds, sitemap
from portal.language.catalogue import Original
from portal.render import cards
from portal.render.desk import Desk
from portal.render.site import render
from tests.support import real
from tests.support.pages import every
from tests.support.project import FIXTURES, tiny

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def small():
    return load(FIXTURES / "small").corpus


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The invented project, built."""
    folder = tmp_path_factory.mktemp("feeds")
    project = tiny(folder / "project")
    build(project, folder / "site")
    return folder / "site"


def feed(corpus) -> ElementTree.Element:
    return ElementTree.fromstring(feeds.plan(corpus, Original())["feed.atom"])


def test_the_feed_has_what_its_format_asks_for(small):
    root = feed(small)
    for holder in (root, *root.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert holder.findtext(f"a:{name}", "", ATOM), name
        assert datetime.datetime.fromisoformat(holder.findtext("a:updated", "", ATOM)).tzinfo
    assert root.find("a:link[@rel='self']", ATOM).get("href") == f"{small.site.address}feed.atom"


def test_what_changed_last_stands_first(small):
    late = small.cases["south-bay"].model_copy(update={"updated": datetime.date(2031, 5, 6)})
    root = feed(replace(small, cases={**small.cases, "south-bay": late}))
    first = root.find("a:entry", ATOM)
    assert first.findtext("a:title", "", ATOM) == late.title
    assert root.findtext("a:updated", "", ATOM) == first.findtext("a:updated", "", ATOM) == "2031-05-06T00:00:00Z"


def test_texts_cannot_break_the_feed(small):
    nasty = small.cases["south-bay"].model_copy(update={"title": "a ]]> <b> & \"c\" 'd'"})
    titles = [entry.findtext("a:title", "", ATOM) for entry in feed(replace(small, cases={"x": nasty})).findall("a:entry", ATOM)]
    assert nasty.title in titles


def test_a_large_portal_has_a_short_feed_and_a_short_list(small):
    cases = {f"case-{n}": small.cases["south-bay"] for n in range(feeds.LISTED + 1)}
    made = feeds.plan(replace(small, cases=cases), Original())
    assert made["feed.atom"].count(b"<entry>") == feeds.ENTRIES
    assert b"cases/index.html" in made["llms.txt"] and b"cases/case-1.html" not in made["llms.txt"]


def test_the_list_for_language_models_has_its_form_and_leads_to_pages(site, small):
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert re.match(r"# .+\n\n> .+\n", text)
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", text, re.MULTILINE)
    assert len(links) > 10
    assert [link for link in links if not (site / link.removeprefix(small.site.address)).is_file()] == []


def test_the_site_map_lists_every_page_that_may_be_found(site, small):
    root = ElementTree.fromstring((site / "sitemap.xml").read_bytes())
    listed = {entry.findtext("m:loc", "", MAP).removeprefix(small.site.address) for entry in root}
    wanted = set()
    for address in every(site):
        page = Page(address, (site / address).read_text(encoding="utf-8"))
        if page.address != "404.html" and "noindex" not in page.attribute("meta[name=robots]", "content"):
            wanted.add(page.address)
    assert listed == wanted
    assert not [address for address in listed if address.startswith(("briefs/", "cases/old-bay"))]


def test_each_page_of_the_site_map_has_its_own_day(small):
    listed = ["cases/north-valley.html", "modules/pots/quiz.html", "fr/cases/north-valley.html", "glossary.html"]
    made = sitemap.plan(small, listed, ["", "fr/"])["sitemap.xml"].decode()
    days = dict(re.findall(rf"<loc>{re.escape(small.site.address)}([^<]+)</loc><lastmod>([^<]+)</lastmod>", made))
    case = small.cases["north-valley"].updated.isoformat()
    assert days["cases/north-valley.html"] == days["fr/cases/north-valley.html"] == case
    assert days["modules/pots/quiz.html"] == small.modules["pots"].module.updated.isoformat()
    assert max(days.values()) == days["glossary.html"]


def test_every_page_has_a_preview_and_its_picture_is_there(site, small):
    for address in every(site):
        page = Page(address, (site / address).read_text(encoding="utf-8"))
        if page.address in ("404.html", "cases/old-bay.html"):
            continue
        told = {
            name: page.attribute(f"meta[property='og:{name}']", "content") for name in ("title", "description", "url", "image")
        }
        assert all(told.values()), page.address
        assert told["url"] == small.site.address + page.address
        picture = site / told["image"].removeprefix(small.site.address)
        assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n", page.address
        assert int.from_bytes(picture.read_bytes()[16:20]) == cards.WIDTH


def test_a_card_shows_the_title_and_cuts_what_is_too_long(small):
    desk = Desk(small, Original(), {})
    made = {name: data.decode() for name, data in cards.drawings(small, desk).items()}
    assert set(made) == {cards.SITE, *(cards.path(address) for address in cards.paths(small))}
    long = small.cases["south-bay"].model_copy(update={"title": "Word & <more> " * 40})
    card = cards.drawings(replace(small, cases={"south-bay": long}), desk)["assets/cards/cases-south-bay.png"].decode()
    root = ElementTree.fromstring(card)
    lines = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text") if node.get("font-size") == "62"]
    assert len(lines) == 4 and lines[-1].endswith("…")


def test_many_cases_share_one_card(small):
    cases = {f"case-{n}": small.cases["south-bay"] for n in range(cards.MOST + 1)}
    assert not [address for address in cards.paths(replace(small, cases=cases)) if address.startswith("cases/")]


def test_an_old_address_leads_on(site):
    page = Page("cases/old-bay.html", (site / "cases" / "old-bay.html").read_text(encoding="utf-8"))
    assert page.attribute("meta[http-equiv=refresh]", "content") == "0; url=south-bay.html"
    assert page.attribute("#moved", "href") == "south-bay.html"
    assert page.attribute("link[rel=canonical]", "href").endswith("/cases/south-bay.html")
    assert "noindex" in page.attribute("meta[name=robots]", "content")


def test_an_old_address_never_takes_the_place_of_a_page(small):
    entries = [small.redirects[0].model_copy(update=change) for change in ({"old": "glossary.html"}, {"to": "cases/gone.html"})]
    made = render(replace(small, redirects=tuple(entries)), Original())
    assert b"Moved" not in made["glossary.md"]
    assert "cases/old-bay.md" not in made, "its new address is not published, so there is nowhere to lead to"


def test_the_day_of_the_newest_change_counts_modules_too(small):
    from portal.render.dates import newest

    course = small.modules["pots"]
    late = replace(course, module=course.module.model_copy(update={"updated": datetime.date(2031, 1, 1)}))
    assert newest(replace(small, modules={"pots": late})) == datetime.date(2031, 1, 1)
    assert newest(real.corpus()) == max(case.updated for case in real.corpus().cases.values())
