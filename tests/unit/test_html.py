"""The finished HTML as checkers see it that others have made: the Nu Html Checker, and lychee for links and places."""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from portal.build.html import Page
from tests.support.pages import CHOSEN, every, first
from tests.support.vnu import errors

SCRIPT = re.compile(r"<script[^>]*\ssrc=\"([^\"]+)\"")
FAULTY = """<!doctype html><html lang="en"><head><title>x</title><link rel="stylesheet" href="no.css"></head><body>
<main><h1>x</h1><p><div>A block in a paragraph</div></p><table><tr><td></table><img src="no.png"><a href="two.html#here">a</a>
<a href="two.html#nope">a</a><a href="no.html">a</a><a href="#gone">a</a></main></body></html>"""
TWO = '<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1 id="here">x</h1></main></body></html>'


def one_of_each_kind(site: Path) -> list[str]:
    """The first page of each kind among those that `make test` looks at closely."""
    found: dict[str, str] = {}
    for name in sorted({first(site, name) for name in CHOSEN}):
        found.setdefault(Page(name, (site / name).read_text(encoding="utf-8")).attribute("body", "class"), name)
    return list(found.values())


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Two pages; one has faults."""
    (tmp_path / "one.html").write_text(FAULTY)
    (tmp_path / "two.html").write_text(TWO)
    return tmp_path


def test_pages_of_every_kind_are_valid_and_a_faulty_one_is_found(site, faulty):
    """One run for all, as the start of Java takes longest."""
    names = one_of_each_kind(site)
    assert len(names) > 35
    found = errors([*(site / name for name in names), faulty / "one.html", faulty / "two.html"], site)
    assert [fault for fault in found if fault.startswith("/")] == []
    assert len(found) >= 2 and any("alt" in fault for fault in found), "the checker finds nothing"


@pytest.mark.slow
def test_every_page_and_every_file_to_save_is_valid(site):
    assert errors(sorted(site.rglob("*.html")), site) == []


def lychee(root: Path, folder: Path) -> tuple[int, list[str]]:
    """How many links and places it has looked up, without a network, and those that lead nowhere.

    ``root`` is what an address with a slash at its beginning starts from, as on a server.
    """
    program = shutil.which("lychee", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    assert program, "lychee is not installed; it comes with the requirements for tests: make test"
    command = [program, "--offline", "--include-fragments=anchor-only", "--no-progress", "--format", "json"]
    run = subprocess.run(
        [*command, "--root-dir", str(root), "."], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode in (0, 2), run.stderr
    made = json.loads(run.stdout)
    faults = [f"{page}: {fault['url']} {fault['status']['text']}" for page, list_ in made["error_map"].items() for fault in list_]
    return made["successful"], faults


def test_lychee_finds_no_link_and_no_place_that_is_not_there(site, corpus, tmp_path):
    """404.html has links from the root of the server, so the site stands there as on the server."""
    place = tmp_path / urlsplit(corpus.site.address).path.strip("/")
    if place == tmp_path:
        root = site
    else:
        root = tmp_path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(site.resolve(), target_is_directory=True)
    looked_up, faults = lychee(root.resolve(), site)
    assert faults == [] and looked_up > 10_000


def test_lychee_finds_what_leads_nowhere(faulty):
    _, faults = lychee(faulty, faulty)
    assert sorted(fault.split()[1].rpartition("/")[2] for fault in faults) == [
        "no.css", "no.html", "no.png", "one.html#gone", "two.html#nope",
    ]  # fmt: skip


def test_every_script_that_a_page_loads_is_there(site):
    """lychee does not look at the sources of scripts."""
    loaded = {}
    for name in every(site):
        for source in SCRIPT.findall((site / name).read_text(encoding="utf-8")):
            loaded[posixpath.normpath(posixpath.join("." if name == "404.html" else posixpath.dirname(name), source))] = name
    assert len(loaded) > 25
    missing = {source: page for source, page in loaded.items() if page != "404.html" and not (site / source).is_file()}
    assert missing == {}
