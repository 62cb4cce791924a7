"""Every kind of page on a phone and on a desk, light and dark: accessible, quiet, at home, inside the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import ALL, COLOURS, violations
from tests.support.colours import unreadable
from tests.support.pages import CHOSEN, KINDS, closely, every, first, titles
from tests.support.pick import pick
from tests.support.tab import SIZES, Tab, tabs

SHARES = 5  # in so many parts the pages are looked at that no other test looks at closely


@pytest.fixture(scope="module")
def shared_tab(browser, server) -> Iterator[Callable[[int], Tab]]:
    """A tab for each width, which looks at one page after another: opening one takes as long as a page."""
    opened: dict[int, Tab] = {}

    def tab(width: int) -> Tab:
        found = opened.get(width) or opened.setdefault(width, open_tab(width, reduced_motion="reduce"))
        found.faults.clear()  # of a page before this one, whose test has failed
        found.page.set_viewport_size(SIZES[width])
        found.page.emulate_media(color_scheme="light")
        return found

    with tabs(browser, server) as open_tab:
        yield tab


NARROW = ({"width": 320, "height": 740}, {"width": 320, "height": 256})  # the second is 1280 × 1024 at 400 % zoom


def sideways(page: Page) -> list[str]:
    """How far the page reaches out of the window, and what does."""
    wide = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    return [] if wide[0] <= wide[1] else [f"{wide[0]} px of page in a window of {wide[1]} px: {page.evaluate(WIDEST)}"]


WIDEST = """() => [...document.body.querySelectorAll("*")].filter(node => node.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map(node => node.tagName + "." + node.className)"""


@pytest.mark.parametrize(("name", "width"), closely((name, width) for name in KINDS for width in SIZES))
def test_a_page_is_accessible_quiet_and_inside_the_window(shared_tab, site, corpus, name, width):
    address = first(site, name)
    tab: Tab = shared_tab(width)
    page = tab.go(address)
    assert tab.faults == []
    assert page.title() == titles(corpus)[address]
    found, paper = sideways(page), []
    for scheme, rules in (("light", ALL), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {fault}" for fault in violations(page, rules)]
        paper.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert paper[0] != paper[1], "light and dark look the same"
    for size in NARROW if width == min(SIZES) else ():
        page.set_viewport_size(size)
        found += sideways(page)
    assert found == []


@pytest.mark.parametrize("share", pick(range(SHARES), 0))
def test_all_other_pages_are_quiet_named_and_inside_the_window(open_tab, site, corpus, share):
    seen = {first(site, name) for name in CHOSEN}
    tab = open_tab(320)
    found = []
    for address in sorted(set(every(site)) - seen)[share::SHARES]:
        page = tab.go(address)
        if page.title() != titles(corpus)[address]:
            found.append(f"{address} is called {page.title()!r}")
        found += [f"{address}: {fault}" for fault in sideways(page)]
    assert found == []
    assert tab.faults == []


def test_no_two_pages_have_the_same_title(site, corpus):
    named = titles(corpus)
    assert sorted(named) == every(site)
    assert [title for title, count in Counter(named.values()).items() if count > 1] == []


def test_a_lost_reader_finds_the_way_back_from_any_depth(open_tab, corpus):
    tab: Tab = open_tab()
    page = tab.go("cases/by/nothing/here.html")
    assert page.title() == titles(corpus)["404.html"]
    own, tab.faults[:] = list(tab.faults), []
    assert all("/here.html" in fault or "404" in fault for fault in own), own  # the page itself, and nothing that it loads
    page.get_by_role("main").get_by_role("link", name="Glossary").click()
    expect(page).to_have_title(titles(corpus)["glossary.html"])


@pytest.mark.parametrize("name", ["index.html", "cases/index.html", "cases/punjab.html", "concepts/phases.html", "glossary.html"])
def test_a_page_keeps_to_the_colours_of_its_reader(open_tab, name):
    for scheme in ("light", "dark"):
        tab = open_tab(1280, forced_colors="active", color_scheme=scheme, reduced_motion="reduce")
        page = tab.go(name)
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert unreadable(page) == [], scheme
        assert tab.faults == []
