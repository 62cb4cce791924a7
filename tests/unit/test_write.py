"""A folder holds exactly what was made, whatever stood in it before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portal.write import UNFINISHED, write

FILES = {"index.md": b"one", "cases/ghana.md": b"two", "cases/by/country/gh.md": b"three"}


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if not path.is_dir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "tree", FILES)
    return tmp_path / "tree"


def test_a_new_folder_holds_the_files(folder):
    assert held(folder) == FILES


def test_what_is_unchanged_is_not_touched(folder):
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    assert write(folder, FILES) == 0
    assert {path.stat().st_mtime for path in folder.rglob("*")} == {1}


def test_only_what_changed_is_counted(folder):
    assert write(folder, {**FILES, "index.md": b"new", "more.md": b""}) == 2
    assert held(folder) == {**FILES, "index.md": b"new", "more.md": b""}


def test_what_is_no_longer_made_is_removed_with_its_folders(folder):
    assert write(folder, {"index.md": b"one"}) == 2
    assert held(folder) == {"index.md": b"one"}
    assert [path.name for path in folder.iterdir()] == ["index.md"]


def test_a_file_can_become_a_folder_and_a_folder_a_file(folder):
    other = {"index.md/inside.md": b"a", "cases": b"b"}
    write(folder, other)
    assert held(folder) == other
    write(folder, FILES)
    assert held(folder) == FILES


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../out.md", "cases/../../out.md", "a\\..\\b.md"])
def test_no_name_leads_out_of_the_folder(folder, name):
    with pytest.raises(ValueError, match="not a path inside"):
        write(folder, {name: b"x"})
    assert held(folder) == FILES, "nothing is removed for a set of files that cannot be written"


def test_links_are_replaced_and_never_followed(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.md").write_bytes(b"kept")
    (folder / "linked").symlink_to(outside)
    (folder / "index.md").unlink()
    (folder / "index.md").symlink_to(outside / "kept.md")
    (folder / "same.md").symlink_to(outside / "kept.md")
    wanted = {**FILES, "linked/kept.md": b"ours", "same.md": b"kept"}
    write(folder, wanted)
    assert held(outside) == {"kept.md": b"kept"}
    assert held(folder) == wanted
    assert not any(path.is_symlink() for path in folder.rglob("*"))


def test_what_a_cut_off_write_left_is_mended(folder):
    (folder / "index.md").write_bytes(b"on")
    (folder / f"index.md{UNFINISHED}").write_bytes(b"o")
    assert write(folder, FILES) == 2
    assert held(folder) == FILES


def test_a_file_gets_its_name_when_it_is_complete(folder, monkeypatch):
    def fail(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:1])
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match="full"):
        write(folder, {**FILES, "index.md": b"something else"})
    assert (folder / "index.md").read_bytes() == b"one"
