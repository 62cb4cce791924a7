"""What a publisher does: another name, other colours, fewer cases. One file is changed and nothing old is left."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request

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


def test_plain_mkdocs_serve_rebuilds_and_lets_its_own_script_run(tmp_path):
    """MkDocs reloads a page by a script inside it, which our policy would refuse: only there the policy is left out."""
    project = copy_project(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as found:
        host = f"127.0.0.1:{found.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", host]
    with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) as process:
        try:
            next(line for line in process.stderr if "Serving on" in line)
            page = read(f"http://{host}/cases/ghana.html")
            assert "livereload" in page and "Content-Security-Policy" not in page
            lesson = project / "modules" / "joint-action" / "lesson.md"
            lesson.write_text(lesson.read_text(encoding="utf-8") + "\nA new sentence for the learner.\n", encoding="utf-8")
            next(line for line in process.stderr if "Reloading browsers" in line)
            assert "A new sentence for the learner." in read(f"http://{host}/modules/joint-action/index.html")
        finally:
            process.terminate()


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()
