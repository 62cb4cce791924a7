"""What a first visit loads of each kind of page, compressed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import brotli

from portal.build.html import Page

# One page of each kind; None stands for the heaviest one of its folder.
KINDS = {
    "start": "index.html", "case": "cases", "list of cases": "cases/index.html", "cases by …": "cases/by", "brief": "briefs",
    "concept": "concepts", "search": "search.html", "glossary": "glossary.html", "acronyms": "acronyms.html",
    "sources": "sources.html", "sources by kind": "sources", "about": "about.html",
}  # fmt: skip
URL = re.compile(r"url\(\s*[\"']?((?!data:|#)[^\"')\s]+)")


class Site:
    """The files of a built site."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()

    def loads(self, address: str) -> set[Path]:
        """The page and everything it loads by itself: style sheets and what they load, scripts, pictures."""
        path = self.folder / address
        document = Page(address, path.read_text(encoding="utf-8")).document
        nodes = document.css("link[rel=stylesheet], link[rel=icon], script[src], img[src]")
        found = {(path.parent / (node.attributes.get("href") or node.attributes.get("src"))).resolve() for node in nodes}
        for style in [file for file in found if file.suffix == ".css"]:
            found |= {(style.parent / name).resolve() for name in URL.findall(style.read_text(encoding="utf-8"))}
        return {path, *(file for file in found if file.is_file())}

    def pages(self, kind: str) -> list[str]:
        """The addresses of a kind of page."""
        if kind.endswith(".html"):
            return [kind]
        found = (self.folder / kind).rglob("*.html") if kind == "cases/by" else (self.folder / kind).glob("*.html")
        return [path.relative_to(self.folder).as_posix() for path in sorted(found) if path.name != "index.html"]


@cache
def zipped(file: Path) -> int:
    """Bytes of a file as gzip (level 6) sends it."""
    return len(gzip.compress(file.read_bytes(), 6, mtime=0))


def weight(files: Iterable[Path]) -> str:
    """Number of files, and their bytes as gzip (level 6) and as brotli (quality 11) send them."""
    listed = list(files)
    packed = sum(len(brotli.compress(file.read_bytes())) for file in listed)
    return f"{len(listed):>7}{sum(map(zipped, listed)):>10,}{packed:>10,}"


def table(folder: Path) -> Iterator[str]:
    """The lines of the report."""
    site = Site(folder)
    yield f"{'first visit of':<24}{'files':>7}{'gzip':>10}{'brotli':>10}   heaviest page"
    for name, kind in KINDS.items():
        heaviest = max(site.pages(kind), key=lambda address: sum(map(zipped, site.loads(address))))
        yield f"{name:<24}{weight(site.loads(heaviest))}   {heaviest}"
