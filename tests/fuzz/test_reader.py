"""The reader under bad input of every kind: it gives a tree or problems, and never breaks down."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.corpus import prose
from portal.corpus.load import REFERENCE, load, read
from portal.problems import ProblemsFound, as_github, as_json, as_text
from portal.read.files import decode
from portal.read.tree import Tree, parse

SMALL = Path(__file__).parents[1] / "fixtures" / "small"
FILES = {path.relative_to(SMALL).as_posix(): path.read_text(encoding="utf-8") for path in SMALL.rglob("*.*") if path.is_file()}
SIGNS = (
    "\t", "\n", "\r", " ", ":", ": ", "- ", "#", "&a ", "*a", "!b ", "|", ">-", "'", '"', "[", "]", "{", "}", ",", "---\n",
    "...\n",
    "<<: ", "~", "null", "\0", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff", "é", "日", "\\", "\\x00", "%", "@", "`", "9" * 5000,
    "<b>", "[@", "[#", "](", "![", "{: .x}", "&#x202e;", "javascript:", "https://[::1", "1e9", "2026-02-30",
)  # fmt: skip
MODULE = ("modules/a/module.yml", "modules/a/lesson.md", "modules/a/quiz.yml")
KINDS = ("case_studies/a.yml", "docs/a.md", *MODULE, *(f"docs/reference/{name}.yml" for name in REFERENCE))
EXAMPLES = 300


def bounded(share: float = 1.0) -> settings:
    """The same examples in every run, so that a failure can be repeated."""
    count, quiet = int(EXAMPLES * share), list(HealthCheck)
    return settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=quiet, database=None)


def tried(call: Callable, file: str, *rest: object) -> object:
    """What a stage gives; None when it gave problems, each of them printable and with a place."""
    try:
        return call(file, *rest)
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
    text = FILES[name]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 30)))
        text = text[:at] + draw(st.sampled_from(SIGNS) | st.just(text[at:end] * 2)) + text[end:]
    return name, text


@bounded()
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    text = tried(decode, "f.yml", data)
    assert text is None or (isinstance(text, str) and "\r" not in text and "\0" not in text)


@bounded()
@given(st.text(max_size=200) | st.lists(st.sampled_from(SIGNS), max_size=20).map("".join))
def test_any_text(text: str) -> None:
    tree = tried(parse, "f.yml", text)
    assert tree is None or isinstance(tree, Tree)


@bounded()
@given(st.sampled_from(KINDS), st.text(max_size=200))
def test_any_text_in_any_file(file: str, text: str) -> None:
    tried(read, file, text)


@bounded()
@given(mutated())
def test_files_that_were_valid_once(given_file: tuple[str, str]) -> None:
    file, text = given_file
    decoded = tried(decode, file, text.encode())
    if decoded is not None:
        tried(read, file, decoded)


@bounded(0.2)
@given(changed=mutated())
def test_one_bad_file_among_good_ones(changed: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> None:
    file, text = changed
    root = tmp_path_factory.getbasetemp() / "fuzzed"
    if not root.exists():
        shutil.copytree(SMALL, root)
    try:
        (root / file).write_bytes(text.encode())
        load(root)
    except ProblemsFound as found:
        assert as_text(found.problems, found.sources).encode()
    finally:
        (root / file).write_text(FILES[file], encoding="utf-8")


@bounded()
@given(st.text(max_size=200) | st.lists(st.sampled_from(SIGNS), max_size=20).map("".join), st.booleans())
def test_any_text_as_prose(text: str, page: bool) -> None:
    for fault in (*prose.faults(text, page), *prose.unsourced(text, page)):
        assert fault.code.startswith("P4") and fault.message and fault.mend and fault.nth >= 0
    list(prose.cited(text, page))


def test_a_tree_marks_every_value() -> None:
    for name, text in FILES.items():
        if name.endswith(".yml"):
            tree = parse(name, text)
            assert set(tree.marks) == set(paths(tree.value))


def paths(value: object, path: tuple = ()) -> list[tuple]:
    """Every path in a value."""
    inner = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    return [path, *(found for key, item in inner for found in paths(item, (*path, key)))]
