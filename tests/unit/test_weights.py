"""What the pages of this portal weigh. Every build holds them to the budgets of their kinds; here is a promise beyond those."""

from __future__ import annotations

import re

import pytest

from portal.build.audit import survey
from portal.build.html import Page, is_page
from portal.build.weights import BUDGETS, COMMON, HEAVIEST, Scales, budget_of

KIND = re.compile(rb'<body class="kind-([\w-]+)')


def test_no_first_visit_of_this_portal_needs_more_than_the_common_budget(site):
    """Lists may grow to twice the common budget in a larger portal. Here they do not."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.*") if path.is_file()}
    scales = Scales(files)
    kinds = {name: match[1].decode() for name in files if is_page(name) and (match := KIND.search(files[name]))}
    growing = [survey(Page(name, files[name].decode())) for name, kind in kinds.items() if kind in BUDGETS]
    assert {page.kind for page in growing} == set(BUDGETS), "a kind in the table that no page has"
    first = {page.address: scales.weigh(scales.loaded(page.loads)) for page in growing}
    assert {name: weight for name, weight in first.items() if weight > COMMON.first} == {}


@pytest.mark.parametrize("classes,kind", [("kind-quiz", "quiz"), ("wide kind-home", "home"), ("", "")])
def test_a_page_says_of_which_kind_it_is(classes, kind):
    assert survey(Page("a.html", f'<body class="{classes}">')).kind == kind


def test_a_page_is_held_to_the_budget_of_its_kind():
    assert budget_of("quiz", "en") == BUDGETS["quiz"]
    assert budget_of("home", "en") == budget_of("", "") == COMMON


def test_a_page_in_another_language_may_have_a_quarter_more():
    budget = budget_of("quiz", "ar")
    assert (budget.first, budget.next) == (75_000, BUDGETS["quiz"].next * 1.25)
    assert budget_of("sources", "fr").first == HEAVIEST
