"""What a notebook must be, one rule a generator: its docstring is the rule. The data are those of the JSON file."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from portal.problems import suggest
from portal.read.inputs import statements

CODE_TAGS = ("setup", "inputs", "demo", "exercise", "check", "solution")
TAGS = (*CODE_TAGS, "hint")
CELL_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PART = re.compile(r"(?P<exercise>.+?)-(?P<part>task|check|solution|hint-[1-9])")
HEADING = re.compile(r"(?m)^(#{1,6})\s+(.*?)\s*$")
ELSEWHERE = re.compile(r"file:/|(?<![\w.:/])/(?:home|Users|root|tmp|mnt|var|opt|work)/|\b[A-Za-z]:\\\\?\w")
SCRIPT = re.compile(r"<script|javascript:|\bon[a-z]+\s*=|<iframe|<object|<embed", re.IGNORECASE)
OWN_IMPORTS = ("clusterlab",)
ABOUT = {"title": str, "summary": str, "minutes": int, "outcomes": list, "invented": bool}


class Fault(NamedTuple):
    """A broken rule: code, id of the cell ("" for the whole notebook), what is wrong, and the mend."""

    code: str
    cell: str
    what: str
    mend: str


def source(cell: dict) -> str:
    """The text of a cell."""
    return "".join(cell["source"])


def tags_of(cell: dict) -> tuple[str, ...]:
    """The tags of a cell."""
    return tuple(str(tag) for tag in cell["metadata"].get("tags", []))


def id_of(cell: dict) -> str:
    """The id of a cell, "" when it has none."""
    return str(cell.get("id", ""))


def is_text(part: Any) -> bool:
    """Whether this is text."""
    return isinstance(part, str)


def about(raw: dict) -> Iterator[Fault]:
    """The metadata have a part ``portal`` with title, summary, minutes, outcomes and ``invented``."""
    given = raw["metadata"].get("portal")
    given = given if isinstance(given, dict) else {}
    mend = 'add to the metadata: "portal": {"title": …, "summary": …, "minutes": 30, "outcomes": [ids], "invented": true}'
    for key, kind in ABOUT.items():
        value = given.get(key)
        if not isinstance(value, kind) or value in ("", []) or (isinstance(value, list) and not all(map(is_text, value))):
            yield Fault("N612", "", f'the metadata of the notebook do not say "{key}"', mend)


def ids(raw: dict) -> Iterator[Fault]:
    """Every cell has an id of its own."""
    seen: set[str] = set()
    for number, cell in enumerate(raw["cells"], 1):
        name = id_of(cell)
        if not CELL_ID.fullmatch(name):
            mend = "use small letters, digits and single hyphens, like joint-price"
            yield Fault("N602", name, f"cell number {number} has no id that can be used", mend)
        elif name in seen:
            yield Fault("N602", name, "two cells have this id", "give each cell an id of its own")
        seen.add(name)


def tags(raw: dict) -> Iterator[Fault]:
    """Tags are known, and a code cell has one of them."""
    for cell in raw["cells"]:
        for tag in tags_of(cell):
            if tag not in TAGS:
                yield Fault("N603", id_of(cell), f'the tag "{tag}" is not known', suggest(tag, TAGS))
        if cell["cell_type"] == "code" and len([tag for tag in tags_of(cell) if tag in TAGS]) != 1:
            mend = f"add one of the tags {', '.join(CODE_TAGS)}"
            yield Fault("N603", id_of(cell), "a code cell needs one tag that says what it is for", mend)


def kinds(raw: dict) -> Iterator[Fault]:
    """Cells are code or Markdown; hints are Markdown, and all other tags are for code."""
    mend = "make it a Markdown cell, or a code cell with another tag"
    for cell in raw["cells"]:
        right = {"markdown": ("hint",), "code": CODE_TAGS}.get(cell["cell_type"])
        wrong = [tag for tag in tags_of(cell) if tag in TAGS and tag not in (right or TAGS)]
        if right is None:
            yield Fault("N615", id_of(cell), f'a cell of the type "{cell["cell_type"]}" is not shown', mend)
        for tag in wrong:
            yield Fault("N615", id_of(cell), f'a cell of the type "{cell["cell_type"]}" cannot be a {tag}', mend)


def outputs(raw: dict) -> Iterator[Fault]:
    """No outputs are kept: the build makes them. Errors and scripts among them are named."""
    mend = "clear all outputs before you save; the portal runs the notebook itself"
    for cell in raw["cells"]:
        for output in cell.get("outputs") or ():
            if isinstance(output, dict) and output.get("output_type") == "error":
                what = f"the cell ended with an error: {output.get('ename')}"
                yield Fault("N605", id_of(cell), what, "mend the code, then clear all outputs")
            elif SCRIPT.search(json.dumps(output, ensure_ascii=False)):
                yield Fault("N605", id_of(cell), "an output has a script in it", mend)
            else:
                yield Fault("N604", id_of(cell), "the cell has an output", mend)


def attachments(raw: dict) -> Iterator[Fault]:
    """Nothing is attached to a cell."""
    for cell in raw["cells"]:
        if cell.get("attachments"):
            yield Fault("N608", id_of(cell), "something is attached to the cell", "remove it; charts are drawn by the code")


def paths(raw: dict) -> Iterator[Fault]:
    """No cell names a place on the author's own machine."""
    for cell in raw["cells"]:
        match = ELSEWHERE.search(source(cell))
        if match:
            what = f'"{match.group()}" begins a place on your own machine'
            yield Fault("N606", id_of(cell), what, "put the data into the notebook")


