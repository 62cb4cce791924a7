"""One code of a problem, explained; and the plain form in which the explanations are written down."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """What a code means: title, why it is a problem, how to mend it, and an example of both sides.

    The texts are Markdown of one paragraph each, for authors who do not program. An example is YAML, Markdown or HTML; its
    first line may be a comment that names the file it stands in (a case, when there is none). "→" stands for a tab.
    """

    code: str
    title: str
    why: str
    mend: str
    wrong: str = ""
    right: str = ""


def codes(text: str) -> tuple[Code, ...]:
    """The entries of a text: "CODE: title", then "why", "mend", "wrong" and "right", indented by two spaces."""
    return tuple(_code(entry) for entry in re.split(r"\n(?=[A-Z][0-9]{3}: )", text.strip("\n")))


def _code(entry: str) -> Code:
    head, *parts = re.split(r"(?m)^  (why|mend|wrong|right):", entry)
    given = dict(zip(parts[::2], parts[1::2]))
    code, _, title = head.strip().partition(": ")
    why, mend = (" ".join(given[name].split()) for name in ("why", "mend"))
    wrong, right = (textwrap.dedent(given.get(name, "")).strip("\n") for name in ("wrong", "right"))
    return Code(code, title, why, mend, wrong, right)
