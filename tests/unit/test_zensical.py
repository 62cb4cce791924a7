"""The other engine makes the same site: the same pages, titles, headings and articles. What differs stands in HACKING.md."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.build import zensical
from portal.build.engine import EngineFailed
from portal.build.html import is_page
from portal.build.site import build
from tests.support.project import copy_project, tiny

# build.json names the engine, and its digests are of all files; the worker and its lists have the name of the build.
APART = ("build.json", "sw.js", "offline/list.json", "offline/parts.js")


def both(project: Path, folder: Path) -> dict[str, dict[str, bytes]]:
    """The files of both sites by engine and address."""
    found = {}
    for engine in ("mkdocs", "zensical"):
        build(project, folder / engine, engine=engine)
        site = folder / engine
        found[engine] = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return found


def parts(page: bytes, address: str) -> dict[str, object]:
    """What a page has to have in common with its twin: frame, headings and article, without what no reader sees."""
    document = LexborHTMLParser(page.decode())
    main = document.css_first("main")
    for node in document.css("[href], [src]"):
        for name in ("href", "src"):
            if node.attributes.get(name):
                node.attrs[name] = plain(node.attributes[name] or "", address)
    return {
        "title": document.css_first("title").text(),
        "policy": document.css_first("meta[http-equiv]").attributes["content"],
        "headings": [(node.tag, node.id, node.text(strip=True)) for node in document.css("h1, h2, h3, h4, h5, h6")],
        "links": [node.attributes["href"] for node in document.css("a[href]")],
        "scripts": [node.attributes.get("src") for node in document.css("script")],
        "article": re.sub(r"\s+", " ", main.html or ""),
        "text": document.body.text(separator=" ").split(),
    }


def plain(link: str, address: str) -> str:
    """A link of the portal written from its top: the engines write ways there in two forms."""
    path, mark, place = link.partition("#")
    if ":" in path or not path:
        return link
    return posixpath.normpath(posixpath.join(posixpath.dirname(address), path)) + mark + place


def compare(sites: dict[str, dict[str, bytes]]) -> None:
    """Asserts that the two sites are the same."""
    ours, theirs = sites["mkdocs"], sites["zensical"]
    assert set(ours) == set(theirs)
    for address in sorted(ours):
        if is_page(address):
            mine, other = parts(ours[address], address), parts(theirs[address], address)
            for name in mine:
                assert mine[name] == other[name], (address, name)
        elif address not in APART:
            assert ours[address] == theirs[address], address


def test_both_engines_make_the_same_small_site(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    compare(both(project, tmp_path / "sites"))
    assert not (project / zensical.SETTINGS).exists()


@pytest.mark.slow
def test_both_engines_make_the_same_site(tmp_path: Path) -> None:
    """This project, with its exercises and the notebooks of trainers."""
    compare(both(copy_project(tmp_path / "project"), tmp_path / "sites"))


def test_the_engine_says_what_is_wrong(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    main = project / "overrides/main.html"
    main.write_text(main.read_text(encoding="utf-8") + "{% if %}", encoding="utf-8")
    with pytest.raises(EngineFailed, match=r"main\.html"):
        build(project, tmp_path / "site", engine="zensical")
    assert not (tmp_path / "site").exists() and not (project / zensical.SETTINGS).exists()
