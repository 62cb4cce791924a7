"""What an export makes: files by path, and what the person who asked for it has to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """Files to write, and lines to print. A file that is a mapping becomes a zip of the files in it."""

    files: Mapping[str, bytes | Mapping[str, bytes]]
    said: tuple[str, ...] = ()
