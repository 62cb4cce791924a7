"""The plan of the zip for a memory stick: the same bytes each time, the page to start from, what changed."""

from __future__ import annotations

import datetime
import re

import pytest

from portal.corpus.load import load
from portal.exports import stick
from portal.language.catalogue import Original
from portal.write import archive
from tests.support.project import FIXTURES

SITE = {
    "index.html": b"home", "sw.js": b"w", "offline/list.json": b"l", "lab/full.js": b"f", "lab/full-3.js": b"f",
    "lab/quick.js": b"q", "fr/lab/full-1.js": b"f", "404.html": b"4", "downloads/pots.html": b"d",
    "modules/a/b.html": b'<p>x</p><script type="application/json" id="lab-data">{"full":"f.js","texts":{"a":"\\u003c"}}</script>',
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus():
    return load(FIXTURES / "small").corpus


def inside(corpus, since=None) -> dict[str, bytes]:
    return stick.plan(corpus, Original(), SITE, "a.zip", since).files["a.zip"]


def test_what_needs_a_server_and_the_full_python_stay_out(corpus):
    kept = {"index.html", "lab/quick.js", "downloads/pots.html", "modules/a/b.html"}
    assert set(inside(corpus)) == {stick.START, *(f"portal/{name}" for name in kept)}


def test_an_exercise_knows_that_the_full_python_is_not_there(corpus):
    page = inside(corpus)["portal/modules/a/b.html"].decode()
    assert '"full":""' in page and "not in this copy" in page and "<b" not in page and page.startswith("<p>x</p><script")


def test_the_same_site_gives_the_same_zip(corpus):
    turned = dict(reversed(SITE.items()))
    assert archive(inside(corpus)) == archive(stick.plan(corpus, Original(), turned, "a.zip").files["a.zip"])


def test_the_first_page_says_what_changed_after_a_day(corpus):
    day = max(item.updated for item in stick.changed(corpus, None))
    last = {item.address for item in stick.changed(corpus, None) if item.updated == day}
    before = day - datetime.timedelta(days=1)
    assert {item.address for item in stick.changed(corpus, before)} == last and not stick.changed(corpus, day)
    page = inside(corpus, before)[stick.START].decode()
    assert "What changed after" in page and all(f"portal/{address}" in page for address in last)
    assert "Nothing." in inside(corpus, day)[stick.START].decode()


def test_the_code_can_be_read_again(corpus):
    """The squares are those of the library, inside a border of four."""
    import segno

    made, there = stick.code("https://example.org/"), segno.make("https://example.org/", micro=False, error="m").matrix
    found = {(int(x) - 4, int(y) - 4) for x, y in re.findall(r"M(\d+) (\d+)h", made["path"])}
    assert found == {(x, y) for y, row in enumerate(there) for x, dark in enumerate(row) if dark}
    assert int(made["width"]) == len(there) + 8
