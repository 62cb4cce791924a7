"""The commented template of a new case: every key in order, with what it holds and an example or a text to replace."""

from __future__ import annotations

import textwrap
from typing import Any

from portal.exports import editors, plain
from portal.exports.editors import Node
from portal.schema.base import WRITE_HERE
from portal.schema.case import Case

HEAD = """\
# yaml-language-server: $schema=../docs/reference/schema/case.schema.json
# The case study "{name}". `portal check` tells what is still to do.
# Replace each text that begins with "{mark}" and each example. The page docs/authors/fields.md tells more about
# each key. A source is {{ref: its id in sources.yml, at: the place in it}}. In a text, each figure needs its source,
# like [@unido-2020: Colombia, par. 4].
# A key with # in front of it is not in use. To use it, take the first # away from each of its lines; else delete it.
"""
ENTRY = "- # one entry; copy it from this line on to add another"


class Template:
    """Writes the keys of one kind of file; knows the models that its schema refers to."""

    def __init__(self, root: Node):
        self.models = root.get("$defs", {})

    def group(self, node: Node, given: Any, comments: bool = True) -> list[str]:
        """The keys of a model. A key that is neither needed nor ``given`` in the example is commented out."""
        lines: list[str] = []
        for key, inner in node["properties"].items():
            live = key in node.get("required", ()) or key in given
            if comments:
                lines += _comment(inner)
            if live or comments:
                lines += self.value(key, inner) if live else ["#" + line for line in self.value(key, inner)]
        return lines

    def value(self, key: str, node: Node) -> list[str]:
        """A key with an example, a text to replace, or the keys and entries below it."""
        example = node["examples"][0]
        if self.has_texts(node) and (name := editors.model_of(node)):
            return [f"{key}:", *self.below(self.models[name], plain.value(example))]
        text = f"{WRITE_HERE} {key}"
        if _is(node, "text/markdown"):
            return [f"{key}: |", f"  {text}"]
        if self.has_texts(node):
            return [f'{key}: ["{text}"]' if "items" in node else f'{key}: "{text}"']
        return [f"{key}: {example}  # an example"]

    def below(self, model: Node, given: Any) -> list[str]:
        """The keys of a model, or one entry for each of the example's; only the first entry has comments."""
        if isinstance(given, dict):
            return _indented(self.group(model, given))
        lines = []
        for number, entry in enumerate(given):
            lines += [ENTRY, *_indented(self.group(model, entry, comments=number == 0))]
        return _indented(lines)

    def has_texts(self, node: Node) -> bool:
        """Whether readers see a text of the author in it. What has none is written on one line, like a source."""
        if name := editors.model_of(node):
            return any(self.has_texts(inner) for inner in self.models[name]["properties"].values())
        return _is(node, "text/plain") or _is(node, "text/markdown")


def _is(node: Node, kind: str) -> bool:
    return node.get("items", node).get("contentMediaType") == kind


def _comment(node: Node) -> list[str]:
    limits = f" ({editors.holds(node)})" if "enum" in node or _is(node, "text/plain") else ""
    return textwrap.wrap(node["description"] + limits, 110, initial_indent="# ", subsequent_indent="# ")


def _indented(lines: list[str]) -> list[str]:
    return ["  " + line for line in lines]


def case(name: str) -> str:
    """The text of a new file case_studies/<name>.yml."""
    root = editors.described(Case)
    root["properties"]["id"]["examples"] = [name]
    template = Template(root)
    keys = {"required": root["required"]}
    blocks = [template.group({"properties": {key: node}, **keys}, ()) for key, node in root["properties"].items()]
    return "\n".join([HEAD.format(name=name, mark=WRITE_HERE), *("\n".join(block) + "\n" for block in blocks)])
