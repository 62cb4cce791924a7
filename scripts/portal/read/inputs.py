"""The fields of an exercise: plain assignments, each with a comment "# unit | Label"."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

COMMENT = re.compile(r"#\s*(?P<unit>[^|]*?)\s*\|\s*(?P<label>\S.*?)\s*")


@dataclass(frozen=True)
class Input:
    """A field: the name of a variable, its value, its unit ("" for none), and the label a reader sees."""

    name: str
    value: int | float | str
    unit: str
    label: str

    @property
    def kind(self) -> str:
        """``number``, ``text``, or ``lines`` for a text of several lines."""
        if not isinstance(self.value, str):
            return "number"
        return "lines" if "\n" in self.value else "text"


def statements(source: str) -> Iterator[tuple[ast.stmt, Input | None]]:
    """Each statement of an inputs cell, with the field it stands for (None when it is none)."""
    try:
        tree = ast.parse(source)
        comments = {token.start[0]: token.string for token in tokenize.generate_tokens(io.StringIO(source).readline)
                    if token.type == tokenize.COMMENT}  # fmt: skip
    except (SyntaxError, ValueError, tokenize.TokenError):
        return
    for statement in tree.body:
        yield statement, _field(statement, comments.get(statement.end_lineno or 0, ""))


def _field(statement: ast.stmt, comment: str) -> Input | None:
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
        return None
    try:
        value = ast.literal_eval(statement.value)
    except ValueError:
        return None
    match = COMMENT.fullmatch(comment)
    if match is None or isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    return Input(statement.targets[0].id, value, match["unit"], match["label"])
