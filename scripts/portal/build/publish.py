"""Replace a published site by a new one at one stroke, so that a reader sees the old one or the new one, whole."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

MARK = "build.json"  # a folder with this file is a site of ours
STAGING = ".portal-new-"
ASIDE = ".portal-old-"
RENAME_EXCHANGE = 2
AT_FDCWD = -100
# What the disk refuses for reasons that the reader of the message can do something about.
REFUSED = {
    errno.ENOSPC: "the disk is full: make room",
    errno.EDQUOT: "your share of the disk is used up: make room",
    errno.EFBIG: "a file would be larger than is allowed here: ask whoever runs this computer",
    errno.EROFS: "nothing can be written there: choose another folder with --site",
    errno.EIO: "the disk does not work: copy your sources to another one",
}


class CannotPublish(Exception):
    """The target cannot be replaced; the message says why and what to do."""


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A new folder beside ``target``; removed again unless it was swapped in. Only one build at a time gets one."""
    target = target.absolute()
    refuse_foreign(target)
    _make(target.parent)
    try:
        lock = FileLock(target.parent / f".portal-{target.name}.lock")
        with lock.acquire(timeout=0):
            recover(target)
            folder = Path(tempfile.mkdtemp(prefix=f"{STAGING}{target.name}-", dir=target.parent))
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except Timeout:
        raise CannotPublish(f"another build is writing {target}; wait until it has ended") from None
    except PermissionError as error:
        raise CannotPublish(f"{error.filename} cannot be written; choose another folder with --site") from None
    except OSError as error:
        if error.errno not in REFUSED:
            raise
        raise CannotPublish(f"{error.filename or target} cannot be written; {REFUSED[error.errno]}") from None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        says = f"the folder {folder} cannot be made ({error.strerror}); choose another with --site"
        raise CannotPublish(says) from None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Only one build at a time works in ``folder``, where a build keeps its trees: two would mix them."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".portal-build.lock").acquire(timeout=0):
            yield
    except Timeout:
        raise CannotPublish("another build of this project is running; wait until it has ended") from None


def refuse_foreign(target: Path) -> None:
    """Never replace a folder that is not a site of ours."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise CannotPublish(f"{target} is not a folder; choose another with --site")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file():
        raise CannotPublish(f"{target} holds other files; choose an empty folder with --site")


def recover(target: Path) -> None:
    """Mend what a killed build left behind: bring the old site back, remove half-made ones."""
    aside = target.parent / f"{ASIDE}{target.name}"
    if aside.exists() and not target.exists():
        aside.rename(target)
    prefix = f"{STAGING}{target.name}-"
    for path in target.parent.iterdir():
        half_made = path.name.startswith(prefix) and "-" not in path.name.removeprefix(prefix)  # not that of another target
        if half_made or path == aside:
            shutil.rmtree(path, ignore_errors=True)


def swap(new: Path, target: Path) -> None:
    """Put ``new`` in the place of ``target``. Afterwards ``new`` holds the old site, or is gone."""
    new.chmod(0o755)  # temporary folders are private; a site is to be read
    target = target.absolute()
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        aside = target.parent / f"{ASIDE}{target.name}"
        target.rename(aside)
        new.rename(target)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step of the system (Linux); False where there is no such step."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
