"""YAML text to plain Python values plus a side table of marks.

Built on parser events, never on a loader: the schema, not YAML, decides what ``no`` or ``1.10`` is. Every scalar
stays text; only a plain empty value, ``~`` or ``null`` becomes None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from portal.problems import MOST, Problem, ProblemsFound, more
from portal.read.files import unseen
from portal.read.syntax import LOADER, QUOTE, stumble

Path = tuple[str | int, ...]
Value = str | None | list["Value"] | dict[str, "Value"]

MAX_DEPTH = 16
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of source: line and column from 1, and offsets of its start and end."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the key and the value at a path stand."""

    key: Mark
    value: Mark


@dataclass
class Tree:
    """A YAML document: its value and, for every path in it, the marks."""

    value: Value = None
    marks: dict[Path, Marks] = field(default_factory=dict)


class _Refused(Exception):
    def __init__(self, code: str, event: yaml.Event, message: str, mend: str):
        super().__init__(message)
        self.code, self.event, self.message, self.mend = code, event, message, mend


def parse(file: str, text: str) -> Tree:
    """Read one YAML document. Raises ProblemsFound (codes R1xx) when it cannot be read."""
    tree = Tree()
    problems: list[Problem] = []
    try:
        _Builder(file, tree, problems).document(yaml.parse(text, Loader=LOADER))
    except _Refused as stop:
        mark = _mark(stop.event)
        problems.append(Problem(file, mark.line, mark.column, stop.code, stop.message, stop.mend))
    except yaml.MarkedYAMLError as error:
        problems.append(stumble(file, text, error))
    except ProblemsFound:
        pass
    except (UnicodeError, yaml.YAMLError):
        mend = "restore the last good version of the file"
        problems.append(Problem(file, 1, 1, "R105", "the file cannot be read as YAML text", mend))
    if problems:
        raise ProblemsFound(problems, {file: text})
    return tree


def _mark(event: yaml.Event) -> Mark:
    start, end = event.start_mark, event.end_mark
    return Mark(start.line + 1, start.column + 1, start.index, end.index)


class _Builder:
    """Turns events into values; one instance a document."""

    def __init__(self, file: str, tree: Tree, problems: list[Problem]):
        self.file, self.tree, self.problems = file, tree, problems

    def document(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    mend = 'remove the line "---": one file holds one document'
                    raise _Refused("R107", event, "a second document starts here", mend)
                self.tree.value = self.node(next(events), (), None)
        if documents == 0:
            mend = "restore its content, or delete the file; a list without entries is written []"
            self.problems.append(Problem(self.file, 1, 1, "R108", "the file is empty", mend))

    def node(self, event: yaml.Event, path: Path, key: Mark | None) -> Value:
        """The value that starts at ``event``; its marks are filed under ``path``."""
        mark = _mark(event)
        if isinstance(event, yaml.AliasEvent):
            mend = f"{QUOTE}; a value used twice is written out twice"
            raise _Refused("R109", event, f'a text cannot start with "*" (the alias "*{event.anchor}")', mend)
        if event.anchor is not None:
            mend = f"{QUOTE}; or remove the anchor"
            raise _Refused("R109", event, f'a text cannot start with "&" (the anchor "&{event.anchor}")', mend)
        if event.tag is not None:
            raise _Refused("R110", event, 'a text cannot start with "!" (a tag)', f"{QUOTE}; or remove the tag")
        if len(path) > MAX_DEPTH:
            mend = "no field needs that many levels: compare the brackets and indentation with another file"
            raise _Refused("R111", event, f"this is nested deeper than {MAX_DEPTH} levels", mend)
        value, end = self.content(event, path)
        whole = Mark(mark.line, mark.column, mark.start, end)
        self.tree.marks[path] = Marks(key or whole, whole)
        return value

    def content(self, event: yaml.Event, path: Path) -> tuple[Value, int]:
        if isinstance(event, yaml.ScalarEvent):
            self.seen(event)
            plain = not event.style and event.implicit[0]
            null = plain and event.value in NULLS
            return (None if null else event.value), event.end_mark.index
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def sequence(self, path: Path) -> tuple[list[Value], int]:
        items: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items)), None))
        return items, event.end_mark.index

    def mapping(self, path: Path) -> tuple[dict[str, Value], int]:
        items: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event)
            mark = _mark(event)
            inner = (*path, key)
            if key in items:
                first = self.tree.marks[inner].key.line
                says, mend = f'the key "{key}" stands twice', f"it stands already in line {first}: keep one"
                twin = Problem(self.file, mark.line, mark.column, "R112", says, mend, mark.end - mark.start)
                self.tell(twin)
                self.node(next(self.events), (*path, f"{key}\0{mark.start}"), mark)
                continue
            items[key] = None
            items[key] = self.node(next(self.events), inner, mark)
        return items, event.end_mark.index

    def key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise _Refused("R113", event, "a key must be a word, not a list or a mapping", f"if it is a text: {QUOTE}")
        if event.value == "<<":
            raise _Refused("R109", event, 'the merge key "<<" is not allowed', "write the keys out in full")
        if event.anchor is not None or event.tag is not None:
            raise _Refused("R110", event, "a key must be a plain word", "remove the anchor or tag before it")
        self.seen(event)
        return event.value

    def seen(self, event: yaml.ScalarEvent) -> None:
        """Codes inside "…" cannot bring in what is refused when it is typed."""
        for _, code, message, mend in unseen(event.value) if event.style == '"' else ():
            mark = _mark(event)
            self.tell(Problem(self.file, mark.line, mark.column, code, message, mend))

    def tell(self, problem: Problem) -> None:
        """Go on after this problem, unless there are many already."""
        if len(self.problems) == MOST:
            self.problems.append(more(problem))
            raise ProblemsFound(self.problems)
        self.problems.append(problem)
