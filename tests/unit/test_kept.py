"""A build that would make what is there already does nothing; whatever it depends on makes it build."""

from __future__ import annotations

import pickle
import zlib

import pytest

from portal.build import kept
from portal.build.site import build
from portal.read.packing import pack
from tests.support.project import tiny

CASE = "case_studies/north-valley.yml"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project and its site."""
    folder = tmp_path_factory.mktemp("kept")
    project, site = tiny(folder / "project"), folder / "site"
    build(project, site)
    return project, site


def steps(project, site, **options) -> list[str]:
    """What a build says that it does."""
    said: list[str] = []
    build(project, site, said.append, **options)
    return said


def test_nothing_is_done_while_nothing_has_changed(made):
    project, site = made
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert steps(project, site)[-1] == "Nothing has changed since the last build"
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def test_a_site_that_somebody_has_changed_is_made_anew(made):
    project, site = made
    good = (site / "index.html").read_bytes()
    for spoil in (lambda: (site / "index.html").write_bytes(good + b" "), (site / "about.html").unlink):
        spoil()
        assert steps(project, site)[-1] == "Publishing"
        assert (site / "index.html").read_bytes() == good and (site / "about.html").is_file()


def test_a_change_of_a_source_of_the_program_or_of_the_languages_is_seen(made, monkeypatch):
    project, site = made
    before = kept.inputs(project)
    assert kept.inputs(project, "en", "en-XA") != before
    path = project / CASE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('title: "', 'title: "Another ', 1), encoding="utf-8")
    assert kept.inputs(project) != before
    assert steps(project, site)[-1] == "Publishing"
    assert "Another " in (site / "cases" / "north-valley.html").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    assert kept.inputs(project) == before
    monkeypatch.setattr(kept, "program", lambda: "another version")
    assert kept.inputs(project) != before
    assert kept.cases(project) == {}, "cases that another version has checked"


@pytest.mark.parametrize("data", [b"", b"no pickle", pack(("x", 1, 2)), pack(None), zlib.compress(pickle.dumps(print))])
def test_spoilt_notes_are_no_notes(made, data):
    project, _ = made
    place = project / "build" / "kept" / "cases"
    good = place.read_bytes()
    place.write_bytes(data)
    assert kept.cases(project) == {}
    place.write_bytes(good)
    assert len(kept.cases(project)) == len(list((project / "case_studies").glob("*.yml")))
