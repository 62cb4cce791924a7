"""What pages say of the open data: its tables, their fields, and the files to download."""

from __future__ import annotations

from dataclasses import dataclass

FOLDER = "data/v1"
PAGE = "data/index.html"


@dataclass(frozen=True)
class Field:
    """A field of a table: what it holds, what it means, and whether CSV has it too."""

    name: str
    holds: str
    about: str
    csv: bool


@dataclass(frozen=True)
class Download:
    """A file and its size in bytes."""

    kind: str
    address: str
    size: int

    @property
    def kilobytes(self) -> str:
        """The size in thousands of bytes, at least one."""
        return str(max(1, round(self.size / 1000)))


@dataclass(frozen=True)
class Table:
    """A table of the open data."""

    id: str
    title: str
    about: str
    count: int
    fields: tuple[Field, ...]
    downloads: tuple[Download, ...]
