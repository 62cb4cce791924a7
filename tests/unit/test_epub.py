"""The handbook as EPUB: accepted by epubcheck, the same bytes each time, with words for pictures and links that hold."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from portal.build import epub
from portal.build.press import finished
from portal.exports import books
from portal.exports.abroad import Abroad
from portal.exports.bound import Bound
from portal.language.catalogue import Original
from tests.fixtures.quiz import pages
from tests.support.debian import JAVA, program
from tests.support.npm import EPUBCHECK, unpacked
from tests.unit.test_books import ADDED, DRAWN

ABOUT = (
    '<main><article><h1>About &amp; more</h1><p class="kicker"><span>A</span></p><h2 id="one">One</h2>'
    '<details><summary>S</summary><p>A<br>b&nbsp;c <a href="glossary.html#term">term</a></p></details>'
    '<p><a href="glossary.html#gone">gone</a> <a href="x.html">x</a></p>'
    "<dl><div><dt>T</dt><dd><bdi>D</bdi></dd></div></dl><button>Press</button>" + ADDED + "</main>"
).encode()
WORDS = b'<main><article><h1>Words</h1><section id="term" data-x="1"><h3>Term</h3></section></article></main>'
RE = {"re": "http://exslt.org/regular-expressions"}
SITE = {"about.html": ABOUT, "glossary.html": WORDS, "assets/diagrams/well.svg": DRAWN}


@pytest.fixture(scope="module")
def made() -> bytes:
    desk = Abroad(pages.desk().corpus, Original())
    return epub.epub(desk, books.handbook(desk, SITE))


def said(data: bytes, folder: Path) -> list[str]:
    """What epubcheck says about a file: its messages, those that are mere usage left out. It needs Java."""
    file, report = folder / "book.epub", folder / "said.json"
    file.write_bytes(data)
    jar = unpacked(EPUBCHECK) / "vendor" / "epubcheck.jar"
    subprocess.run([program("java", *JAVA), "-jar", str(jar), str(file), "--json", str(report)], capture_output=True, check=False)
    found = json.loads(report.read_text(encoding="utf-8"))["messages"]
    return [f"{one['severity']} {one['ID']}: {one['message']}" for one in found if one["severity"] != "USAGE"]


def test_epubcheck_accepts_it(made, tmp_path):
    assert said(made, tmp_path) == []


@pytest.mark.slow
def test_epubcheck_sees_a_fault(made, tmp_path):
    with zipfile.ZipFile(io.BytesIO(made)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        for name, data in files.items():
            new.writestr(name, data.replace(b'href="glossary.xhtml#glossary--term"', b'href="glossary.xhtml#nowhere"'))
    assert any("RSC-012" in line for line in said(packed.getvalue(), tmp_path))


def read(made: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read(f"EPUB/{name}"))


def test_links_lead_to_chapters_or_to_the_portal(made):
    links = read(made, "about.xhtml").xpath("//*[local-name()='a']/@href")
    assert links == ["glossary.xhtml#glossary--term", "glossary.xhtml", f"{pages.desk().corpus.site.address}x.html"]


def test_a_chapter_has_its_headings_pictures_and_no_controls(made):
    page = read(made, "about.xhtml")
    levels = [
        node.tag[-2:] for node in page.iter() if isinstance(node.tag, str) and node.tag[-2:-1] == "h" and node.tag[-1].isdigit()
    ]
    assert levels == ["h1", "h2"]
    assert page.xpath("//*[local-name()='img']/@alt") == ["A well. Deep & dark"]
    assert not page.xpath("//*[local-name()='button' or local-name()='details']")


def test_it_tells_reading_systems_what_is_accessible(made):
    package = read(made, "content.opf")
    told = {(node.get("property"), node.text) for node in package.iter() if node.get("property")}
    assert {("schema:accessMode", "textual"), ("schema:accessibilityFeature", "alternativeText")} <= told
    assert ("schema:accessibilityHazard", "none") in told
    assert package.xpath("//*[local-name()='language']/text()") == ["en"]


def test_the_same_book_gives_the_same_bytes(made):
    desk = Abroad(pages.desk().corpus, Original())
    assert epub.epub(desk, books.handbook(desk, dict(reversed(SITE.items())))) == made
    assert made[30:58] == b"mimetypeapplication/epub+zip"


def test_a_page_of_the_site_is_left_as_it_is():
    bound = Bound("x", "https://p.example/", SITE, "", pages={"about.html": "about"})
    bound.body("about.html")
    assert SITE["about.html"] == ABOUT


@pytest.mark.slow
def test_epubcheck_accepts_the_real_handbook(site, corpus, tmp_path):
    desk = Abroad(corpus, Original())
    assert said(epub.epub(desk, books.handbook(desk, finished(site))), tmp_path) == []
