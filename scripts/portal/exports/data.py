"""The open data: five tables as JSON and CSV, a JSON Schema for each, and a README.

CSV is for spreadsheets. It begins with a byte order mark: Excel reads UTF-8 only then, and Python (``utf-8-sig``), R and
LibreOffice skip it. Fields are separated by commas and lines end as RFC 4180 says. Numbers are plain digits with a point,
days are year-month-day, truths are ``true`` and ``false``, and what is not known is empty. A text that a spreadsheet would
run as a formula gets an apostrophe in front; numbers never do.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from textwrap import indent
from types import SimpleNamespace
from typing import Any, get_args

from pydantic import BaseModel

from portal.corpus.corpus import Corpus
from portal.exports.editors import DIALECT
from portal.exports.long import Long
from portal.exports.records import TABLES, Record
from portal.exports.rows import OF_CASES, Rows
from portal.language.catalogue import Catalogue
from portal.render.chrome import home
from portal.render.dates import newest
from portal.render.opendata import FOLDER, PAGE, Download, Field, Table
from portal.render.site import Once

BETWEEN = " | "  # between the entries of a list in one cell of CSV
MARK = "\ufeff"
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet may take what follows for a formula
HOLDS = {"integer": "whole number", "number": "number", "boolean": "true or false", "string": "text"}

Node = dict[str, Any]


@dataclass(frozen=True)
class OpenData:
    """The files by path, and what the page tells of them."""

    files: Mapping[str, bytes | Long]
    tables: tuple[Table, ...]


def plan(corpus: Corpus, words: Catalogue, once: Once = lambda parts, make: make()) -> OpenData:
    """Everything in ``data/v1`` in one language. ``once`` knows what was made of cases before."""
    made = Rows(corpus, words)
    files: dict[str, bytes | Long] = {}
    tables = []
    for name, title, model in TABLES:
        count = made.count(name)
        head = {**_head(corpus, words, name, title), "count": count}
        csv_file, json_file = _files(model, name, head, _parts(corpus, made, name, model, once))
        own = {
            f"{FOLDER}/{name}.csv": csv_file,
            f"{FOLDER}/{name}.json": json_file,
            f"{FOLDER}/schema/{name}.schema.json": _json(schema(name, title, model, made.home)),
        }
        files |= own
        tables.append(Table(name, title, model.__doc__ or "", count, fields(model), _downloads(own)))
    return OpenData(files | {f"{FOLDER}/README.txt": _readme(corpus, words, tables)}, tuple(tables))


def _parts(corpus: Corpus, made: Rows, name: str, model: type[Record], once: Once) -> Iterator[tuple[str, str]]:
    """The rows of a table as CSV and as JSON, part by part. What belongs to a case is a part by itself."""
    if name not in OF_CASES:
        yield _rows(model, getattr(made, name)())
        return
    for cid in corpus.cases:
        write = partial(_packed, made, name, model, cid)
        yield tuple(json.loads(once(("data", name, cid, corpus.cases.packed(cid)), write)))


def _packed(made: Rows, name: str, model: type[Record], cid: str) -> bytes:
    return json.dumps(_rows(model, OF_CASES[name](made, cid))).encode()


def _rows(model: type[Record], rows: Iterable[Record]) -> tuple[str, str]:
    """Rows as lines of CSV and as entries of a list in JSON."""
    names = in_csv(model)
    lines: list[str] = []
    entries: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell(getattr(row, name)) for name in names])
        entries.append(indent(_text(row.model_dump(mode="json")), "  "))
    return "".join(lines), ",\n".join(entries)


def _files(model: type[Record], name: str, head: Node, parts: Iterable[tuple[str, str]]) -> tuple[Long, Long]:
    """The CSV file and the JSON file of a table."""
    csv_file, json_file = Long(), Long()
    csv_file.add(MARK + ",".join(in_csv(model)) + "\r\n")
    json_file.add(_text(head).removesuffix("\n}") + f',\n "{name}": [')
    between = "\n"
    for lines, entries in parts:
        csv_file.add(lines)
        if entries:
            json_file.add(between + entries)
            between = ",\n"
    json_file.add("]\n}\n" if between == "\n" else "\n ]\n}\n")
    csv_file.end()
    json_file.end()
    return csv_file, json_file


def _head(corpus: Corpus, words: Catalogue, name: str, title: str) -> Node:
    """What stands above the rows: whose data it is, which edition, and under which licence."""
    site = corpus.site
    return {
        "$schema": f"schema/{name}.schema.json", "title": title, "portal": site.name, "publisher": site.publisher,
        "edition": site.version, "updated": newest(corpus).isoformat(), "language": words.language, "licence": site.licence,
        "about": home(corpus, words) + PAGE,
    }  # fmt: skip


HEAD = ("$schema", "title", "portal", "publisher", "edition", "updated", "language", "licence", "about")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _json(value: Any) -> bytes:
    return (_text(value) + "\n").encode()


def _downloads(files: Mapping[str, bytes | Long]) -> tuple[Download, ...]:
    kinds = ("CSV", "JSON", "JSON Schema")
    return tuple(Download(kind, name, len(data)) for kind, (name, data) in zip(kinds, files.items()))


def schema(name: str, title: str, model: type[Record], home: str) -> Node:
    """The JSON Schema of one file."""
    record = model.model_json_schema()
    parts = record.pop("$defs", {})
    head: Node = {key: {"type": "string"} for key in HEAD}
    head["count"] = {"type": "integer", "description": "How many rows follow."}
    head[name] = {"type": "array", "items": {"$ref": f"#/$defs/{model.__name__}"}}
    return {
        "$schema": DIALECT, "$id": f"{home}{FOLDER}/schema/{name}.schema.json", "title": title, "type": "object",
        "properties": head, "required": list(head), "additionalProperties": False,
        "$defs": {model.__name__: record, **parts},
    }  # fmt: skip


def in_csv(model: type[Record]) -> list[str]:
    """The fields that CSV has too: all but those with fields of their own."""
    return [name for name, info in model.model_fields.items() if not _nested(info.annotation)]


def _nested(kind: Any) -> bool:
    return any(isinstance(part, type) and issubclass(part, BaseModel) for part in (kind, *get_args(kind)))


def fields(model: type[Record]) -> tuple[Field, ...]:
    """The fields of a table as its page describes them."""
    flat = in_csv(model)
    shown = model.model_json_schema()["properties"]
    return tuple(Field(name, _holds(node), node["description"], name in flat) for name, node in shown.items())


def _holds(node: Node) -> str:
    """What a field holds, in words."""
    options = [inner for inner in node.get("anyOf", (node,)) if inner.get("type") != "null"]
    first = options[0]
    if first.get("type") == "array":
        return "list of texts" if first["items"].get("type") == "string" else "list with fields of its own"
    if first.get("format") == "date":
        return "day" + _or_empty(node, options)
    return HOLDS.get(first.get("type", ""), "fields of its own") + _or_empty(node, options)


def _or_empty(node: Node, options: list[Node]) -> str:
    return ", or empty" if len(options) < len(node.get("anyOf", (node,))) else ""


def cell(value: Any) -> str:
    """A value as a cell of CSV: a number as plain digits, a text that cannot run as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    return harmless(BETWEEN.join(value) if isinstance(value, tuple) else str(value))


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(RUNS) else text


def _readme(corpus: Corpus, words: Catalogue, tables: Iterable[Table]) -> bytes:
    """The same as the page, as plain text: for whoever has the files without the page."""
    site = corpus.site
    lines = [
        f"{site.name}: open data, version 1", f"Edition {site.version}, {newest(corpus).isoformat()}", site.licence,
        f"Read how the figures are made and when these files change: {home(corpus, words)}{PAGE}",
        "CSV: UTF-8 with a byte order mark, commas, a point for decimals, days as year-month-day, empty where nothing is known.",
        f'Entries of a list stand in one cell, with "{BETWEEN}" between them.',
        "A text that a spreadsheet would take for a formula has an apostrophe in front.",
    ]  # fmt: skip
    for table in tables:
        lines += ["", f"{table.id}: {table.about} {table.count} rows."]
        lines += [f"  {field.name} ({field.holds}): {field.about}{'' if field.csv else ' JSON only.'}" for field in table.fields]
    return ("\n".join(lines) + "\n").encode()
