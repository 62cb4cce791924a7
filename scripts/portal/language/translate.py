"""Corpus × catalogue → corpus: same types, other words."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any

from portal.corpus.corpus import HANDOUTS, SAMPLE, Corpus, Course, Text
from portal.language.catalogue import Catalogue, Original
from portal.read.notebook import Notebook
from portal.schema import walk

REFERENCE = ("site", "taxonomy", "countries", "sources", "glossary", "acronyms", "diagrams")


def translate(corpus: Corpus, words: Catalogue) -> Corpus:
    """The corpus in the language of ``words``. Items written in that language stay as they are."""
    if isinstance(words, Original):
        return corpus
    reference = {name: _item(getattr(corpus, name), f"docs/reference/{name}.yml", words) for name in REFERENCE}
    cases = corpus.cases.changed(lambda name, case: _item(case, f"case_studies/{name}.yml", words))
    pages = {name: _page(text, f"docs/{name}", words) for name, text in corpus.pages.items()}
    modules = {name: _course(course, f"modules/{name}", words) for name, course in corpus.modules.items()}
    ways = {name: _entries(getattr(corpus, name), f"docs/reference/{name}.yml", words) for name in ("paths", "programmes")}
    handouts = {name: _item(entry, f"{HANDOUTS}{name}.yml", words) for name, entry in corpus.handouts.items()}
    samples = {name: _item(case, f"{HANDOUTS}{name}{SAMPLE}", words) for name, case in corpus.samples.items()}
    tests = _entries(corpus.assessments.tests, "docs/reference/assessments.yml", words)
    ways["assessments"] = corpus.assessments.model_copy(update={"tests": tests})
    changed = {"cases": cases, "pages": pages, "modules": modules, "handouts": handouts, "samples": samples}
    return dataclasses.replace(corpus, **reference, **ways, **changed)


def _item(item: Any, file: str, words: Catalogue) -> Any:
    if getattr(item, "language", None) == words.language:
        return item
    return walk.mapped(item, partial(_message, words, file))


def _entries(items: tuple[Any, ...], file: str, words: Catalogue) -> tuple[Any, ...]:
    """A list whose entries each have a language of their own."""
    look = partial(_message, words, file)
    return tuple(item if item.language == words.language else walk.mapped(item, look, (item.id,)) for item in items)


def _message(words: Catalogue, file: str, path: tuple, text: str, kind: str) -> str:
    return words.lookup(f"{file}#{'.'.join(map(str, path))}", text, kind)


def _page(text: Text, file: str, words: Catalogue) -> Text:
    """A page is translated block by block, so that one changed paragraph loses one translation."""
    if text.page.language == words.language:
        return text
    return Text(_item(text.page, file, words), _blocks(text.body, file, words), text.anchors)


def _blocks(body: str, file: str, words: Catalogue) -> str:
    return "\n\n".join(words.lookup(f"{file}#{_slug(block)}", block, "prose") for block in body.split("\n\n"))


def _slug(block: str) -> str:
    return "-".join(block.split()[:4]).lower()[:40]


def _course(course: Course, folder: str, words: Catalogue) -> Course:
    """A module: its data, its lesson block by block, its questions, and the texts of its exercises."""
    if course.module.language == words.language:
        return course
    lesson = dataclasses.replace(course.lesson, body=_blocks(course.lesson.body, f"{folder}/lesson.md", words))
    return Course(
        _item(course.module, f"{folder}/module.yml", words),
        lesson,
        _item(course.items, f"{folder}/quiz.yml", words),
        {name: _book(book, words) for name, book in course.notebooks.items()},
        _item(course.pool, f"{folder}/pool.yml", words),
    )


def _book(book: Notebook, words: Catalogue) -> Notebook:
    """A notebook: its texts and the labels of its fields. Code, and what code prints, stays in the language of the notebook."""

    def look(name: str, text: str, kind: str = "text") -> str:
        return words.lookup(f"{book.file}#{name}", text, kind) if text else text

    cells = {cell.id: cell for cell in book.cells}
    texts = {name: cell for name, cell in cells.items() if cell.kind == "markdown"}
    cells |= {name: dataclasses.replace(cell, source=look(name, cell.source, "prose")) for name, cell in texts.items()}
    exercises = tuple(
        dataclasses.replace(entry, task=cells[entry.task.id], hints=tuple(cells[hint.id] for hint in entry.hints))
        for entry in book.exercises
    )
    inputs = tuple(
        dataclasses.replace(entry, label=look(f"{entry.name}.label", entry.label), unit=look(f"{entry.name}.unit", entry.unit))
        for entry in book.inputs
    )
    return dataclasses.replace(
        book, title=look("title", book.title), summary=look("summary", book.summary), cells=tuple(cells.values()),
        inputs=inputs, exercises=exercises,
    )  # fmt: skip
