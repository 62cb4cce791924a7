"""Compressed siblings of files, and settings for hosts that say what the pages say themselves."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import brotli
import pytest

from portal.build.compress import compress, policies
from portal.exports import hosting

TEXT = b"<p>The same words again and again.</p>\n" * 40
STRICT = "default-src 'none'; script-src 'self'; base-uri 'none'"
WIDER = "default-src 'none'; script-src 'self' blob:; worker-src blob:"
PAGES = {"index.html": STRICT, "about.html": STRICT, "cases/a.html": STRICT, "modules/m/index.html": STRICT,
         "modules/m/run.html": WIDER, "fr/cases/a.html": STRICT}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A site: text that gets smaller, text that is too short, bytes that do not get smaller, and a picture."""
    site = tmp_path / "site"
    (site / "cases").mkdir(parents=True)
    for name in ("index.html", "cases/a.html", "data.csv"):
        (site / name).write_bytes(TEXT)
    (site / "short.txt").write_bytes(b"short " * 20)
    (site / "noise.js").write_bytes(os.urandom(3_000))
    (site / "picture.png").write_bytes(TEXT)
    return site


def siblings(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.suffix in (".br", ".gz")
    }


def test_siblings_hold_the_same_and_are_smaller(files, tmp_path):
    assert compress(files, tmp_path / "cache") == 6
    found = siblings(files)
    assert set(found) == {name + suffix for name in ("index.html", "cases/a.html", "data.csv") for suffix in (".br", ".gz")}
    for name, data in found.items():
        assert (brotli.decompress if name.endswith(".br") else gzip.decompress)(data) == TEXT and len(data) < len(TEXT)


def test_what_was_made_is_kept_by_digest_and_old_things_go(files, tmp_path):
    cache = tmp_path / "cache"
    compress(files, cache)
    first, kept = siblings(files), {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}
    assert len(kept) == 4, "equal files are made once"
    (cache / "of-an-old-file.br").write_bytes(b"x")
    for name in first:
        (files / name).unlink()
    compress(files, cache)
    assert siblings(files) == first and {path.name: path.stat().st_mtime_ns for path in cache.iterdir()} == kept


def test_a_policy_of_several_pages_allows_what_each_needs_and_no_more():
    assert hosting.union([STRICT, WIDER]) == ("default-src 'none'; script-src 'self' blob:; base-uri 'none'; worker-src blob:")
    assert hosting.union([STRICT, STRICT]) == STRICT


def test_no_path_of_a_headers_file_has_two_policies():
    """Where two rules fit, a host joins their policies, and both hold."""
    rules = dict(hosting.by_folder(PAGES))
    assert rules == {
        "index.html": STRICT, "about.html": STRICT, "cases/*": STRICT, "modules/*": hosting.union([STRICT, WIDER]),
        "fr/cases/*": STRICT,
    }  # fmt: skip
    text = hosting.plan("https://example.org/portal/", PAGES).files["_headers"].decode()
    paths = [line for line in text.splitlines() if not line.startswith(" ")]
    assert len(paths) == len(set(paths)) and all(path.startswith("/portal/") for path in paths)
    assert {"/portal/*", "/portal/", "/portal/index.html", "/portal/modules/*"} <= set(paths)
    assert "Content-Security-Policy" not in text.partition("/portal/index.html")[0].partition("/portal/\n")[0]


def test_the_pages_of_this_portal_fit_into_a_headers_file(site):
    found = policies(site)
    assert set(found) and all(policy.startswith("default-src 'none'; script-src 'self'") for policy in found.values())
    most, others = hosting.usual(found)
    assert "blob:" not in most and len(others) >= 1
    exercises = [page for policy, pages in others.items() if "wasm-unsafe-eval" in policy for page in pages]
    assert exercises and all(page.split("/")[-3] == "modules" for page in exercises)
    text = hosting.plan("https://example.org/", found).files["_headers"].decode()
    assert len([line for line in text.splitlines() if not line.startswith(" ")]) <= hosting.MOST_RULES
