"""What the page of an exercise is given: the notebook, what its cells showed at build, and the data for its script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.read.notebook import Notebook


@dataclass(frozen=True)
class Lab:
    """What the build has found out about exercises: outputs by notebook file and cell, and the sizes of both Pythons."""

    shown: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
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
