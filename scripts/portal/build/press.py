"""The press: WeasyPrint makes PDFs that are tagged (PDF/UA-1), the same bytes for the same book on every machine.

It needs the library Pango. Where that, or WeasyPrint itself, is missing, ``NoPress`` says what to install.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from importlib import import_module
from importlib.metadata import version
from io import StringIO
from pathlib import Path

from portal.exports import books, pdf
from portal.exports.abroad import Abroad
from portal.exports.pdf import FONTS, Sheets
from portal.write import write

HEAVIEST = 2_000_000  # bytes: what a messenger still takes
BASE = "book:"
KNOWN = Path("build") / "books"  # what was printed the last time, a folder a language and a book
PARTS = ("assets", "modules", "cases", "concepts", "sources")  # folders of a site that books have something of


class NoPress(Exception):
    """No PDF can be made on this machine; the message says what to install."""


class Unprintable(Exception):
    """The press has printed something that must not leave the house; the message says what."""


def weasyprint():
    """WeasyPrint, or NoPress: it is an optional part, and it needs a library that pip does not bring."""
    try:
        with redirect_stdout(StringIO()):  # it prints a page of its own before it fails
            return import_module("weasyprint")
    except ModuleNotFoundError as error:
        raise NoPress("PDFs need WeasyPrint: python -m pip install weasyprint") from error
    except OSError as error:
        raise NoPress(
            "PDFs need the library Pango, which this machine has not. On Debian and Ubuntu: "
            "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Other systems: "
            "https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"
        ) from error


def printed(sheets: Sheets) -> bytes:
    """The PDF of a document. Raises Unprintable when the press has something to complain about."""
    maker, said = weasyprint(), _Said()
    log = logging.getLogger("weasyprint")
    log.addHandler(said)
    try:
        fetch = _fetcher(sheets.pictures)
        fonts = import_module("weasyprint.text.fonts").FontConfiguration()
        style = maker.CSS(string=sheets.css, base_url=BASE, url_fetcher=fetch, font_config=fonts)
        page = maker.HTML(string=sheets.html, base_url=BASE, url_fetcher=fetch)
        identity = hashlib.sha256(sheets.html.encode()).hexdigest()[:32].encode()
        made = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_identifier=identity)
    finally:
        log.removeHandler(said)
    if said.lines:
        raise Unprintable("; ".join(said.lines[:3]))
    return made


class _Said(logging.Handler):
    """Everything the press complains about: a missing picture or an unknown property is a fault of ours."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _fetcher(pictures: Mapping[str, bytes]):
    """Gives the press fonts and pictures from memory, and nothing else: it asks no disk and no network."""
    urls = import_module("weasyprint.urls")

    class Fetcher(urls.URLFetcher):
        def fetch(self, url: str, headers=None):
            name = url.removeprefix(BASE).lstrip("/")
            if name in FONTS:
                return urls.URLFetcherResponse(url, import_module(f"pymupdf_fonts.{name}").fontbuffer)
            if name in pictures:
                kind = "image/svg+xml" if name.endswith(".svg") else "image/" + name.rpartition(".")[2]
                return urls.URLFetcherResponse(url, pictures[name], {"Content-Type": kind})
            raise ValueError(f"a book does not hold {url}")

    return Fetcher()


def modules(desk: Abroad, names: Iterable[str], site: Mapping[str, bytes], known: Path) -> dict[str, bytes]:
    """The PDF of each module by its id. Raises Unprintable when one is too heavy to be passed on."""
    made = {mid: kept(pdf.sheets(desk, books.module(desk, mid, site)), known / mid) for mid in names}
    for mid, data in made.items():
        if len(data) > HEAVIEST:
            raise Unprintable(f"the PDF of {mid} has {len(data):,} bytes; {HEAVIEST:,} are allowed")
    return made


def handbook(desk: Abroad, site: Mapping[str, bytes], known: Path) -> bytes:
    """The PDF of the handbook."""
    return kept(pdf.sheets(desk, books.handbook(desk, site)), known / books.HANDBOOK)


def kept(sheets: Sheets, known: Path) -> bytes:
    """The PDF of a document. ``known`` keeps that of the last time, under the digest of all that it is made of."""
    name = f"{_digest(sheets)}.pdf"
    made = (known / name).read_bytes() if (known / name).is_file() else printed(sheets)
    write(known, {name: made})
    return made


def _digest(sheets: Sheets) -> str:
    parts = [version("weasyprint"), version("pymupdf-fonts"), sheets.css, sheets.html]
    total = hashlib.sha256("\0".join(parts).encode())
    for name, data in sorted(sheets.pictures.items()):
        total.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return total.hexdigest()


def finished(site: Path, prefix: str = "") -> dict[str, bytes]:
    """The files of a finished site that books are made of, by address; those of one language have a ``prefix`` there."""
    folder = site / prefix
    found = [*folder.glob("*.html"), *(path for part in PARTS for path in (folder / part).rglob("*") if path.is_file())]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}
