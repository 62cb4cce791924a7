"""A JSON Schema (draft 2020-12) for every kind of YAML file, so that an editor helps while the author types.

It accepts whatever `portal check` accepts; rules that join several keys or files are left to `portal check`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from portal.corpus.load import REFERENCE
from portal.exports import plain
from portal.schema.case import Case
from portal.schema.handout import Handout
from portal.schema.module import Module
from portal.schema.pool import Pool
from portal.schema.quiz import Quiz

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "docs/reference/schema"
KINDS: dict[str, Any] = {"case": Case, "module": Module, "quiz": Quiz, "pool": Pool, "handout": Handout, **REFERENCE}
TITLES = {
    "case": "Case study", "module": "Training module", "quiz": "Questions of a module",
    "pool": "Questions for tests",     "handout": "Template to take away", "site": "Your portal",
    "sources": "Bibliography", "glossary": "Glossary", "acronyms": "Abbreviations", "countries": "Countries",
    "taxonomy": "Shared vocabulary", "diagrams": "Diagrams", "paths": "Learning paths", "programmes": "Workshops",
    "redirects": "Addresses that have moved", "assessments": "Tests",
}  # fmt: skip
# Where a schema holds further schemas: by name, or one directly.
NAMED = ("properties", "$defs")
MODELS = "#/$defs/"

Node = dict[str, Any]


def plan() -> dict[str, bytes]:
    """Every schema file by path: sorted keys, one final line break."""
    return {f"{FOLDER}/{kind}.schema.json": _bytes(schema(kind)) for kind in KINDS}


def _bytes(made: Node) -> bytes:
    return (json.dumps(made, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def schema(kind: str) -> Node:
    """The JSON Schema of one kind of file."""
    made = each(described(KINDS[kind]), _with_values)
    return {**made, "$schema": DIALECT, "title": TITLES[kind]}


def described(model: Any) -> Node:
    """The schema of a model in our words: titles say what a key holds, examples are YAML text as the author types it."""
    made = TypeAdapter(model).json_schema()
    return each(made, lambda node: _in_our_words(node, made.get("$defs", {})))


def each(node: Node, change: Callable[[Node], Node]) -> Node:
    """The schema with ``change`` made to it and to every schema inside it, from the inside out."""
    made = dict(node)
    for key in NAMED:
        if key in node:
            made[key] = {name: each(inner, change) for name, inner in node[key].items()}
    if "items" in node:
        made["items"] = each(node["items"], change)
    if "anyOf" in node:
        made["anyOf"] = [each(inner, change) for inner in node["anyOf"]]
    return change(made)


def _in_our_words(node: Node, models: dict[str, Node]) -> Node:
    """Without defaults that say nothing; a reference has the description of its model where it has none of its own."""
    if "discriminator" in node:
        return each(_by_word(node, models), lambda inner: _in_our_words(inner, models))
    made = _or_empty(node)
    if not isinstance(made.get("default"), (str, bool)):
        made.pop("default", None)
    if "$ref" in made:
        made = {"description": models[model_of(made)]["description"], **made}
    return {**made, "title": holds(made)}


def _by_word(node: Node, models: dict[str, Node]) -> Node:
    """A choice among models by the word under one key: the keys that all of them have, and what each word asks for.

    An editor then offers the right keys as soon as the word is typed, and its messages are about that model only.
    """
    key = node["discriminator"]["propertyName"]
    refs = [inner["$ref"] for inner in node["oneOf"]]
    kinds = [models[ref.removeprefix(MODELS)] for ref in refs]
    words = [kind["properties"][key]["const"] for kind in kinds]
    first = kinds[0]["properties"]
    shared = {name: inner for name, inner in first.items() if all(name in kind["properties"] for kind in kinds)}
    shared[key] = {name: inner for name, inner in first[key].items() if name != "const"} | {
        "enum": words,
        "enumDescriptions": [kind["description"] for kind in kinds],
    }
    return {
        "type": "object",
        "title": node["title"],
        "description": node["description"],
        "properties": shared,
        "required": [name for name in kinds[0]["required"] if name in shared],
        "allOf": [_if(key, word, ref) for word, ref in zip(words, refs)],
    }


def _if(key: str, word: str, ref: str) -> Node:
    return {"if": {"properties": {key: {"const": word}}, "required": [key]}, "then": {"$ref": ref}}


def by_word(node: Node) -> dict[str, str]:
    """The model for each word, in a choice among models."""
    branches = node.get("allOf", ())
    return {next(iter(inner["if"]["properties"].values()))["const"]: model_of(inner["then"]) for inner in branches}


def _or_empty(node: Node) -> Node:
    """A key that may be left out may also be empty: one schema in place of a choice of two, for plain messages."""
    first = node.get("anyOf", ({},))[0]
    if "type" not in first:
        return dict(node)
    made = {**first, **{key: value for key, value in node.items() if key not in ("anyOf", "title")}}
    made["type"] = [*_listed(first["type"]), "null"]
    return made | ({"enum": [*first["enum"], None]} if "enum" in first else {})


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else [value]


def _with_values(node: Node) -> Node:
    return node | ({"examples": [plain.value(text) for text in node["examples"]]} if "examples" in node else {})


def holds(node: Node, code: Callable[[str], str] = str, link: Callable[[str], str] = str) -> str:
    """What a key holds, in plain words; ``code`` marks allowed words, ``link`` the names of models."""
    if "enum" in node:
        return "one of: " + ", ".join(code(word) for word in node["enum"] if word is not None)
    if "const" in node:
        return "the word " + code(node["const"])
    if "items" in node:
        return "list; each entry: " + holds(node["items"], code, link)
    if name := model_of(node):
        return "keys of " + link(words(name))
    return words(node["title"]) if "properties" in node else node.get("title", "nothing")


def model_of(node: Node) -> str | None:
    """The name of the model that a schema refers to, directly or as the item of a list."""
    inner = node.get("items", node)
    return inner.get("anyOf", (inner,))[0].get("$ref", "").removeprefix(MODELS) or None


def words(name: str) -> str:
    """A model's name in words: ``ActorPart`` is "Actor part"."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: " " + match.group().lower(), name)
