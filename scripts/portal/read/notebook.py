"""Exercises: a Jupyter notebook as text to a frozen ``Notebook``, or all problems found in it.

Tags: ``setup`` (imports, and values made from the fields), ``inputs`` (the fields a reader changes), ``demo`` (what the page
shows), ``exercise`` X with ``check`` X-check, ``solution`` X-solution, ``hint`` X-hint-1 …, and a text X-task before it.
A run of any cell starts afresh: all setup, inputs and demo cells in order, then the cell, then its check. So no exercise
depends on another.
"""

from __future__ import annotations

import ast
import io
import json
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from portal.problems import Problem, ProblemsFound, suggest
from portal.read.files import MAX_BYTES

FIRST = ("setup", "inputs", "demo")
HEADING_LINE = None


@dataclass(frozen=True)
class Cell:
    """A cell: ``kind`` is ``markdown`` or ``code``. ``full`` says why it needs the full runtime ("" when it does not)."""

    id: str
    kind: str
    tags: tuple[str, ...]
    source: str
    full: str = ""

    @property
    def heading(self) -> str:
        """The words of the heading a text starts with, or ""."""
        match = HEADING.match(self.source) if self.kind == "markdown" else None
        return match[2] if match else ""

    @property
    def text(self) -> str:
        """A text without the heading it starts with."""
        return HEADING.sub("", self.source, count=1).strip() if self.heading else self.source


@dataclass(frozen=True)
class Exercise:
    """An exercise with its parts."""

    id: str
    task: Cell
    starter: Cell
    check: Cell
    hints: tuple[Cell, ...]
    solution: Cell


@dataclass(frozen=True)
class Notebook:
    """A notebook whose parts fit together. ``file`` is its path in the project, ``name`` the stem of it."""

    file: str
    name: str
    title: str
    summary: str
    minutes: int
    outcomes: tuple[str, ...]
    invented: bool
    cells: tuple[Cell, ...]
    inputs: tuple[Input, ...]
    exercises: tuple[Exercise, ...]

    @property
    def first(self) -> tuple[Cell, ...]:
        """What runs before any exercise: setup, inputs and demo cells."""
        return tuple(cell for cell in self.cells if cell.kind == "code" and set(cell.tags) & set(FIRST))


def parse(file: str, text: str) -> Notebook:
    """The notebook in ``text``. Raises ProblemsFound with everything that is wrong."""
    raw = _json(file, text)
    faults = _Faults(file, text)
    for check in (about, ids, tags, outputs, attachments, paths, code, headings, parts, fields):
        for cell, what, mend, number in check(raw):
            faults.add(number, cell, what, mend)
    if faults.found:
        raise ProblemsFound(faults.found, {file: text})
    return _notebook(file, raw)


class _Faults:
    """Problems of one file, each at the line where its cell begins."""

    def __init__(self, file: str, text: str):
        self.file, self.text = file, text
        self.found: list[Problem] = []

    def add(self, code: str, cell: str, what: str, mend: str) -> None:
        """One problem; ``cell`` is its id, or "" for the whole notebook."""
        match = re.search(rf'"id":\s*"{re.escape(cell)}"', self.text) if cell else None
        line = self.text.count("\n", 0, match.start()) + 1 if match else 1
        column = match.start() - self.text.rfind("\n", 0, match.start()) if match else 1
        message = f'cell "{cell}": {what}' if cell else what
        self.found.append(Problem(self.file, line, column, code, message, mend, len(match.group()) if match else 1))


def _json(file: str, text: str) -> dict[str, Any]:
    """The notebook as data, if it is one of format 4.5 and not too large."""
    if len(text.encode()) > MAX_BYTES:
        mend = "take long data out of it, and clear the outputs"
        raise ProblemsFound([Problem(file, 1, 1, "N607", f"the notebook is larger than {MAX_BYTES:,} bytes", mend)])
    mend = "save it with Jupyter as a notebook of format 4.5"
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        problem = Problem(file, line, getattr(error, "colno", 1), "N601", "this is not a notebook: the file is not JSON", mend)
        raise ProblemsFound([problem], {file: text}) from None
    if not _is_notebook(raw):
        raise ProblemsFound([Problem(file, 1, 1, "N601", "this is not a notebook of format 4.5", mend)], {file: text})
    return raw


def _is_notebook(raw: Any) -> bool:
    if not isinstance(raw, dict) or raw.get("nbformat") != 4 or not isinstance(raw.get("nbformat_minor"), int):
        return False
    cells = raw.get("cells")
    return raw["nbformat_minor"] >= 5 and isinstance(raw.get("metadata"), dict) and isinstance(cells, list) and all(map(_is_cell, cells))


def _is_cell(cell: Any) -> bool:
    kinds = {"cell_type": str, "metadata": dict, "source": (str, list)}
    listed = isinstance(cell, dict) and isinstance(cell.get("metadata", {}).get("tags", []), list)
    return listed and all(isinstance(cell.get(key), kind) for key, kind in kinds.items()) and all(map(_is_text, cell["source"]))


def _notebook(file: str, raw: dict) -> Notebook:
    """The notebook, once nothing is wrong with it."""
    cells = tuple(_cell(cell) for cell in raw["cells"])
    by_id = {cell.id: cell for cell in cells}
    portal = raw["metadata"]["portal"]
    listed = next(cell for cell in cells if "inputs" in cell.tags)
    given = tuple(found for _, found in _statements(listed.source) if found)
    exercises = tuple(_exercise(cell, by_id) for cell in cells if "exercise" in cell.tags)
    return Notebook(
        file, PurePosixPath(file).stem, portal["title"], portal["summary"], portal["minutes"], tuple(portal["outcomes"]),
        portal["invented"], cells, given, exercises,
    )  # fmt: skip


def _cell(raw: dict) -> Cell:
    full = raw["metadata"].get("full", "")
    return Cell(_id(raw), raw["cell_type"], _tags(raw), _source(raw).strip("\n"), full if isinstance(full, str) else "")


def _exercise(cell: Cell, by_id: dict[str, Cell]) -> Exercise:
    hints = tuple(by_id[name] for n in range(1, 10) if (name := f"{cell.id}-hint-{n}") in by_id)
    part = {name: by_id[f"{cell.id}-{name}"] for name in ("task", "check", "solution")}
    return Exercise(cell.id, part["task"], cell, part["check"], hints, part["solution"])
