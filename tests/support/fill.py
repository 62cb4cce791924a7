"""A small project in which every text that a reader may see is replaced by a given one.

What is a text is decided by the schema: lines and Markdown that readers see, and names. Pages get it in a paragraph, a
heading, a list and a code block. A text that the checks refuse at some place is left out there, and counted.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from portal.corpus.load import FRONT, REFERENCE, load
from portal.problems import ProblemsFound
from portal.read.tree import parse
from portal.schema import scalars
from portal.schema.case import Case
from portal.schema.handout import Handout
from portal.schema.site import Page
from tests.support.project import ROOT

SMALL = ROOT / "tests" / "fixtures" / "small"
EXTRA = ROOT / "tests" / "fixtures" / "injection"
HARMLESS = "harmless words"
# Names that other fields point at, and addresses inside the portal: no reader sees them as text.
POINTED_AT = {("sections", "name"), ("sections", "places"), ("links", "to"), ("logo",), ("steps", "page")}
KEPT = "steady words"  # a form of a term that stays, to be found in the texts
BODY = ("paragraph", "heading", "list", "code")


@dataclass(frozen=True, order=True)
class Slot:
    """A place for a text: file, path in it, its kind (line, name, prose or body) and the field of the schema."""

    file: str
    path: tuple
    kind: str
    field: str = ""


@dataclass
class Project:
    """The values of a project's files, and the places for texts in them."""

    values: dict[str, Any] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)

    @classmethod
    def small(cls) -> Project:
        """The small corpus of the tests, with the files of tests/fixtures/injection put over it."""
        made = cls()
        for folder in (SMALL, EXTRA):
            for path in sorted(folder.rglob("*.yml")) + sorted(folder.rglob("*.md")):
                if path.is_relative_to(folder / "modules"):
                    continue
                made._take(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8"))
        made.slots = [slot for slot in made.slots if not made._names_a_place(slot)]
        return made

    def _names_a_place(self, slot: Slot) -> bool:
        """A place in a source that is cited by section: it has to be one of them."""
        if slot.path[-2:] != ("source", "at"):
            return False
        ref: Any = self.values[slot.file]
        for step in slot.path[:-1]:
            ref = ref[step]
        cited = next(source for source in self.values["docs/reference/sources.yml"] if source["id"] == ref["ref"])
        return "sections" in cited

    def _take(self, file: str, text: str) -> None:
        kind = kind_of(file)
        text = FRONT.match(text).group(1) if kind is Page else text
        self.values[file] = yaml.load(text, yaml.CBaseLoader)
        self.slots = [slot for slot in self.slots if slot.file != file]
        self.slots += [Slot(file, *found) for found in texts(kind, self.values[file])]
        self.slots += [Slot(file, ("body", part), "body") for part in BODY if kind is Page]

    def save(self, folder: Path, words: Callable[[Slot], str]) -> None:
        """Write the project with ``words`` in its places."""
        prepare(folder)
        filled = json.loads(json.dumps(self.values))
        bodies: dict[str, dict[str, str]] = {}
        for slot in self.slots:
            if slot.kind == "body":
                bodies.setdefault(slot.file, {})[slot.path[1]] = words(slot)
            else:
                _put(filled[slot.file], slot.path, words(slot))
        for file, value in filled.items():
            text = "\n".join(_yaml(value)) + "\n"
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\n{text}---\n{_body(bodies[file])}" if file in bodies else text, encoding="utf-8")


def kind_of(file: str) -> Any:
    """The type of what a file holds."""
    folders = {"case_studies": Case, "docs/templates": Handout}
    return Page if file.endswith(".md") else folders.get(str(Path(file).parent)) or REFERENCE[Path(file).stem]


def texts(kind: Any, value: Any, path: tuple = ()) -> Iterator[tuple[tuple, str, str]]:
    """Path, kind and field of every text in ``value``, which is of the schema's type ``kind``."""
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from texts(kind, entry, (*path, index))
    elif isinstance(value, dict):
        model = next(_models(kind))
        for key, what, info in _fields(model):
            if key in value and what and not _pointed_at((*path, key)):
                yield from ((at, what, f"{model.__name__}.{key}") for at in _leaves(value[key], (*path, key)))
            elif key in value and not what:
                yield from texts(info.annotation, value[key], (*path, key))


def text_fields(kind: Any) -> set[str]:
    """Every field of the schema's type ``kind``, and of what is in it, that holds a text."""
    found = {(model, key) for model in _models(kind) for key, what, _ in _fields(model) if what}
    own = {f"{model.__name__}.{key}" for model, key in found}
    inner = (text_fields(info.annotation) for model in _models(kind) for _, what, info in _fields(model) if not what)
    return own.union(*inner)


def _pointed_at(path: tuple) -> bool:
    keys = tuple(step for step in path if isinstance(step, str))
    return keys[-2:] in POINTED_AT


def _leaves(value: Any, path: tuple) -> Iterator[tuple]:
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _leaves(entry, (*path, index))
    elif value != KEPT:
        yield path


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    return (part for part in _parts(kind) if isinstance(part, type) and issubclass(part, BaseModel))


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, str, Any]]:
    """Key, kind of text ("" for none) and declaration of each field."""
    return ((info.alias or name, _what(info), info) for name, info in model.model_fields.items())


