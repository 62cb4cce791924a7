"""What the pages of this portal weigh. Every build holds them to the budgets of their kinds; here is a promise beyond those."""

from __future__ import annotations

import re

from portal.build.html import Page, is_page
from portal.build.weights import BUDGETS, COMMON, HEAVIEST, Scales, budget_of

KIND = re.compile(rb'<body class="kind-([\w-]+)')


def test_no_first_visit_of_this_portal_needs_more_than_the_common_budget(site):
    """Lists may grow to twice the common budget in a larger portal. Here they do not."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.*") if path.is_file()}
    scales = Scales(files)
    kinds = {name: match[1].decode() for name in files if is_page(name) and (match := KIND.search(files[name]))}
    growing = [Page(name, files[name].decode()) for name, kind in kinds.items() if kind in BUDGETS]
    assert {kinds[page.address] for page in growing} == set(BUDGETS), "a kind in the table that no page has"
    heavy = {page.address: scales.first_visit(page) for page in growing if scales.first_visit(page) > COMMON.first}
    assert heavy == {}


def test_a_page_is_held_to_the_budget_of_its_kind():
    assert budget_of(Page("a.html", '<body class="kind-quiz">')) == (BUDGETS["quiz"], "quiz")
    assert budget_of(Page("a.html", '<body class="wide kind-home">')) == (COMMON, "home")
    assert budget_of(Page("a.html", "<body>"))[0] == COMMON


def test_a_page_in_another_language_may_have_a_quarter_more():
    budget, _ = budget_of(Page("a.html", '<html lang="ar"><body class="kind-quiz">'))
    assert (budget.first, budget.next) == (75_000, BUDGETS["quiz"].next * 1.25)
    assert budget_of(Page("a.html", '<html lang="fr"><body class="kind-sources">'))[0].first == HEAVIEST
    assert budget_of(Page("a.html", '<html lang="en"><body class="kind-home">'))[0] == COMMON
