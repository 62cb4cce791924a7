"""The reader under bad input of every kind: it gives a model or problems, in a bounded number of steps, and never breaks down.

``make test`` tries some hundred inputs, ``make test-slow`` 200,000, spread over the kinds below; each part has its seed, so
that a failure can be repeated. Steps are calls of functions: unlike seconds they are the same on every machine.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from portal.corpus import prose
from portal.corpus.load import REFERENCE, load, read
from portal.problems import ProblemsFound, as_github, as_json, as_text
from portal.read.files import decode
from portal.read.tree import Tree, parse
from tests.support.project import FIXTURES, ROOT
from tests.support.steps import TooManySteps, bounded

SMALL = FIXTURES / "small"
FILES = {path.relative_to(SMALL).as_posix(): path.read_text(encoding="utf-8") for path in SMALL.rglob("*.*") if path.is_file()}
BOOK = "modules/pots/exercises/a.ipynb"
NOTEBOOK = (ROOT / "modules/cluster-agent/exercises/network-links.ipynb").read_text(encoding="utf-8")
SIGNS = (
    "\t", "\n", "\r", " ", ":", ": ", "- ", "#", "&a ", "*a", "!b ", "|", ">-", "'", '"', "[", "]", "{", "}", ",", "---\n",
    "...\n",
    "<<: ", "~", "null", "\0", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff", "é", "日", "\\", "\\x00", "%", "@", "`", "9" * 5000,
    "<b>", "[@", "[#", "](", "![", "{: .x}", "&#x202e;", "javascript:", "https://[::1", "1e9", "2026-02-30", "[" * 50, "\ud800",
)  # fmt: skip
MODULE = (
    "modules/a/module.yml",
    "modules/a/lesson.md",
    "modules/a/quiz.yml",
    "modules/a/pool.yml",
    "modules/a/exercises/a.ipynb",
)
PLACES = (
    "case_studies/a.yml",
    "docs/a.md",
    "docs/templates/a.yml",
    *MODULE,
    *(f"docs/reference/{name}.yml" for name in REFERENCE),
)
QUICK, SLOW, PARTS = 600, 200_000, 10
STEPS = 30_000  # calls for any input; and for each character of it:
STEPS_A_CHARACTER = 40
TEXT = st.text(max_size=200) | st.lists(st.sampled_from(SIGNS), max_size=20).map("".join)


def steps(given: str | bytes) -> int:
    """How many steps an input may take."""
    return STEPS + STEPS_A_CHARACTER * len(given)


def tried(call: Callable, file: str, given: str | bytes) -> Any:
    """What a stage gives; None when it gave problems, each of them printable and with a place."""
    try:
        with bounded(steps(given)):
            return call(file, given)
    except ProblemsFound as found:
        assert found.problems
        for problem in found.problems:
            assert problem.file == file and problem.line >= 1 and problem.column >= 1 and problem.message
        for shown in (as_text(found.problems, found.sources), as_github(found.problems), as_json(found.problems)):
            assert shown.encode("utf-8", "surrogatepass")
        return None


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """A valid file with a few stretches cut out, doubled or overwritten."""
    name = draw(st.sampled_from(sorted(FILES)))
    return name, draw(cut_up(FILES[name]))


@st.composite
def cut_up(draw: st.DrawFn, text: str) -> str:
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 30)))
        text = text[:at] + draw(st.sampled_from(SIGNS) | st.just(text[at:end] * 2)) + text[end:]
    return text


def any_bytes(data: bytes, _: Path) -> None:
    text = tried(decode, "f.yml", data)
    assert text is None or (isinstance(text, str) and "\r" not in text and "\0" not in text)


def any_text(text: str, _: Path) -> None:
    tree = tried(parse, "f.yml", text)
    assert tree is None or isinstance(tree, Tree)


def any_text_in_any_file(given: tuple[str, str], _: Path) -> None:
    tried(read, *given)


def valid_once(given: tuple[str, str], _: Path) -> None:
    """Bytes to text to model, as a file goes."""
    file, text = given
    decoded = tried(decode, file, text.encode("utf-8", "surrogatepass"))
    if decoded is not None:
        tried(read, file, decoded)


def one_bad_file(given: tuple[str, str], root: Path) -> None:
    """All rules on a corpus with one bad file in it."""
    file, text = given
    try:
        (root / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        load(root)
    except ProblemsFound as found:
        assert as_text(found.problems, found.sources).encode()
    finally:
        (root / file).write_text(FILES[file], encoding="utf-8")


def any_prose(given: tuple[str, bool], _: Path) -> None:
    with bounded(steps(given[0])):
        for fault in (*prose.faults(*given), *prose.unsourced(*given)):
            assert fault.code.startswith(("P4", "S230")) and fault.message and fault.mend and fault.nth >= 0
        list(prose.cited(*given))


@dataclass(frozen=True)
class Kind:
    """Inputs of one kind, what is done with each, and the share of all inputs that are of this kind, in hundredths."""

    inputs: st.SearchStrategy
    check: Callable[[Any, Path], None]
    share: int


KINDS = {
    "any bytes": Kind(st.binary(max_size=400), any_bytes, 10),
    "any text": Kind(TEXT, any_text, 20),
    "any text in any file": Kind(st.tuples(st.sampled_from(PLACES), TEXT), any_text_in_any_file, 15),
    "files that were valid once": Kind(mutated(), valid_once, 30),
    "notebooks that were valid once": Kind(st.tuples(st.just(BOOK), cut_up(NOTEBOOK)), valid_once, 5),
    "one bad file among good ones": Kind(mutated(), one_bad_file, 5),
    "any prose": Kind(st.tuples(TEXT, st.booleans()), any_prose, 15),
}


def examine(kind: Kind, count: int, number: int, root: Path) -> None:
    """Try this many inputs of a kind; the same ones for the same number."""
    shutil.copytree(SMALL, root)
    calm = settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    seed(number)(calm(given(kind.inputs)(lambda entry: kind.check(entry, root))))()


@pytest.mark.parametrize("name", KINDS)
def test_any_input_ends_in_a_model_or_in_problems(name: str, tmp_path: Path) -> None:
    examine(KINDS[name], QUICK * KINDS[name].share // 100, 0, tmp_path / "small")


@pytest.mark.slow
@pytest.mark.parametrize("part", range(1, PARTS + 1))
@pytest.mark.parametrize("name", KINDS)
def test_many_inputs_end_in_a_model_or_in_problems(name: str, part: int, tmp_path: Path) -> None:
    examine(KINDS[name], SLOW * KINDS[name].share // 100 // PARTS, part, tmp_path / "small")


def test_the_kinds_share_all_inputs() -> None:
    assert sum(kind.share for kind in KINDS.values()) == 100


def test_endless_work_would_be_noticed() -> None:
    def call() -> None:
        pass

    def busy(_: str, __: str) -> None:
        for _ in range(STEPS + 1):
            call()

    with pytest.raises(TooManySteps):
        tried(busy, "f.yml", "")
    assert tried(lambda file, text: file + text, "f", "g") == "fg"


def test_a_tree_marks_every_value() -> None:
    for name, text in FILES.items():
        if name.endswith(".yml"):
            tree = parse(name, text)
            assert set(tree.marks) == set(paths(tree.value))


def paths(value: object, path: tuple = ()) -> list[tuple]:
    """Every path in a value."""
    inner = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    return [path, *(found for key, item in inner for found in paths(item, (*path, key)))]
