"""Where the addresses in pages and style sheets lead, seen from the file that they stand in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

STYLE_FILE = re.compile(r"url\(\s*[\"']?\s*([^\"')\s]+)", re.IGNORECASE)


def split(value: str) -> SplitResult | None:
    """The parts of an address; None when it cannot be read as one."""
    try:
        return urlsplit(value)
    except ValueError:
        return None


def style_files(name: str, source: str) -> Iterator[tuple[str, str | None]]:
    """The files that a style sheet loads: as written, and what that leads to."""
    for value in STYLE_FILE.findall(source):
        parts = split(value)
        if parts and parts.path and not parts.scheme and not parts.netloc and "\\" not in value:
            yield value, resolve(name, value)


def resolve(address: str, link: str) -> str | None:
    """The file a relative link leads to, seen from the page at ``address``; None when it leaves the site.

    A folder is no page: on a memory stick no server looks for its index.html.
    """
    path = unquote(urlsplit(link).path)
    return _from_folder(posixpath.dirname(address), path) if path else address


@lru_cache(maxsize=20_000)
def _from_folder(folder: str, path: str) -> str | None:
    target = posixpath.normpath(posixpath.join(folder, path))
    leaves = target.startswith(("../", "/")) or target == ".."
    return None if leaves or path.endswith("/") else target
