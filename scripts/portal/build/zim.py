"""A finished site as one ZIM file, for Kiwix: all pages with their links, scripts and styles as they are.

The same site gives the same bytes: the identity of a file is a digest of what is in it, not a throw of dice.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
import uuid
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import resvg_py

from portal.corpus.corpus import Corpus
from portal.render.dates import newest

MAIN, MARK = "index.html", "assets/img/mark.svg"
# What no reader of a ZIM file can use: the page for addresses that are none, and what only web servers and search engines read.
LEFT_OUT = frozenset({"404.html", "sitemap.xml", "robots.txt", "build.json", "_headers", ".htaccess", ".nojekyll"})
PACKED = frozenset({".gz", ".br", ".zim"})
KINDS = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml",
    ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".csv": "text/csv", ".txt": "text/plain",
    ".py": "text/x-python", ".atom": "application/atom+xml", ".xml": "application/xml", ".pdf": "application/pdf",
    ".ipynb": "application/x-ipynb+json", ".zip": "application/zip", ".epub": "application/epub+zip",
}  # fmt: skip
# ISO 639-3, which ZIM asks for, by the codes of ISO 639-1.
LANGUAGES = {
    "am": "amh", "ar": "ara", "bn": "ben", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "ha": "hau",
    "hi": "hin", "id": "ind", "it": "ita", "ja": "jpn", "km": "khm", "lo": "lao", "mn": "mon", "my": "mya", "ne": "nep",
    "pt": "por", "ru": "rus", "si": "sin", "sr": "srp", "sw": "swa", "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd",
    "uz": "uzb", "vi": "vie", "zh": "zho",
}  # fmt: skip
UUID, CHECKSUM = slice(8, 24), 16  # where a ZIM file has its identity, and how long the digest at its end is
TITLES = re.compile(rb"\x0f\x0dXapian Glass..(.{16})", re.DOTALL)  # the list of titles in it has an identity of its own


class NoZim(Exception):
    """No ZIM file can be made; the message says why."""


def files(site: Path) -> dict[str, bytes]:
    """What a ZIM file holds of a finished site, by address."""
    found = sorted(path for path in site.rglob("*") if path.is_file() and path.suffix not in PACKED)
    named = {path.relative_to(site).as_posix(): path for path in found}
    return {name: _let_in(name, path.read_bytes()) for name, path in named.items() if name not in LEFT_OUT}


def _let_in(name: str, data: bytes) -> bytes:
    """A page whose policy lets Kiwix's own bar, which kiwix-serve puts into each page, ask the server that the page is from."""
    if not name.endswith(".html"):
        return data
    for kind in (b"form-action 'none'", b"connect-src blob:"):  # exercises may ask a part of their own already
        data = data.replace(kind, kind.replace(b"'none'", b"'self'").replace(b"blob:", b"blob: 'self'"), 1)
    return data if b"connect-src " in data else data.replace(b"form-action 'self'", b"form-action 'self'; connect-src 'self'", 1)


def make(held: Mapping[str, bytes], corpus: Corpus, target: Path) -> int:
    """Write ``held`` as a ZIM file and say how large it is. Raises NoZim. An old file stays until the new one is complete."""
    writer, about = library(), metadata(corpus)
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    unfinished.unlink(missing_ok=True)
    creator = writer.Creator(unfinished).config_indexing(False, "eng").config_nbworkers(1).config_compression("zstd")
    with creator.set_mainpath(MAIN) as new:
        for name, value in about.items():
            new.add_metadata(name, value)
        new.add_illustration(48, illustration(held, corpus))
        for item in _items(writer, held):
            new.add_item(item)
    unfinished.write_bytes(made := identified(unfinished.read_bytes(), held))
    unfinished.replace(target)
    return len(made)


def library():
    """The writer of libzim, or NoZim: it is an optional part."""
    try:
        return import_module("libzim.writer")
    except ModuleNotFoundError as error:
        raise NoZim("ZIM files need libzim: python -m pip install libzim") from error


def metadata(corpus: Corpus) -> dict[str, str]:
    """What Kiwix shows of a file. Titles have 30 signs at most, and descriptions 80."""
    site = corpus.site
    unknown = [code for code in site.languages if code.partition("-")[0] not in LANGUAGES]
    if unknown:
        raise NoZim(f"the code of three letters of {unknown[0]} is not known to build/zim.py; add it to LANGUAGES")
    return {
        "Name": re.sub(r"[^a-z0-9]+", "-", f"{site.short_name} {site.languages[0]}".lower()).strip("-"),
        "Title": shortened(site.short_name, 30),
        "Description": shortened(site.tagline, 80),
        "LongDescription": site.description,
        "Language": ",".join(LANGUAGES[code.partition("-")[0]] for code in site.languages),
        "Creator": site.publisher,
        "Publisher": site.publisher,
        "Date": str(newest(corpus)),
        "License": site.licence,
        "Source": site.address,
        "Flavour": "full",
        "Scraper": "portal",
        "Tags": "_category:other;_ftindex:no",
    }


def shortened(words: str, most: int) -> str:
    """Words that fit: whole ones, with an ellipsis where some are left out."""
    if len(words) <= most:
        return words
    return words[: most - 1].rpartition(" ")[0].rstrip(" ,;:–-") + "…"


def illustration(held: Mapping[str, bytes], corpus: Corpus) -> bytes:
    """The picture of a file in a library: the logo of the portal, 48 by 48 pixels."""
    name = corpus.site.logo or MARK
    data = f"data:{KINDS[Path(name).suffix]};base64,{base64.b64encode(held[name]).decode()}"
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"><image width="48" height="48" href="{data}"/></svg>'
    )
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True))


def title(source: str) -> str:
    """The title of a page, without the name of the portal."""
    found = re.search(r"<title>(.*?)</title>", source, re.DOTALL)
    return html.unescape(found[1]).strip().rpartition(" · ")[0] or html.unescape(found[1]).strip() if found else ""


def _items(writer, held: Mapping[str, bytes]) -> Iterator:
    class File(writer.Item):
        """A file of the site at its address."""

        def __init__(self, name: str, data: bytes):
            super().__init__()
            self.name, self.data = name, data

        def get_path(self) -> str:
            return self.name

        def get_title(self) -> str:
            return title(self.data.decode()) if self.name.endswith(".html") else ""

        def get_mimetype(self) -> str:
            return KINDS.get(Path(self.name).suffix, "application/octet-stream")

        def get_contentprovider(self):
            return writer.StringProvider(self.data)

        def get_hints(self) -> dict:
            page = self.name.endswith(".html") and "downloads" not in self.name.split("/")
            return {writer.Hint.FRONT_ARTICLE: page, writer.Hint.COMPRESS: not self.name.endswith((".png", ".jpg", ".pdf"))}

        def get_indexdata(self):
            return None  # the portal has a search of its own

    for name, data in held.items():
        yield File(name, data)


def identified(made: bytes, held: Mapping[str, bytes]) -> bytes:
    """A ZIM file with an identity that follows from its files, and the digest that fits."""
    total = hashlib.sha256()
    for name, data in held.items():
        total.update(f"{name}\0{len(data)}\0".encode() + data)
    own = uuid.uuid5(uuid.NAMESPACE_URL, total.hexdigest()).bytes
    body = made[: UUID.start] + own + made[UUID.stop : -CHECKSUM]
    for titles in TITLES.finditer(body):
        body = body[: titles.start(1)] + own + body[titles.end(1) :]
    return body + hashlib.md5(body, usedforsecurity=False).digest()
