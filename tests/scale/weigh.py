"""What a first visit loads of each kind of page, and a next page, compressed. ``python tests/scale/weigh.py FOLDER``"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import brotli

from portal.build.audit import Survey, survey
from portal.build.html import Page
from portal.build.weights import Scales

# A page, a folder or a pattern for each kind; of several pages the heaviest is shown.
KINDS = {
    "start": "index.html", "case": "cases", "list of cases": "cases/index.html", "cases by …": "cases/by", "brief": "briefs",
    "concept": "concepts", "search": "search.html", "glossary": "glossary.html", "acronyms": "acronyms.html",
    "sources": "sources.html", "sources by kind": "sources", "about": "about.html", "map": "cases/map.html",
    "lesson": "modules/*/index.html", "questions": "modules/*/quiz.html", "exercise": "modules/*/[!iq]*.html", "test": "tests",
    "progress": "progress.html", "class report": "trainer/report.html", "manual": "authors",
}  # fmt: skip


class Site:
    """The files of a built site, weighed as the audit weighs them."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()
        self.scales = Scales(
            {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in self.folder.rglob("*.*") if path.is_file()}
        )

    def seen(self, address: str) -> Survey:
        """What a page loads."""
        return survey(Page(address, self.scales.files[address].decode()))

    def first(self, address: str) -> int:
        """Bytes of a first visit as gzip sends them."""
        return self.scales.weigh(self.scales.loaded(self.seen(address).loads))

    def pages(self, kind: str) -> list[str]:
        """The addresses of a kind of page."""
        if kind.endswith(".html") and "*" not in kind:
            return [kind] if kind in self.scales.files else []
        found = self.folder.glob(kind if "*" in kind else f"{kind}/**/*.html" if kind == "cases/by" else f"{kind}/*.html")
        return [path.relative_to(self.folder).as_posix() for path in sorted(found) if "*" in kind or path.name != "index.html"]


def weight(site: Site, address: str) -> str:
    """Files of a first visit, their bytes as gzip (level 6) and as brotli (quality 11) send them, and those of a next page."""
    seen = site.seen(address)
    loaded = site.scales.loaded(seen.loads)
    packed = sum(len(brotli.compress(site.scales.files.get(name, b""))) for name in loaded)
    return f"{len(loaded):>7}{site.first(address):>10,}{packed:>10,}{site.scales.weigh({address, *seen.pictures}):>10,}"


def table(folder: Path) -> Iterator[str]:
    """The lines of the report."""
    site = Site(folder)
    yield f"{'first visit of':<24}{'files':>7}{'gzip':>10}{'brotli':>10}{'next page':>10}   heaviest page"
    for name, kind in KINDS.items():
        if found := site.pages(kind):
            heaviest = max(found, key=site.first)
            yield f"{name:<24}{weight(site, heaviest)}   {heaviest}"


if __name__ == "__main__":
    print("\n".join(table(Path(sys.argv[1]))))
