"""What hangs together is computed: modules of a case, of a value and of a term, the reasons behind each cell of a table."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from portal.build.html import Page
from portal.corpus.brief import KINDS, illustrated
from portal.corpus.connections import check_connections
from portal.corpus.load import load
from portal.corpus.pages import FRAME, LISTS
from portal.corpus.wiring import NAMED, Wiring
from portal.language.catalogue import Original
from portal.render.chrome import NAV
from portal.render.site import render
from portal.render.views import FACETS, MATRIX_CELLS, matrix
from tests.support import real
from tests.support.project import ROOT


@pytest.fixture(scope="module")
def library():
    return real.library()


@pytest.fixture(scope="module")
def wiring(library):
    return Wiring(library.corpus)


@pytest.fixture(scope="module")
def pages(library):
    """Every page as Markdown, by its name."""
    return {name: data.decode() for name, data in real.pages().items() if name.endswith(".md")}


def test_the_course_is_connected(library):
    """Held for this course: cases in two modules, modules with two cases, every term used, every page reached."""
    assert check_connections(library) == []


def test_what_a_module_names_leads_back_to_it(library, wiring):
    for mid, course in library.corpus.modules.items():
        for use in course.module.cases:
            assert (mid, use.why) in {(found.mid, found.why) for found in wiring.uses(use.case)}
        for kind, key in NAMED.items():
            assert all(mid in wiring.modules(kind, name) for name in getattr(course.module, key))


def test_nothing_else_leads_to_a_module(library, wiring):
    named = sum(len(set(getattr(course.module, key))) for course in library.corpus.modules.values() for key in NAMED.values())
    tags = [(kind, name) for kind, name in library.corpus.tags if kind in NAMED]
    terms = [("term", term.id) for term in library.corpus.glossary]
    assert sum(len(wiring.modules(*key)) for key in (*tags, *terms)) == named
    assert wiring.modules("phase", "no-such-phase") == () and wiring.uses("no-such-case") == ()


def test_modules_follow_the_order_of_the_course(library, wiring):
    order = [*library.corpus.modules]
    for cid in library.corpus.cases:
        found = [order.index(use.mid) for use in wiring.uses(cid)]
        assert found == sorted(found) and len(found) > 1


def test_modules_that_use_most_of_some_cases_come_first(library, wiring):
    cases = [*library.corpus.cases][:4]
    found = wiring.sharing(cases, limit=99)
    counts = [sum(mid in {use.mid for use in wiring.uses(cid)} for cid in cases) for mid in found]
    assert counts == sorted(counts, reverse=True) and min(counts) > 0
    assert wiring.sharing(cases) == found[:4] and wiring.sharing(()) == ()


def test_the_goals_of_a_module_are_those_of_its_cases(library, wiring):
    for mid, course in library.corpus.modules.items():
        own = [library.corpus.cases[use.case] for use in course.module.cases]
        expected = {entry.name for case in own for entry in illustrated(case) if entry.kind == "sdg"}
        assert set(wiring.seen(mid, "sdg")) == expected


def test_each_reason_has_an_anchor_of_its_own_on_the_page_of_its_case(library, pages):
    for cid, case in library.corpus.cases.items():
        anchors = [entry.anchor for entry in illustrated(case)]
        assert len(set(anchors)) == len(anchors) == len(case.illustrates)
        for anchor in anchors:
            assert pages[f"cases/{cid}.md"].count(f'id="{anchor}"') == 1


def test_two_reasons_for_one_value_do_not_share_an_anchor(library):
    case = library.corpus.cases["ghana"]
    twice = case.model_copy(update={"illustrates": (case.illustrates[0], case.illustrates[0])})
    first, second = (entry.anchor for entry in illustrated(twice))
    assert second == f"{first}-2"


SHOWN = {"phase": "phases", "principle": "principles", "five_c": "five-cs", "sdg": "sdgs", "instrument": "instruments"}
CELL = re.compile(r'<td(?: class="silent")?>(?:<a class="mark [^"]*" href="([^"]*)">)?([a-z ]+)<')


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_of_a_table_says_what_is_known_and_leads_to_the_reason(library, pages, kind):
    page, shown = pages[f"concepts/{SHOWN[kind]}.md"], matrix(library.corpus, kind)
    cells = CELL.findall(page.partition('<table class="grid"')[2].partition("</table>")[0])
    assert len(cells) == len(shown.rows) * len(library.corpus.cases)
    expected = []
    for row in shown.rows:
        for cid, case in library.corpus.cases.items():
            own = [entry for entry in illustrated(case) if (entry.kind, entry.name) == (kind, row.tag.id)]
            best = max(own, key=lambda entry: entry.stated, default=None)
            word = "silent" if best is None else "stated" if best.stated else "our reading"
            expected.append((f"../cases/{cid}.html#{best.anchor}" if best else "", word))
    assert cells == expected


def test_a_table_has_no_more_cases_than_fit(library):
    case = library.corpus.cases["ghana"]
    for count in (MATRIX_CELLS, MATRIX_CELLS + 1):
        corpus = dataclasses.replace(library.corpus, cases={f"copy{number}": case for number in range(count)})
        assert len(matrix(corpus, "phase").columns) == (count if count <= MATRIX_CELLS else 0)


def test_a_source_outweighs_our_reading_in_a_cell(library):
    case = library.corpus.cases["ghana"]
    entry = next(entry for entry in case.illustrates if entry.phase)
    for order in ((True, False), (False, True)):
        both = tuple(entry.model_copy(update={"stated": stated}) for stated in order)
        corpus = dataclasses.replace(library.corpus, cases={"ghana": case.model_copy(update={"illustrates": both})})
        shown = matrix(corpus, "phase")
        row = next(row for row in shown.rows if row.tag.id == entry.phase)
        assert [cell.stated for cell in row.across(shown.columns)] == [True]


def test_an_instrument_without_a_reason_is_our_reading(library):
    case = library.corpus.cases["colombia"]
    bare = case.model_copy(update={"illustrates": tuple(entry for entry in case.illustrates if not entry.instrument)})
    corpus = dataclasses.replace(library.corpus, cases={"colombia": bare})
    cells = [cell for row in matrix(corpus, "instrument").rows for cell in row.cells]
    assert len(cells) == len(case.instruments)
    assert {(cell.stated, cell.because, cell.anchor) for cell in cells} == {(False, "", "facts")}


def test_pages_show_the_wiring(library, wiring, pages):
    for cid in library.corpus.cases:
        part = pages[f"cases/{cid}.md"].partition('class="related learn wide"')[2].partition("</ul>")[0]
        assert re.findall(r'<h3><a href="../modules/([a-z-]+)/index.html">', part) == [use.mid for use in wiring.uses(cid)]
    for kind, name in library.corpus.tags:
        if kind in ("phase", "principle", "actor", "instrument"):
            page = wiring.page(kind).replace(".html", ".md")
            part = pages[page].partition(f'<section id="shows-{name}">')[2].partition("</section>")[0]
            assert modules_in(part.partition('class="see"')[2]) == wiring.modules(kind, name)
    for term in library.corpus.glossary:
        part = pages["glossary.md"].partition(f'id="{term.id}">')[2].partition("</section>")[0]
        assert modules_in(part) == wiring.modules("term", term.id)
    for value in {name for case in library.corpus.cases.values() for name in case.instruments}:
        part = pages[f"cases/by/instrument/{value}.md"].partition('class="see"')[2].partition("</p>")[0]
        assert modules_in(part) == wiring.modules("instrument", value)


def modules_in(part: str) -> tuple[str, ...]:
    return tuple(re.findall(r'href="[./]*modules/([a-z-]+)/index.html"', part))


def test_a_lesson_leads_to_its_phases_principles_instruments_and_roles(library, wiring, pages):
    for mid, course in library.corpus.modules.items():
        for kind in ("phase", "principle", "instrument", "actor"):
            for name in getattr(course.module, NAMED[kind]):
                assert f'href="../../{wiring.page(kind)}#shows-{name}"' in pages[f"modules/{mid}/index.md"]


def test_every_instrument_is_explained_with_a_source(library):
    """On the page on the toolbox, in an item of its own."""
    body = library.corpus.pages["concepts/instruments.md"].body
    for tag in library.corpus.taxonomy.instrument:
        item = next(line for line in body.split("\n") if re.match(rf"- \*\*{re.escape(tag.label)}(?: \([^)]*\))?:?\*\*", line))
        assert "[@" in item and len(item.split()) >= 12


def test_a_page_that_no_concept_page_shows_is_no_dead_link():
    """The invented corpus has no page on phases: its values stand as plain words."""
    made = render(load(ROOT / "tests" / "fixtures" / "small").corpus, Original())
    page = made["cases/north-valley.md"].decode()
    assert "concepts/clusters.html#shows-joint-work" in page and "2 Doing" in page and "#shows-doing" not in page


def test_a_reason_for_few_cases_is_printed():
    made = render(load(ROOT / "tests" / "fixtures" / "small").corpus, Original())
    assert "No other invented case has a kiln." in made["modules/pots/index.md"].decode()


def test_the_menu_leads_where_the_rule_on_pages_says():
    made_by_hand = {url.removesuffix(".html") for _, _, url in NAV} - set(LISTS)
    assert made_by_hand == set(FRAME)


def test_instruments_have_one_list_of_cases(library):
    """The lists that readers choose cases by serve the table of instruments too."""
    assert "instrument" in FACETS
    for row in matrix(library.corpus, "instrument").rows:
        assert row.listed and row.address == f"cases/by/instrument/{row.tag.id}.html"


def test_every_page_of_the_site_is_reached_from_the_home_page(site: Path):
    there = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    reached, waiting = {"404.html"}, ["index.html"]
    while waiting:
        address = waiting.pop()
        if address in there and address not in reached:
            reached.add(address)
            waiting += leads_to(site, address)
    assert sorted(there - reached) == []


def leads_to(site: Path, address: str) -> list[str]:
    """The pages that a page links to."""
    page = Page(address, (site / address).read_text(encoding="utf-8"))
    hrefs = [attributes.get("href") or "" for tag, attributes in page.elements if tag == "a"]
    local = [unquote(href.partition("#")[0]) for href in hrefs if ":" not in href]
    folder = (site / address).parent
    return [Path(*(folder / href).resolve().relative_to(site.resolve()).parts).as_posix() for href in local if href]
