"""The pages across cases say what the cases say: every result once, counts that add up, and lists that stay light."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.corpus.load import load
from portal.language.catalogue import Original
from portal.render import compare
from portal.render.desk import Desk
from portal.render.evidence import MAP_CASES, ROWS, Evidence
from portal.render.site import render
from tests.support import real
from tests.support.project import FIXTURES


@pytest.fixture(scope="module")
def pages():
    return {name: data.decode() for name, data in real.pages().items() if name.endswith((".md", ".js"))}


def parsed(pages, name: str) -> LexborHTMLParser:
    return LexborHTMLParser(pages[f"{name}.md"])


def test_every_result_has_its_row_and_leads_to_its_case_and_source(pages, corpus):
    rows = parsed(pages, "evidence/results").css("tbody tr")
    wanted = [f"../cases/{cid}.html#result-{result.id}" for cid, case in corpus.cases.items() for result in case.results]
    assert sorted(row.css_first("th a").attributes["href"] for row in rows) == sorted(wanted)
    assert all(row.css_first("a.cite").attributes["href"].startswith("../sources/") for row in rows)


def test_a_row_is_marked_as_disputed_when_its_case_says_so(pages, corpus):
    named = {f"../cases/{cid}.html#result-{name}" for cid, case in corpus.cases.items() for entry in case.disputed
             for name in entry.results}  # fmt: skip
    rows = parsed(pages, "evidence/results").css("tbody tr")
    marked = [row.css_first("th a").attributes["href"] for row in rows if "remark-disputed" in row.attributes["data-tags"]]
    assert set(marked) == named != set()
    assert all("Sources disagree" in row.text() for row in rows if "remark-disputed" in row.attributes["data-tags"])


def test_the_numbers_on_top_are_those_of_the_rows(pages, corpus):
    results = [result for case in corpus.cases.values() for result in case.results]
    told = re.findall(r"<b>(\d+)</b>", pages["evidence/results.md"])
    counts = [
        len(results),
        sum(result.baseline is not None for result in results),
        sum(result.period is not None for result in results),
        sum(result.stated_as is not None for result in results),
        Evidence(corpus).numbers["disputed"],
    ]
    assert list(map(int, told)) == counts


def test_each_silence_is_a_cell_in_words_and_the_sums_are_right(pages, corpus):
    table = parsed(pages, "evidence/silences").css_first("table.heat")
    cells = table.css("td.silent, td.partly")
    assert len(cells) == sum(len(case.silent_on) for case in corpus.cases.values())
    assert {cell.text() for cell in cells} == {"silent", "elsewhere"}
    for row in table.css("tbody tr"):
        assert row.css_first(".sum").text() == f"{len(row.css('td.silent, td.partly'))} of {len(corpus.cases)}"
    sums = [int(cell.text()) for cell in table.css("tfoot .sum")]
    assert sums == [len(case.silent_on) for case in corpus.cases.values()]


def test_the_map_says_that_it_is_no_ranking(pages):
    assert "This is not a ranking of projects." in pages["evidence/silences.md"]


def test_disputed_figures_stand_side_by_side(pages, corpus):
    sections = parsed(pages, "evidence/disputed").css("section.dispute")
    disputes = [dispute for case in corpus.cases.values() for dispute in case.disputed]
    assert len(sections) == len(disputes)
    assert sum(len(section.css(".versus li")) for section in sections) == sum(len(dispute.figures) for dispute in disputes)


def test_the_time_line_is_drawn_and_told_in_a_table(pages, corpus):
    page = parsed(pages, "evidence/timeline")
    assert page.css_first("figure.diagram svg title")
    assert len(page.css("table.periods tbody tr")) == len(corpus.cases)


def many(count: int):
    """The invented case, many times."""
    small = load(FIXTURES / "small").corpus
    case = small.cases["north-valley"]
    cases = {f"case-{n:04}": case.model_copy(update={"title": f"Case {n}", "short": f"C {n}"}) for n in range(count)}
    return replace(small, cases=cases, modules={}, paths=(), programmes=(), diagrams=())


def test_long_lists_are_cut_and_links_to_a_measure_follow():
    corpus = many(ROWS)
    seen = Evidence(corpus)
    made = {name: data.decode() for name, data in render(corpus, Original()).items() if name.startswith("evidence/")}
    sheets = sorted(name for name in made if name.startswith("evidence/results"))
    assert len(sheets) == -(-len(seen.rows) // ROWS)
    assert sum(LexborHTMLParser(made[name]).css("tbody tr").__len__() for name in sheets) == len(seen.rows)
    for tag, _, _ in seen.measures():
        address, _, anchor = seen.address(tag.id).partition("#")
        assert f'id="{anchor}"' in made[address.replace(".html", ".md")]
    assert "data-filters" not in made["evidence/results.md"], "a filter would only see a part"


def test_a_map_of_many_cases_has_counts_and_no_columns():
    made = render(many(MAP_CASES + 1), Original())["evidence/silences.md"].decode()
    assert LexborHTMLParser(made).css("td.silent") == []
    assert f"{MAP_CASES + 1} of {MAP_CASES + 1}" in made


def test_a_portal_without_cases_has_all_pages():
    small = load(FIXTURES / "small").corpus
    made = render(replace(small, cases={}, modules={}, paths=(), programmes=(), diagrams=()), Original())
    assert {"evidence/index.md", "evidence/results.md", "evidence/silences.md", "compare.md", "data/index.md"} <= set(made)


def test_the_page_lists_cases_to_choose_from_only_while_they_are_few(corpus, monkeypatch):
    def listed():
        told = []
        page = lambda template, name, title, **given: told.append(given["listed"]) or (name, b"")  # noqa: E731
        list(compare.files(corpus, Desk(corpus, Original(), {}), page))
        return told

    assert listed() == [[[cid, case.short] for cid, case in corpus.briefs]]
    monkeypatch.setattr(compare, "LISTED", len(corpus.cases) - 1)
    assert listed() == [None]


def test_what_the_script_of_a_case_knows_is_plain_text(corpus):
    desk = Desk(corpus, Original(), {})
    for cid, case in corpus.cases.items():
        data = compare.given(cid, case, desk)
        texts = [data["gender"], data["sustainability"]]
        assert all(text and not re.search(r"<\w|&\w+;|\[[@#]", text) for text in texts), cid
        assert len(data["results"]) == len(case.results)


def test_the_script_of_a_case_is_a_call_with_data(pages):
    source = pages["compare/ghana.js"]
    name, _, value = source.removeprefix("portalCompare(").removesuffix(")\n").partition(",")
    assert json.loads(name) == "ghana"
    assert json.loads(value)["short"] == "Ghana"
    assert len(source.encode()) < 30_000
