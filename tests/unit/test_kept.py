"""A build that would make what is there already does nothing; whatever it depends on makes it build."""

from __future__ import annotations

import pickle
import shutil
import zlib

import pytest

from portal.build import kept
from portal.build.site import build
from portal.read.packing import pack
from portal.render.desk import Desk
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
    before, program = kept.inputs(project), kept.program()
    assert kept.inputs(project, "en", "en-XA") != before
    path = project / CASE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('title: "', 'title: "Another ', 1), encoding="utf-8")
    assert kept.inputs(project) != before
    assert steps(project, site)[-1] == "Publishing"
    assert "Another " in (site / "cases" / "north-valley.html").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    assert kept.inputs(project) == before
    assert steps(project, site)[-1] == "Publishing"
    assert kept.cases(project, "another version") == {} != kept.cases(project, program), "cases that another version has checked"
    monkeypatch.setattr(kept, "program", lambda: "another version")
    assert steps(project, site)[-1] == "Publishing"


@pytest.mark.parametrize("data", [b"", b"no pickle", pack(("x", 1, 2)), pack(None), zlib.compress(pickle.dumps(print))])
def test_spoilt_notes_are_no_notes(made, data):
    project, site = made
    steps(project, site)
    place, program = project / "build" / "kept" / "cases", kept.program()
    good = place.read_bytes()
    place.write_bytes(data)
    assert kept.cases(project, program) == {}
    place.write_bytes(good)
    assert len(kept.cases(project, program)) == len(list((project / "case_studies").glob("*.yml")))


def edited(project, file: str, old: str, new: str) -> None:
    """Replace the first ``old`` in a source."""
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text, file
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# One after another: what a page takes from elsewhere is in each of them.
EDITS = (
    ("case_studies/south-bay.yml", '"Invented: ', '"Once more: '),  # stands on the page of the other case, and in lists
    (CASE, "Potters who used the kiln", "Potters who used the new kiln"),  # stands in the evidence and in the data
    ("docs/reference/glossary.yml", "An oven for pots.", "A hot oven for pots."),
    ("docs/reference/sources.yml", "The invented report", "The newly invented report"),
    ("docs/reference/countries.yml", "Invented North", "Newly invented North"),
    ("modules/pots/module.yml", '"Invented: ', '"Once more: '),
    ("docs/concepts/clusters.md", "Invented clusters", "Newly invented clusters"),
    ("docs/reference/site.yml", "name: Invented", "name: Newly invented"),
    ("docs/reference/site.yml", "address: https://example.org/invented/", "address: https://example.org/other/"),
    ("overrides/main.html", "<main ", "<main data-edited "),
    ("case_studies/south-bay.yml", "updated: 2026-", "updated: 2031-"),  # the newest of all days
)


def held(site) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize("edits", [EDITS[:4], pytest.param(EDITS, marks=pytest.mark.slow)], ids=["some", "all"])
def test_after_an_edit_the_site_is_the_one_that_a_first_build_makes(tmp_path, edits):
    """Whatever is kept: each edit is built upon the one before, and once with nothing kept."""
    project, site = tiny(tmp_path / "project"), tmp_path / "site"
    build(project, site)
    for number, edit in enumerate(edits):
        edited(project, *edit)
        build(project, site)
        if len(edits) == len(EDITS) or number + 1 == len(edits):
            shutil.copytree(project, new := tmp_path / f"new{number}", ignore=shutil.ignore_patterns("build"))
            build(new, tmp_path / f"site{number}")
            assert held(site) == held(tmp_path / f"site{number}"), edit


def test_an_edit_of_a_case_leaves_the_pages_of_others_alone(made, monkeypatch):
    project, site = made
    steps(project, site)
    written: list[str] = []
    write = Desk.write

    def noting(desk, template, address, *given, **more):
        written.append(address)
        return write(desk, template, address, *given, **more)

    monkeypatch.setattr(Desk, "write", noting)
    edited(project, CASE, "the kiln", "the new kiln")
    assert steps(project, site)[-1] == "Publishing"
    edited(project, CASE, "the new kiln", "the kiln")
    assert {"cases/north-valley.html", "briefs/north-valley.html"} <= set(written)
    assert {"cases/south-bay.html", "briefs/south-bay.html"}.isdisjoint(written)
