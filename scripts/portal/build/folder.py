"""The files of a site as they lie on disk: read when they are asked for, and not kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

PIECE = 1 << 20


class Folder(Mapping[str, bytes]):
    """Every file below a folder, by address; those of one language without its ``prefix``."""

    def __init__(self, root: Path, prefix: str = ""):
        self.root = root / prefix
        self._names = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return (self.root / name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._names))

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def size(self, name: str) -> int:
        """The bytes of a file."""
        return (self.root / name).stat().st_size

    def pieces(self, name: str) -> Iterator[bytes]:
        """A file piece by piece."""
        with (self.root / name).open("rb") as file:
            yield from iter(lambda: file.read(PIECE), b"")

    def all_pieces(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Every file piece by piece, in the order of names."""
        return ((name, self.pieces(name)) for name in self)

    def add(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write files, one after another."""
        for name, data in files:
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            self._names.add(name)
