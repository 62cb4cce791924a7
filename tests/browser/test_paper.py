"""Sheets of tests, printed: A4, numbered, nothing cut, no question on two sheets, legible in grey."""

from __future__ import annotations

import io
import re
from itertools import product
from pathlib import Path

import pytest
from pypdf import PdfReader

from portal.corpus.load import load
from portal.exports.paper import plan
from portal.language.catalogue import Original
from tests.support.colours import pale_in_print
from tests.support.pick import pick
from tests.support.project import ROOT
from tests.support.tab import folder_base

A4 = (595, 842)  # points
SEED = "4711"
# What is drawn outside of the sheet, or over its own box.
CUT = """() => [...document.querySelectorAll("body *")].filter(node => {
  const box = node.getBoundingClientRect(), page = document.documentElement.getBoundingClientRect();
  const outside = box.right > page.right + 1 || box.left < page.left - 1;
  return box.width && (outside || node.clientWidth && node.scrollWidth > node.clientWidth + 1);
}).map(node => node.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The sheets of the small project, and of the real one where its pools are written."""
    target = tmp_path_factory.mktemp("paper")
    for root in (ROOT / "tests" / "fixtures" / "small", ROOT):
        corpus = load(root).corpus
        for name, data in plan(corpus, Original(), [test.id for test in corpus.assessments.tests][:2], SEED).files.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(data)
    return target


@pytest.fixture(scope="module")
def server(folder: Path) -> str:
    """The folder takes the place of the whole site: ``open_tab`` opens its sheets."""
    return folder_base(folder)


def close(text: str) -> str:
    """Without the spaces, which printing moves."""
    return "".join(text.split())


def sheets(page) -> list[str]:
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in pages} == {A4}
    return [sheet.extract_text() for sheet in pages]


SHEETS = product(("questions", "answers", "key"), "ab")


@pytest.mark.parametrize(("name", "form"), pick(SHEETS, ("key", "b")))
def test_every_sheet_is_whole(open_tab, folder, name, form):
    for path in sorted(folder.glob(f"*/{name}-{form}.html")):
        page = open_tab(720).go(path.relative_to(folder).as_posix())
        page.emulate_media(media="print")
        assert page.evaluate(CUT) == []
        assert pale_in_print(page) == []
        printed = sheets(page)
        assert len(printed) <= {"questions": 10, "answers": 2, "key": 14}[name], path
        for number, text in enumerate(printed, 1):
            assert f"Seed {SEED}" in text and f"Form {form.upper()}" in text and f"{number} / {len(printed)}" in text
        whole = [close(text) for text in printed]
        for question in page.locator(".question, tbody tr").all():
            lines = [close(line) for line in re.split(r"\n+", question.inner_text()) if line.strip()]
            holding = [n for n, text in enumerate(whole) if all(line in text for line in lines)]
            assert holding, f"{path.name}: on no sheet as a whole: {lines[:3]}"


def test_a_twenty_question_answer_sheet_is_one_sheet(open_tab, folder):
    for path in sorted(folder.glob("before-after-*/answers-a.html")):
        assert len(sheets(open_tab().go(path.relative_to(folder).as_posix()))) == 1
