"""Books: a module and the handbook as PDF. What is in them, that they are tagged, and that the same pages give the same bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from click.testing import CliRunner
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject
from selectolax.lexbor import LexborHTMLParser

from portal.build import press
from portal.build.site import _printed
from portal.build.tree import Tree
from portal.cli import main
from portal.exports import books, pdf
from portal.exports.abroad import Abroad
from portal.exports.bound import Bound, Chapter, whole_links
from portal.language.catalogue import Original
from portal.render.safe import Safe
from tests.fixtures.quiz import pages
from tests.support import pdf_ua
from tests.support.debian import pango
from tests.support.pages import MODULES
from tests.support.project import ROOT

ARABIC = '<p lang="ar" dir="rtl">خطة العمل</p>'
FIGURE = (
    '<figure class="diagram" id="figure-well"><svg><title>A well</title><desc>Deep &amp; dark.</desc></svg>'
    "<figcaption>Figure 1</figcaption></figure>"
)
ADDED = (
    f"{ARABIC}{FIGURE}<ul><li><p>One.</p><p>Two.</p></li></ul><table><caption>Sums</caption><tr><th>A</th></tr></table></article>"
)
DRAWN = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="system-ui"><text y="9">W</text></svg>'


@pytest.fixture(scope="module", autouse=True)
def library() -> None:
    """What PDFs are printed with."""
    pango()


@pytest.fixture(scope="module")
def wells(tmp_path_factory) -> dict[str, bytes]:
    """The small site of tests/fixtures/quiz; its lesson has Arabic, a drawing, a list and a table more."""
    found = press.finished(pages.build(tmp_path_factory.mktemp("wells")))
    lesson = found["modules/wells/index.html"].replace(b"</article>", ADDED.encode(), 1)
    return {**found, "modules/wells/index.html": lesson, "assets/diagrams/well.svg": DRAWN}


@pytest.fixture(scope="module")
def desk() -> Abroad:
    return Abroad(replace(pages.desk().corpus, modules={"wells": pages.course()}), Original())


@pytest.fixture(scope="module")
def short(wells) -> dict[str, bytes]:
    """The same with three paragraphs and two questions, which are printed sooner."""
    lesson, questions = "modules/wells/index.html", "modules/wells/quiz.html"
    asked = LexborHTMLParser(wells[questions].decode())
    for item in asked.css("section.item")[2:]:
        item.decompose()
    plain = re.sub(rb"(<p>Nothing here is true[^<]*</p>){30}", rb"\1", wells[lesson])
    return {**wells, lesson: plain, questions: asked.html.encode()}


@pytest.fixture(scope="module")
def made(desk, short) -> bytes:
    return press.printed(pdf.sheets(desk, books.module(desk, "wells", short)))


def test_a_module_has_no_fault_that_we_can_see(made):
    assert pdf_ua.faults(made) == []


def test_it_is_tagged_named_and_searchable(made):
    reader = PdfReader(io.BytesIO(made))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.metadata.title == pages.course().module.title
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Nothing here is true" in text and "Question 1" in text and "Answers and explanations" in text
    assert [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)] == [reader.metadata.title]


def test_every_font_is_one_of_ours(made):
    known = {family.replace(" ", "-") for family in pdf.FAMILIES}
    found = {
        re.sub(r"[,].*|-(Bold|Italic|Bold-Italic|BoldItalic)$", "", name) for name in pdf_ua.used(PdfReader(io.BytesIO(made)))
    }
    assert found <= known, found - known


def test_the_same_pages_give_the_same_bytes(desk, short, made, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert press.printed(pdf.sheets(desk, books.module(desk, "wells", short))) == made


def test_answers_stand_in_the_key_alone(desk, wells):
    lesson, questions, key = books.module(desk, "wells", wells).chapters
    assert "q-key" not in questions.body and "q-hint" not in questions.body
    asked = len(LexborHTMLParser(questions.body).css("section.item"))
    assert asked == len(pages.course().items) == len(LexborHTMLParser(key.body).css(".answered"))
    for chapter in (lesson, questions, key):
        assert not LexborHTMLParser(chapter.body).css("script, button, input, details, [hidden], [data-id]")


def test_a_drawing_is_a_picture_with_words(desk, wells):
    book = books.module(desk, "wells", wells)
    assert 'alt="A well. Deep &amp; dark"' in book.chapters[0].body
    assert book.pictures == {"assets/diagrams/well.svg": DRAWN}
    assert b"system-ui" not in pdf.sheets(desk, book).pictures["assets/diagrams/well.svg"]


def test_links_lead_to_places_in_the_book_or_to_the_portal(desk):
    site = {"a.html": b"<main><article><h1>A</h1></article></main>", "b.html": b""}
    bound = Bound("x", "https://p.example/", site, Safe(""), pages={"a.html": "a"})
    assert bound.target("c/d.html", "../a.html#b") == ("#a--b", False)
    assert bound.target("c/d.html", "../a.html#top") == ("#a", False)
    assert bound.target("c/d.html", "../b.html#b") == ("https://p.example/b.html#b", True)
    listed = [Chapter("a", Safe("A"), Safe('<p id="a--b"></p><a href="#a--b">1</a><a href="#a--gone">2</a>'))]
    assert whole_links(listed)[0].body == '<p id="a--b"></p><a href="#a--b">1</a><a href="#a">2</a>'


SEEDED = {
    "no language": ("no language", lambda root: root.pop("/Lang")),
    "not tagged": ("not marked as tagged", lambda root: root.pop("/MarkInfo")),
    "a picture without words": ("a picture without words", lambda root: _first(root, "/Figure").pop("/Alt")),
    "a heading too deep": ("a heading of level 5 after one of level 1", lambda root: _turn(_first(root, "/H2"), "/H5")),
    "a list of paragraphs": ("/P in /L", lambda root: _turn(_first(root, "/LI"), "/P")),
}  # fmt: skip


def _turn(node, role: str) -> None:
    node[NameObject("/S")] = NameObject(role)


def _first(root, role: str):
    def walk(node):
        for kid in pdf_ua.kids(node):
            if isinstance(kid := kid.get_object(), dict) and "/S" in kid:
                yield kid
                yield from walk(kid)

    return next(node for node in walk(root["/StructTreeRoot"]) if node["/S"] == role)


@pytest.mark.parametrize("name", SEEDED)
def test_the_checks_see_a_fault(made, name):
    said, seed = SEEDED[name]
    writer = PdfWriter(clone_from=io.BytesIO(made))
    seed(writer.root_object)
    broken = io.BytesIO()
    writer.write(broken)
    assert said in pdf_ua.faults(broken.getvalue())


def test_a_complaint_of_the_press_is_a_fault(desk, short):
    sheets = pdf.sheets(desk, books.module(desk, "wells", {**short, "assets/diagrams/well.svg": b"no picture"}))
    with pytest.raises(press.Unprintable):
        press.printed(sheets)


def test_what_was_printed_is_kept_until_it_changes(desk, wells, made, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(press, "printed", lambda sheets: asked.append(1) or b"%PDF")
    assert (
        press.modules(desk, ["wells"], wells, tmp_path) == press.modules(desk, ["wells"], wells, tmp_path) == {"wells": b"%PDF"}
    )
    press.modules(desk, ["wells"], {**wells, "assets/diagrams/well.svg": DRAWN + b" "}, tmp_path)
    assert len(asked) == 2 and len(list((tmp_path / "wells").iterdir())) == 1


def test_a_pdf_too_heavy_for_a_messenger_is_refused(desk, wells, tmp_path, monkeypatch):
    monkeypatch.setattr(press, "printed", lambda sheets: b"." * 2_000_001)
    with pytest.raises(press.Unprintable, match=r"the PDF of wells has 2,000,001 bytes"):
        press.modules(desk, ["wells"], wells, tmp_path)


def test_a_lesson_shows_its_pdf_only_when_there_is_one(desk, wells):
    lesson = b'<div class="take-pdf" hidden></div>'
    assert pdf.shown(desk, "wells", lesson, 912_345) == (
        b'<div class="take-pdf"><a class="button button-quiet" href="../../downloads/wells.pdf" download="">'
        b"This module as a PDF&#160;(913 KB)</a></div>"
    )


def test_a_build_with_pdf_puts_one_beside_each_lesson(desk, wells, tmp_path, monkeypatch):
    monkeypatch.setattr(press, "printed", lambda sheets: b"%PDF")
    lesson = "modules/wells/index.html"
    files = {**wells, lesson: wells[lesson].replace(b"<h1", pdf.WAY + b"<h1")}
    tree = Tree(tmp_path, desk.corpus, Original(), {})
    monkeypatch.setattr(Tree, "prefix", "fr/")
    made = dict(_printed(tmp_path, tree, files))
    assert set(made) == {"fr/downloads/wells.pdf", f"fr/{lesson}"} and pdf.WAY not in made[f"fr/{lesson}"]
    assert b'href="../../downloads/wells.pdf"' in made[f"fr/{lesson}"]


def test_every_lesson_has_a_place_for_its_pdf():
    template = ROOT / "scripts" / "portal" / "render" / "templates" / "lesson.md.j2"
    assert template.read_bytes().count(pdf.WAY) == 1


WITHOUT_PANGO = """
import cffi, sys
def gone(*given):
    raise OSError("cannot load library")
