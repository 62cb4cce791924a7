"""Publishing under fire: a full disk, a disk that cannot be written, two builds at once, a clock that goes back, links that lead
out. The served site stays one whole version, the message says what to do, and nothing is written outside of the target.

A full disk is made in two ways that need no rights of an administrator: the system refuses files above a size (RLIMIT_FSIZE), and
the opening of a file for writing is refused with "no space left" at a chosen moment.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.build import publish
from portal.build.site import build
from portal.problems import ProblemsFound
from tests.scale.reader import served
from tests.support.pick import pick
from tests.support.project import ROOT, tiny

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits, and no open folder can be replaced")

# Runs `portal build` with a limit: files of so many bytes, or so many files opened for writing, then the disk is full.
LIMITED = """
import errno, resource, sys
from portal.cli import main
kind, limit = sys.argv[1], int(sys.argv[2])
if kind == "size":
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
else:
    left = limit
    def refuse(event, args):
        global left
        if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
            left -= 1
            if left < 0:
                raise OSError(errno.ENOSPC, "No space left on device", str(args[0]))
    sys.addaudithook(refuse)
main(["build", "--site", sys.argv[3]], standalone_mode=True)
"""


def started(project: Path, *words: object) -> subprocess.Popen:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", LIMITED, *map(str, words)]
    return subprocess.Popen(command, cwd=project, env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def around(project: Path, target: Path) -> list[str]:
    """Everything that stands beside the project and the site."""
    return sorted(path.name for folder in (project.parent, target.parent) for path in folder.iterdir() if path.suffix != ".lock")


@pytest.mark.parametrize(
    ("kind", "limit", "words"),
    pick(
        [*(("size", limit, "larger than is allowed") for limit in (1_000, 20_000, 60_000)),
         *(("files", limit, "the disk is full") for limit in (0, 5, 60, 150, 200, 250))],
        ("files", 200, "the disk is full"),
    ),
)  # fmt: skip
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, kind: str, limit: int, words: str) -> None:
    project, target = tiny(tmp_path / "here" / "project"), tmp_path / "public" / "site"
    build(project, target)
    before, beside = served(target), around(project, target)
    (project / "docs/more.md").write_text((project / "docs/about.md").read_text().replace("title: ", "title: More "))
    run = started(project, kind, limit, target)
    said = run.communicate()[1]
    assert run.returncode == 1 and words in said and "the site is as it was" in said and "Traceback" not in said, said
    assert served(target) == before and around(project, target) == beside
    build(project, target)
    assert (target / "more.html").is_file() and served(target) != before


def test_a_target_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """/proc takes no folders from anybody, not even from an administrator, who may write nearly everywhere else."""
    target = Path("/proc/self/portal/site") if os.geteuid() == 0 else tmp_path / "closed" / "site"
    if os.geteuid():
        target.parent.mkdir()
        target.parent.chmod(0o555)
    with pytest.raises(publish.CannotPublish, match=r"cannot be written|cannot be made"), publish.staging(target):
        pytest.fail("a staging folder was made")


@pytest.mark.parametrize("number", publish.REFUSED)
def test_each_refusal_of_the_disk_is_told_in_words(tmp_path: Path, number: int) -> None:
    with pytest.raises(publish.CannotPublish, match=publish.REFUSED[number].split(":")[0]), publish.staging(tmp_path / "site"):
        raise OSError(number, os.strerror(number), "file")
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_fault_of_ours_is_not_called_one_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), publish.staging(tmp_path / "site"):
        raise FileNotFoundError(2, "No such file", "template")


@pytest.mark.parametrize("same", pick([True, False], False))
def test_two_builds_at_once(tmp_path: Path, same: bool) -> None:
    """The second one ends with a message, whether it would write to the same site, or from the same project to another one."""
    project, target = tiny(tmp_path / "project"), tmp_path / "public" / "site"
    build(project, target)
    before = served(target)
    edited = project / "docs" / "about.md"  # without a change the second build would have nothing to do
    edited.write_text(edited.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    with publish.staging(target), publish.alone(project / "build"):
        run = started(project, "files", 10_000, target if same else tmp_path / "other" / "site")
        said = run.communicate()[1]
    assert run.returncode == 1 and "another build" in said and "wait until it has ended" in said and "Traceback" not in said
    assert served(target) == before and not (tmp_path / "other" / "site").exists()


@pytest.mark.slow
def test_builds_that_start_at_the_same_moment(tmp_path: Path) -> None:
    """Whoever comes first publishes; the site is whole, and the others said why they did not."""
    project, target = tiny(tmp_path / "project"), tmp_path / "public" / "site"
    build(project, target)
    before = served(target)
    runs = [started(project, "files", 10_000, target) for _ in range(4)]
    said = [run.communicate()[1] for run in runs]
    assert served(target) == before, "the same sources give the same site"
    assert 0 in {run.returncode for run in runs}
    assert all("another build" in words for run, words in zip(runs, said) if run.returncode)


@pytest.mark.slow
def test_a_clock_that_goes_back_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was built in the future is replaced by what is built now, and the site is the same at any time."""
    project, target = tiny(tmp_path / "project"), tmp_path / "public" / "site"
    build(project, target)
    first = served(target)
    later = time.time() + 10 * 365 * 86_400
    for path in (*(project / "build").rglob("*"), *target.rglob("*")):
        os.utime(path, (later, later))
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    build(project, target)
    assert served(target) == first
    page = project / "docs/about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nAnother paragraph.\n", encoding="utf-8")
    os.utime(page, (1_000_000_000, 1_000_000_000))
    build(project, target)
    assert b"Another paragraph." in (target / "about.html").read_bytes()


LINKS = {
    "page": "docs/outside.md", "folder of pages": "docs/outside", "picture": "docs/assets/img/outside.svg",
    "module": "modules/outside", "case": "case_studies/outside.yml",
}  # fmt: skip


@pytest.mark.parametrize("name", pick(LINKS, "folder of pages"))
def test_a_link_out_of_the_sources_brings_nothing_in(tmp_path: Path, name: str) -> None:
    project, outside = tiny(tmp_path / "project"), tmp_path / "outside"
    outside.mkdir()
    for file in ("secret.md", "module.yml", "lesson.md"):
        (outside / file).write_text("A SECRET", encoding="utf-8")
    link = project / LINKS[name]
    link.symlink_to(outside / "secret.md" if link.suffix else outside)
    try:
        build(project, tmp_path / "site")
    except ProblemsFound as found:
        assert {problem.code for problem in found.problems} == {"R114"}
        assert "A SECRET" not in str(found.sources)
    else:
        assert all(b"A SECRET" not in path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file())


@pytest.mark.slow
def test_links_in_what_a_build_left_lead_nothing_out(tmp_path: Path) -> None:
    """A folder of the tree, and one of the old site, were replaced by links: they are dropped, and what they lead to stays."""
    project, target, outside = tiny(tmp_path / "project"), tmp_path / "public" / "site", tmp_path / "outside"
    build(project, target)
    outside.mkdir()
    (outside / "thesis.odt").write_text("years of work", encoding="utf-8")
    for folder in (project / "build/tree/en/cases", target / "cases"):
        folder.rename(folder.with_name("gone"))
        folder.symlink_to(outside)
    build(project, target)
    assert [path.name for path in outside.iterdir()] == ["thesis.odt"]
    assert not (target / "cases").is_symlink() and (target / "cases/north-valley.html").is_file()
