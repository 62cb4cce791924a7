"""Read the files of a module: quiz items by their kind, the lesson with its section ids."""

from __future__ import annotations

from dataclasses import dataclass

from portal.problems import Problem, ProblemsFound, suggest
from portal.read.tree import Path, Tree
from portal.schema.bind import Document, bind
from portal.schema.quiz import KINDS, Item


@dataclass(frozen=True)
class Lesson:
    """The text of a lesson: Markdown, and the ids of its headings."""

    body: str
    anchors: tuple[str, ...]


def below(tree: Tree, at: Path) -> Tree:
    """The part of a tree under a path, with its marks."""
    value = tree.value
    for step in at:
        value = value[step]
    marks = {path[len(at) :]: mark for path, mark in tree.marks.items() if path[: len(at)] == at}
    return Tree(value, marks)


def bind_quiz(file: str, text: str, tree: Tree) -> Document[tuple[Item, ...]]:
    """The items of a quiz, each bound to the model its `type` names. Raises ProblemsFound."""
    document = Document(file, text, tree, ())
    if not isinstance(tree.value, list):
        raise ProblemsFound([document.problem("S203", (), "a list is needed here", 'start each question with "- id: …"')])
    items: list[Item] = []
    problems: list[Problem] = []
    for index, value in enumerate(tree.value):
        try:
            items.append(_item(document, index, value))
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return Document(file, text, tree, tuple(items))


def _item(document: Document, index: int, value: object) -> Item:
    known = ", ".join(KINDS)
    if not isinstance(value, dict):
        raise ProblemsFound([document.problem("S203", (index,), "keys are needed here", "write id, type, ask and the answers")])
    if "type" not in value:
        problem = document.problem("S202", (index,), 'the key "type" is missing', f"add one of: {known}")
        raise ProblemsFound([problem])
    kind = KINDS.get(str(value["type"]))
    if kind is None:
        message = f'"{value["type"]}" is not a kind of question'
        raise ProblemsFound([document.problem("S208", (index, "type"), message, suggest(str(value["type"]), KINDS))])
    return bind(document.file, document.text, below(document.tree, (index,)), kind).item
