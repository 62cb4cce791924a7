"""Lists of cases stay light however many there are, and every case is in every list it belongs to, once."""

from __future__ import annotations

import dataclasses
import re

import pytest

from portal.language.catalogue import Original
from portal.render.desk import Desk
from portal.render.lists import FULL, PER_PAGE, cut
from portal.render.site import concepts, facet_pages
from portal.render.views import MATRIX_CELLS, Card, matrix

CASE = re.compile(r'<h3><a href="[^"]*?([a-z-]+\d+)\.html">')


def many(corpus, count: int):
    """The corpus with its cases multiplied."""
    real = list(corpus.cases.items())
    copies = {f"{real[number % len(real)][0]}{number}": real[number % len(real)][1] for number in range(count)}
    return dataclasses.replace(corpus, cases=copies)


def lists(corpus) -> dict[str, str]:
    return {name: data.decode() for name, data in facet_pages(corpus, Desk(corpus, Original(), {}))}


@pytest.fixture(scope="module", params=[FULL, FULL + 1, PER_PAGE * 2 + 1])
def grown(request, corpus):
    return many(corpus, request.param)


@pytest.mark.parametrize("count,sheets", [(0, 1), (1, 1), (PER_PAGE, 1), (PER_PAGE + 1, 2), (PER_PAGE * 3, 3)])
def test_a_list_is_cut_into_as_few_sheets_as_needed(corpus, count, sheets):
    case = next(iter(corpus.cases.values()))
    made = cut("cases/index.html", "cases/by/all", tuple(Card(str(number), case) for number in range(count)))
    further = [f"cases/by/all/{number}.html" for number in range(2, sheets + 1)]
    assert [sheet.address for sheet in made.sheets] == ["cases/index.html", *further]
    assert [card.cid for sheet in made.sheets for card in sheet.cards] == [str(number) for number in range(count)]
    assert made.count == count and made.brief == (count > FULL)


def test_every_case_stands_once_in_the_list_of_all(grown):
    files = lists(grown)
    sheets = ["cases/index.md", *(f"cases/by/all/{n}.md" for n in range(2, len(grown.cases)) if f"cases/by/all/{n}.md" in files)]
    assert [cid for name in sheets for cid in CASE.findall(files[name])] == list(grown.cases)


def test_every_case_stands_once_in_the_list_of_each_of_its_sectors(grown):
    files = lists(grown)
    for sector in {name for case in grown.cases.values() for name in case.sectors}:
        own = [name for name in files if re.fullmatch(rf"cases/by/sector/{sector}(?:/\d+)?\.md", name)]
        found = [cid for name in own for cid in CASE.findall(files[name])]
        assert sorted(found) == sorted(cid for cid, case in grown.cases.items() if sector in case.sectors)


def test_a_page_of_a_list_leads_to_the_others_and_says_which_it_is(corpus):
    files = lists(many(corpus, PER_PAGE + 1))
    for name, here in (("cases/index.md", 1), ("cases/by/all/2.md", 2)):
        pages = re.search(r'<nav class="pages".*?</nav>', files[name], re.DOTALL).group()
        assert re.findall(r'aria-current="page"><span class="hidden">Page </span>(\d)', pages) == [str(here)]
        assert len(re.findall("<li>", pages)) == 2
    assert "robots" not in files["cases/index.md"] and '"noindex, follow"' in files["cases/by/all/2.md"]
    assert '"Cases, page 2"' in files["cases/by/all/2.md"]


def test_the_explorer_stands_on_the_first_page_of_all_cases_only(corpus):
    files = lists(many(corpus, PER_PAGE + 1))
    assert [name for name, page in files.items() if 'id="explore"' in page] == ["cases/index.md"]
    assert f'data-count="{PER_PAGE + 1}"' in files["cases/index.md"]


def test_cards_of_a_short_list_tell_more_than_those_of_a_long_one(corpus):
    assert 'class="card-text"' in lists(many(corpus, FULL))["cases/index.md"]
    assert 'class="card-text"' not in lists(many(corpus, FULL + 1))["cases/index.md"]


def test_a_value_with_many_cases_shows_some_and_leads_to_all(corpus):
    grown = many(corpus, MATRIX_CELLS * 8)
    files = lists(grown)
    pages = {name: data.decode() for name, data in concepts(grown, Desk(grown, Original(), {}))}
    rows = [row for row in matrix(grown, "principle").rows if row.cells]
    assert any(row.more for row in rows)
    for row in rows:
        assert len(row.shown) == min(len(row.cells), MATRIX_CELLS)
        assert (row.address.replace(".html", ".md") in files) == row.more
        assert (f'href="../{row.address}"' in pages["concepts/principles.md"]) == row.more
        stated = [cell.stated for cell in row.shown]
        assert not row.more or stated == sorted(stated, reverse=True)


def test_a_value_with_few_cases_shows_all_in_their_order(corpus):
    for row in matrix(corpus, "principle").rows:
        assert row.shown == row.cells and not row.more
