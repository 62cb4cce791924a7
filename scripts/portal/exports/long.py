"""A file that is made piece by piece and kept small until it is written."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

PIECE = 1 << 16  # letters that are packed at once
FAST = 1  # how hard zlib tries


class Long:
    """The bytes of a text, packed; ``len`` tells how many, and going through it gives them in pieces."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = self._letters = 0
        self._waiting: list[str] = []

    def add(self, text: str) -> None:
        """Put a text at the end."""
        self._waiting.append(text)
        self._letters += len(text)
        if self._letters > PIECE:
            self.end()

    def end(self) -> None:
        """Pack what is still waiting."""
        data = "".join(self._waiting).encode()
        self._waiting.clear()
        self._letters = 0
        self._size += len(data)
        self._pieces.append(zlib.compress(data, FAST))

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        return map(zlib.decompress, self._pieces)

    def __bytes__(self) -> bytes:
        return b"".join(self)