cffi.FFI.dlopen = gone
from portal.cli import main
main()
"""


def test_without_pango_the_command_says_what_to_install(tmp_path):
    command = [sys.executable, "-c", WITHOUT_PANGO, "export", "pdf", MODULES[0], "-o", str(tmp_path / "out")]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 1 and not ran.stdout and not (tmp_path / "out").exists()
    said = [line for line in ran.stderr.splitlines() if not line.endswith("Making the files")]
    assert len(said) == 1 and "sudo apt install libpango-1.0-0 libpangoft2-1.0-0" in said[0]


def test_without_weasyprint_the_command_says_what_to_install(tmp_path, monkeypatch):
    def gone(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(press, "import_module", gone)
    ran = CliRunner().invoke(main, ["export", "pdf", MODULES[0], "-o", str(tmp_path / "out")])
    assert ran.exit_code == 1 and "pip install weasyprint" in ran.output and not (tmp_path / "out").exists()


def test_the_command_asks_what_to_print():
    ran = CliRunner().invoke(main, ["export", "pdf"])
    assert ran.exit_code == 1 and "--all or --handbook" in ran.output


def test_building_and_serving_need_no_press():
    """Neither is WeasyPrint loaded by what every build loads."""
    code = "import sys, portal.build.site, portal.cli; sys.exit('weasyprint' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    assert subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode == 0


@pytest.mark.slow
def test_every_module_and_the_handbook_are_without_fault(site, corpus, tmp_path):
    desk, files, known = Abroad(corpus, Original()), press.finished(site), tmp_path
    for mid, data in press.modules(desk, MODULES, files, known).items():
        assert pdf_ua.faults(data) == [], mid
        assert len(data) < 2_000_000
    assert pdf_ua.faults(press.handbook(desk, files, known)) == []
