"""Read a served folder while builds replace it: a whole version or another try, never a mixture taken for one."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

from portal.build.publish import MARK
from portal.build.site import digest


class Torn(AssertionError):
    """What was served was no complete version."""


def served(target: Path) -> str | None:
    """The digest of the version in ``target``; None when there is none, or when it was replaced while we were reading.

    An open folder stays the same folder when it is renamed or exchanged, so everything is read through it. If it still is
    the served one afterwards, all that was read was served together.
    """
    try:
        folder = os.open(target, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return None
    try:
        try:
            files = dict(_read(folder, ""))
            told = json.loads(files.pop(MARK, b'{"digest": "no build.json"}'))["digest"]
        except FileNotFoundError:
            files, told = {}, "a file that was listed is gone"
        if not _same(folder, target):
            return None
    finally:
        os.close(folder)
    found = digest((name, [files[name]]) for name in sorted(files))
    if found != told:
        raise Torn(f"{len(files)} files with the digest {found}, but: {told}")
    return told


def _read(folder: int, prefix: str) -> Iterator[tuple[str, bytes]]:
    for name in os.listdir(folder):
        inner = os.open(name, os.O_RDONLY, dir_fd=folder)
        try:
            if stat.S_ISDIR(os.fstat(inner).st_mode):
                yield from _read(inner, f"{prefix}{name}/")
            else:
                with open(inner, "rb", closefd=False) as file:
                    yield prefix + name, file.read()
        finally:
            os.close(inner)


def _same(folder: int, target: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(folder), target.stat())
    except FileNotFoundError:
        return False


class Reader(threading.Thread):
    """Reads again and again until it is stopped; keeps what it saw."""

    def __init__(self, target: Path):
        super().__init__(daemon=True)
        self.target, self.ended = target, threading.Event()
        self.seen: dict[str, int] = {}
        self.missed = 0
        self.torn: list[str] = []

    def run(self) -> None:
        while not self.ended.is_set():
            try:
                found = served(self.target)
            except Torn as error:
                self.torn.append(str(error))
                continue
            if found is None:
                self.missed += not self.target.exists()
            else:
                self.seen[found] = self.seen.get(found, 0) + 1
            self.ended.wait(0.02)

    def __enter__(self) -> Reader:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.join(60)
