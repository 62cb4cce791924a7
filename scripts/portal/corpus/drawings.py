"""Rules for drawings: each shape gets the nodes, rows and columns it is drawn from."""

from __future__ import annotations

from collections.abc import Iterator

from portal.corpus.corpus import Library
from portal.problems import Problem
from portal.schema.bind import Document
from portal.schema.diagram import Diagram

FILE = "docs/reference/diagrams.yml"
# How many nodes a shape can show.
COUNTS = {
    "ring": (2, 8),
    "loop": (2, 6),
    "wheel": (2, 8),
    "triangle": (3, 3),
    "funnel": (2, 7),
    "map": (1, 12),
    "ladder": (1, 18),
}
COLUMNS = {"map": 2, "ladder": 3}


def check_drawings(library: Library) -> Iterator[Problem]:
    """Every problem of every drawing."""
    document = library.documents[FILE]
    for index, diagram in enumerate(document.item):
        yield from enough_nodes(library, document, index, diagram)
        yield from places(library, document, index, diagram)


def enough_nodes(library: Library, document: Document, index: int, diagram: Diagram) -> Iterator[Problem]:
    """A shape has as many nodes as it can show; a stack of tiers has a case with components."""
    count = len(getattr(library.corpus.taxonomy, diagram.tags)) if diagram.tags else len(diagram.nodes)
    least, most = COUNTS.get(diagram.shape, (0, 99))
    if not least <= count <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        message = f"the shape {diagram.shape} is drawn from {wanted} nodes; there are {count}"
        yield document.problem("C321", (index, "nodes"), message, "add or remove nodes, or choose another shape", key=True)
    if diagram.shape == "tiers" and not diagram.case:
        message = "the shape tiers is drawn from the components of a case"
        yield document.problem("C321", (index, "shape"), message, "name the case under `case`, or choose another shape")


def places(library: Library, document: Document, index: int, diagram: Diagram) -> Iterator[Problem]:
    """A node stands in a row and column that exist; a ladder needs both for every node, and rows are named."""
    rows = _rows(library, diagram)
    if diagram.shape in COLUMNS and not diagram.rows:
        message = f"the shape {diagram.shape} needs names for its rows"
        yield document.problem("C321", (index,), message, "add `rows: [first row, second row]`")
    for number, node in enumerate(diagram.nodes):
        path = (index, "nodes", number)
        if diagram.shape == "ladder" and node.level is None:
            yield document.problem("C321", path, f'the node "{node.id}" has no row', "add `level: 1` for the first row")
        for key, value, most in (("level", node.level, rows), ("column", node.column, COLUMNS.get(diagram.shape))):
            if value is not None and most and not 1 <= value <= most:
                yield document.problem("C321", (*path, key), f"there is no {key} {value}", f"write a number from 1 to {most}")


def _rows(library: Library, diagram: Diagram) -> int | None:
    """How many rows there are; None when that does not matter or the case was taken out."""
    if diagram.shape in COLUMNS:
        return len(diagram.rows)
    cases = dict(library.cases())
    if diagram.shape == "tiers" and diagram.case in cases:
        return len(cases[diagram.case].item.components)
    return None
