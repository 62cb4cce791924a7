"""Read the files of a module: quiz items by their kind, the lesson with its section ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.problems import Problem, ProblemsFound, suggest
from portal.read.tree import Tree, Value
from portal.schema import pool, quiz
from portal.schema.bind import Document, bind
from portal.schema.quiz import Item


@dataclass(frozen=True)
class Lesson:
    """The text of a lesson: Markdown, and the ids of its headings."""

    body: str
    anchors: tuple[str, ...]


def bind_quiz(file: str, text: str, tree: Tree) -> Document[tuple[Item, ...]]:
    """The items of a quiz, each bound to the model its `type` names. Raises ProblemsFound with those of all items."""
    return _bind(file, text, tree, quiz.KINDS)


def bind_pool(file: str, text: str, tree: Tree) -> Document[tuple[Item, ...]]:
    """The questions of a pool, each with its twin and form. Raises ProblemsFound with those of all questions."""
    return _bind(file, text, tree, pool.KINDS)


def _bind(file: str, text: str, tree: Tree, kinds: Mapping[str, Any]) -> Document[tuple[Item, ...]]:
    document = Document(file, text, tree, ())
    if not isinstance(tree.value, list):
        raise ProblemsFound(
            [document.problem("S203", (), "a list is needed here", 'start each question with "- "')], {file: text}
        )
    items: list[Item] = []
    problems: list[Problem] = []
    for index, part in enumerate(entries(tree)):
        faults = list(_kind_faults(document, index, part.value, kinds))
        try:
            items += [] if faults else [bind(file, text, part, kinds[part.value["type"]]).item]
        except ProblemsFound as found:
            faults = found.problems
        problems += faults
    if problems:
        raise ProblemsFound(problems, {file: text})
    return Document(file, text, tree, tuple(items))


def entries(tree: Tree) -> list[Tree]:
    """The entries of a list, each as a tree of its own with marks of its own."""
    found = [Tree(value) for value in tree.value]
    for path, marks in tree.marks.items():
        if path:
            found[path[0]].marks[path[1:]] = marks
    return found


def _kind_faults(document: Document, index: int, value: Value, kinds: Mapping[str, Any]) -> Iterator[Problem]:
    """What stands in the way of knowing which kind of question this is."""
    known = ", ".join(kinds)
    if value is None:
        yield document.problem("S204", (index,), "the value is empty", 'write a question after "-", or remove the line')
    elif not isinstance(value, dict):
        mend = 'write each as "key: value" on its own line, indented by two spaces'
        yield document.problem("S203", (index,), "keys are needed here: id, type, ask and others", mend)
    elif "type" not in value:
        yield document.problem("S202", (index,), 'the key "type" is missing', f"add `type:` and one of: {known}", key=True)
    elif value["type"] is None:
        yield document.problem("S204", (index, "type"), "the value is empty", f"write one of: {known}")
    elif not isinstance(value["type"], str):
        yield document.problem("S205", (index, "type"), "this needs text", f"write one of: {known}")
    elif value["type"] not in kinds:
        message = f'"{value["type"]}" is not a kind of question' + (" for tests" if value["type"] in quiz.KINDS else "")
        yield document.problem("S208", (index, "type"), message, suggest(value["type"], kinds))
    elif kinds is pool.KINDS and "hints" in value:
        yield document.problem("S201", (index, "hints"), "a question for tests has no hints", "remove the key", key=True)
