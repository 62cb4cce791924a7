"""The field reference for authors: a page with a table for every group of keys, made from the schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

from portal.corpus.prose import slug
from portal.exports import editors
from portal.exports.editors import Node
from portal.schema.base import SourceRef
from portal.schema.pool import Twin
from portal.schema.site import Page

PATH = "docs/authors/fields.md"
FRONT = """\
---
title: Fields of every file
summary: What you can write in each file of the portal, key by key, with an example.
author: Portal editors
added: 2026-11-23
updated: 2026-11-23
---
"""
INTRO = """\
This page is made from the rules that `portal check` applies, so it is always complete. A key that is not needed can be left
out. Do not leave it empty.

Examples are shown as you type them after the key, on one line. A longer text stands below its key, indented, after `|`. Text
that contains a colon with a space after it, or that starts with a special character, must stand in quotes.

Editors that know YAML schemas can help while you type. The first line of a case, module or template tells them where its schema
is; the other files have theirs in `docs/reference/schema`.
"""
HEAD = "| Key | Needed | What it holds | What to write | Example |\n|---|---|---|---|---|"


class Group(NamedTuple):
    """A model: its schema, and the keys under which it is written."""

    node: Node
    keys: tuple[str, ...]


class File(NamedTuple):
    """A kind of file: heading, where it stands, and the type it holds."""

    title: str
    place: str
    model: Any


PLACES = {
    "case": "case_studies/ID.yml",
    "module": "modules/ID/module.yml",
    "quiz": "modules/ID/quiz.yml",
    "pool": "modules/ID/pool.yml",
    "handout": "docs/templates/ID.yml",
}
MODELS = {**editors.KINDS, "pool": Twin}  # the keys of a question stand under those of quiz.yml
FILES = (
    *(File(title, PLACES.get(kind, f"docs/reference/{kind}.yml"), MODELS[kind]) for kind, title in editors.TITLES.items()),
    File("Page in Markdown", "docs/NAME.md", Page),
)


def plan() -> dict[str, bytes]:
    """The page by its path."""
    return {PATH: "\n".join([FRONT + INTRO, *_sections()]).encode()}


def _sections() -> Iterator[str]:
    shared = editors.words(SourceRef.__name__)
    for file in FILES:
        yield f"## {file.title}\n\n{_about(file)}\n"
        for name, group in groups(file.model).items():
            if name != shared:
                yield _section(name, group)
    yield "## In several files\n"
    yield _section(shared, Group(editors.described(SourceRef), ("source",)))


def _about(file: File) -> str:
    if file.model is Page:
        return f"File: `{file.place}`. These keys stand at its top, between two lines `---`. The text follows in Markdown."
    if file.model is Twin or get_args(file.model):
        return f"File: `{file.place}`. It is a list: each entry starts with `- `."
    return f"File: `{file.place}`."


def groups(model: Any) -> dict[str, Group]:
    """Every model in a kind of file by its heading, in the order in which an author meets them."""
    root = editors.described(model)
    found: dict[str, Group] = {}
    _collect(root, "", root.get("$defs", {}), found)
    return found


def _collect(node: Node, key: str, models: dict[str, Node], found: dict[str, Group]) -> None:
    name = editors.model_of(node)
    group = models[name] if name else node.get("items", node)
    if "properties" not in group:
        return
    heading = group["title"]
    known = found.get(heading)
    found[heading] = Group(group, tuple(dict.fromkeys((*(known.keys if known else ()), *([key] if key else [])))))
    if known is None:
        for inner, value in group["properties"].items():
            _collect(value, inner, models, found)
        for word, model in editors.by_word(group).items():
            own = _own(models[model], group, word)
            found[own["title"]] = Group(own, ())
            for inner, value in own["properties"].items():
                _collect(value, inner, models, found)


def _own(model: Node, shared: Node, word: str) -> Node:
    """A kind of entry without the keys that all kinds have."""
    own = {key: inner for key, inner in model["properties"].items() if key not in shared["properties"]}
    return {**model, "properties": own, "description": f"{model['description']} Its `type` is `{word}`."}


def _section(name: str, group: Group) -> str:
    under = f" Stands under: {', '.join(map(_code, group.keys))}." if group.keys else ""
    needed = group.node.get("required", ())
    rows = [_row(key, node, key in needed) for key, node in group.node["properties"].items()]
    return "\n".join([f"### {name}\n", f"{group.node['description']}{under}\n", HEAD, *rows, ""])


def _row(key: str, node: Node, needed: bool) -> str:
    holds = editors.holds(node, code=_code, link=lambda name: f"[{name}](#{slug(name)})")
    if "enum" not in node and not editors.model_of(node):
        holds = re.sub(r"#|\d+", lambda match: _code(match.group()), holds)
    cells = (_code(key), "yes" if needed else "no", holds, node["description"], _code(_short(node["examples"][0])))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _short(example: str) -> str:
    """The example, with the number of a key cut, which fills half a page."""
    return re.sub(r"([\w-]{20})[\w-]{200,}", r"\1…", example)


def _code(words: str) -> str:
    return f"`` {words} ``" if "`" in words else f"`{words}`"
