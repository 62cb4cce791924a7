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

CODE_TAGS = ("setup", "inputs", "demo", "exercise", "check", "solution")
TAGS = (*CODE_TAGS, "hint")
FIRST = ("setup", "inputs", "demo")
CELL_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PART = re.compile(r"(?P<exercise>.+?)-(?P<part>task|check|solution|hint-[1-9])")
COMMENT = re.compile(r"#\s*(?P<unit>[^|]*?)\s*\|\s*(?P<label>\S.*?)\s*")
HEADING = re.compile(r"(?m)^(#{1,6})\s+(.*?)\s*$")
ELSEWHERE = re.compile(r"file:/|(?<![\w.:/])/(?:home|Users|root|tmp|mnt|var|opt|work)/|\b[A-Za-z]:\\\\?\w")
SCRIPT = re.compile(r"<script|javascript:|\bon[a-z]+\s*=|<iframe|<object|<embed", re.IGNORECASE)
OWN_IMPORTS = ("clusterlab",)
ABOUT = {"title": str, "summary": str, "minutes": int, "outcomes": list, "invented": bool}


@dataclass(frozen=True)
class Input:
    """A field: the name of a variable, its value, its unit ("" for none), and the label a reader sees."""

    name: str
    value: int | float | str
    unit: str
    label: str

    @property
    def kind(self) -> str:
        """``number``, ``text``, or ``lines`` for a text of several lines."""
        if not isinstance(self.value, str):
            return "number"
        return "lines" if "\n" in self.value else "text"


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


def _is_text(part: Any) -> bool:
    return isinstance(part, str)


def _source(cell: dict) -> str:
    return "".join(cell["source"])


def _tags(cell: dict) -> tuple[str, ...]:
    return tuple(str(tag) for tag in cell["metadata"].get("tags", []))


def _id(cell: dict) -> str:
    return str(cell.get("id", ""))


Found = Iterator[tuple[str, str, str, str]]


def about(raw: dict) -> Found:
    """The metadata has a part ``portal`` with title, summary, minutes, outcomes and ``invented``."""
    given = raw["metadata"].get("portal")
    given = given if isinstance(given, dict) else {}
    for key, kind in ABOUT.items():
        value = given.get(key)
        if not isinstance(value, kind) or value in ("", 0, []) or (kind is list and not all(map(_is_text, value))):
            mend = 'write into the metadata: "portal": {"title": …, "summary": …, "minutes": 30, "outcomes": [ids], "invented": true}'
            yield "", f'the metadata of the notebook do not say "{key}"', mend, "N612"


def ids(raw: dict) -> Found:
    """Every cell has an id of its own."""
    seen: set[str] = set()
    for number, cell in enumerate(raw["cells"], 1):
        name = _id(cell)
        if not CELL_ID.fullmatch(name):
            mend = "use small letters, digits and single hyphens, like joint-price"
            yield name, f"cell number {number} has no id that can be used", mend, "N602"
        elif name in seen:
            yield name, "two cells have this id", "give each cell an id of its own", "N602"
        seen.add(name)


def tags(raw: dict) -> Found:
    """A code cell has one tag that says what it is for; a text has none, or is a hint."""
    for cell in raw["cells"]:
        for tag in _tags(cell):
            if tag not in TAGS:
                yield _id(cell), f'the tag "{tag}" is not known', suggest(tag, TAGS), "N603"
        known = [tag for tag in _tags(cell) if tag in TAGS]
        right = ("hint",) if cell["cell_type"] == "markdown" else CODE_TAGS
        if cell["cell_type"] not in ("markdown", "code") or any(tag not in right for tag in known):
            yield _id(cell), f'a cell of type "{cell["cell_type"]}" cannot be {" and ".join(known) or "here"}', \
                "hints are Markdown cells, all other tags are for code cells", "N615"
        elif cell["cell_type"] == "code" and len(known) != 1:
            mend = f"add one of the tags {', '.join(CODE_TAGS)}"
            yield _id(cell), "a code cell needs one tag that says what it is for", mend, "N603"


def outputs(raw: dict) -> Found:
    """No outputs are kept: the build makes them. Errors and scripts in them are named, as they may be a fault of the code."""
    for cell in raw["cells"]:
        for output in cell.get("outputs", []):
            shown = json.dumps(output, ensure_ascii=False)
            mend = "clear all outputs before you save; the portal runs the notebook itself"
            if isinstance(output, dict) and output.get("output_type") == "error":
                yield _id(cell), f"the cell ended with an error: {output.get('ename')}", "mend the code, then clear all outputs", "N605"
            elif SCRIPT.search(shown):
                yield _id(cell), "an output has a script in it", mend, "N605"
            else:
                yield _id(cell), "the cell has an output", mend, "N604"


