"""Rules on the files of translations, locales/<language>/*.po. Each docstring is a rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

from portal.language.catalogue import KEPT
from portal.problems import Problem, some

SYNTAX = re.compile(r"line (\d+)")
TORN = re.compile(r'^(?!(?:msg\w+(?:\[\d+\])? )?".*"[ \t]*$)(?:msg|")', re.MULTILINE)
MEND = "open it in a translation program, or restore the last good version"


def check_translations(root: Path) -> list[Problem]:
    """Every problem of every file of translations."""
    return [problem for path in sorted(root.glob("locales/*/*.po")) for problem in some(of_file(root, path))]


def of_file(root: Path, path: Path) -> Iterator[Problem]:
    """A file of translations is PO in UTF-8, and each of its translations keeps what must stay."""
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
        entries = polib.pofile(text)
    except (OSError, ValueError) as error:  # polib says the place in words only
        place = SYNTAX.search(str(error))
        yield Problem(name, int(place[1]) if place else 1, 1, "C391", "the file cannot be read as PO text in UTF-8", MEND)
        return
    for match in TORN.finditer(text):  # polib would cut off a letter and go on
        yield Problem(name, text.count("\n", 0, match.start()) + 1, 1, "C391", "a text lacks a quotation mark here", MEND)
    for entry in entries:
        if entry.msgstr and not entry.fuzzy and not entry.obsolete:
            yield from _kept(name, entry)


def _kept(name: str, entry: polib.POEntry) -> Iterator[Problem]:
    """Names in braces, citations, figures and targets of links stand in a translation as often as in the original."""
    wanted, there = Counter(KEPT.findall(entry.msgid)), Counter(KEPT.findall(entry.msgstr))
    for piece in (wanted - there).elements():
        yield Problem(name, entry.linenum, 1, "C390", f'the translation lacks "{piece}"', f'put "{piece}" where it belongs in it')
    for piece in (there - wanted).elements():
        mend = "remove it, or correct it after the original"
        yield Problem(name, entry.linenum, 1, "C390", f'the original does not have "{piece}"', mend)
