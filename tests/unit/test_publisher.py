"""What a publisher does: another name, other colours, fewer cases. One file is changed and nothing old is left."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.request

import pytest

from portal.build.site import build
from portal.corpus.load import load
from portal.language.catalogue import Original
from portal.render.site import render
from tests.support.project import ROOT, copy_project, tiny

PLAIN = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
CASES = sorted(path.stem for path in (ROOT / "case_studies").glob("*.yml"))


def edit_site(project, old: str, new: str) -> None:
    path = project / "docs" / "reference" / "site.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


CHANGES = {
    "name": "Réseau & Co", "short_name": "R&C", "publisher": "Some Agency", "contact": "hello@agency.example",
    "address": "https://agency.example/kb/",
}  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The site of a publisher with another name, other colours and two cases."""
    folder = tmp_path_factory.mktemp("published")
    project = copy_project(folder / "project")
    site = load(project).corpus.site
    for field, new in CHANGES.items():
        edit_site(project, getattr(site, field), new)
    edit_site(project, site.colours.primary, "#3a2f6b")
    with (project / "docs" / "reference" / "site.yml").open("a", encoding="utf-8") as file:
        file.write("publish:\n  cases: [ghana, argan]\n")
    build(project, folder / "site")
    return folder / "site"


def test_another_name_and_colour_leave_no_trace_of_the_old(published, corpus):
    old_words = [getattr(corpus.site, field).encode() for field in CHANGES]
    for path in published.rglob("*"):
        if path.suffix in (".html", ".xml", ".css", ".js", ".json", ".svg"):
            data = path.read_bytes()
            assert not [word for word in old_words if word in data], path
    assert corpus.site.colours.primary not in (published / "assets" / "css" / "site.css").read_text(encoding="utf-8")
    assert "Réseau &amp; Co" in (published / "index.html").read_text(encoding="utf-8")
    assert 'href="/kb/' in (published / "404.html").read_text(encoding="utf-8")


def test_a_case_that_is_not_published_is_nowhere(published):
    assert sorted(path.stem for path in (published / "cases").glob("*.html")) == ["argan", "ghana", "index", "map"]
    for path in published.rglob("*.html"):
        assert "cases/samara.html" not in path.read_text(encoding="utf-8"), path


EXAMPLE = re.compile(rb"<code>[^<]*</code>")  # the manual of fields shows what may be written


@pytest.mark.parametrize("taken", [pytest.param(name, marks=() if name == "colombia" else pytest.mark.slow) for name in CASES])
def test_any_case_can_be_deleted(tmp_path, taken):
    project = copy_project(tmp_path, caches=False)
    (project / "case_studies" / f"{taken}.yml").unlink()
    corpus = load(project).corpus
    pages = render(corpus, Original())
    assert f"cases/{taken}.md" not in pages
    for name, data in pages.items():
        if name.endswith(".md"):
            assert f"cases/{taken}.html".encode() not in EXAMPLE.sub(b"", data), name


def test_plain_mkdocs_works_and_leaves_the_sources_and_the_site_alone(tmp_path):
    project = tiny(tmp_path / "small")
    before = {path: path.read_bytes() for path in (project / "docs").rglob("*") if path.is_file()}
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=project, capture_output=True, text=True, env=PLAIN
    )
    assert run.returncode == 0, run.stderr
    assert (project / "build" / "plain" / "cases" / "south-bay.html").is_file()
    assert not (project / "site").exists()
    assert before == {path: path.read_bytes() for path in (project / "docs").rglob("*") if path.is_file()}


def test_plain_mkdocs_serve_rebuilds_and_lets_its_own_script_run(tmp_path):
    """MkDocs reloads a page by a script inside it, which our policy would refuse: only there the policy is left out."""
    project = tiny(tmp_path / "small")
    with socket.create_server(("127.0.0.1", 0)) as found:
        host = f"127.0.0.1:{found.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", host]
    with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True, env=PLAIN) as process:
        try:
            next(line for line in process.stderr if "Serving on" in line)
            page = read(f"http://{host}/cases/south-bay.html")
            assert "livereload" in page and "Content-Security-Policy" not in page
            lesson = project / "modules" / "pots" / "lesson.md"
            lesson.write_text(lesson.read_text(encoding="utf-8") + "\nA new sentence for the learner.\n", encoding="utf-8")
            next(line for line in process.stderr if "Reloading browsers" in line)
            assert "A new sentence for the learner." in read(f"http://{host}/modules/pots/index.html")
        finally:
            process.terminate()


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()
