"""The list of cases is narrowed with the keyboard, and the choice survives a reload."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.corpus.corpus import Corpus
from portal.render import views
from tests.support.axe import violations
from tests.support.keys import tab_to

Choice = tuple[str, str, frozenset[str]]  # name of the facet, label of the value, the cases that have it


@pytest.fixture
def choices(corpus: Corpus) -> list[Choice]:
    """Everything that can be chosen."""
    facets = views.facets(corpus, str)
    return [(facet.label, value.label, frozenset(card.cid for card in value.cards)) for facet in facets for value in facet.values]


def narrowing(choices: list[Choice]) -> tuple[Choice, Choice]:
    """Two choices of different facets that leave some cases, fewer than each alone."""
    return next((a, b) for a, b in combinations(choices, 2) if a[0] != b[0] and 0 < len(a[2] & b[2]) < min(len(a[2]), len(b[2])))


def chip(page: Page, choice: Choice) -> Locator:
    facet, label, _ = choice
    return page.locator("details", has=page.locator("summary", has_text=facet)).get_by_role("button").filter(has_text=label).first


def choose(page: Page, choice: Choice) -> Locator:
    """Choose a value with the keyboard alone, from the start of the page."""
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    summary = page.locator("summary", has_text=choice[0])
    found = chip(page, choice)
    page.get_by_role("link", name="Skip to the content").focus()
    tab_to(page, summary)
    if not found.is_visible():
        page.keyboard.press("Enter")
    tab_to(page, found)
    page.keyboard.press("Space")
    expect(page.locator(".filter-state")).not_to_be_empty()  # the data comes with the first choice
    return found


def shown(page: Page) -> set[str]:
    """The cases that can be seen."""
    links = page.locator("ul.cards h3 a:visible").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return {link.removesuffix(".html") for link in links}


@pytest.mark.parametrize("width", [360, 1280])
def test_facets_narrow_the_list_by_keyboard(open_tab, corpus, choices, width):
    page = open_tab(width, reduced_motion="reduce").go("cases/index.html")
    one, two = narrowing(choices)
    assert shown(page) == set(corpus.cases)
    expect(choose(page, one)).to_have_attribute("aria-pressed", "true")
    assert shown(page) == one[2]
    choose(page, two)
    both = one[2] & two[2]
    assert shown(page) == both
    expect(page.locator(".filter-state")).to_contain_text("1 case shown" if len(both) == 1 else f"{len(both)} cases shown")
    assert violations(page) == []

    page.reload()
    expect(page.locator(".filter-state")).not_to_be_empty()
    assert shown(page) == both
    expect(chip(page, one)).to_have_attribute("aria-pressed", "true")

    tab_to(page, page.get_by_role("button", name="Show all cases"))
    page.keyboard.press("Enter")
    assert shown(page) == set(corpus.cases)
    assert "=" not in page.evaluate("location.hash")
    assert page.evaluate("document.activeElement !== document.body"), "the focus is lost after the reset"


def test_two_values_of_a_facet_widen_the_list(open_tab, choices):
    page = open_tab().go("cases/index.html")
    one, two = next((a, b) for a, b in combinations(choices, 2) if a[0] == b[0] and not a[2] & b[2])
    choose(page, one)
    choose(page, two)
    assert shown(page) == one[2] | two[2]
    choose(page, one)
    assert shown(page) == two[2]


def test_no_case_left_is_said(open_tab, choices):
    page = open_tab().go("cases/index.html")
    one, two = next((a, b) for a, b in combinations(choices, 2) if a[0] != b[0] and not a[2] & b[2])
    choose(page, one)
    choose(page, two)
    assert shown(page) == set()
    expect(page.locator(".filter-state")).to_contain_text("No case has all of these")


def test_the_count_is_announced(open_tab):
    page = open_tab().go("cases/index.html")
    assert page.locator(".filter-state").get_attribute("role") == "status"


def test_each_number_on_a_chip_is_what_choosing_it_gives(open_tab, choices):
    page = open_tab().go("cases/index.html")
    page.locator("details.facet").evaluate_all("facets => facets.forEach(facet => facet.open = true)")
    for choice in choices:
        found = chip(page, choice)
        label, number = found.inner_text().rsplit(None, 1)
        assert (label.strip(), int(number)) == (choice[1], len(choice[2]))


def test_nonsense_in_the_address_changes_nothing(open_tab, corpus):
    page = open_tab().go("cases/index.html#country=<b>x,zz&nonsense=1&=&sector")
    assert shown(page) == set(corpus.cases)
