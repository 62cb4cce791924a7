"""A marked tree to a model, or the problems that stand in the way, each at its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from portal.problems import Problem, ProblemsFound, some, suggest
from portal.read.tree import Mark, Path, Tree

M = TypeVar("M")


@lru_cache(maxsize=100)
def places(wanted: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a text (start and end): as whole words if they do so anywhere, with any space between."""
    words = r"\s+".join(re.escape(word) for word in wanted.split())
    if not words:
        return ()
    before, after = (r"(?<![\w-])" if wanted[0].isalnum() else ""), (r"(?![\w-])" if wanted[-1].isalnum() else "")
    found = list(re.finditer(before + words + after, text)) or list(re.finditer(words, text))
    return tuple(match.span() for match in found)


@dataclass(frozen=True)
class Document(Generic[M]):
    """A model together with the source it was read from."""

    file: str
    text: str
    tree: Tree
    item: M

    def problem(
        self, code: str, path: Path, message: str, mend: str = "", *, find: str = "", nth: int = 0, key: bool = False
    ) -> Problem:
        """A problem at the value (or key) under ``path``; with ``find``, at these words (counted from 0) in the value."""
        mark = self._mark(path, key)
        if find:
            mark = self._inside(mark, find, nth) or mark
        width = mark.end - mark.start if "\n" not in self.text[mark.start : mark.end] else 1
        return Problem(self.file, mark.line, mark.column, code, message, mend, max(1, width))

    def _mark(self, path: Path, key: bool) -> Mark:
        while path and path not in self.tree.marks:
            path = path[:-1]
        marks = self.tree.marks.get(path)
        if marks is None:
            return Mark(1, 1, 0, 0)
        return marks.key if key else marks.value

    def _inside(self, mark: Mark, wanted: str, nth: int) -> Mark | None:
        found = places(wanted, self.text[mark.start : mark.end])
        if not found:
            return None
        start, end = (mark.start + offset for offset in found[min(nth, len(found) - 1)])
        line = self.text.count("\n", 0, start) + 1
        return Mark(line, start - self.text.rfind("\n", 0, start), start, end)


@lru_cache
def _adapter(kind: Any) -> TypeAdapter:
    return TypeAdapter(kind)


def bind(file: str, text: str, tree: Tree, kind: type[M]) -> Document[M]:
    """The tree as ``kind`` (a model, or a tuple of models). Raises ProblemsFound (codes S2xx)."""
    try:
        item = _adapter(kind).validate_python(tree.value)
    except ValidationError as error:
        document = Document(file, text, tree, None)
        # "too_short" is an echo: an empty list has its own fault, and a list whose items are all refused has theirs.
        faults = [entry for entry in error.errors(include_url=False) if entry["type"] != "too_short"]
        raise ProblemsFound(some(_problem(document, kind, entry) for entry in faults), {file: text}) from None
    return Document(file, text, tree, item)


def _problem(document: Document, kind: Any, error: dict[str, Any]) -> Problem:
    path: Path = tuple(error["loc"])
    code = error["type"]
    if code == "extra_forbidden":
        model = _model_at(kind, path[:-1])
        mend = suggest(str(path[-1]), keys(model)) if model else ""
        return document.problem("S201", path, f'unknown key "{path[-1]}"', mend, key=True)
    if code == "missing":
        return document.problem("S202", path[:-1], f'the key "{path[-1]}" is missing', _how(kind, path), key=True)
    if code == "literal_error":
        return _not_listed(document, kind, path, error)
    if error["input"] is None:
        return document.problem("S204", path, "the value is empty", _fill(document, kind, path))
    if code.startswith("S"):
        context = error["ctx"]
        return document.problem(code, path, context["message"], context["mend"])
    return document.problem("S203", path, *_shape(kind, path, code))


def _shape(kind: Any, path: Path, code: str) -> tuple[str, str]:
    """Message and mend for a value of the wrong shape."""
    if code == "tuple_type":
        below = f' below "{path[-1]}"' if path else ""
        return "a list is needed here", f'write each item on its own line{below}, starting with "- "'
    model = _model_at(kind, path)
    named = f" ({', '.join(keys(model))})" if model and path else ""
    indented = ", indented by two spaces" if path else ""
    return f"keys are needed here{named}", f'write each as "key: value" on its own line{indented}'


def _fill(document: Document, kind: Any, path: Path) -> str:
    """The mend for a value that is empty."""
    mark = document.tree.marks[path].value
    if re.match(r"[ \t]*#", document.text[mark.end : mark.end + 80]):
        return 'put quotes around the value: without them, what follows "#" is a comment'
    if path and isinstance(path[-1], int):
        return 'write a value after "-", or remove the line'
    model = _model_at(kind, path[:-1]) if path else None
    info = _field(model, str(path[-1])) if model else None
    return "write a value" if info is None or info.is_required() else "write a value, or remove the key"


def _not_listed(document: Document, kind: Any, path: Path, error: dict[str, Any]) -> Problem:
    typed = error["input"]
    if typed is None:
        return document.problem("S204", path, "the value is empty", _fill(document, kind, path))
    if not isinstance(typed, str):
        return document.problem("S205", path, "this needs text", "write one text, not a list or keys below it")
    known = get_args(_annotation(kind, path)) or ()
    return document.problem("S208", path, f'"{typed}" is not one of the words allowed here', suggest(typed, map(str, known)))


def keys(model: type[BaseModel]) -> Iterator[str]:
    """The keys an author may write in ``model``."""
    for name, info in model.model_fields.items():
        yield info.alias or name


def _how(kind: Any, path: Path) -> str:
    model = _model_at(kind, path[:-1])
    info = model and _field(model, str(path[-1]))
    if not info:
        return ""
    example = str((info.examples or ["…"])[0]).strip()
    shown = f" {example}" if "\n" not in example else ""
    return f"add `{path[-1]}:{shown}` ({str(info.description).rstrip('.')})"


def _field(model: type[BaseModel], key: str):
    for name, info in model.model_fields.items():
        if (info.alias or name) == key:
            return info
    return None


def _annotation(kind: Any, path: Path) -> Any:
    """The declared type at ``path``, without its optional and list wrappers."""
    for step in path:
        kind = _bare(kind)
        if isinstance(step, int):
            continue
        info = _field(kind, step)
        kind = info.annotation if info else None
    return _literal(kind)


def _literal(kind: Any) -> Any:
    for part in (kind, *get_args(kind)):
        if get_origin(part) is not None and str(get_origin(part)) == "typing.Literal":
            return part
    return kind


def _model_at(kind: Any, path: Path) -> type[BaseModel] | None:
    found = _bare(_annotation(kind, path) if path else kind)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _bare(kind: Any) -> Any:
    """The model inside ``X | None``, ``tuple[X, ...]`` or ``Annotated[...]``."""
    while not (isinstance(kind, type) and not get_args(kind)):
        inner = [part for part in get_args(kind) if part is not type(None) and part is not Ellipsis]
        if not inner:
            return kind
        kind = inner[0]
    return kind
