"""A book as EPUB 3: a file a chapter, with navigation, words for pictures, and metadata on accessibility.

The same book gives the same bytes: what EbookLib packs with the time of day is packed anew.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from importlib import import_module

from portal.exports.abroad import Abroad
from portal.exports.bound import INNER, Book, Chapter, paper
from portal.render.safe import Safe, element

ALWAYS = (1980, 1, 1, 0, 0, 0)
KINDS = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
ACCESS = (
    ("accessMode", "textual"), ("accessMode", "visual"), ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"), ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "readingOrder"), ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "displayTransformability"), ("accessibilityHazard", "none"),
)  # fmt: skip
SUMMARY = "Everything is text, or has a text beside it. The headings of each chapter are in order, and the contents lead to all."


def epub(desk: Abroad, book: Book) -> bytes:
    """The EPUB of a book. Raises ModuleNotFoundError without EbookLib."""
    library = import_module("ebooklib.epub")
    made = library.EpubBook()
    _describe(made, desk, book)
    style = library.EpubItem("style", "style.css", "text/css", desk.environment.get_template("epub.css.j2").render().encode())
    made.add_item(style)
    for place, (name, data) in enumerate(book.pictures.items()):
        made.add_item(library.EpubItem(f"picture-{place}", name, KINDS[name.rpartition(".")[2]], data))
    pages = _pages(library, desk, book)
    for page in pages.values():
        page.add_item(style)
        made.add_item(page)
    made.toc = [(library.Section(part.title.unescape()), [pages[chapter.id] for chapter in part.chapters]) for part in book.parts]
    contents = library.EpubNav(title=desk.words_of.say("Contents"))
    contents.add_item(style)
    made.add_item(contents)
    made.add_item(library.EpubNcx())  # for reading systems of EPUB 2
    made.spine = [pages["title"], contents, *(pages[chapter.id] for chapter in book.chapters)]
    packed = io.BytesIO()
    library.write_epub(packed, made, {"mtime": datetime.combine(book.updated, time()), "raise_exceptions": True})
    return _packed_anew(packed)


def _describe(made, desk: Abroad, book: Book) -> None:
    site, language = desk.corpus.site, desk.catalogue.language
    made.set_identifier(f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{desk.home}{book.name}')}")
    made.set_title(book.title)
    made.set_language(language)
    made.set_direction(desk.catalogue.direction)
    made.add_author(site.publisher)
    for name, value in (
        ("publisher", site.publisher), ("date", book.updated.isoformat()), ("description", book.summary),
        ("rights", site.licence), ("source", book.online),
    ):  # fmt: skip
        made.add_metadata("DC", name, value)
    for name, value in (*ACCESS, ("accessibilitySummary", desk.words_of.say(SUMMARY))):
        made.add_metadata(None, "meta", value, {"property": f"schema:{name}"})


def _pages(library, desk: Abroad, book: Book) -> dict[str, object]:
    """Title page and chapters by id."""
    title = desk.environment.get_template("epub-title.html.j2").render(
        book=book, site=desk.corpus.site, changed=desk.date(book.updated)
    )
    listed = [("title", book.title, title), *((c.id, plain(c.title), content(c)) for c in book.chapters)]
    made = {}
    for name, words, source in listed:
        page = library.EpubHtml(name, f"{name}.xhtml", title=words, content=source, lang=desk.catalogue.language)
        page.direction = desk.catalogue.direction
        made[name] = page
    return made


def plain(words: Safe) -> str:
    """A title without its markup."""
    return " ".join(words.striptags().split())


def content(chapter: Chapter) -> str:
    """A chapter as a page of its own: links to other chapters lead to their pages, and headings begin with the first."""

    def lead(link: re.Match) -> str:
        to = link[1].partition("--")[0]
        return link[0] if to == chapter.id else f'href="{to}.xhtml{"#" + link[1] if link[1] != to else ""}"'

    body = Safe(INNER.sub(lead, str(paper(chapter.body, -1))))
    return f'<section id="{chapter.id}">{element("h1", chapter.title)}{body}</section>'


def _packed_anew(packed: io.BytesIO) -> bytes:
    """The same archive without the time of day. The mimetype comes first and is not compressed, as the format asks."""
    made = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in _in_order(old):
            entry = zipfile.ZipInfo(name, ALWAYS)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            new.writestr(entry, old.read(name))
    return made.getvalue()


def _in_order(archive: zipfile.ZipFile) -> Iterator[str]:
    yield "mimetype"
    yield from sorted(set(archive.namelist()) - {"mimetype"})
