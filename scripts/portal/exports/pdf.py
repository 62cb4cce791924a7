"""A book as one document for print: HTML and a style sheet of its own. The build stage makes the PDF from it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from portal.exports.abroad import Abroad
from portal.exports.books import HANDBOOK, contents
from portal.exports.bound import Book
from portal.exports.whole import FOLDER
from portal.render.safe import Safe, element, text

WAY = b'<div class="take-pdf" hidden></div>'  # in a lesson: empty and hidden until the file is made
FONT = "FiraGO"
FACES = (
    ("FiraGO_Regular", "400", "normal"), ("FiraGO_Bold", "700", "normal"),
    ("FiraGO_Italic", "400", "italic"), ("FiraGO_BoldItalic", "700", "italic"),
)  # fmt: skip
# For signs that FiraGO lacks, and for code: so that no font of the machine is ever asked for.
SIGNS = (
    ("FiraMono_Regular", "Fira Mono"), ("NotoSansMath_Regular", "Noto Sans Math"), ("NotoSans_Regular", "Noto Sans"),
    ("NotoSansSymbols_Regular", "Noto Sans Symbols"), ("NotoSansSymbols2_Regular", "Noto Sans Symbols 2"),
)  # fmt: skip
FAMILIES = (FONT, *(family for _, family in SIGNS))
FONTS = tuple(name for name, *_ in (*FACES, *SIGNS))


@dataclass(frozen=True)
class Sheets:
    """What the press needs: a document, its style sheet, and the pictures it asks for by address."""

    html: str
    css: str
    pictures: Mapping[str, bytes]


def sheets(desk: Abroad, book: Book) -> Sheets:
    """A book as a document for print."""
    made = desk.environment.get_template
    body = entries(Safe(made("chapters.html.j2").render(book=book)))
    kind = HANDBOOK if book.name == HANDBOOK else "module"
    html = made("book.html.j2").render(
        book=book, body=body, contents=contents(body), kind=kind, head=text("h1" if kind == HANDBOOK else "h2"),
        changed=desk.date(book.updated), day=book.updated.isoformat(),
        site=desk.corpus.site, language=desk.catalogue.language, direction=desk.catalogue.direction,
    )  # fmt: skip
    return Sheets(html, made("book.css.j2").render(_looks(desk)), {name: _own_font(data) for name, data in book.pictures.items()})


def entries(body: Safe) -> Safe:
    """A body whose entries of lists have an element around their content: WeasyPrint tags that as the body of the entry.

    Without it the paragraphs of an entry are tagged as its parts, which PDF/UA does not allow.
    """
    tight = re.sub(r"(</li>|<[uo]l\b[^>]*>)\s+(?=</?[uo]?li?\b)", r"\1", str(body))  # blanks between entries are no entries
    return Safe(re.sub(r"(<li\b[^>]*>)", r'\1<dd class="li">', tight).replace("</li>", "</dd></li>"))


def _looks(desk: Abroad) -> dict:
    return {
        "faces": [tuple(map(Safe, face)) for face in FACES],
        "signs": [tuple(map(Safe, sign)) for sign in SIGNS],
        "fonts": Safe(", ".join(f'"{family}"' for family in FAMILIES)),
        "primary": text(desk.corpus.site.colours.primary),
        "accent": text(desk.corpus.site.colours.accent),
    }


def _own_font(picture: bytes) -> bytes:
    """A drawing with our font alone: which others a machine has must not matter."""
    start = picture.find(b'font-family="')
    if not picture.startswith(b"<svg") or start < 0:
        return picture
    end = picture.index(b'"', start + 13)
    return picture[:start] + f'font-family="{", ".join(FAMILIES)}"'.encode() + picture[end + 1 :]


def shown(desk: Abroad, mid: str, lesson: bytes, weight: int) -> bytes:
    """A lesson with the way to its PDF, and how large that is."""
    t = desk.words_of.t
    size = t("({n} KB)", n=desk.words_of.number(Decimal(math.ceil(weight / 1000))))
    words = Safe(f"{t('This module as a PDF')}&#160;{size}")
    link = element("a", words, class_="button button-quiet", href=f"../../{FOLDER}/{mid}.pdf", download="")
    return lesson.replace(WAY, element("div", link, class_="take-pdf").encode())
