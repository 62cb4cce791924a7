"""Small files that would keep a careless reader busy for hours, or fill the memory: each is refused at once.

``make bench`` prints the seconds that each takes from the file to the printed problems; tests/unit/test_bombs.py holds the
codes and counts steps.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.corpus import prose
from portal.corpus.load import read
from portal.problems import Problem, ProblemsFound, as_text
from portal.read.files import collect

FULL = 990_000  # characters: just below what a file may have
CASE, PAGE, BOOK = "case_studies/a.yml", "docs/a.md", "modules/a/exercises/a.ipynb"
COUNTRIES = "docs/reference/countries.yml"
FRONT = "---\ntitle: A\nsummary: A.\nauthor: A\nadded: 2026-11-23\nupdated: 2026-11-23\n---\n"


@dataclass(frozen=True)
class Bomb:
    """A file to read, the code that refuses it, and its text, made when it is wanted."""

    file: str
    code: str
    text: Callable[[], str]


def filled(piece: str, before: str = "", after: str = "") -> Callable[[], str]:
    """A text of nearly the largest size, full of one piece."""
    return lambda: before + piece * ((FULL - len(before) - len(after)) // len(piece)) + after


def numbered(piece: str) -> Callable[[], str]:
    """A text of nearly the largest size: the piece with another number each time."""
    return lambda: "".join(piece.replace("#", str(number)) for number in range(FULL // (len(piece) + 5)))


def laughs() -> str:
    """Ten levels of ten aliases each: ten thousand million texts, if they were written out."""
    lines = ["a0: &a0 ha"] + [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 11)]
    return "\n".join(lines) + "\n"


BOMBS = {
    "aliases of aliases": Bomb(CASE, "R109", laughs),
    "merge keys": Bomb(CASE, "R109", filled("<<: {a: 1}\n")),
    "brackets in brackets": Bomb(CASE, "R111", filled("[")),
    "keys in keys": Bomb(CASE, "R111", filled("{a: ", "a: ")),
    "dashes in dashes": Bomb(CASE, "R111", filled("- ")),
    "many documents": Bomb(CASE, "R107", filled("---\na\n")),
    "one huge text": Bomb(CASE, "S207", filled("word ", "title: ")),
    "one huge number": Bomb(COUNTRIES, "S210", filled("9", "- {code: GH, name: A, world_region: a, place: {lon: 1, lat: ", "}}")),
    "one huge key": Bomb(CASE, "R105", filled("k", "", ": 1\n")),
    "keys that nobody knows": Bomb(CASE, "S201", numbered("titel#: x\n")),
    "one key many times": Bomb(CASE, "R112", filled("title: x\n")),
    "anchors": Bomb(CASE, "R109", numbered("- &a# x\n")),
    "signs that nobody sees": Bomb(CASE, "R104", lambda: "\u202e" * (FULL // 3)),
    "signs that control": Bomb(CASE, "R103", filled("\x01\n")),
    "codes of signs that control": Bomb(CASE, "R103", filled("\\x01", 'title: "', '"')),
    "quotes left open": Bomb(CASE, "R105", filled("a: 'b\n")),
    "tabs": Bomb(CASE, "R106", filled("a:\n\tb: c\n")),
    "notebook of brackets": Bomb(BOOK, "N601", filled("[")),
    "notebook with a huge number": Bomb(BOOK, "N601", filled("9", '{"cells": [', "]}")),
    "notebook of many cells": Bomb(BOOK, "N601", filled("{},", '{"nbformat": 4, "nbformat_minor": 5, "cells": [', "{}]}")),
    "page of brackets": Bomb(PAGE, "S231", filled("[", FRONT)),
    "page of quotations": Bomb(PAGE, "S231", filled(">", FRONT)),
    "page of lists": Bomb(PAGE, "S231", filled("- ", FRONT)),
    "page of stars": Bomb(PAGE, "S231", filled("*a _b ", FRONT)),
    "page of citations": Bomb(PAGE, "S231", filled("[@a: b] ", FRONT)),
    "page of tags": Bomb(PAGE, "S231", filled("<a ", FRONT)),
    "page of backticks": Bomb(PAGE, "S231", lambda: FRONT + "".join("`" * number + " " for number in range(1, 1400))),
    "page of links": Bomb(PAGE, "S231", filled("[a](", FRONT)),
    "page of tags in short paragraphs": Bomb(PAGE, "S230", lambda: FRONT + ("<a> " * 4_000 + "\n\n") * 2),
    "page of figures in short paragraphs": Bomb(PAGE, "S230", lambda: FRONT + "7 wells\n\n" * 4_000),
    "page of brackets in short paragraphs": Bomb(PAGE, "P407", lambda: FRONT + ("[" * 90 + "[@\n\n") * 50),
}  # fmt: skip


def refused(bomb: Bomb) -> list[Problem]:
    """The problems of a bomb, from its file to what is printed of them."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / bomb.file).parent.mkdir(parents=True)
        (root / bomb.file).write_text(bomb.text(), encoding="utf-8")
        sources = collect(root)
        found = sources.problems
        try:
            document = None if found else read(bomb.file, sources.texts[bomb.file])
        except ProblemsFound as caught:
            found = caught.problems
        if bomb.file == PAGE and not found:
            faults = (*prose.faults(document.item.body, True), *prose.unsourced(document.item.body, True))
            found = [document.problem(fault.code, ("body",), fault.message, fault.mend) for fault in faults]
        as_text(found, sources.texts)
    return found


def table() -> Iterator[str]:
    """A line for each bomb: its seconds, and how many problems were told."""
    yield "Bombs: seconds until each is refused"
    for name, bomb in BOMBS.items():
        started = time.perf_counter()
        count = len(refused(bomb))
        yield f"{name:36}{time.perf_counter() - started:>8.2f}{count:>9,} problem{'s' if count != 1 else ''}"


if __name__ == "__main__":
    print("\n".join(table()))