def _parts(kind: Any) -> Iterator[Any]:
    yield kind
    for part in get_args(kind):
        yield from _parts(part)


def _what(info: Any) -> str:
    marks = [*info.metadata, *(mark for part in _parts(info.annotation) for mark in getattr(part, "__metadata__", ()))]
    kinds = [mark.kind for mark in marks if isinstance(mark, scalars.Translate)]
    names = ["name" for mark in marks if getattr(mark, "func", None) is scalars._line]
    return {"text": "line", "prose": "prose", "name": "name", "": ""}[next(iter([*kinds, *names]), "")]


def _put(value: Any, path: tuple, text: str) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = text


def _yaml(value: Any, indent: str = "") -> Iterator[str]:
    """Lines of YAML, one text a line, every text in quotation marks."""
    if isinstance(value, str):
        yield indent + json.dumps(value, ensure_ascii=False)
        return
    for key, entry in value.items() if isinstance(value, dict) else (("-", entry) for entry in value):
        lead = indent + ("-" if key == "-" else f"{key}:")
        if isinstance(entry, str):
            yield f"{lead} {json.dumps(entry, ensure_ascii=False)}"
        else:
            yield lead
            yield from _yaml(entry, indent + "  ")


def _body(parts: dict[str, str]) -> str:
    listed = f"- {parts['list']}\n- [The kiln](term:kiln)"
    return f"{parts['paragraph']}\n\n## {parts['heading']}\n\n{listed}\n\n~~~\n{parts['code']}\n~~~\n"


def words(slot: Slot, payload: str) -> str:
    """The payload as it is put into a place. Prose gets a source, as it may hold digits; forms of a term differ from all
    other texts, so that only the form that is put there on purpose is found in them."""
    if slot.kind == "prose" or slot.path in (("body", "paragraph"), ("body", "list")):
        return f"Steady words {payload} go on [@invented-news]."
    if {"term", "forms"} & set(slot.path):
        return f"{payload} {len(slot.path)}{slot.path[0]}{slot.path[-1]}"
    return payload


@dataclass
class Filled:
    """What came of filling a project with a payload."""

    accepted: list[Slot]
    refused: list[Slot]


def fill(project: Project, folder: Path, payload: str) -> Filled:
    """Write ``project`` to ``folder`` with the payload wherever the checks take it, and harmless words elsewhere."""
    refused: set[Slot] = set()

    def put(slot: Slot) -> str:
        return words(slot, HARMLESS if slot in refused else payload)

    for _ in range(6):
        project.save(folder, put)
        try:
            load(folder)
        except ProblemsFound as found:
            more = {slot for problem in found.problems for slot in _at(project, folder, problem)} - refused
            assert more, f"refused for another reason: {found.problems[0]}"
            refused.update(more)
        else:
            return Filled([slot for slot in project.slots if slot not in refused], sorted(refused, key=str))
    raise AssertionError("the checks find ever new problems")


def prepare(folder: Path) -> None:
    """The parts of a project that are no content."""
    if not folder.exists():
        shutil.copytree(ROOT / "overrides", folder / "overrides")
        shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
        shutil.copy(ROOT / "mkdocs.yml", folder)


def _at(project: Project, folder: Path, problem: Any) -> list[Slot]:
    """The places that a problem is about: one text stands on one line; a page that cannot be read is refused whole."""
    own = [slot for slot in project.slots if slot.file == problem.file]
    text = (folder / problem.file).read_text(encoding="utf-8")
    if problem.file.endswith(".md"):
        head = FRONT.match(text)
        line = text.count("\n", 0, head.end()) + 1
        if problem.line >= line:
            return _in_body([slot for slot in own if slot.kind == "body"], text.split("\n"), problem)
        text = "#--\n" + head.group(1)
    lines = _lines(text)
    return [slot for slot in own if lines.get(slot.path) == problem.line] if lines else own


@lru_cache
def _lines(text: str) -> dict[tuple, int]:
    """The line of every value; nothing when the text cannot be read."""
    try:
        return {path: marks.value.line for path, marks in parse("", text).marks.items()}
    except ProblemsFound:
        return {}


def _in_body(slots: list[Slot], lines: list[str], problem: Any) -> list[Slot]:
    """The part of a page's body that a problem points into; the whole body where that cannot be told."""
    line = lines[problem.line - 1]
    part = "heading" if line.startswith("## ") else "list" if line.startswith("- ") else ""
    if line.startswith("Steady words"):
        part = "paragraph"
    elif "~~~" in lines[: problem.line]:
        part = "code"
    return [slot for slot in slots if slot.path[1] == part] or slots
