"""Words that YAML 1.1 takes for something else, in every kind of field: what comes out stands in tests/golden/yaml.md.

``UPDATE_GOLDEN=1`` writes the table anew; it is made to be read. The other tests say what holds for all of its cells.
"""

from __future__ import annotations

import datetime
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from portal.problems import ProblemsFound
from portal.read.tree import parse
from portal.schema import scalars
from portal.schema.bind import bind

GOLDEN = Path(__file__).parents[1] / "golden" / "yaml.md"
TYPED = (
    "no", "No", "yes", "on", "off", "y", "n", "true", "True", "false", "1.10", "12:30", "09:00", "007", "1e3", "1_000", "0x1F",
    "0o17", "+1", "-0", "12", "2020", "3.0", "1,5", "~", "null", "Null", "", '""', '"no"', "'null'", '"~"', '"12"', ".inf",
    "-.inf", ".nan", "2024-02-30", "2024-02-29", "2024-2-9", "2024-02-29T10:00:00Z", "=", "NO", "ON", "export-consortium",
    "[no, 1.10, ~]", "{no: yes}",
)  # fmt: skip
KINDS = {
    "text": scalars.Text, "prose": scalars.Prose, "whole number": scalars.Whole, "decimal": scalars.Number, "date": scalars.Date,
    "year": scalars.Year, "true or false": scalars.Truth, "id": scalars.Id, "time": scalars.Clock, "country": scalars.Country,
    "list of texts": tuple[scalars.Text, ...],
}  # fmt: skip
HEAD = """\
# What becomes of words that YAML 1.1 takes for something else

Left: what an author types after a key. The other columns: what the portal takes it for in a field of that kind, or the code of
the problem that is told (`portal explain CODE`). Nothing is guessed: a text stays as it was typed, and a value that does not fit
is refused.
"""


def outcome(kind: Any, typed: str) -> Any:
    """The value in a field of this kind, or the set of codes."""
    source = f"- {typed}\n"
    try:
        (value,) = bind("f.yml", source, parse("f.yml", source), tuple[kind, ...]).item
    except ProblemsFound as found:
        return {problem.code for problem in found.problems}
    return value


def shown(value: Any) -> str:
    """An outcome as it stands in the table."""
    if isinstance(value, set):
        return " ".join(sorted(value))
    if isinstance(value, tuple):
        return "list: " + " ".join(map(shown, value))
    if isinstance(value, bool):
        return f"truth {str(value).lower()}"
    return f"“{value}”" if isinstance(value, str) else f"day {value}" if isinstance(value, datetime.date) else f"number {value}"


def table() -> str:
    """All outcomes as a table in Markdown."""
    rows = [["typed", *KINDS], ["---"] * (len(KINDS) + 1)]
    rows += [
        [f"`{typed}`" if typed else "(nothing)", *(shown(outcome(kind, typed)) for kind in KINDS.values())] for typed in TYPED
    ]
    return HEAD + "\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def test_the_table_is_as_it_was() -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(table(), encoding="utf-8", newline="")
    assert GOLDEN.read_bytes().decode("utf-8") == table()


EMPTY = ("~", "null", "Null", "", '""')
NESTED = ("[no, 1.10, ~]", "{no: yes}")
PLAIN = [typed for typed in TYPED if typed not in (*EMPTY, *NESTED)]


@pytest.mark.parametrize("typed", PLAIN)
def test_a_text_is_what_was_typed(typed: str) -> None:
    """Without its quotation marks, and with every letter and sign of it."""
    for kind in (scalars.Text, scalars.Prose):
        assert outcome(kind, typed) == typed.strip("\"'")


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "list of texts"])
def test_nothing_is_nothing_in_every_kind(kind: str) -> None:
    assert [outcome(KINDS[kind], typed) for typed in EMPTY] == [{"S204"}] * len(EMPTY)


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "list of texts"])
def test_a_list_or_keys_are_no_value(kind: str) -> None:
    assert [outcome(KINDS[kind], typed) for typed in NESTED] == [{"S205"}] * len(NESTED)


@pytest.mark.parametrize("typed", PLAIN)
def test_a_value_says_what_was_typed(typed: str) -> None:
    """A number, a day or a truth value is written as it was typed: none was made out of something else."""
    text = typed.strip("\"'")
    for name in ("whole number", "decimal", "year", "date", "true or false"):
        value = outcome(KINDS[name], typed)
        if isinstance(value, bool):
            assert text == str(value).lower()
        elif isinstance(value, int | Decimal | datetime.date):
            assert text == str(value) or (text, value) == ("-0", 0)
        else:
            assert isinstance(value, set) and len(value) == 1


def test_what_is_accepted_where() -> None:
    """The cells that are no refusal, each kind for itself."""
    taken = {name: [typed for typed in TYPED if not isinstance(outcome(kind, typed), set)] for name, kind in KINDS.items()}
    assert taken["whole number"] == ["-0", "12", "2020", '"12"']
    assert taken["decimal"] == ["1.10", "-0", "12", "2020", "3.0", '"12"']
    assert taken["date"] == ["2024-02-29"]
    assert taken["year"] == ["2020"]
    assert taken["true or false"] == ["true", "false"]
    assert taken["time"] == ["12:30", "09:00"]
    assert taken["country"] == ["NO", "ON"]
    assert taken["list of texts"] == []
