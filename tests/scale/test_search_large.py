"""What a search loads hardly grows with the portal: the real pages and a thousand synthetic cases, asked in Chromium."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from portal.build.html import Page
from portal.build.search import index
from portal.build.search_entries import BODY, SUMMARY, TITLE, Entry, entries
from portal.build.search_meaning import Meanings, facets
from tests.browser.test_search_queries import BUDGET, queries
from tests.scale.corpus import PROSE, cases
from tests.support.asked import ask
from tests.support.tab import folder_base

pytestmark = pytest.mark.slow
BROAD = ("co", "synthetic", "the cluster", "women cluster export trust training programme", "exprot", "case")


def synthetic(count: int) -> list[Entry]:
    """Cases as the search sees them, without their pages."""
    found = []
    for name, text in cases(count):
        case = yaml.load(text, yaml.CBaseLoader)
        body = " ".join(_texts(case))
        parts = ((case["title"], TITLE), (case["summary"], SUMMARY), (body, BODY))
        found.append(Entry(case["title"], f"cases/{name}.html", case["summary"], "case", parts, text=body))
    return found


def _texts(value: object, key: str = ""):
    """Every prose text within a case."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif key in PROSE:
        yield value


@pytest.fixture
def large(site: Path, corpus, tmp_path: Path) -> Path:
    """The page of all results over a large index."""
    meanings = Meanings(corpus.glossary, corpus.acronyms)
    pages = (Page(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")) for path in site.rglob("*.html"))
    listed = [*(one for one in entries(pages, meanings) if one.kind != "case"), *synthetic(1000)]
    shutil.copytree(site / "assets", tmp_path / "assets")
    shutil.copy(site / "search.html", tmp_path)
    (tmp_path / "search").mkdir()
    for name, data in index(listed, str, "en", meanings, facets(corpus, str)).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_no_query_loads_more_than_its_bytes(open_tab, large):
    page = open_tab(base=folder_base(large)).go("search.html")
    asked = {text: ask(page, text) for text in (*(query["ask"] for query in queries()), *BROAD)}
    assert {text: one.bytes(large) for text, one in asked.items() if one.bytes(large) > BUDGET or not one.found} == {}
    assert len(max(asked.values(), key=lambda one: len(one.files)).files) > 10, "the files are counted"
