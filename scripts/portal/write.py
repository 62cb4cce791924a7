"""Stage 7: put rendered files on disk: only what changed, and nothing that is no longer made."""

from __future__ import annotations

import filecmp
import io
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath

ALWAYS = (1980, 1, 1, 0, 0, 0)  # the day of files in a zip: the clock is never asked, and no earlier day is possible
UNFINISHED = ".unfinished"  # a file gets its name when it is complete


Data = bytes | Iterable[bytes]  # a file at once, or in pieces


def write(folder: Path, files: Mapping[str, Data] | Iterable[tuple[str, Data]]) -> int:
    """Make ``folder`` hold exactly ``files`` (relative paths with slashes). Returns how many files changed.

    Files may come one after another, so that they need not all be in memory. A write that is cut off leaves whole files
    only, old ones and new ones; the next write brings all to the new state.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted: set[str] = set()
    changed = _clear(folder, lambda path, _: path.is_symlink() or path.name.endswith(UNFINISHED))
    for name, data in files.items() if isinstance(files, Mapping) else files:
        path = _inside(folder, name)
        _make_room(folder, path)
        changed += _put(path, data)
        wanted.add(name)
    return changed + _clear(folder, lambda _, name: name not in wanted)


def add(folder: Path, files: Mapping[str, bytes | Mapping[str, bytes]]) -> int:
    """Put ``files`` into ``folder`` and leave alone what else is there; a mapping is packed. Returns how many files changed."""
    paths = {name: _inside(folder, name) for name in files}
    return sum(_put(paths[name], archive(data) if isinstance(data, Mapping) else data) for name, data in files.items())


def secret(path: Path, data: bytes) -> None:
    """Write a new file that nobody but its owner can read (mode 600). Raises FileExistsError when there is one already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of files: the same bytes for the same files, whatever their order, the day and the machine's time zone."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, ALWAYS)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            packed.writestr(entry, files[name])
    return made.getvalue()


def _inside(folder: Path, name: str) -> Path:
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name:
        raise ValueError(f"not a path inside the tree: {name!r}")
    return folder.joinpath(*parts)


def _clear(folder: Path, unwanted: Callable[[Path, str], bool]) -> int:
    """Remove what is not wanted, by path and name in the folder, and folders without files."""
    removed = 0
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif unwanted(path, path.relative_to(folder).as_posix()):
            path.unlink()
            removed += 1
    return removed


def _make_room(folder: Path, path: Path) -> None:
    """Remove a folder where a file is to stand, and files where its folders are to stand."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    for above in path.parents:
        if above == folder or above.is_dir():
            return
        above.unlink(missing_ok=True)


def _put(path: Path, data: Data) -> bool:
    """Write one file unless it is there already; True when it was written."""
    there = path.is_file() and not path.is_symlink()
    if there and isinstance(data, bytes) and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + UNFINISHED)
    if isinstance(data, bytes):
        unfinished.write_bytes(data)
    else:
        with unfinished.open("wb") as file:
            file.writelines(data)
        if there and filecmp.cmp(path, unfinished, shallow=False):
            unfinished.unlink()
            return False
    unfinished.replace(path)
    return True
