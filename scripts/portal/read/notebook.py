"""Exercises: a Jupyter notebook as text to a frozen ``Notebook``, or all problems found in it.

Tags: ``setup`` (imports, and values made from the fields), ``inputs`` (the fields a reader changes), ``demo`` (what the page
shows), ``exercise`` X with ``check`` X-check, ``solution`` X-solution, ``hint`` X-hint-1 …, and a text X-task before it.
A run of any cell starts afresh: all setup, inputs and demo cells in order, then the cell, then its check. So no exercise
depends on another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from portal.problems import Problem, ProblemsFound, some
from portal.read.files import MAX_BYTES, unseen
from portal.read.inputs import Input, statements
from portal.read.notebook_rules import HEADING, RULES, id_of, is_text, source, tags_of

__all__ = ["Block", "Cell", "Exercise", "Input", "Notebook", "parse"]

HALF = re.compile("[\ud800-\udfff]")
FIRST = ("setup", "inputs", "demo")


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
class Block:
    """A part of the page. ``kind``: ``text``; ``try`` (the fields with the demo below them); ``demo``; ``exercise``.

    ``cell`` is the text, the demo, or the starter; ``code`` are the cells folded under a demo, itself the last.
    """

    kind: str
    cell: Cell
    code: tuple[Cell, ...] = ()
    exercise: Exercise | None = None


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
        return tuple(cell for cell in self.cells if set(cell.tags) & set(FIRST))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The parts of the page, in order."""
        return tuple(_blocks(self))


def _blocks(notebook: Notebook) -> Iterator[Block]:
    """Setup and inputs wait for the demo after them; the parts of an exercise stand with it."""
    exercises = {exercise.id: exercise for exercise in notebook.exercises}
    taken = {exercise.task.id for exercise in notebook.exercises}
    waiting: list[Cell] = []
    for cell in notebook.cells:
        if cell.id in exercises:
            yield Block("exercise", cell, exercise=exercises[cell.id])
        elif cell.kind == "markdown" and "hint" not in cell.tags and cell.id not in taken:
            yield Block("text", cell)
        elif set(cell.tags) & set(FIRST):
            waiting.append(cell)
            if "demo" in cell.tags:
                fields = any("inputs" in one.tags for one in waiting)
                yield Block("try" if fields else "demo", cell, tuple(waiting))
                waiting = []


def parse(file: str, text: str) -> Notebook:
    """The notebook in ``text``. Raises ProblemsFound with everything that is wrong."""
    raw = _json(file, text)
    problems = [_problem(file, text, *fault) for rule in RULES for fault in rule(raw)]
    if problems:
        raise ProblemsFound(problems, {file: text})
    return _notebook(file, raw)


def _problem(file: str, text: str, code: str, cell: str, what: str, mend: str) -> Problem:
    """The fault at the line where its cell begins; for the whole notebook (no cell) in the first line."""
    match = re.search(rf'"id":\s*"{re.escape(cell)}"', text) if cell else None
    if match is None:
        return Problem(file, 1, 1, code, what, mend)
    line, column = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
    return Problem(file, line, column, code, f'cell "{cell}": {what}', mend, len(match.group()))


def _json(file: str, text: str) -> dict[str, Any]:
    """The notebook as data, if it is one of format 4.5 and not too large."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        mend = "take long data out of it, and clear the outputs"
        raise ProblemsFound([Problem(file, 1, 1, "N607", f"the notebook is larger than {MAX_BYTES:,} bytes", mend)])
    mend = "save it with Jupyter as a notebook of format 4.5"
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        problem = Problem(file, *place, "N601", "this is not a notebook: the file is not JSON", mend)
        raise ProblemsFound([problem], {file: text}) from None
    if not _is_notebook(raw):
        raise ProblemsFound([Problem(file, 1, 1, "N601", "this is not a notebook of format 4.5", mend)], {file: text})
    if problems := some(_written_with_codes(file, raw)):
        raise ProblemsFound(problems, {file: text})
    return raw


def _written_with_codes(file: str, raw: Any) -> Iterator[Problem]:
    """Codes of JSON cannot bring in what is refused when it is typed, nor halves of characters."""
    shown = json.dumps(raw, ensure_ascii=False)
    for _, code, message, mend in unseen(shown):
        yield Problem(file, 1, 1, code, f"{message}, written with a code", mend)
    if HALF.search(shown):
        mend = "remove the code that writes it, from \\ud800 to \\udfff"
        yield Problem(file, 1, 1, "N601", "half of a character stands in the notebook", mend)


def _is_notebook(raw: Any) -> bool:
    if not isinstance(raw, dict) or raw.get("nbformat") != 4 or not isinstance(raw.get("nbformat_minor"), int):
        return False
    cells = raw.get("cells")
    framed = raw["nbformat_minor"] >= 5 and isinstance(raw.get("metadata"), dict) and isinstance(cells, list)
    return framed and all(map(_is_cell, cells))


def _is_cell(cell: Any) -> bool:
    kinds = {"cell_type": str, "metadata": dict, "source": (str, list)}
    if not isinstance(cell, dict) or not all(isinstance(cell.get(key), kind) for key, kind in kinds.items()):
        return False
    return isinstance(cell["metadata"].get("tags", []), list) and all(map(is_text, cell["source"]))


def _notebook(file: str, raw: dict) -> Notebook:
    """The notebook, once nothing is wrong with it."""
    cells = tuple(_cell(cell) for cell in raw["cells"])
    by_id = {cell.id: cell for cell in cells}
    portal = raw["metadata"]["portal"]
    listed = next(cell for cell in cells if "inputs" in cell.tags)
    return Notebook(
        file=file,
        name=PurePosixPath(file).stem,
        title=portal["title"],
        summary=portal["summary"],
        minutes=portal["minutes"],
        outcomes=tuple(portal["outcomes"]),
        invented=portal["invented"],
        cells=cells,
        inputs=tuple(found for _, found in statements(listed.source) if found),
        exercises=tuple(_exercise(cell, by_id) for cell in cells if "exercise" in cell.tags),
    )


def _cell(raw: dict) -> Cell:
    full = raw["metadata"].get("full", "")
    return Cell(id_of(raw), raw["cell_type"], tags_of(raw), source(raw).strip("\n"), full if is_text(full) else "")


def _exercise(cell: Cell, by_id: dict[str, Cell]) -> Exercise:
    hints = tuple(by_id[name] for n in range(1, 10) if (name := f"{cell.id}-hint-{n}") in by_id)
    part = {name: by_id[f"{cell.id}-{name}"] for name in ("task", "check", "solution")}
    return Exercise(cell.id, part["task"], cell, part["check"], hints, part["solution"])
