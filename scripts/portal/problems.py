"""What is wrong with an input, where, and how to mend it.

A problem is data; the printers below are the only places that turn one into text.
"""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import islice

MOST = 100  # problems that one file tells at a time


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: file (relative, with slashes), line and column from 1, code, what, and the mend."""

    file: str
    line: int
    column: int
    code: str
    message: str
    mend: str = ""
    width: int = 1


class ProblemsFound(Exception):
    """Raised by a stage that cannot go on; carries every problem found, sorted."""

    def __init__(self, problems: Iterable[Problem], sources: Mapping[str, str] | None = None):
        self.problems = sorted(set(problems))
        self.sources = dict(sources or {})
        super().__init__(f"{len(self.problems)} problem(s)")


def some(problems: Iterable[Problem]) -> list[Problem]:
    """The first problems of a file. Are there more, the last one says so: a file may have a hundred thousand faults, and nobody
    reads them, nor waits for them."""
    told = list(islice(problems, MOST + 1))
    return told if len(told) <= MOST else [*told[:MOST], more(told[MOST])]


def more(next_one: Problem) -> Problem:
    """Says that problems are left out from this one on."""
    says, mend = f"the file has more problems than the {MOST} that are told", "mend those first, then check again"
    return Problem(next_one.file, next_one.line, next_one.column, "S230", says, mend)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` was most likely meant to be: a slip of the hand or two away, one for every four letters,
    or with another ending, such as agencies for agency.

    Small and capital letters are taken for the same. None when nothing is so near: a wrong guess misleads more than no guess.
    """
    by_look = {other.lower(): other for other in sorted(known, reverse=True)}
    typed = word.lower()
    close = difflib.get_close_matches(typed, by_look, n=3, cutoff=0.7)
    counted = sorted((slips(typed, other), place, other) for place, other in enumerate(close))
    return next((by_look[other] for count, _, other in counted if _meant(typed, other, count)), None)


def _meant(typed: str, other: str, count: int) -> bool:
    """Whether so many slips may have happened."""
    shorter, longer = sorted((len(typed), len(other)))
    ending = shorter > 4 and longer - shorter < 4 and typed[: shorter - 1] == other[: shorter - 1]
    return ending or count <= max(1, longer // 4)


def slips(one: str, other: str) -> int:
    """How many letters were left out, added or mistaken between two words; two neighbours that changed places are one slip."""
    before, last = [], list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (left != right)))
            if i > 1 and j > 1 and (left, one[i - 2]) == (other[j - 2], right):
                row[-1] = min(row[-1], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


def suggest(word: str, known: Iterable[str], limit: int = 30) -> str:
    """A mend for an unknown word: the nearest known one, else the list of those that exist."""
    known = sorted(known)
    near = nearest(word, known)
    if near:
        return f'did you mean "{near}"?'
    listed = ", ".join(known[:limit]) + (", …" if len(known) > limit else "")
    return f"known: {listed}" if known else ""


def visible(text: str) -> str:
    """Source text as it can be shown on a terminal: a tab becomes an arrow, what cannot be seen an escape."""
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char == "\t":
        return "→"
    if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs"):
        return f"\\u{ord(char):04x}"
    return char


def as_text(problems: Iterable[Problem], sources: Mapping[str, str]) -> str:
    """Every problem with its source line and a caret, then a closing count."""
    lines = {file: text.split("\n") for file, text in sources.items() if text}
    blocks = [_block(problem, lines.get(problem.file, [])) for problem in problems]
    count = f"{len(blocks)} problem{'s' if len(blocks) != 1 else ''}"
    return "\n\n".join([*blocks, f"{count}. `portal explain CODE` tells more about a code."])


def _block(problem: Problem, lines: list[str]) -> str:
    head = f"{visible(problem.file)}:{problem.line}:{problem.column}: {problem.code} {visible(problem.message)}"
    rows = [head]
    if 0 < problem.line <= len(lines):
        rows += _excerpt(lines[problem.line - 1], problem)
    if problem.mend:
        rows.append(f"  mend: {visible(problem.mend)}")
    return "\n".join(rows)


def _excerpt(line: str, problem: Problem) -> list[str]:
    """The source line and a caret; a long line is cut around the caret."""
    start = max(0, problem.column - 60) if len(line) > 110 else 0
    mark = "…" if start else ""
    before = mark + visible(line[start : problem.column - 1])
    shown = mark + visible(line[start : start + 110]) + ("…" if start + 110 < len(line) else "")
    gutter = f"{problem.line:>5} | "
    width = max(1, min(problem.width, len(shown) - len(before)))
    return [gutter + shown, " " * 5 + " | " + " " * len(before) + "^" * width]


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, so that a pull request shows each problem at its line."""
    rows = []
    for problem in problems:
        text = f"{problem.message}. {problem.mend}" if problem.mend else problem.message
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        file = visible(problem.file).replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
        place = f"file={file},line={problem.line},col={problem.column}"
        rows.append(f"::error {place},title={problem.code}::{text}")
    return "\n".join(rows)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list with one object a problem."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)
