"""What builds have worked out, kept for the next one: bytes under a digest of everything that they were made from.

Nothing depends on it: what cannot be kept, or cannot be read, is made again.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FAST = 1  # how hard zlib tries
TABLE = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, data BLOB NOT NULL)"
UNREADABLE = (sqlite3.Error, zlib.error, TypeError)


def key(*parts: str | bytes) -> bytes:
    """A digest that is another one for any other parts, wherever one of them ends."""
    digests = (hashlib.sha256(part.encode() if isinstance(part, str) else part).digest() for part in parts)
    return hashlib.sha256(b"".join(digests)).digest()


class Store:
    """Answers by key, those of the program ``made_by`` alone. Without a database it knows nothing and keeps nothing."""

    def __init__(self, made_by: str = "", database: sqlite3.Connection | None = None):
        self.made_by, self._database = made_by, database
        self._used: set[bytes] = set()

    def key(self, *parts: str | bytes) -> bytes:
        """A digest of what an answer is made from."""
        return key(self.made_by, *parts)

    def get(self, name: bytes) -> bytes | None:
        """What is kept; None where there is nothing."""
        self._used.add(name)
        with suppress(*UNREADABLE):
            found = self._database and self._database.execute("SELECT data FROM kept WHERE key = ?", (name,)).fetchone()
            return zlib.decompress(found[0]) if found else None
        return None

    def put(self, name: bytes, data: bytes) -> None:
        """Keep something for the next build. Where the disk is full, nothing more is kept."""
        self._used.add(name)
        try:
            if self._database:
                self._database.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, zlib.compress(data, FAST)))
        except sqlite3.Error:
            self._database = None

    def once(self, name: bytes, make: Callable[[], bytes]) -> bytes:
        """What is kept; where there is nothing, it is made and kept."""
        data = self.get(name)
        if data is None:
            self.put(name, data := make())
        return data

    def close(self) -> None:
        """Keep what was asked for since the store was opened, and nothing else."""
        with suppress(sqlite3.Error):
            if self._database:
                self._database.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY)")
                self._database.executemany("INSERT INTO used VALUES (?)", ((name,) for name in self._used))
                self._database.execute("DELETE FROM kept WHERE key NOT IN (SELECT key FROM used)")
                self._database.commit()


@contextmanager
def opened(path: Path, made_by: str = "") -> Iterator[Store]:
    """The store in a file. What is put there counts once the block has ended well. A file that cannot be read is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    database = _database(path)
    try:
        store = Store(made_by, database)
        yield store
        store.close()
    finally:
        if database:
            database.close()


def _database(path: Path) -> sqlite3.Connection | None:
    for _ in range(2):
        database = sqlite3.connect(path)
        try:
            database.execute(TABLE)
            if database.execute("PRAGMA quick_check").fetchone() == ("ok",):
                database.execute("SELECT key, data FROM kept LIMIT 0")
                return database
        except sqlite3.Error:
            pass
        database.close()
        path.unlink(missing_ok=True)
    return None
