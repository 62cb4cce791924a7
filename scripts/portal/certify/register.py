"""The register of a class as the class report saves it: one certificate a row. Text in, entries or faults out."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

COLUMNS = ("register", "learner", "path", "title", "hours", "date", "score")
MAX_ROWS = 1000
LONGEST = {"register": 60, "learner": 120, "path": 80, "title": 200}
NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# A mark that keeps a spreadsheet from running what follows it.
HARMLESS = re.compile(r"'(?=[\s\x00-\x20]*[=+\-@\uff1d\uff0b\uff0d\uff20])")


class BadRegister(Exception):
    """What is wrong with a register, one sentence a fault."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Entry:
    """One certificate to be signed."""

    register: str
    learner: str
    path: str
    title: str
    hours: Decimal
    date: datetime.date
    score: Decimal | None

    @property
    def name(self) -> str:
        """What the files of the certificate are called."""
        return re.sub(r"[^A-Za-z0-9.]+", "-", self.register).strip("-.")


def read(text: str) -> list[Entry]:
    """The entries of a register. Raises BadRegister with everything that is wrong."""
    rows = _rows(text)
    found, faults = [], []
    for line, cells in rows:
        try:
            found.append(_entry(cells))
        except ValueError as error:
            faults.append(f"line {line}: {error}")
    faults += _doubles(found)
    if not rows:
        faults.append("the register has no row")
    if faults:
        raise BadRegister(faults)
    return found


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """Each row with its line, as cells by column."""
    head, _, _ = text.removeprefix("\ufeff").partition("\n")
    reader = csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=_delimiter(head), strict=True)
    try:
        lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise BadRegister([f"line {reader.line_num}: this is no CSV ({error})"]) from None
    names = [name.strip().lower() for name in lines[0][1]] if lines else []
    if missing := [name for name in COLUMNS if names.count(name) != 1]:
        raise BadRegister(
            [f"the first line needs each of these columns once: {', '.join(COLUMNS)}; look at {', '.join(missing)}"]
        )
    if len(lines) > MAX_ROWS + 1:
        raise BadRegister([f"the register has more than {MAX_ROWS} rows; split it"])
    return [(line, _cells(names, row)) for line, row in lines[1:]]


def _delimiter(head: str) -> str:
    return ";" if head.count(";") > head.count(",") else ","


def _cells(names: list[str], row: list[str]) -> dict[str, str]:
    padded = [*row, *[""] * (len(names) - len(row))]
    return {name: HARMLESS.sub("", cell, count=1).strip() if HARMLESS.match(cell) else cell.strip()
            for name, cell in zip(names, padded)}  # fmt: skip


def _entry(cells: dict[str, str]) -> Entry:
    for name, limit in LONGEST.items():
        _line(name, cells[name], limit)
    made = Entry(
        *(cells[name] for name in ("register", "learner", "path", "title")),
        hours=_number("hours", cells["hours"], 999),
        date=_date(cells["date"]),
        score=_number("score", cells["score"], 100) if cells["score"] else None,
    )
    if not made.name:
        raise ValueError(f'the register number "{made.register}" needs a letter or digit, without accent')
    if not made.hours:
        raise ValueError("hours cannot be 0")
    return made


def _line(name: str, value: str, limit: int) -> None:
    if not value and name != "path":
        raise ValueError(f"{name} is empty")
    if len(value) > limit:
        raise ValueError(f"{name} has {len(value)} characters; {limit} are allowed")
    if len(value.splitlines()) > 1:
        raise ValueError(f"{name} must be one line")


def _number(name: str, value: str, most: int) -> Decimal:
    number = Decimal(value.replace(",", ".")) if NUMBER.fullmatch(value) else None
    if number is None or number > most:
        raise ValueError(f'{name} must be a number up to {most}, not "{value[:40]}"')
    return number


def _date(value: str) -> datetime.date:
    try:
        if DATE.fullmatch(value):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f'date must be a day like 2026-11-23, not "{value[:40]}"')


def _doubles(entries: list[Entry]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for entry in entries:
        key = entry.name.lower()
        if key in seen:
            yield f'the register numbers "{seen[key]}" and "{entry.register}" would make the same file; use each number once'
        seen.setdefault(key, entry.register)