def attachments(raw: dict) -> Found:
    """Nothing is attached to a cell."""
    for cell in raw["cells"]:
        if cell.get("attachments"):
            yield _id(cell), "something is attached to the cell", "remove the picture; charts are drawn by the code", "N608"


def paths(raw: dict) -> Found:
    """No cell names a place on the author's own machine."""
    for cell in raw["cells"]:
        match = ELSEWHERE.search(_source(cell))
        if match:
            yield _id(cell), f'"{match.group()}" is a place on your own machine', "put the data into the notebook", "N606"


def code(raw: dict) -> Found:
    """Code cells are Python, and import nothing but the standard library and clusterlab."""
    for cell in raw["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            tree = ast.parse(_source(cell))
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            yield _id(cell), f"line {line} is not Python: {getattr(error, 'msg', error)}", "run the cell in Jupyter and mend it", "N613"
            continue
        for name in _imported(tree):
            if name not in OWN_IMPORTS and name not in sys.stdlib_module_names:
                mend = "use the standard library and clusterlab: nothing else can be sent to the reader's browser"
                yield _id(cell), f'"{name}" is imported', mend, "N613"


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or ".").split(".")[0] if not node.level else "."


def headings(raw: dict) -> Found:
    """A text has at most one heading, as its first line: "# " in the first cell, "## " in the others."""
    for number, cell in enumerate(raw["cells"]):
        if cell["cell_type"] != "markdown":
            continue
        for match in HEADING.finditer(_source(cell)):
            if match.start() or len(match[1]) != (2 if number else 1) or "hint" in _tags(cell):
                mend = 'start the cell with "## " and one heading; use **strong** words elsewhere'
                yield _id(cell), f'the heading "{match[2]}" cannot stand here', mend, "N614"


def parts(raw: dict) -> Found:
    """An exercise has its task, check and solution; a check, hint or solution has its exercise; hints count from 1."""
    known = {_id(cell) for cell in raw["cells"]}
    exercises = [_id(cell) for cell in raw["cells"] if "exercise" in _tags(cell)]
    for name in exercises:
        for part in ("task", "check", "solution"):
            if f"{name}-{part}" not in known:
                yield name, f"the exercise has no {part}", f'add a cell with the id "{name}-{part}"', "N609"
    for cell in raw["cells"]:
        part = next((tag for tag in _tags(cell) if tag in ("check", "solution", "hint")), None)
        match = PART.fullmatch(_id(cell))
        if part and not (match and match["exercise"] in exercises and match["part"].startswith(part)):
            yield _id(cell), f"this {part} belongs to no exercise", f'call it X-{part}, after the id X of its exercise', "N610"
        elif match and match["part"].startswith("hint") and match["part"] > "hint-1":
            before = f"{match['exercise']}-hint-{int(match['part'][-1]) - 1}"
            if before not in known:
                yield _id(cell), "the hint before this one is missing", f'hints count from 1: add "{before}"', "N610"
    if not exercises:
        yield "", "the notebook has no exercise", "add a code cell with the tag exercise", "N609"


def fields(raw: dict) -> Found:
    """There is one inputs cell, of plain assignments with a comment each, and a demo that shows what they lead to."""
    found = [cell for cell in raw["cells"] if "inputs" in _tags(cell)]
    if len(found) != 1 or not any("demo" in _tags(cell) for cell in raw["cells"]):
        yield "", "the notebook needs one inputs cell and a demo cell", "add code cells with these tags", "N611"
    for cell in found:
        for what in _faulty(_source(cell)):
            yield _id(cell), what, "write each field as: name = 100  # unit | Label", "N611"


def _faulty(source: str) -> Iterator[str]:
    """What keeps the lines of an inputs cell from being fields."""
    names: set[str] = set()
    for statement, found in _statements(source):
        if found is None:
            yield f"line {statement.lineno} is not a field: a name, a number or text, and a comment with a label"
        elif found.name in names:
            yield f'line {statement.lineno}: there are two fields "{found.name}"'
        else:
            names.add(found.name)


def _statements(source: str) -> Iterator[tuple[ast.stmt, Input | None]]:
    """Each statement of an inputs cell, with the field it stands for (None when it is none)."""
    try:
        tree = ast.parse(source)
        comments = {token.start[0]: token.string for token in tokenize.generate_tokens(io.StringIO(source).readline)
                    if token.type == tokenize.COMMENT}  # fmt: skip
    except (SyntaxError, ValueError, tokenize.TokenError):
        return
    for statement in tree.body:
        yield statement, _field(statement, comments.get(statement.end_lineno or 0, ""))


def _field(statement: ast.stmt, comment: str) -> Input | None:
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
        return None
    try:
        value = ast.literal_eval(statement.value)
    except ValueError:
        return None
    match = COMMENT.fullmatch(comment)
    if match is None or isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    return Input(statement.targets[0].id, value, match["unit"], match["label"])


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
