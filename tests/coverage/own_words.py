"""Find what a text of ours shares with the paper, word for word, outside of marked quotations and names.

A quotation is marked when it stands in quotation marks, or in a Markdown quotation, has at most forty words, and its
paragraph or list item carries a citation. Quotation marks that only belong to the YAML syntax mark nothing: the text is
read as values first. A run counts as ours only if it lies wholly inside one such quotation or one name of the list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.coverage.digest import RUN, WORD, digests, word, words

LONGEST_QUOTATION = 40
CITATION = "[@"
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
BREAK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*]|\d+\.)[ \t])|\n(?=\|)")
NOT_TEXT = re.compile(r"\[[@#][^\]\n]*\]|(?<=\])\([^)\n]*\)")

Span = tuple[int, int]


def readable(file: Path) -> str:
    """What a file says to readers: a Markdown file as it is, a YAML file as its values, in order, a paragraph each."""
    text = file.read_text(encoding="utf-8")
    return text if file.suffix == ".md" else "\n\n".join(values(yaml.safe_load(text)))


def values(item: Any) -> Iterator[str]:
    """Every plain value below a YAML item, in order."""
    if isinstance(item, dict):
        item = item.values()
    elif not isinstance(item, list):
        yield str(item)
        return
    for entry in item:
        yield from values(entry)


def copied(text: str, known: Collection[bytes], names: Sequence[str] = ()) -> list[str]:
    """The passages of ``text`` that repeat twelve or more words of the paper, as long as each one is."""
    plain = NOT_TEXT.sub(lambda match: " " * len(match.group()), text)
    matches = list(WORD.finditer(plain))
    stream = [word(match) for match in matches]
    free = [_positions(span, matches) for span in quotations(text)] + list(_named(stream, names))
    hits = [at for at, run in enumerate(digests(stream)) if run in known and not _inside(at, free)]
    return [" ".join(stream[start:end]) for start, end in _merged(hits)]


def quotations(text: str) -> Iterator[Span]:
    """Where the marked quotations of a text stand."""
    for start, end in _paragraphs(text):
        part = text[start:end]
        if CITATION not in part:
            continue
        found = [(0, len(part))] if part.lstrip().startswith(">") else [match.span() for match in QUOTED.finditer(part)]
        for first, last in found:
            if len(words(NOT_TEXT.sub(" ", part[first:last]))) <= LONGEST_QUOTATION:
                yield start + first, start + last


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for match in BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _positions(span: Span, matches: Sequence[re.Match[str]]) -> Span:
    """A span of characters as a span of words."""
    inside = [at for at, match in enumerate(matches) if span[0] <= match.start() and match.end() <= span[1]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _named(stream: Sequence[str], names: Sequence[str]) -> Iterator[Span]:
    for name in names:
        wanted = words(name)
        for at in range(len(stream) - len(wanted) + 1):
            if stream[at : at + len(wanted)] == wanted:
                yield at, at + len(wanted)


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at and at + RUN <= end for start, end in spans)


def _merged(hits: Sequence[int]) -> Iterator[Span]:
    """Runs that overlap or touch, as one passage."""
    start = end = None
    for at in hits:
        if start is None or at > end:
            if start is not None:
                yield start, end
            start = at
        end = at + RUN
    if start is not None:
        yield start, end
