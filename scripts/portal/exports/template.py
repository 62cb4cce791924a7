"""Commented templates: every key in order, with what it holds and an example or a text to replace."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

from portal.exports import editors
from portal.exports.editors import Node
from portal.read.tree import parse
from portal.schema.base import WRITE_HERE
from portal.schema.case import Case
from portal.schema.handout import Handout

HEAD = """\
# yaml-language-server: $schema={schema}
# {title} `portal check` tells what is still to do.
# Replace each text that begins with "{mark}" and each example. The page docs/authors/fields.md tells more about
# each key. A source is {{ref: its id in sources.yml, at: the place in it}}. In a text, each figure needs its source,
# like [@unido-2020: Colombia, par. 4].
# A key with # in front of it is not in use. To use it, take the first # away from each of its lines; else delete it.
"""
PLAIN = re.compile(r"[A-Za-z0-9_./-]+")  # a word that needs no quotes wherever it stands
ENTRY = "- # one entry; copy it from this line on to add another"


class Template:
    """Writes the keys of one kind of file; knows the models that its schema refers to.

    ``such_as`` adds the example to each text to replace, and takes away the remark that other values are examples.
    """

    def __init__(self, root: Node, such_as: bool = False):
        self.models = root.get("$defs", {})
        self.such_as = such_as

    def group(self, node: Node, given: dict[str, Any], comments: bool = True) -> list[str]:
        """The keys of a model. A key that is neither needed nor ``given`` in the example is commented out."""
        lines: list[str] = []
        for key, inner in node["properties"].items():
            live = key in node.get("required", ()) or key in given
            if comments:
                lines += comment(inner)
            if live or comments:
                written = self.value(key, inner, given.get(key), comments)
                lines += written if live else ["#" + line for line in written]
        return lines

    def value(self, key: str, node: Node, given: Any, comments: bool) -> list[str]:
        """A key with an example, a text to replace, or the keys and entries below it."""
        example = node["examples"][0]
        usual = parse(key, example).value
        given = usual if given is None else given
        if self.has_texts(node) and (name := editors.model_of(node)):
            return [f"{key}:", *self.below(self.models[name], given, comments)]
        if _is(node, "text/markdown") and "items" not in node:
            return [f"{key}: |", f"  {self.text(key, given)}"]
        if self.has_texts(node):
            texts = [self.text(key, entry) for entry in given] if "items" in node else self.text(key, given)
            return [f"{key}: {_quoted(texts)}"]
        return [f"{key}: {example if given == usual else _flow(given)}" + ("" if self.such_as else "  # an example")]

    def text(self, key: str, example: str) -> str:
        """A text to replace."""
        return f"{WRITE_HERE} {key}" + (f", such as: {example}" if self.such_as else "")

    def below(self, model: Node, given: Any, comments: bool) -> list[str]:
        """The keys of a model, or one entry for each of the example's; only the first entry has comments."""
        if isinstance(given, dict):
            return indented(self.group(model, given, comments))
        lines = []
        for number, entry in enumerate(given):
            first = comments and number == 0
            lines += [ENTRY if first else "- # another entry", *indented(self.group(model, entry, first))]
        return indented(lines)

    def has_texts(self, node: Node) -> bool:
        """Whether readers see a text of the author in it. What has none is written on one line, like a source."""
        if name := editors.model_of(node):
            return any(self.has_texts(inner) for inner in self.models[name]["properties"].values())
        return _is(node, "text/plain") or _is(node, "text/markdown")


def _is(node: Node, kind: str) -> bool:
    return node.get("items", node).get("contentMediaType") == kind


def _quoted(texts: Any) -> str:
    return json.dumps(texts, ensure_ascii=False)


def _flow(given: Any) -> str:
    """An example without texts, on one line."""
    if isinstance(given, dict):
        return f"{{{', '.join(f'{key}: {_flow(value)}' for key, value in given.items())}}}"
    if isinstance(given, list):
        return f"[{', '.join(map(_flow, given))}]"
    return given if PLAIN.fullmatch(given) else _quoted(given)


def comment(node: Node) -> list[str]:
    """What a key holds, as comment lines."""
    limits = f" ({editors.holds(node)})" if "enum" in node or _is(node, "text/plain") else ""
    return textwrap.wrap(node["description"] + limits, 110, initial_indent="# ", subsequent_indent="# ")


def indented(lines: list[str]) -> list[str]:
    """Lines that stand below a key."""
    return ["  " + line for line in lines]


def head(schema: str, title: str) -> str:
    """The first lines of a file: where its schema is, and what to do."""
    return HEAD.format(schema=schema, title=title, mark=WRITE_HERE)


def keys(root: Node, template: Template) -> str:
    """Every key of a file, with an empty line between two of them."""
    needed = {"required": root["required"]}
    blocks = [template.group({"properties": {key: node}, **needed}, {}) for key, node in root["properties"].items()]
    return "\n".join("\n".join(block) + "\n" for block in blocks)


def case(name: str) -> str:
    """The text of a new file case_studies/<name>.yml."""
    root = editors.described(Case)
    root["properties"]["id"]["examples"] = [name]
    return head("../docs/reference/schema/case.schema.json", f'The case study "{name}".') + "\n" + keys(root, Template(root))


def handout(name: str) -> str:
    """The text of a new file docs/templates/<name>.yml: a form with parts of its own."""
    root = editors.described(Handout)
    del root["properties"]["mirrors"]
    root["required"].append("parts")
    return head("../reference/schema/handout.schema.json", f'The template "{name}".') + "\n" + keys(root, Template(root))
