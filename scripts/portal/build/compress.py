"""Compressed siblings of text files, for servers that send them as they are: ``page.html.br`` and ``page.html.gz``.

Brotli at its best takes a minute for a whole site, so what was made is kept by the digest of its source. The same file gives the
same bytes anywhere: no time and no name stands in them.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import brotli

SUFFIXES = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".atom", ".csv", ".ipynb"}
LEAST = 256  # bytes: below, the headers weigh more than what is saved
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".br": lambda data: brotli.compress(data, quality=11),
    ".gz": lambda data: gzip.compress(data, 9, mtime=0),
}


def compress(site: Path, cache: Path) -> int:
    """Write the siblings that are smaller than their sources; their number. ``cache`` keeps those of this site only."""
    used: set[Path] = set()
    made = 0
    cache.mkdir(parents=True, exist_ok=True)
    for path in sorted(site.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file():
            data = path.read_bytes()
            for suffix in PACKERS if len(data) >= LEAST else ():
                packed, kept = _packed(data, suffix, cache)
                used.add(kept)
                if len(packed) < len(data):
                    path.with_name(path.name + suffix).write_bytes(packed)
                    made += 1
    for old in set(cache.iterdir()) - used:
        old.unlink()
    return made


def _packed(data: bytes, suffix: str, cache: Path) -> tuple[bytes, Path]:
    """The file compressed, from the cache where it is there, and where it is kept."""
    kept = cache / f"{hashlib.sha256(data).hexdigest()[:32]}{suffix}"
    if kept.is_file():
        return kept.read_bytes(), kept
    packed = PACKERS[suffix](data)
    part = kept.with_name(f"{kept.name}.part")
    part.write_bytes(packed)
    part.rename(kept)
    return packed, kept


def policies(site: Path) -> dict[str, str]:
    """The policy that each page of a finished site states itself, by address; see the snippets for hosts, which send the same."""
    from portal.build.html import Page, is_page
    from portal.build.taken import POLICY

    names = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    pages = (Page(name, (site / name).read_text(encoding="utf-8")) for name in names if is_page(name))
    return {page.address: page.attribute(POLICY, "content") for page in pages}
