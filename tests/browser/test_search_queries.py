"""What readers type, what they find, and what it costs them: tests/search/queries.yml."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from tests.support.asked import Asked, ask
from tests.support.project import ROOT
from tests.support.tab import folder_base

QUERIES = ROOT / "tests" / "search" / "queries.yml"
BUDGET = 45_000


@pytest.fixture
def asked(open_tab, site: Path) -> dict[str, Asked]:
    """What is found for every query: in one page, from a folder, without a network."""
    page = open_tab(base=folder_base(site)).go("search.html")
    return {query["ask"]: ask(page, query["ask"]) for query in queries()}


def queries() -> list[dict]:
    """What is asked, and what must be found."""
    return yaml.safe_load(QUERIES.read_text(encoding="utf-8"))


def test_there_are_sixty_of_every_sort():
    listed = queries()
    assert len({query["ask"] for query in listed}) == len(listed) >= 60
    sorts = {"words", "beginning", "acronym", "synonym", "inflection", "typo", "french", "spanish", "arabic"}
    assert {query["why"] for query in listed} == sorts


def test_the_first_three_results_and_their_bytes(asked, site):
    if os.environ.get("UPDATE_GOLDEN"):
        _write({text: one.found[:3] for text, one in asked.items()})
    listed = queries()
    assert {text: one.found[:3] for text, one in asked.items()} == {query["ask"]: query["found"] for query in listed}
    assert [query["ask"] for query in listed if query["wants"] not in query["found"]] == []
    assert {text: one.files for text, one in asked.items() if one.bytes(site) > BUDGET} == {}


def _write(found: dict[str, list[str]]) -> None:
    """Put what is found into the file; all else in it stays."""
    firsts = iter(found.values())
    text = QUERIES.read_text(encoding="utf-8")
    QUERIES.write_text(re.sub(r"(?m)^  found: .*$", lambda _: f"  found: [{', '.join(next(firsts))}]", text), encoding="utf-8")
