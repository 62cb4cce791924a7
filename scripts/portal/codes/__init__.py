"""Every code of a problem, explained to authors: for `portal explain` and for the page docs/authors/problems.md."""

from __future__ import annotations

import textwrap

from portal.codes import (
    assessments,
    audit,
    connections,
    corpus,
    handouts,
    modules,
    notebook,
    paths,
    prose,
    read,
    schema,
    translations,
)
from portal.codes.code import Code, codes

__all__ = ["CODES", "Code", "manual", "page"]

# The first two signs of a code, the heading of the group, what it is about, and its entries.
GROUPS: tuple[tuple[str, str, str, tuple[Code, ...]], ...] = (
    ("R1", "The file can be read", "These problems are about the file itself. Its keys are looked at when they are mended.",
     codes(read.TEXT)),
    ("S2", "Keys and values", "These problems are about one key or one value, seen by itself.", codes(schema.TEXT)),
    ("C3", "How it fits together", "These problems are about words and ids that point at something else.",
     codes(corpus.TEXT + modules.TEXT + paths.TEXT + assessments.TEXT + handouts.TEXT + connections.TEXT + translations.TEXT)),
    ("P4", "Texts", "These problems are about what you write in a text: in a field or in a page.", codes(prose.TEXT)),
    ("N6", "Exercises", "These problems are about the notebooks of exercises.", codes(notebook.TEXT)),
    ("B5", "The finished site", "These problems are found when the pages are made. Where no text of yours explains one, tell a "
     "developer.", codes(audit.TEXT)),
)  # fmt: skip
CODES: dict[str, Code] = {entry.code: entry for *_, entries in GROUPS for entry in entries}

HEAD = """---
title: Problems and how to mend them
summary: Every code that the portal prints when something in the sources is not right, with an example.
author: Portal editors
added: 2026-11-23
updated: 2026-11-23
---
`portal check` prints each problem with its file, line and column, a code, what is wrong, and how to mend it. This page explains
the codes; `portal explain S201` shows one of them on your screen. It is made from the program: do not edit it by hand.
"""


def page(code: str) -> str:
    """What a code means, as plain text for a terminal."""
    entry = CODES[code]
    parts = [f"{entry.code}: {entry.title}", _wrapped(f"Why: {entry.why}"), _wrapped(f"Mend: {entry.mend}")]
    for name, example in (("Wrong", entry.wrong), ("Right", entry.right)):
        if example:
            parts.append(f"{name}:\n\n" + textwrap.indent(example, "    "))
    return "\n\n".join(parts)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 88, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def manual() -> str:
    """The page docs/authors/problems.md."""
    groups = [f"## {key}: {title}\n\n{about}\n\n" + "\n".join(map(_section, entries)) for key, title, about, entries in GROUPS]
    return "\n".join([HEAD, *groups])


def _section(entry: Code) -> str:
    parts = [f"### {entry.code}: {entry.title}", entry.why, f"**Mend.** {entry.mend}"]
    language = {"P": "markdown", "B": "html"}.get(entry.code[0], "yaml")
    for name, example in (("Wrong", entry.wrong), ("Right", entry.right)):
        if example:
            parts.append(f"{name}:\n\n```{language}\n{example}\n```")
    return "\n\n".join(parts) + "\n"
