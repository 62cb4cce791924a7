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
from tests.support.project import ROOT, copy_project, tiny


def run(*words: str):
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def project(tmp_path, monkeypatch):
    folder = copy_project(tmp_path / "project", caches=False)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A project that builds in a second."""
    monkeypatch.chdir(tiny(tmp_path / "small"))
    return tmp_path / "small"


NEW = [("new", kind) for kind in ("case", "module", "quiz", "pool", "exercise")]
CERTIFY = [("certify",), *(("certify", kind) for kind in ("keys", "sign", "check"))]
EXPORT = [("export",), *(("export", kind) for kind in ("moodle", "cartridge", "scorm", "paper"))]


@pytest.mark.parametrize(
    "command", [(), ("check",), ("build",), ("serve",), ("explain",), ("new",), *NEW, *EXPORT, *CERTIFY, ("generate",)]
)
def test_every_command_has_help(command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert len(result.output) > 100


def test_check_of_this_project_finds_nothing(project):
    result = run("check")
    assert result.exit_code == 0, result.output
    assert re.match(r"No problems: \d+ modules, \d+ cases, \d+ templates, \d+ pages, \d+ terms, \d+ sources\.", result.output)


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


NO_IDS = ["Ghana", "../x", "a b", "-x", "x.yml", "é", "", "x" * 81, "a/b"]


@pytest.mark.parametrize("name", NO_IDS)
@pytest.mark.parametrize("kind", ["case", "module"])
def test_a_name_that_cannot_be_an_id_is_refused(project, kind, name):
    before = set(project.rglob("*"))
    result = run("new", kind, "--", name)
    assert result.exit_code == 1
    assert "cannot be an id" in result.output
    assert before == set(project.rglob("*"))


@pytest.mark.parametrize("name", [*NO_IDS, "index", "quiz"])
def test_a_name_that_cannot_be_that_of_an_exercise_is_refused(project, name):
    run("new", "module", "demo")
    before = set(project.rglob("*"))
    result = run("new", "exercise", "--", "demo", name)
    assert result.exit_code == 1
    assert "cannot be an id" in result.output or "an exercise cannot be called" in result.output
    assert before == set(project.rglob("*"))


@pytest.mark.parametrize("command", [("quiz",), ("exercise",)])
@pytest.mark.parametrize("name", ["demos", "../modules/demo", "", "Demo", "."])
def test_questions_and_exercises_need_a_module(project, command, name):
    run("new", "module", "demo")
    before = set(project.rglob("*"))
    result = run("new", *command, "--", name, *(["first"] if command == ("exercise",) else []))
    assert result.exit_code == 1
    assert f"there is no module {name}; " in result.output
    assert ('did you mean "demo"?' in result.output) == (name in ("demos", "Demo"))
    assert before == set(project.rglob("*"))


def test_a_module_is_started_step_by_step_and_never_overwritten(project):
    steps = (
        (("module", "demo"), ["module.yml", "lesson.md"]),
        (("quiz", "demo"), ["quiz.yml"]),
        (("exercise", "demo", "first"), ["exercises/first.ipynb"]),
    )
    for words, files in steps:
        result = run("new", *words)
        assert result.exit_code == 0, result.output
        assert all(f"modules/demo/{name}" in result.output for name in files)
        for name in files:
            (project / "modules" / "demo" / name).write_text("title: mine\n" if name != "module.yml" else module(project))
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    for words, files in steps:
        result = run("new", *words)
        assert result.exit_code == 1
        assert f"modules/demo/{files[0]} exists already" in result.output
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def module(project) -> str:
    return (project / "modules" / "demo" / "module.yml").read_text(encoding="utf-8") + "# mine\n"


def test_a_module_is_not_half_overwritten(project):
    lesson = project / "modules" / "demo" / "lesson.md"
    lesson.parent.mkdir(parents=True)
    lesson.write_text("mine", encoding="utf-8")
    assert run("new", "module", "demo").exit_code == 1
    assert (lesson.read_text(encoding="utf-8"), [path.name for path in lesson.parent.iterdir()]) == ("mine", ["lesson.md"])


@pytest.mark.parametrize("text", [b"number: one\n", b"title: [\n", b"title: \xff\n"])
def test_questions_wait_until_their_module_can_be_read(project, text):
    path = project / "modules" / "demo" / "module.yml"
    path.parent.mkdir(parents=True)
    path.write_bytes(text)
    result = run("new", "quiz", "demo")
    assert result.exit_code == 1
    assert re.search(r"modules/demo/module.yml:\d:\d: [RS]\d", result.output)
    assert "Traceback" not in result.output
    assert [entry.name for entry in path.parent.iterdir()] == ["module.yml"]


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


def test_a_failed_build_leaves_the_old_site_whole(small, tmp_path):
    target = tmp_path / "site"
    assert run("build", "--site", str(target)).exit_code == 0
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    page = small / "docs" / "about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n<script>alert(1)</script>\n", encoding="utf-8")
    result = run("build", "--site", str(target))
    assert result.exit_code == 1
    assert "nothing was published" in result.output
    assert before == {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}


def test_serve_rebuilds_and_tells_open_pages(small):
    command = [sys.executable, "-m", "portal", "serve", "--port", "0", "--no-open"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT / "scripts")}
    with subprocess.Popen(command, cwd=small, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            address = next(match.group() for line in process.stderr if (match := re.search(r"http://127\.0\.0\.1:\d+/", line)))
            page = read(address + "about.html")
            build = re.search(r'reload\.js" data-build="(\w+)"', page).group(1)
            about = small / "docs" / "about.md"
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
