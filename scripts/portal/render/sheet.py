"""A form made from the schema of a kind of file: each key with its description and example. Nothing of it is typed twice."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from portal.read.tree import parse
from portal.schema.base import Authored, SourceRef
from portal.schema.handout import FormTable
from portal.schema.scalars import MaxChars, Translate

LONG = 160  # texts that may be longer than this get two lines
LEFT_OUT = ("id",)  # the name of the file says it
Say = Callable[..., str]  # translates a text of ours and fills it in


@dataclass(frozen=True)
class Line:
    """Something to fill in. ``key`` is what it is called in the file, ``such_as`` an example of the schema."""

    label: str
    help: str | None
    lines: int
    example: str | None
    key: str = ""
    such_as: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a form. It reads like ``schema.handout.FormPart``."""

    id: str
    title: str
    fields: tuple[Line, ...]
    note: str | None = None
    about: str | None = None  # what a key of the file holds: plain text with code between backticks
    text: str | None = None
    table: FormTable | None = None


def blocks(model: type[BaseModel], item: BaseModel | None, say: Say) -> Iterator[Block]:
    """The form that mirrors ``model``: blank, or filled with ``item``. Plain keys that follow each other share a part."""
    run: list[str] = []
    for name in sorted(model.model_fields, key=lambda name: name in Authored.model_fields):
        info = model.model_fields[name]
        inner = _model(info.annotation)
        if inner is None:
            run += [] if name in LEFT_OUT else [name]
            continue
        yield from _shared(_lines(model, item, say, run), say)
        run = []
        yield from _group(name, info, inner, item, say)
    yield from _shared(_lines(model, item, say, run), say)


def _shared(run: tuple[Line, ...], say: Say) -> Iterator[Block]:
    """A part for keys that stand one after another, named by the first and the last."""
    if run:
        first, last = run[0].label, run[-1].label
        title = first if len(run) == 1 else say("{first} to {last}", first=first, last=last)
        yield Block(_id(run[0].key), title, run)


def _group(name: str, info: FieldInfo, inner: type[BaseModel], item: BaseModel | None, say: Say) -> Iterator[Block]:
    """A part for a key with keys below it. Where it is a list, the filled form has a part for each entry."""
    listed, title, about = _is_list(info.annotation), say(_label(name)), _help(info, say)
    if item is None:
        again = " " + say("Copy these lines for each further entry.") if listed else ""
        yield Block(_id(name), title, _lines(inner, None, say), about=about + again)
        return
    value = getattr(item, name)
    entries = value if listed else (value,) if value else ()
    for number, entry in enumerate(entries, 1):
        named = title if len(entries) == 1 else say("{title}, entry {n}", title=title, n=number)
        yield Block(f"{_id(name)}-{number}", named, _lines(inner, entry, say))


def _lines(model: type[BaseModel], item: BaseModel | None, say: Say, names: Iterable[str] | None = None) -> tuple[Line, ...]:
    """The keys of a model, or those named: all for the blank form, for the filled one those that have a value."""
    wanted = model.model_fields if names is None else names
    made = (_line(name, model.model_fields[name], getattr(item, name) if item else None, say) for name in wanted)
    return tuple(line for line in made if item is None or line.example)


def _id(key: str) -> str:
    return key.strip("_").replace("_", "-")


def _line(name: str, info: FieldInfo, value: Any, say: Say) -> Line:
    shown = shown_value(value)
    return Line(say(_label(name)), _help(info, say), _room(info), shown or None, _key(name, info), _such_as(info, say))


def _key(name: str, info: FieldInfo) -> str:
    return info.alias or name


def _label(name: str) -> str:
    """A key in words: ``silent_on`` is "Silent on"."""
    return name.strip("_").replace("_", " ").capitalize()


def _help(info: FieldInfo, say: Say) -> str:
    """What the schema says about a key, and whether it is needed."""
    return say(info.description or "") + ("" if info.is_required() else " " + say("May be left out."))


def _such_as(info: FieldInfo, say: Say) -> str:
    """The example of the schema. A text that readers see is translated; ids and figures are not."""
    shown = shown_value(parse("example", info.examples[0]).value)
    return say(shown) if _marks(info, Translate) else shown


def _room(info: FieldInfo) -> int:
    """How many lines to write on: four for running text, two for a long line or for keys below, else one."""
    if any(mark.kind == "prose" for mark in _marks(info, Translate)):
        return 4
    return 2 if _model(info.annotation) or any(mark.limit > LONG for mark in _marks(info, MaxChars)) else 1


def shown_value(value: Any) -> str:
    """A value of a file as plain text: entries with semicolons between them, keys with their values."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal, datetime.date)):
        return str(value)
    if isinstance(value, (tuple, list)):
        return "; ".join(map(shown_value, value))
    return ", ".join(f"{key}: {_inside(entry)}" for key, entry in _entries(value) if entry not in (None, ()))


def _inside(value: Any) -> str:
    """A value below a key; braces tell which keys belong together."""
    return f"{{{shown_value(value)}}}" if isinstance(value, (dict, BaseModel)) else shown_value(value)


def _entries(value: Any) -> Iterator[tuple[str, Any]]:
    """The keys of a mapping or of a model, with their values."""
    if isinstance(value, dict):
        yield from value.items()
    else:
        yield from ((_key(name, info), getattr(value, name)) for name, info in type(value).model_fields.items())


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _marks(info: FieldInfo, kind: type) -> list[Any]:
    """The marks of one kind on a key, also inside of "optional" and "list of"."""
    inside = (mark for part in _parts(info.annotation) for mark in getattr(part, "__metadata__", ()))
    return [mark for mark in (*info.metadata, *inside) if isinstance(mark, kind)]


def _model(annotation: Any) -> type[BaseModel] | None:
    """The model below a key; a source is written on one line and counts as none."""
    found = (part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel))
    return next((model for model in found if model is not SourceRef), None)


def _is_list(annotation: Any) -> bool:
    return any(getattr(part, "__origin__", None) is tuple for part in _parts(annotation))
