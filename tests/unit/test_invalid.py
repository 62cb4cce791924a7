"""Bad input, one folder a fault: ``portal check`` says exactly what ``expected.txt`` holds, and never breaks down.

A folder holds the files that differ from tests/fixtures/small; ``removed.txt`` names files to take away, ``options.txt``
holds options of the command.
``UPDATE_GOLDEN=1`` writes expected.txt anew: read the difference before you keep it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli import main

TESTS = Path(__file__).parents[1]
INVALID = sorted(path for path in (TESTS / "invalid").iterdir() if path.is_dir())
VALID = sorted(path for path in (TESTS / "valid").iterdir() if path.is_dir())
NOTES = {"expected.txt", "removed.txt", "options.txt"}


def project(folder: Path, target: Path) -> Path:
    """The small fixture in ``target``, with the files of ``folder`` over it."""
    shutil.copytree(TESTS / "fixtures" / "small", target)
    removed = folder / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        (target / name).unlink()
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and str(name) not in NOTES:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)
    return target


def check(root: Path, monkeypatch: pytest.MonkeyPatch, *options: str):
    """Run ``portal check`` in ``root``, in this process."""
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["check", *options])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("folder", INVALID, ids=lambda path: path.name)
def test_the_fault_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = folder / "options.txt"
    given = options.read_text(encoding="utf-8").split() if options.exists() else ()
    result = check(project(folder, tmp_path / "project"), monkeypatch, *given)
    expected = folder / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(result.output, encoding="utf-8", newline="")
    assert result.exit_code == 1
    assert result.output == expected.read_bytes().decode("utf-8")


def test_there_are_enough_of_them() -> None:
    assert len(INVALID) >= 150
    assert sum((folder / "modules").is_dir() for folder in INVALID) >= 50


@pytest.mark.parametrize("folder", VALID, ids=lambda path: path.name)
def test_odd_but_valid_input_is_accepted(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = check(project(folder, tmp_path / "project"), monkeypatch)
    assert (result.exit_code, result.output[:12]) == (0, "No problems:"), result.output


def test_the_fixture_itself_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(TESTS / "fixtures" / "small", tmp_path / "project")
    result = check(tmp_path / "project", monkeypatch)
    assert (result.exit_code, result.output[:12]) == (0, "No problems:"), result.output


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(TESTS / "fixtures" / "small", tmp_path / "project")
    big = tmp_path / "project" / "docs" / "about.md"
    big.write_text(big.read_text(encoding="utf-8") + "word " * 200_000, encoding="utf-8")
    result = check(tmp_path / "project", monkeypatch)
    assert result.exit_code == 1
    assert result.output.startswith("docs/about.md:1:1: R101 the file is larger than 1,000,000 bytes\n")


def test_a_link_out_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(TESTS / "fixtures" / "small", tmp_path / "project")
    outside = tmp_path / "outside.md"
    outside.write_text("secret", encoding="utf-8")
    (tmp_path / "project" / "docs" / "outside.md").symlink_to(outside)
    result = check(tmp_path / "project", monkeypatch)
    assert result.exit_code == 1
    assert "docs/outside.md:1:1: R114 the file is a link that leads out of the project" in result.output
    assert "secret" not in result.output


@pytest.mark.parametrize("style", ["json", "github"])
def test_the_same_problems_for_machines(style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(TESTS / "invalid" / "five-faults-in-three-files", tmp_path / "project")
    result = check(root, monkeypatch, "--format", style)
    marker = {"json": '"code": ', "github": "::error file="}[style]
    assert (result.exit_code, result.output.count(marker)) == (1, 5)
