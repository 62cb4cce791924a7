"""What a publisher does: another name, other colours, fewer cases. One file is changed and nothing old is left."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from portal.build.site import build
from portal.corpus.load import load
from portal.language.catalogue import Original
from portal.render.site import render
from tests.support.project import ROOT, copy_project

CASES = sorted(path.stem for path in (ROOT / "case_studies").glob("*.yml"))


def edit_site(project, old: str, new: str) -> None:
    path = project / "docs" / "reference" / "site.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_another_name_and_colour_leave_no_trace_of_the_old(tmp_path):
    project = copy_project(tmp_path / "project")
    site = load(project).corpus.site
    for old, new in ((site.name, "Réseau & Co"), (site.short_name, "R&C"), (site.publisher, "Some Agency"),
                     (site.contact, "hello@agency.example"), (site.address, "https://agency.example/kb/"),
                     (site.colours.primary, "#3a2f6b")):  # fmt: skip
        edit_site(project, old, new)
    build(project, tmp_path / "site")
    old_words = [word.encode() for word in (site.name, site.short_name, site.publisher, site.contact, site.address)]
    for path in (tmp_path / "site").rglob("*"):
        if path.suffix in (".html", ".xml", ".css", ".js", ".json", ".svg"):
            data = path.read_bytes()
            assert not [word for word in old_words if word in data], path
    assert site.colours.primary not in (tmp_path / "site" / "assets" / "css" / "site.css").read_text(encoding="utf-8")
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Réseau &amp; Co" in home
    assert 'href="/kb/' in (tmp_path / "site" / "404.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("taken", CASES)
def test_any_case_can_be_deleted(tmp_path, taken):
    project = copy_project(tmp_path)
    (project / "case_studies" / f"{taken}.yml").unlink()
    corpus = load(project).corpus
    pages = render(corpus, Original())
    assert f"cases/{taken}.md" not in pages
    for name, data in pages.items():
        if name.endswith(".md"):
            assert f"cases/{taken}.html".encode() not in data, name


def test_a_case_that_is_not_published_is_nowhere(tmp_path):
    project = copy_project(tmp_path / "project")
    with (project / "docs" / "reference" / "site.yml").open("a", encoding="utf-8") as file:
        file.write("publish:\n  cases: [ghana, argan]\n")
    build(project, tmp_path / "site")
    assert sorted(path.stem for path in (tmp_path / "site" / "cases").glob("*.html")) == ["argan", "ghana", "index"]
    for path in (tmp_path / "site").rglob("*.html"):
        assert "cases/samara.html" not in path.read_text(encoding="utf-8"), path


def test_plain_mkdocs_works_and_leaves_the_sources_and_the_site_alone(tmp_path):
    project = copy_project(tmp_path)
    before = {path: path.read_bytes() for path in (project / "docs").rglob("*") if path.is_file()}
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=project, capture_output=True, text=True, env=dict(os.environ)
    )
    assert run.returncode == 0, run.stderr
    assert (project / "build" / "plain" / "cases" / "ghana.html").is_file()
    assert not (project / "site").exists()
    assert before == {path: path.read_bytes() for path in (project / "docs").rglob("*") if path.is_file()}
