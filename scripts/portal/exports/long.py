"""A file that is made piece by piece and kept small until it is written."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PIECE = 1 << 16  # letters that are packed at once
FAST = 1  # how hard zlib tries


class Long:
    """The bytes of a text, packed; ``len`` tells how many, and going through it gives them in pieces."""

    def __init__(self, texts: Iterable[str]):
        self._pieces: list[bytes] = []
        self._size = 0
        waiting: list[str] = []
        for text in texts:
            waiting.append(text)
            if sum(map(len, waiting)) > PIECE:
                self._pack(waiting)
        self._pack(waiting)

    def _pack(self, texts: list[str]) -> None:
        data = "".join(texts).encode()
        texts.clear()
        self._size += len(data)
        self._pieces.append(zlib.compress(data, FAST))

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        return map(zlib.decompress, self._pieces)

    def __bytes__(self) -> bytes:
        return b"".join(self)
