"""The same sources make the same bytes, wherever, whenever and by whomever the site is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import ROOT, copy_project

# As different from the build of the fixture `site` as one machine allows.
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "de_DE.UTF-8", "LANGUAGE": "de", "PYTHONHASHSEED": "4242",
    "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "SOURCE_DATE_EPOCH": "1", "COLUMNS": "40", "NO_COLOR": "1",
}  # fmt: skip


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """What differs, with the place of the first difference in each file."""
    found = [f"only in one: {name}" for name in sorted(one.keys() ^ other.keys())]
    for name in sorted(one.keys() & other.keys()):
        if one[name] != other[name]:
            at = next((n for n, pair in enumerate(zip(one[name], other[name])) if pair[0] != pair[1]), 0)
            found.append(f"{name}: {one[name][max(0, at - 40) : at + 40]!r} / {other[name][max(0, at - 40) : at + 40]!r}")
    return found


def shuffled(source: Path, target: Path) -> Path:
    """A copy whose files were made in the opposite order and at other times."""
    for path in sorted((path for path in source.rglob("*") if path.is_file()), reverse=True):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (86_400, 86_400))
    return target


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in a folder with an awkward name."""
    folder = tmp_path_factory.mktemp("here")
    return shuffled(copy_project(folder / "copy"), folder / "a folder" / "with & 100 %")


def build(project: Path, umask: int = 0o077, **more: str) -> dict[str, bytes]:
    """The files of the site, built elsewhere."""
    env = {**os.environ, **ELSEWHERE, **more, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT / "scripts"), *sys.path]))}
    command = [sys.executable, "-m", "portal", "build", "--site", "here/we are"]
    made = subprocess.run(command, cwd=project, env=env, umask=umask, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return held(project / "here" / "we are")


def test_another_place_time_zone_locale_and_seed(site, elsewhere):
    assert differences(held(site), build(elsewhere)) == []


@pytest.mark.slow
def test_a_second_build_on_top_of_the_first(site, elsewhere):
    """What is kept between builds changes nothing, not even when the folder has moved."""
    moved = elsewhere.rename(elsewhere.with_name("größer"))
    changed = {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "TZ": "America/Caracas"}
    assert differences(held(site), build(moved, umask=0o022, **changed)) == []
