"""The tables of cases: on a phone they scroll in a frame of their own, row heads in view; on paper they take one sheet."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from portal.corpus.wiring import Wiring
from portal.render.views import matrix
from tests.support.colours import pale_in_print
from tests.support.pick import pick

KINDS = ("phase", "principle", "five_c", "sdg", "instrument")
BOX = ".grid-box"


def address(corpus, kind: str) -> str:
    return Wiring(corpus).page(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_phone_the_row_heads_stay_in_view(open_tab, corpus, kind):
    page = open_tab(360).go(address(corpus, kind))
    box = page.locator(BOX)
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    box.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
    last = page.locator(f"{BOX} tbody tr").last
    frame, head, cell = (where.bounding_box() for where in (box, last.locator("th"), last.locator("td").last))
    assert abs(head["x"] - frame["x"]) < 2, "the row head has moved away"
    assert cell["x"] >= head["x"] + head["width"] - 1, "the row head covers the last case"
    assert cell["x"] + cell["width"] <= frame["x"] + frame["width"] + 1, "the last case cannot be reached"
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [360, 1280])
def test_words_that_are_links_are_large_enough_for_a_finger(open_tab, corpus, width):
    page = open_tab(width).go(address(corpus, "instrument"))
    for link in page.locator(f"{BOX} :is(td, th) a").all():
        size = link.bounding_box()
        assert size["width"] >= 44 and size["height"] >= 44, link.inner_text()


def test_a_cell_leads_to_the_reason_and_the_reason_is_marked(open_tab, corpus):
    page = open_tab().go(address(corpus, "instrument"))
    page.get_by_role("link", name=re.compile(r"^stated\W+Colombia, Export consortium$")).click()
    assert page.url.endswith("cases/colombia.html#illustrates-instrument-export-consortium")
    reason = page.locator(":target")
    assert "makes it the first component" in reason.inner_text()
    plain = page.locator(".illustrates > li").first
    assert colour(reason) != colour(plain)


def colour(where) -> str:
    return where.evaluate("node => getComputedStyle(node).backgroundColor")


def printed(page: Page) -> list[str]:
    """The text of each sheet, without blanks."""
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return ["".join(sheet.extract_text().split()) for sheet in sheets]


@pytest.mark.parametrize("kind", pick(KINDS, "phase"))
def test_on_paper_the_table_stands_on_one_sheet(open_tab, corpus, kind):
    page = open_tab(1280).go(address(corpus, kind))
    page.evaluate("""() => {
      document.querySelectorAll(".grid th, .grid td").forEach((cell, number) => cell.prepend(`@${number}@`));
    }""")
    cells = [f"@{number}@" for number in range(page.locator(".grid :is(th, td)").count())]
    shown = matrix(corpus, kind)
    assert len(cells) == (len(shown.rows) + 1) * (len(shown.columns) + 1)
    assert [sum(cell in sheet for cell in cells) for sheet in printed(page) if cells[0] in sheet] == [len(cells)]


def test_on_paper_the_words_are_legible_in_grey(open_tab, corpus):
    page = open_tab(1280, color_scheme="dark", reduced_motion="reduce").go(address(corpus, "instrument"))
    assert pale_in_print(page) == []