def code(raw: dict) -> Iterator[Fault]:
    """Code cells are Python, and import nothing but the standard library and clusterlab."""
    for cell in raw["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            imported = set(_imported(ast.parse(source(cell))))
        except (SyntaxError, ValueError) as error:
            what = f"line {getattr(error, 'lineno', None) or 1} is not Python: {getattr(error, 'msg', error)}"
            yield Fault("N613", id_of(cell), what, "run the cell in Jupyter and mend it")
            continue
        for name in sorted(imported - set(OWN_IMPORTS) - sys.stdlib_module_names):
            mend = "use the standard library and clusterlab: nothing else reaches the reader's browser"
            yield Fault("N613", id_of(cell), f'"{name}" is imported', mend)


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else (node.module or "").split(".")[0]


def headings(raw: dict) -> Iterator[Fault]:
    """A text has at most one heading, as its first line: "# " in the first cell, "## " in the others."""
    mend = 'start the cell with "## " and one heading; use **strong** words elsewhere'
    for number, cell in enumerate(raw["cells"]):
        if cell["cell_type"] != "markdown":
            continue
        for match in HEADING.finditer(source(cell)):
            if match.start() or len(match[1]) != (2 if number else 1) or "hint" in tags_of(cell):
                yield Fault("N614", id_of(cell), f'the heading "{match[2]}" cannot stand here', mend)


def whole(raw: dict) -> Iterator[Fault]:
    """There is an exercise, and each has its task, check and solution, of the right kind."""
    known = {id_of(cell): cell for cell in raw["cells"]}
    exercises = [id_of(cell) for cell in raw["cells"] if "exercise" in tags_of(cell)]
    if not exercises:
        yield Fault("N609", "", "the notebook has no exercise", "add a code cell with the tag exercise")
    for name in exercises:
        for part in ("task", "check", "solution"):
            cell = known.get(f"{name}-{part}")
            right = cell is not None and (part in tags_of(cell) if part != "task" else cell["cell_type"] == "markdown")
            if not right:
                mend = (
                    f'add a {"Markdown cell" if part == "task" else "code cell with the tag " + part} with the id "{name}-{part}"'
                )
                yield Fault("N609", name, f"the exercise has no {part}", mend)


def parts(raw: dict) -> Iterator[Fault]:
    """A check, hint or solution belongs to an exercise, by its id; hints count from 1."""
    known = {id_of(cell) for cell in raw["cells"]}
    exercises = [id_of(cell) for cell in raw["cells"] if "exercise" in tags_of(cell)]
    for cell in raw["cells"]:
        part = next((tag for tag in tags_of(cell) if tag in ("check", "solution", "hint")), None)
        match = PART.fullmatch(id_of(cell))
        if part and not (match and match["exercise"] in exercises and match["part"].startswith(part)):
            form = "X-hint-1" if part == "hint" else f"X-{part}"
            yield Fault(
                "N610", id_of(cell), f"this {part} belongs to no exercise", f"call it {form}, after the id X of its exercise"
            )
        elif part == "hint" and match and match["part"] > "hint-1":
            before = f"{match['exercise']}-hint-{int(match['part'][-1]) - 1}"
            if before not in known:
                yield Fault("N610", id_of(cell), "the hint before this one is missing", f'hints count from 1: add "{before}"')


def fields(raw: dict) -> Iterator[Fault]:
    """There is one inputs cell, of plain assignments with a comment each, and a demo that shows what they lead to."""
    found = [cell for cell in raw["cells"] if "inputs" in tags_of(cell)]
    if len(found) != 1 or not any("demo" in tags_of(cell) for cell in raw["cells"]):
        yield Fault("N611", "", "the notebook needs one inputs cell and a demo cell", "add code cells with these tags")
    for cell in found:
        for what in _faulty(source(cell)):
            yield Fault("N611", id_of(cell), what, "write each field as: name = 100  # unit | Label")


def _faulty(text: str) -> Iterator[str]:
    """What keeps the lines of an inputs cell from being fields."""
    names: set[str] = set()
    for statement, found in statements(text):
        if found is None:
            yield f"line {statement.lineno} is not a field: a name, a number or text, and a comment with a label"
        elif found.name in names:
            yield f'line {statement.lineno}: there are two fields "{found.name}"'
        else:
            names.add(found.name)


RULES: tuple[Callable[[dict], Iterator[Fault]], ...] = (
    about, ids, tags, kinds, outputs, attachments, paths, code, headings, whole, parts, fields,
)  # fmt: skip
