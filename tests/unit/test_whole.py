"""Modules in one file: whole, asking for nothing, with a policy that allows what is in them and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.build import taken
from portal.build.html import is_page
from portal.exports import lms, whole
from portal.exports.abroad import Abroad
from portal.language.catalogue import PSEUDO, Original
from portal.render.safe import Safe, UnsafeValue, inlined
from tests.fixtures.quiz import pages
from tests.support.html import words
from tests.support.pages import MODULES

LINKED = (
    b'<p><img alt="A well" src="../../assets/img/mark.svg"> <a href="../../assets/img/favicon.svg">The picture</a></p></article>'
)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, bytes]:
    """The small site of tests/fixtures/quiz by address; its lesson has a picture and a link to a file."""
    folder = pages.build(tmp_path_factory.mktemp("wells"))
    made = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    lesson = made["modules/wells/index.html"]
    assert b"</article>" in lesson
    return {**made, "modules/wells/index.html": lesson.replace(b"</article>", LINKED, 1)}


@pytest.fixture(scope="module")
def made(built) -> str:
    desk = Abroad(pages.desk().corpus, Original())
    return whole.whole(desk, "wells", pages.course(), built).decode()


def faults(source: str) -> list[str]:
    return [problem.code for problem in taken.check({"downloads/wells.html": source.encode(), "index.html": b"<p>no page"})]


def test_a_file_has_no_problem(made):
    assert faults(made) == []


SEEDED = {
    "a script more": ("B510", "</main>", "</main><script>alert(1)</script>"),
    "a script changed": ("B510", '"use strict";', '"use strict"; '),
    "a style more": ("B510", "</head>", "<style>p{color:red}</style></head>"),
    "a policy that is too wide": ("B510", "script-src ", "script-src 'unsafe-inline' "),
    "a policy without its base": ("B510", "default-src 'none'; ", ""),
    "a digest that nothing has": ("B510", "style-src ", "style-src 'sha256-AAAA' "),
    "a picture elsewhere": ("B505", "</main>", '<img alt="" src="https://example.org/a.png"></main>'),
    "a picture beside it": ("B505", "</main>", '<img alt="" src="assets/a.png"></main>'),
    "a script elsewhere": ("B505", "</main>", '<script src="a.js"></script></main>'),
    "a style sheet": ("B505", "</head>", '<link rel="stylesheet" href="a.css"></head>'),
    "another page inside": ("B505", "</main>", '<iframe src="https://example.org/"></iframe></main>'),
    "a page of the portal": ("B505", "</main>", '<a href="../index.html">x</a></main>'),
    "a place that is not there": ("B502", "</main>", '<a href="#nowhere">x</a></main>'),
    "a handler": ("B504", "<main", '<main onclick="go()"'),
    "an address that runs": ("B504", "</main>", '<a href="javascript:go()">x</a></main>'),
    "an id twice": ("B503", "</main>", '<p id="main">x</p></main>'),
    "two first headings": ("B507", "</main>", "<h1>x</h1></main>"),
    "too heavy": ("B509", "</main>", f"<p>{'x' * taken.HEAVIEST}</p></main>"),
}


@pytest.mark.parametrize("name", SEEDED)
def test_a_seeded_fault_is_found(made, name):
    code, old, new = SEEDED[name]
    assert old in made
    assert code in faults(made.replace(old, new, 1))


def test_what_readers_save_is_no_page():
    assert not is_page("downloads/wells.html") and not is_page("fr/downloads/wells.html")
    assert is_page("downloads.html") and is_page("modules/downloads-and-more/index.html") and not is_page("assets/a.css")


def test_lesson_and_questions_are_both_there_and_work_alone(made, built):
    page = LexborHTMLParser(made)
    assert page.css_first(f"#{lms.LESSON} .part-end") and len(page.css(f"#{lms.QUESTIONS} .item")) == len(pages.course().items)
    for name in ("portal", "state", "whole", "score", "lesson", "quiz"):
        assert built[f"assets/js/{name}.js"].decode() in made
    assert page.css_first("#package-data") is None and built["assets/js/package.js"].decode() not in made


def test_pictures_stand_in_the_file_and_other_files_are_on_the_portal(made):
    page = LexborHTMLParser(made)
    assert page.css_first("img").attributes["src"].startswith("data:image/svg+xml;base64,")
    home = pages.desk().corpus.site.address
    assert [node for node in page.css("a.out") if node.attributes["href"] == f"{home}assets/img/favicon.svg"]


def test_it_ends_with_version_date_licence_and_address(made):
    site, module = pages.desk().corpus.site, pages.course().module
    foot = LexborHTMLParser(made).css_first("footer")
    for part in (site.name, site.publisher, site.version, site.licence, f"{site.address}modules/wells/index.html"):
        assert part in foot.text(deep=True)
    assert foot.css_first("time").attributes["datetime"] == module.updated.isoformat()


def test_the_lesson_shows_the_way_to_the_file_and_its_size(built):
    corpus = pages.desk().corpus
    lesson = whole.WAY + b'<a href="../../downloads/pots.html" download>Take it ' + whole.SIZE + b"</a></div>"
    site = {**built, **{name.replace("wells", "pots"): data for name, data in built.items() if "wells" in name}}
    site["modules/pots/index.html"] = site["modules/pots/index.html"].replace(b"</article>", lesson + b"</article>")
    made = whole.plan(corpus, Original(), site)
    assert set(made) == {"downloads/pots.html", "modules/pots/index.html"}
    assert b"hidden" in whole.WAY and b'<div class="take-whole"><a' in made["modules/pots/index.html"]
    size = int(re.search(rb'file-size">\((\d+) KB\)<', made["modules/pots/index.html"])[1])
    assert size * 1000 - 1000 < len(made["downloads/pots.html"]) <= size * 1000


def test_every_word_is_translated(tmp_path):
    folder = pages.build(tmp_path, "en-XA")
    built = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    made = whole.whole(Abroad(pages.desk().corpus, PSEUDO["en-XA"]), "wells", pages.course(), built).decode()
    foot = LexborHTMLParser(made).css_first("footer").html + LexborHTMLParser(made).css_first("header").html
    site = pages.desk().corpus.site
    known = re.compile("|".join(map(re.escape, (site.name, site.publisher, site.licence))) + r"|https?://\S+")
    assert [text for text in words(foot) if re.search(r"[A-Za-z]{3,}", known.sub("", text))] == []


@pytest.mark.parametrize("source", ["a </script> b", "a </SCRIPT b", "a <!-- b"])
def test_a_script_cannot_end_its_element(source):
    with pytest.raises(UnsafeValue):
        inlined("script", source)
    assert inlined("style", "a{}")[0] == Safe("<style>a{}</style>")


def test_every_module_of_the_portal_is_one_small_file(site: Path):
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in (site / "downloads").glob("*.html")}
    assert sorted(files) == [whole.address(mid) for mid in MODULES]
    assert taken.check(files) == []
    for mid in MODULES:
        lesson = (site / "modules" / mid / "index.html").read_text(encoding="utf-8")
        link = LexborHTMLParser(lesson).css_first(f"a[href='../../downloads/{mid}.html']")
        assert "download" in link.attributes
        shown = re.search(r"\((\d+) KB\)", link.text(deep=True))
        assert abs(int(shown[1]) * 1000 - len(files[whole.address(mid)])) < 1000
