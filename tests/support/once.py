"""Make something once in a test run, however many workers want it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import FileLock


def once(folder: Path, name: str, make: Callable[[], Any]) -> Any:
    """What ``make`` gave to the worker that came first (JSON data). When it failed there, it fails here with the same words."""
    note = folder / f"{name}.json"
    with FileLock(folder / f"{name}.lock"):
        if not note.exists():
            try:
                made = {"value": make()}
            except Exception as error:
                made = {"failed": f"{type(error).__name__}: {error}"}
            note.write_text(json.dumps(made), encoding="utf-8")
    made = json.loads(note.read_text(encoding="utf-8"))
    if "failed" in made:
        raise RuntimeError(made["failed"])
    return made["value"]
