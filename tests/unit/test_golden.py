"""Model to page for one case, and the table of addresses. UPDATE_GOLDEN=1 rewrites both: read the diff before committing."""

from __future__ import annotations

import os
import re

from portal.corpus.load import load
from portal.language.catalogue import Original
from portal.render.site import render
from tests.support.project import ROOT

GOLDEN = ROOT / "tests" / "golden"
SMALL = ROOT / "tests" / "fixtures" / "small"


def expected(name: str, made: str) -> str:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(made, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def test_a_case_becomes_this_page():
    pages = render(load(SMALL).corpus, Original())
    name = min(name for name in pages if name.startswith("cases/") and name.count("/") == 1 and name != "cases/index.md")
    made = pages[name].decode()
    assert made == expected("case.md", made)


def test_addresses_are_never_lost():
    pages = render(load(ROOT).corpus, Original())
    addresses = (re.sub(r"\.(md|ipynb)$", ".html", name) for name in pages if name.endswith(".md") or name.startswith("trainer/"))
    made = "".join(f"{address}\n" for address in sorted(addresses))
    assert made == expected("addresses.txt", made)
