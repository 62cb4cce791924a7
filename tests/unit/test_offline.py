"""What the offline worker is told: every file with its digest, parts that are whole, and a worker named after the build."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from portal.build import offline
from portal.build.audit import resolve
from portal.build.tree import Tree
from portal.corpus.load import load
from portal.language.catalogue import Original, catalogue
from tests.support.project import FIXTURES

LIMIT = 150_000  # compressed bytes of the shell, with worker and list


@pytest.fixture(scope="module")
def told(site: Path) -> dict:
    return json.loads((site / offline.LIST).read_text(encoding="utf-8"))


def part(told: dict, name: str) -> set[str]:
    return {told["names"][number] for number in told["parts"][name]}


def test_the_list_has_the_digests_of_the_files_as_they_are_published(site, told):
    for name, (size, digest) in told["files"].items():
        data = (site / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()[: offline.DIGITS]) == (size, digest), name
    assert told["build"] == json.loads((site / "build.json").read_text(encoding="utf-8"))["offline"]
    assert f'const BUILD = "{told["build"]}"' in (site / "sw.js").read_text(encoding="utf-8")


def test_whoever_saves_the_basics_loads_little(site, told):
    names = {*part(told, "shell"), offline.LIST, offline.WORKER}
    assert sum(len(gzip.compress((site / name).read_bytes(), 6)) for name in names) <= LIMIT


def test_a_saved_page_has_all_that_it_loads(site, told):
    for name in told["parts"]:
        files = part(told, name)
        assert part(told, "shell") <= files
        for page in (file for file in files if file.endswith(".html")):
            found = re.findall(r'<(?:script|img|link rel="stylesheet")[^>]*? (?:src|href)="([^":]+)"', (site / page).read_text())
            assert {resolve(page, link) for link in found} <= files, (name, page)


def test_a_path_has_its_steps_and_the_search_but_not_the_full_python(corpus, told):
    for path in corpus.paths:
        files = part(told, f"path/{path.id}")
        wanted = {
            f"modules/{step.module}/{name}.html" for step in path.steps if step.module for name in ("index", *step.exercises)
        }
        assert {*wanted, f"paths/{path.id}.html", "search/boot.js", "offline.html"} <= files
        assert ("lab/quick.js" in files) == any(step.exercises for step in path.steps)
    assert not [name for part_of in told["parts"] for name in part(told, part_of) if "lab/full" in name or "downloads/" in name]


def made(**changes) -> dict[str, bytes]:
    """What is planned for a very small site."""
    corpus = load(FIXTURES / "small").corpus
    corpus = replace(corpus, site=corpus.site.model_copy(update=changes))
    tree = Tree(Path(), corpus, Original(), {})
    return offline.plan([tree], {"index.html": b'<img src="a.png">', "a.png": b"1", "paths/potters.html": b""}, "0123")


def test_a_publisher_can_switch_it_off():
    on, off = made(), made(offline=False)
    assert b'const BUILD = "0123"' in on["sw.js"] and b"unregister" not in on["sw.js"]
    assert off["sw.js"] == on[offline.OFF] and b"unregister" in off["sw.js"]


def test_each_language_has_parts_of_its_own():
    corpus = load(FIXTURES / "small").corpus
    trees = [Tree(Path(), corpus, words, {}) for words in (Original(), catalogue(FIXTURES / "small", "fr", "en"))]
    files = {"index.html": b"", "fr/index.html": b"", "paths/potters.html": b"", "fr/paths/potters.html": b"", "fr/a.js": b""}
    made = offline.plan(trees, files, "0123")
    told = json.loads(made[offline.LIST])
    assert part(told, "fr/shell") == {"fr/index.html"} and part(told, "fr/all") == {name for name in files if "fr/" in name}
    assert part(told, "all") == {"index.html", "paths/potters.html"}
    assert re.search(rb'"fr/": "<!doctype html><html lang=\\"fr\\"', made["sw.js"])


def test_a_picture_of_a_page_is_in_its_part():
    told = json.loads(made()[offline.LIST])
    assert part(told, "shell") == {"index.html", "a.png"}
    assert part(told, "path/potters") == {"index.html", "a.png", "paths/potters.html"}
