"""On paper: a case on at most three sheets, a brief on one, each with edition and address, legible in grey."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.support.colours import pale_in_print
from tests.support.pages import CASES
from tests.support.pick import pick

A4 = (595, 842)  # points


def sheets(page: Page) -> list[str]:
    """The text of each printed sheet. Every sheet is A4."""
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in pages} == {A4}
    return [" ".join(sheet.extract_text().split()) for sheet in pages]


@pytest.mark.parametrize(
    ("folder", "most", "case"),
    pick(
        ((*kind, case) for kind in (("cases", 3), ("briefs", 1)) for case in CASES),
        ("cases", 3, "pampat"),
        ("briefs", 1, "pampat"),
    ),
)
def test_it_fits_and_says_where_it_comes_from(open_tab, corpus, folder, most, case):
    address = f"{folder}/{case}.html"
    printed = sheets(open_tab(1280).go(address))
    assert len(printed) <= most
    for number, text in enumerate(printed, 1):
        assert corpus.site.version in text, f"sheet {number} does not say the edition"
        assert f"{corpus.site.address}{address}" in text, f"sheet {number} does not say the address"
    whole, item = close(" ".join(printed)), corpus.cases[case]
    wanted = [item.title, item.summary, "Did it work?", *(result.label for result in item.results if folder == "cases")]
    assert [words for words in wanted if close(words) not in whole] == []
    assert [words for words in ("Skip to the content", "On this page", "Copy citation") if close(words) in whole] == []


def close(words: str) -> str:
    """Without the spaces, which printing moves."""
    return "".join(words.split())


@pytest.mark.parametrize(("address", "scheme"), pick([
    *((f"cases/{case}.html", "dark") for case in CASES), (f"cases/{CASES[0]}.html", "light"), (f"briefs/{CASES[0]}.html", "dark"),
    ("concepts/phases.html", "dark"), ("concepts/phases.html", "light"), ("glossary.html", "dark"),
], (f"cases/{CASES[0]}.html", "light"), (f"briefs/{CASES[0]}.html", "dark"), ("concepts/phases.html", "dark")))  # fmt: skip
def test_it_is_legible_in_grey(open_tab, address, scheme):
    page = open_tab(1280, color_scheme=scheme, reduced_motion="reduce").go(address)
    page.evaluate("scheme => { document.documentElement.dataset.theme = scheme }", scheme)
    assert pale_in_print(page) == []
