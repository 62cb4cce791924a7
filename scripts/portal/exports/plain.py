"""What an editor makes of YAML text: plain scalars typed after the core schema of YAML 1.2."""

from __future__ import annotations

import re
from typing import Any

from portal.read.tree import Path, Tree, Value, parse

INTEGER = re.compile(r"[-+]?[0-9]+\Z")
OCTAL = re.compile(r"0o[0-7]+\Z")
HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+\Z")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
UNBOUNDED = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def value(text: str) -> Any:
    """YAML text as the numbers, truths, texts, lists and mappings an editor sees. A day stays text, as in JSON."""
    tree = parse("", text)
    return _typed(tree.value, (), tree, text)


def _typed(item: Value, path: Path, tree: Tree, text: str) -> Any:
    if isinstance(item, dict):
        return {key: _typed(inner, (*path, key), tree, text) for key, inner in item.items()}
    if isinstance(item, list):
        return [_typed(inner, (*path, index), tree, text) for index, inner in enumerate(item)]
    start = tree.marks[path].value.start
    return scalar(item) if item and text[start : start + 1] not in ("'", '"', "|", ">") else item


def scalar(plain: str) -> Any:
    """A scalar without quotes as the core schema of YAML 1.2 reads it."""
    if plain in TRUTH:
        return TRUTH[plain]
    for pattern, base in ((INTEGER, 10), (OCTAL, 8), (HEXADECIMAL, 16)):
        if pattern.match(plain):
            return int(plain.removeprefix("0o").removeprefix("0x"), base)
    if FLOAT.match(plain) or UNBOUNDED.match(plain):
        return float(plain.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return plain
