"""The solved notebooks of trainers: what mkdocs-jupyter renders, cut to what readers need."""

from __future__ import annotations

import json

import pytest
from mkdocs_jupyter import convert
from selectolax.lexbor import LexborHTMLParser

from portal.build import notebooks
from portal.build.prove import Grid, Output
from portal.language.catalogue import Original
from portal.read.notebook import Notebook
from portal.render import exercises
from portal.render.desk import Desk, short_name
from portal.render.exercises import LABELS, solved
from tests.support import real

SHOWN = (
    Output("text", "A <b>saving</b> of 5"),
    Output("drawing", "One bar & one line", '<svg xmlns="http://www.w3.org/2000/svg"><title>a</title></svg>'),
    Output("table", "", table=Grid("Who gains", ("Firm", "Gain"), (("One", "1"),), (False, True))),
)


@pytest.fixture(scope="module")
def book() -> Notebook:
    return real.corpus().modules["joint-action"].notebooks["joint-purchase"]


@pytest.fixture(scope="module")
def page(book, tmp_path_factory) -> str:
    """The page of a solved notebook whose demo showed one output of each kind."""
    desk = Desk(real.corpus(), Original(), {})
    path = tmp_path_factory.mktemp("solved") / "one.ipynb"
    path.write_bytes(solved("joint-action", book, {"demo": SHOWN}, desk))
    about = json.loads(path.read_text())["metadata"]["portal"]
    return notebooks.shown(convert.nb2html(str(path)), about)


def test_every_cell_is_there_in_order(page, book):
    document = LexborHTMLParser(page)
    code = [cell for cell in book.cells if cell.kind == "code"]
    assert [node.text().strip() for node in document.css(".lab-source")] == [cell.source.strip() for cell in code]
    assert [node.text() for node in document.css(".lab-label")] == [LABELS[cell.tags[0]] for cell in code]
    assert [node.text() for node in document.css("h1")] == [book.cells[0].heading]
    sections = [(cell.id, cell.heading) for cell in book.cells[1:] if cell.heading]
    assert [(node.id, node.text()) for node in document.css("h2")] == sections


def test_outputs_are_shown_as_text_drawing_and_table(page):
    document = LexborHTMLParser(page)
    assert [node.text() for node in document.css("pre.lab-text")] == ["A <b>saving</b> of 5"]
    (drawing,) = document.css("img.lab-drawing")
    assert drawing.attributes["alt"] == "One bar & one line" and drawing.attributes["src"].startswith("data:image/svg+xml,%3C")
    assert [node.text() for node in document.css("table.lab-table caption, table.lab-table td.number")] == ["Who gains", "1"]


def test_nothing_of_the_plugins_style_and_script_is_left(page):
    document = LexborHTMLParser(page)
    assert not document.css("script, style, svg, clipboard-copy, [style], [onclick], .anchor-link")
    assert len(page) < 60_000


NASTY = (
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<svg onload="alert(1)"></svg>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe src="x"></iframe>',
    '<p style="color:red">x</p>',
)


@pytest.mark.parametrize("nasty", NASTY)
def test_an_output_that_got_past_the_checks_is_cleaned(nasty):
    """The checks of notebooks refuse these; the page does not rely on it."""
    html = f'<div class="jp-MarkdownOutput"><h1>A</h1></div><div class="jp-OutputArea-output">{nasty}</div>'
    document = LexborHTMLParser(notebooks.shown(html, {"labels": {}, "head": ""}))
    assert not document.css("script, iframe, svg, [onerror], [onload], [style], [href]")


def test_citations_and_links_of_our_own_are_words_in_the_notebook_to_take_home():
    corpus = real.corpus()
    words = ["See [@unido-2020: Colombia, par. 5; @teaching-example] and ", "[it](case:ghana)."]
    cells = [{"cell_type": "markdown", "source": words}, {"cell_type": "code", "source": ["x = '[@unido-2020]'"]}]
    text, code = json.loads(exercises.take_home(json.dumps({"cells": cells}), Desk(corpus, Original(), {})))["cells"]
    cited = short_name(corpus.source["teaching-example"])
    assert text["source"] == f"See (UNIDO 2020, Colombia, par. 5; {cited}) and [it](https://example.org/cases/ghana.html)."
    assert code["source"] == ["x = '[@unido-2020]'"]
