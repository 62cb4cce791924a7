"""What the pages of an exercise are given: the notebook, what its cells showed at build, and the data for its script."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.corpus.prose import citations
from portal.read.notebook import Cell, Notebook
from portal.read.notebook_rules import HEADING
from portal.render.desk import Desk
from portal.render.safe import text


@dataclass(frozen=True)
class Lab:
    """What the build knows of exercises: outputs by file and cell, the files themselves, and the sizes of both Pythons."""

    shown: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    sizes: tuple[int, int] = (0, 0)


def given(mid: str, book: Notebook, shown: Mapping[str, Sequence[Any]], sizes: tuple[int, int]) -> dict[str, Any]:
    """The context of exercise.md.j2.

    ``shown``: outputs by cell id, as the proof of the notebook gives them. ``sizes``: what a reader loads for the quick and
    for the full Python, in bytes.
    """
    return {
        "mid": mid,
        "book": book,
        "shown": shown,
        "download": f"modules/{mid}/{book.name}.ipynb",
        "inputs": [
            {"name": entry.name, "kind": entry.kind, "value": entry.value, "unit": entry.unit, "label": entry.label}
            for entry in book.inputs
        ],
        "first": [{"id": cell.id, "tag": cell.tags[0]} for cell in book.first],
        "exercises": [{"id": entry.id, "check": entry.check.id, "full": entry.starter.full} for entry in book.exercises],
        "sizes": {name: f"{max(size, 50_000) / 1e6:.1f}" for name, size in zip(("quick", "full"), sizes)},
    }


# What the code cells of a solved notebook are for, by their tag.
LABELS = {
    "setup": "Preparation", "inputs": "The numbers of this exercise", "demo": "How the result is made",
    "exercise": "What learners start from", "check": "How it is checked", "solution": "A solution",
}  # fmt: skip


def solved(mid: str, book: Notebook, shown: Mapping[str, Sequence[Any]], desk: Desk) -> bytes:
    """The notebook as a trainer sees it: with its solutions, and with what the cells showed when they were proven.

    The engine renders it. Its metadata hold what the page is made of besides: settings, labels of cells, and the lines
    under the title.
    """
    learners = f"modules/{mid}/{book.name}.html"
    head = desk.write("_solved.j2", f"trainer/{learners}", terms=False, book=book, learners=learners).decode()
    words = desk.words_of
    page = {
        "title": words.t("With solutions: {exercise}", exercise=book.title),
        "description": words.t("The exercise “{exercise}” with its solutions, for trainers.", exercise=book.title),
        "kind": "notebook", "section": "modules", "address": desk.address, "robots": "noindex",
    }  # fmt: skip
    about = {
        "page": {name: str(text(value)) for name, value in page.items()},
        "labels": {tag: words.plain(label) for tag, label in LABELS.items()},
        "head": head,
    }
    cells = [_cell(cell, shown.get(cell.id, ()), desk) for cell in book.cells]
    made = {"cells": cells, "metadata": {"portal": about}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made, indent=1, ensure_ascii=False).encode()


def _cell(cell: Cell, shown: Sequence[Any], desk: Desk) -> dict[str, Any]:
    common = {"id": cell.id, "metadata": {"tags": list(cell.tags)}, "source": cell.source}
    if cell.kind == "markdown":
        heading = HEADING.match(cell.source)
        shown_as = f"{heading.group()}\n\n{desk.prose(cell.text)}" if heading else str(desk.prose(cell.text))
        return {"cell_type": "markdown", **common, "source": shown_as}
    lab = desk.environment.get_template("_lab.j2").module
    outputs = [{"output_type": "display_data", "metadata": {}, "data": {"text/html": str(lab.output(one))}} for one in shown]
    return {"cell_type": "code", "execution_count": None, "outputs": outputs, **common}


_MARKS = re.compile(r"\[@(?P<cites>[^\]]+)\]|(?<=\]\()(?P<target>[a-z]+:[a-z0-9-]+)(?=\))")


def take_home(text: str, desk: Desk) -> bytes:
    """A notebook as its author wrote it, with citations in words and whole addresses, for readers who open it elsewhere."""
    raw = json.loads(text)
    for cell in raw["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _MARKS.sub(lambda mark: _in_words(mark, desk), "".join(cell["source"]))
    return (json.dumps(raw, indent=1, ensure_ascii=False) + "\n").encode()


def _in_words(mark: re.Match[str], desk: Desk) -> str:
    if mark["target"]:
        kind, _, name = mark["target"].partition(":")
        page = desk.page_of(kind, name)
        return desk.absolute(page) if page else mark["target"]
    return f"({'; '.join(desk.cited(cite) for cite in citations(mark['cites']))})"
