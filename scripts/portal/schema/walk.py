"""Go through a model and everything in it, with the path of each value as the author wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel

from portal.read.tree import Path
from portal.schema.scalars import Translate


@lru_cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str, str], ...]:
    """Name, key and translation kind ("text", "prose" or "") of every field."""
    return tuple((name, info.alias or name, _kind(info)) for name, info in model.model_fields.items())


def _kind(info: Any) -> str:
    marks = [mark for mark in info.metadata if isinstance(mark, Translate)]
    marks += [
        mark for part in _parts(info.annotation) for mark in getattr(part, "__metadata__", ()) if isinstance(mark, Translate)
    ]
    return marks[0].kind if marks else ""


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def values(item: Any, path: Path = ()) -> Iterator[tuple[Path, Any, str]]:
    """Every value below ``item``: path, value, and "text" or "prose" where readers see it."""
    if isinstance(item, BaseModel):
        for name, key, kind in _fields(type(item)):
            value = getattr(item, name)
            if isinstance(value, (tuple, BaseModel)):
                yield from _value(value, (*path, key), kind)
            else:
                yield (*path, key), value, kind
    elif isinstance(item, tuple):
        yield from _value(item, path, "")


def _value(value: Any, path: Path, kind: str) -> Iterator[tuple[Path, Any, str]]:
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _value(entry, (*path, index), kind)
        return
    yield path, value, kind
    if isinstance(value, BaseModel):
        yield from values(value, path)


def prose(item: Any) -> Iterator[tuple[Path, str]]:
    """Every Markdown text below ``item``."""
    return ((path, value) for path, value, kind in values(item) if kind == "prose" and value is not None)


def mapped(item: Any, change: Callable[[Path, str, str], str], path: Path = ()) -> Any:
    """The same item with every text that readers see replaced by ``change(path, text, kind)``."""
    if isinstance(item, tuple):
        return tuple(mapped(entry, change, (*path, _step(entry, index))) for index, entry in enumerate(item))
    if not isinstance(item, BaseModel):
        return item
    update = {}
    for name, key, kind in _fields(type(item)):
        value = getattr(item, name)
        update[name] = _replaced(value, kind, change, (*path, key))
    return item.model_copy(update=update)


def _replaced(value: Any, kind: str, change: Callable, path: Path) -> Any:
    if isinstance(value, str):
        return change(path, value, kind) if kind else value
    if isinstance(value, tuple) and kind:
        return tuple(_replaced(entry, kind, change, (*path, index)) for index, entry in enumerate(value))
    return mapped(value, change, path)


def _step(entry: Any, index: int) -> str | int:
    """An entry's id where it has one, so that a message keeps its name when the list is sorted anew."""
    return getattr(entry, "id", None) or index
