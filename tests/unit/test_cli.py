"""The command line as people use it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.codes import CODES
from tests.support.project import ROOT, copy_project


def run(*words: str):
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def project(tmp_path, monkeypatch):
    folder = copy_project(tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("command", [(), ("check",), ("build",), ("serve",), ("explain",), ("new",), ("new", "case"), ("generate",)])
def test_every_command_has_help(command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert len(result.output) > 100


def test_check_of_this_project_finds_nothing(project):
    result = run("check")
    assert result.exit_code == 0, result.output
    assert re.match(r"No problems: \d+ modules, \d+ cases, \d+ pages, \d+ terms, \d+ sources\.", result.output)


def test_check_prints_for_people_and_for_machines(project):
    path = project / "case_studies" / "ghana.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("\nsectors:", "\nsectrs:"), encoding="utf-8")
    text = run("check")
    assert text.exit_code == 1
    assert 'S201 unknown key "sectrs"' in text.output
    assert 'did you mean "sectors"?' in text.output
    github = run("check", "--format", "github")
    assert github.output.startswith("::error file=case_studies/ghana.yml,line=")
    listed = json.loads(run("check", "--format", "json").output)
    assert {problem["code"] for problem in listed} == {"S201", "S202"}


def test_outside_a_project_the_command_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 1
    assert "is not a portal project" in result.output


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(code):
    result = run("explain", code.lower())
    assert result.exit_code == 0
    assert result.output.startswith(code)


def test_an_unknown_code_gets_a_hint():
    result = run("explain", "C30")
    assert result.exit_code == 1
    assert "did you mean" in result.output


@pytest.mark.parametrize("name", ["Ghana", "../x", "a b", "-x", "x.yml", "é"])
def test_a_name_that_cannot_be_an_id_is_refused(project, name):
    before = set(project.rglob("*"))
    result = run("new", "case", "--", name)
    assert result.exit_code == 1
    assert "cannot be an id" in result.output
    assert before == set(project.rglob("*"))


def test_an_existing_case_is_never_overwritten(project):
    before = (project / "case_studies" / "ghana.yml").read_bytes()
    assert run("new", "case", "ghana").exit_code == 1
    assert (project / "case_studies" / "ghana.yml").read_bytes() == before


def test_a_folder_with_other_files_is_not_replaced(project, tmp_path):
    other = tmp_path / "precious"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    result = run("build", "--site", str(other))
    assert result.exit_code == 1
    assert "holds other files" in result.output
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_a_failed_build_leaves_the_old_site_whole(project, tmp_path):
    target = tmp_path / "site"
    assert run("build", "--site", str(target)).exit_code == 0
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    page = project / "docs" / "about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n<script>alert(1)</script>\n", encoding="utf-8")
    result = run("build", "--site", str(target))
    assert result.exit_code == 1
    assert "nothing was published" in result.output
    assert before == {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}


def test_serve_rebuilds_and_tells_open_pages(project):
    command = [sys.executable, "-m", "portal", "serve", "--port", "0", "--no-open"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT / "scripts")}
    with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            address = next(match.group() for line in process.stderr if (match := re.search(r"http://127\.0\.0\.1:\d+/", line)))
            page = read(address + "about.html")
            build = re.search(r'reload\.js" data-build="(\w+)"', page).group(1)
            about = project / "docs" / "about.md"
            about.write_text(about.read_text(encoding="utf-8") + "\nA new sentence for the reader.\n", encoding="utf-8")
            answer = ""
            while "location.reload" not in answer:  # each call waits until there is news, or for 20 seconds
                answer = read(f"{address}__portal/wait.js?from={build}")
            assert "A new sentence for the reader." in read(address + "about.html")
        finally:
            process.terminate()


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()
