"""A reader finds the old site or the new one, whole; whatever else stands there is left alone."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.build import publish
from portal.build.publish import ASIDE, MARK, STAGING, CannotPublish, recover, staging, swap
from tests.support.project import ROOT


def site(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(name, encoding="utf-8")
    (folder / "index.html").write_text(name, encoding="utf-8")
    return folder


def named(folder: Path) -> str:
    assert (folder / MARK).read_text(encoding="utf-8") == (folder / "index.html").read_text(encoding="utf-8")
    return (folder / MARK).read_text(encoding="utf-8")


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name.startswith(".portal-"))


@pytest.fixture(params=["exchange", "two renames"])
def way(request, monkeypatch) -> str:
    """Both ways to swap: with the system's exchange, and where there is none."""
    if request.param == "two renames":
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    return request.param


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "public" / "site"


def test_the_first_site_is_put_in_place(target, way):
    with staging(target) as new:
        swap(site(new, "first"), target)
    assert named(target) == "first" and left_over(target.parent) == []


def test_the_new_site_replaces_the_old_one(target, way):
    site(target, "old")
    with staging(target) as new:
        swap(site(new, "new"), target)
    assert named(target) == "new" and left_over(target.parent) == []


def test_a_failed_build_leaves_the_old_site(target, way):
    site(target, "old")
    with pytest.raises(RuntimeError), staging(target) as new:
        site(new, "new")
        raise RuntimeError
    assert named(target) == "old" and left_over(target.parent) == []


def test_an_empty_folder_can_be_published_into(target, way):
    target.mkdir(parents=True)
    with staging(target) as new:
        swap(site(new, "first"), target)
    assert named(target) == "first"


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such rights there")
def test_a_site_can_be_read_by_everybody(target, way):
    with staging(target) as new:
        swap(site(new, "first"), target)
    assert target.stat().st_mode & 0o777 == 0o755


def test_a_folder_with_other_files_is_refused(target):
    target.mkdir(parents=True)
    (target / "thesis.odt").write_text("years of work", encoding="utf-8")
    with pytest.raises(CannotPublish, match="other files"), staging(target):
        pytest.fail("a staging folder was made")
    assert (target / "thesis.odt").is_file() and left_over(target.parent) == []


def test_a_file_and_a_link_are_refused(target, tmp_path):
    target.parent.mkdir()
    target.write_text("a file", encoding="utf-8")
    link = target.with_name("link")
    link.symlink_to(site(tmp_path / "elsewhere", "kept"))
    for place in (target, link):
        with pytest.raises(CannotPublish, match="not a folder"), staging(place):
            pytest.fail("a staging folder was made")
    assert named(tmp_path / "elsewhere") == "kept"


def test_only_one_build_at_a_time(target):
    with staging(target), pytest.raises(CannotPublish, match="another build"), staging(target):
        pytest.fail("two builds were let in")


def test_another_site_in_the_same_folder_is_no_obstacle(target):
    with staging(target), staging(target.with_name("other")):
        pass
    assert left_over(target.parent) == []


def test_a_refused_write_is_told_with_its_place(target, monkeypatch):
    def refuse(*_: object, **named: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", str(named["dir"]))

    monkeypatch.setattr(publish.tempfile, "mkdtemp", refuse)
    with pytest.raises(CannotPublish, match="public cannot be written"), staging(target):
        pytest.fail("a staging folder was made")


def test_recovery_brings_the_old_site_back(target):
    site(target.parent / f"{ASIDE}{target.name}", "old")
    site(target.parent / f"{STAGING}{target.name}-abc", "half")
    recover(target)
    assert named(target) == "old" and left_over(target.parent) == []


def test_recovery_keeps_the_new_site(target):
    site(target.parent / f"{ASIDE}{target.name}", "old")
    site(target, "new")
    recover(target)
    assert named(target) == "new" and left_over(target.parent) == []


def test_a_name_with_special_signs_is_only_a_name(tmp_path):
    target = tmp_path / "[ab]*"
    kept = site(tmp_path / f"{STAGING}a-abc", "kept")
    site(tmp_path / f"{ASIDE}{target.name}", "old")
    site(tmp_path / f"{STAGING}{target.name}-abc", "half")
    recover(target)
    assert named(target) == "old" and named(kept) == "kept" and left_over(tmp_path) == [kept.name]


def test_recovery_leaves_another_site_alone(target):
    site(target, "ours")
    names = (f"{ASIDE}other", f"{STAGING}other-abc", f"{ASIDE}{target.name}-2", f"{STAGING}{target.name}-2-abc")
    theirs = [site(target.parent / name, "theirs") for name in names]
    recover(target)
    assert [named(folder) for folder in theirs] == ["theirs"] * 4


KILLED_AT_STEP = """
import os, signal, sys
from pathlib import Path
from portal.build import publish
target, stop, fallback = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "two renames"
if fallback:
    publish._exchange = lambda one, other: False
left = stop
def count(event, _):
    global left
    if event.startswith(("os.", "shutil.", "ctypes.call", "ctypes.dlsym")) and (left := left - 1) == 0:
        os.kill(os.getpid(), signal.SIGKILL)
with publish.staging(target) as new:
    for name in ("build.json", "index.html"):
        (new / name).write_text("new")
    sys.addaudithook(count)
    publish.swap(new, target)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("fallback", ["exchange", "two renames"])
def test_killed_before_any_step_of_a_swap(tmp_path, fallback):
    """The process ends before its first, second, … call to the system. What stands there is one whole site, or (only
    between the two renames) none until the next build starts; and that build finds one and leaves nothing else."""
    seen, missing, step = set(), 0, 0
    while True:
        step += 1
        target = site(tmp_path / str(step) / "site", "old")
        done = _swap_killed(target, step, fallback)
        missing += not target.exists()
        recover(target)
        seen.add(named(target))
        assert left_over(target.parent) == []
        if done:
            break
    assert step > 3 and seen == {"old", "new"}
    assert missing == (1 if fallback == "two renames" else 0)


def _swap_killed(target: Path, step: int, fallback: str) -> bool:
    """Run a swap that is killed before its call number ``step``; True when it came to its end."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    command = [sys.executable, "-c", KILLED_AT_STEP, str(target), str(step), fallback]
    return subprocess.run(command, env=env, check=False).returncode == 0
