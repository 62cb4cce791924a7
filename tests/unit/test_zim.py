"""ZIM files: what is in them, what Kiwix is told, and the same bytes for the same site."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

import pytest
from click.testing import CliRunner
from libzim.reader import Archive
from PIL import Image

from portal.build import zim
from portal.cli import main
from tests.support.project import ROOT

POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; {}form-action 'none'\">"
PAGE = f"<!doctype html><html><head>{POLICY.format('')}<title>A &amp; B · Portal</title></head><body></body></html>"
LAB = f"<!doctype html><html><head>{POLICY.format('connect-src blob:; ')}<title>C · Portal</title></head><body>C</body></html>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small finished site."""
    site = tmp_path_factory.mktemp("site")
    made = {
        "index.html": PAGE, "b/c.html": LAB, "404.html": "lost", "sitemap.xml": "<x/>", "a.css": "p{}", "a.css.gz": "packed",
        "data/a.csv": "a,b\n", "assets/img/mark.svg": (ROOT / "docs" / "assets" / "img" / "mark.svg").read_text(encoding="utf-8"),
    }  # fmt: skip
    for name, text in made.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def made(folder, corpus, tmp_path_factory):
    target = tmp_path_factory.mktemp("zim") / "deep" / "a.zim"
    zim.make(zim.files(folder), corpus, target)
    return target


def test_it_holds_what_a_reader_can_use(made):
    archive = Archive(made)
    assert archive.main_entry.get_item().path == "index.html"
    for name, kind in {"b/c.html": "text/html", "a.css": "text/css", "data/a.csv": "text/csv"}.items():
        assert archive.get_entry_by_path(name).get_item().mimetype == kind
    assert not any(archive.has_entry_by_path(name) for name in ("404.html", "sitemap.xml", "a.css.gz"))
    assert archive.get_entry_by_path("index.html").title == "A & B"
    assert archive.check()


def test_kiwix_is_told_what_it_is(made, corpus):
    archive, site = Archive(made), corpus.site
    told = {name: archive.get_metadata(name).decode() for name in archive.metadata_keys if not name.startswith("Illustration")}
    assert told["Language"] == "eng" and told["License"] == site.licence and told["Creator"] == site.publisher
    assert 0 < len(told["Title"]) <= 30 and 0 < len(told["Description"]) <= 80
    picture = Image.open(io.BytesIO(bytes(archive.get_illustration_item(48).content)))
    assert picture.size == (48, 48) and len(picture.getcolors(10_000)) > 2


def test_the_bar_of_kiwix_may_ask_its_own_server(folder):
    held = zim.files(folder)
    assert b"form-action 'self'; connect-src 'self'\"" in held["index.html"]
    assert b"connect-src blob: 'self'; form-action 'self'\"" in held["b/c.html"]
    assert held["b/c.html"].count(b"connect-src") == 1


def test_the_same_site_gives_the_same_bytes(folder, made, corpus, tmp_path):
    zim.make(dict(zim.files(folder)), corpus, tmp_path / "b.zim")
    data = made.read_bytes()
    assert (tmp_path / "b.zim").read_bytes() == data
    assert data[-16:] == hashlib.md5(data[:-16], usedforsecurity=False).digest()
    zim.make({**zim.files(folder), "a.css": b"p{ }"}, corpus, tmp_path / "c.zim")
    assert Archive(tmp_path / "c.zim").uuid != Archive(made).uuid
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["b.zim", "c.zim"]


@pytest.mark.parametrize(("words", "short"), [
    ("Short enough", "Short enough"), ("What leather workshops, tanners and traders can do", "What leather workshops…"),
])  # fmt: skip
def test_descriptions_are_cut_between_words(words, short):
    assert zim.shortened(words, 30) == short


def test_an_unknown_language_is_said_before_anything_is_written(folder, corpus, tmp_path):
    other = replace(corpus, site=corpus.site.model_copy(update={"languages": ("xx",)}))
    with pytest.raises(zim.NoZim, match="xx"):
        zim.make(zim.files(folder), other, tmp_path / "a.zim")
    assert not list(tmp_path.iterdir())


def test_a_file_of_another_name_is_refused(tmp_path):
    ran = CliRunner().invoke(main, ["export", "zim", "-o", str(tmp_path / "a.zip")])
    assert ran.exit_code == 1 and ".zim" in ran.output


def test_without_libzim_the_command_says_what_to_install(tmp_path, monkeypatch):
    def gone(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(zim, "import_module", gone)
    ran = CliRunner().invoke(main, ["export", "zim", "-o", str(tmp_path / "a.zim")])
    assert ran.exit_code == 1 and "pip install libzim" in ran.output and not list(tmp_path.iterdir())
