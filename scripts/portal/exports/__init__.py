"""Stage 6: what else is made from the same content and schema. One file an export."""

from __future__ import annotations

from pathlib import Path

from portal.exports import editors, fields, template


def generated(root: Path) -> dict[str, bytes]:
    """Every committed file that is made from the code: editor schemas, field reference, list of problem codes."""
    from portal.codes import manual  # only here: it needs every stage

    return {**editors.plan(), **fields.plan(), "docs/authors/problems.md": manual().encode()}


def new_case(name: str) -> str:
    """The text of a new case file with this id."""
    return template.case(name)
