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


def is_text(part: Any) -> bool:
    return isinstance(part, str)


def source(cell: dict) -> str:
    return "".join(cell["source"])


def tags_of(cell: dict) -> tuple[str, ...]:
    return tuple(str(tag) for tag in cell["metadata"].get("tags", []))


def id_of(cell: dict) -> str:
    return str(cell.get("id", ""))


def about(raw: dict) -> Iterator[Fault]:
    """The metadata has a part ``portal`` with title, summary, minutes, outcomes and ``invented``."""
    given = raw["metadata"].get("portal")
    given = given if isinstance(given, dict) else {}
    for key, kind in ABOUT.items():
        value = given.get(key)
        if not isinstance(value, kind) or value in ("", 0, []) or (kind is list and not all(map(is_text, value))):
            mend = 'write into the metadata: "portal": {"title": …, "summary": …, "minutes": 30, "outcomes": [ids], "invented": true}'
            yield "", f'the metadata of the notebook do not say "{key}"', mend, "N612"


def ids(raw: dict) -> Iterator[Fault]:
    """Every cell has an id of its own."""
    seen: set[str] = set()
    for number, cell in enumerate(raw["cells"], 1):
        name = id_of(cell)
        if not CELL_ID.fullmatch(name):
            mend = "use small letters, digits and single hyphens, like joint-price"
            yield name, f"cell number {number} has no id that can be used", mend, "N602"
        elif name in seen:
            yield name, "two cells have this id", "give each cell an id of its own", "N602"
        seen.add(name)


def tags(raw: dict) -> Iterator[Fault]:
    """A code cell has one tag that says what it is for; a text has none, or is a hint."""
    for cell in raw["cells"]:
        for tag in tags_of(cell):
            if tag not in TAGS:
                yield id_of(cell), f'the tag "{tag}" is not known', suggest(tag, TAGS), "N603"
        known = [tag for tag in tags_of(cell) if tag in TAGS]
        right = ("hint",) if cell["cell_type"] == "markdown" else CODE_TAGS
        if cell["cell_type"] not in ("markdown", "code") or any(tag not in right for tag in known):
            yield id_of(cell), f'a cell of type "{cell["cell_type"]}" cannot be {" and ".join(known) or "here"}', \
                "hints are Markdown cells, all other tags are for code cells", "N615"
        elif cell["cell_type"] == "code" and len(known) != 1:
            mend = f"add one of the tags {', '.join(CODE_TAGS)}"
            yield id_of(cell), "a code cell needs one tag that says what it is for", mend, "N603"


def outputs(raw: dict) -> Iterator[Fault]:
    """No outputs are kept: the build makes them. Errors and scripts in them are named, as they may be a fault of the code."""
    for cell in raw["cells"]:
        for output in cell.get("outputs", []):
            shown = json.dumps(output, ensure_ascii=False)
            mend = "clear all outputs before you save; the portal runs the notebook itself"
            if isinstance(output, dict) and output.get("output_type") == "error":
                yield id_of(cell), f"the cell ended with an error: {output.get('ename')}", "mend the code, then clear all outputs", "N605"
            elif SCRIPT.search(shown):
                yield id_of(cell), "an output has a script in it", mend, "N605"
            else:
                yield id_of(cell), "the cell has an output", mend, "N604"


def attachments(raw: dict) -> Iterator[Fault]:
    """Nothing is attached to a cell."""
    for cell in raw["cells"]:
        if cell.get("attachments"):
            yield id_of(cell), "something is attached to the cell", "remove the picture; charts are drawn by the code", "N608"


def paths(raw: dict) -> Iterator[Fault]:
    """No cell names a place on the author's own machine."""
    for cell in raw["cells"]:
        match = ELSEWHERE.search(source(cell))
        if match:
            yield id_of(cell), f'"{match.group()}" is a place on your own machine', "put the data into the notebook", "N606"


def code(raw: dict) -> Iterator[Fault]:
    """Code cells are Python, and import nothing but the standard library and clusterlab."""
    for cell in raw["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            tree = ast.parse(source(cell))
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            yield id_of(cell), f"line {line} is not Python: {getattr(error, 'msg', error)}", "run the cell in Jupyter and mend it", "N613"
            continue
        for name in _imported(tree):
            if name not in OWN_IMPORTS and name not in sys.stdlib_module_names:
                mend = "use the standard library and clusterlab: nothing else can be sent to the reader's browser"
                yield id_of(cell), f'"{name}" is imported', mend, "N613"


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or ".").split(".")[0] if not node.level else "."


def headings(raw: dict) -> Iterator[Fault]:
    """A text has at most one heading, as its first line: "# " in the first cell, "## " in the others."""
    for number, cell in enumerate(raw["cells"]):
        if cell["cell_type"] != "markdown":
            continue
        for match in HEADING.finditer(source(cell)):
            if match.start() or len(match[1]) != (2 if number else 1) or "hint" in tags_of(cell):
                mend = 'start the cell with "## " and one heading; use **strong** words elsewhere'
                yield id_of(cell), f'the heading "{match[2]}" cannot stand here', mend, "N614"


def parts(raw: dict) -> Iterator[Fault]:
    """An exercise has its task, check and solution; a check, hint or solution has its exercise; hints count from 1."""
    known = {id_of(cell) for cell in raw["cells"]}
    exercises = [id_of(cell) for cell in raw["cells"] if "exercise" in tags_of(cell)]
    for name in exercises:
        for part in ("task", "check", "solution"):
            if f"{name}-{part}" not in known:
                yield name, f"the exercise has no {part}", f'add a cell with the id "{name}-{part}"', "N609"
    for cell in raw["cells"]:
        part = next((tag for tag in tags_of(cell) if tag in ("check", "solution", "hint")), None)
        match = PART.fullmatch(id_of(cell))
        if part and not (match and match["exercise"] in exercises and match["part"].startswith(part)):
            yield id_of(cell), f"this {part} belongs to no exercise", f'call it X-{part}, after the id X of its exercise', "N610"
        elif match and match["part"].startswith("hint") and match["part"] > "hint-1":
            before = f"{match['exercise']}-hint-{int(match['part'][-1]) - 1}"
            if before not in known:
                yield id_of(cell), "the hint before this one is missing", f'hints count from 1: add "{before}"', "N610"
    if not exercises:
        yield "", "the notebook has no exercise", "add a code cell with the tag exercise", "N609"


def fields(raw: dict) -> Iterator[Fault]:
    """There is one inputs cell, of plain assignments with a comment each, and a demo that shows what they lead to."""
    found = [cell for cell in raw["cells"] if "inputs" in tags_of(cell)]
    if len(found) != 1 or not any("demo" in tags_of(cell) for cell in raw["cells"]):
        yield "", "the notebook needs one inputs cell and a demo cell", "add code cells with these tags", "N611"
    for cell in found:
        for what in _faulty(source(cell)):
            yield id_of(cell), what, "write each field as: name = 100  # unit | Label", "N611"


def _faulty(source: str) -> Iterator[str]:
    """What keeps the lines of an inputs cell from being fields."""
    names: set[str] = set()
    for statement, found in statements(source):
        if found is None:
            yield f"line {statement.lineno} is not a field: a name, a number or text, and a comment with a label"
        elif found.name in names:
            yield f'line {statement.lineno}: there are two fields "{found.name}"'
        else:
            names.add(found.name)


RULES: tuple[Callable[[dict], Iterator[Fault]], ...] = (
    about, ids, tags, outputs, attachments, paths, code, headings, parts, fields,
)  # fmt: skip
