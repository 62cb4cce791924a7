"""Model to page for one case, and the table of addresses. UPDATE_GOLDEN=1 rewrites both: read the diff before committing."""

from __future__ import annotations

import os
import re
from dataclasses import replace

from portal.corpus.load import load
from portal.exports import data, feeds, whole
from portal.language.catalogue import Original
from portal.render.site import render
from portal.schema.reference import Moved
from tests.support import real
from tests.support.project import ROOT

GOLDEN = ROOT / "tests" / "golden"
SMALL = ROOT / "tests" / "fixtures" / "small"


def expected(name: str, made: str) -> str:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(made, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def test_a_case_becomes_this_page():
    corpus = load(SMALL).corpus
    made = render(corpus, Original())[f"cases/{min(corpus.cases)}.md"].decode()
    assert made == expected("case.md", made)


def addresses(corpus) -> list[str]:
    """The addresses of all pages."""
    pages = real.pages() if corpus is real.corpus() else render(corpus, Original())
    named = (name for name in pages if name.endswith(".md") or name.startswith("trainer/"))
    return sorted(re.sub(r"\.(md|ipynb)$", ".html", name) for name in named)


def test_the_table_of_addresses():
    made = "".join(f"{address}\n" for address in addresses(real.corpus()))
    assert made == expected("addresses.txt", made)


def files(corpus) -> set[str]:
    """The addresses of what is no page and is published for others to link to."""
    return {*data.plan(corpus, Original()).files, *feeds.plan(corpus, Original()), *map(whole.address, corpus.modules)}


def lost(published: list[str], corpus) -> list[str]:
    """The addresses of a list at which there is nothing any more: no page, and no redirect to one."""
    there = {*addresses(corpus), *files(corpus)}
    return [address for address in published if address not in there]


def test_an_address_once_published_is_never_lost():
    """published.txt only grows: UPDATE_GOLDEN=1 adds to it and takes nothing away. What moves stands in redirects.yml."""
    corpus, path = real.corpus(), GOLDEN / "published.txt"
    kept = path.read_text(encoding="utf-8").split() if path.exists() else []
    if os.environ.get("UPDATE_GOLDEN"):
        kept = sorted({*kept, *addresses(corpus), *files(corpus)})
        path.write_text("".join(f"{address}\n" for address in kept), encoding="utf-8")
    assert lost(kept, corpus) == [], "say in docs/reference/redirects.yml where readers should go"
    assert set(addresses(corpus)) <= set(kept), "new addresses: UPDATE_GOLDEN=1 writes them down"


def test_a_lost_address_is_noticed_and_a_redirect_mends_it():
    corpus = load(SMALL).corpus
    published = addresses(corpus)
    without = replace(corpus, cases={name: case for name, case in corpus.cases.items() if name != "south-bay"}, redirects=())
    gone = ["briefs/south-bay.html", "cases/old-bay.html", "cases/south-bay.html"]
    assert set(gone) <= set(lost(published, without))
    moved = replace(without, redirects=tuple(Moved(old=old, to="cases/north-valley.html") for old in gone))
    assert not set(gone) & set(lost(published, moved))
