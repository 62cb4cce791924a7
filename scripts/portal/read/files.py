"""Find the source files of a project and read them as text.

Only this module, ``write`` and ``build`` touch the disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.problems import Problem, ProblemsFound, some

MAX_BYTES = 1_000_000
# What one Markdown text may have: characters, characters between two empty lines, and "[" there. The time to read a text
# grows faster than these; what people write is far below.
MAX_TEXT, MAX_PARAGRAPH, MAX_BRACKETS = 200_000, 20_000, 100
BOM = b"\xef\xbb\xbf"
CASES = "case_studies/"
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ASSETS = {".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".ico", ".txt", ".woff2"}
# Characters that change what a reader sees without being seen: direction marks, zero-width marks, line separators, tags.
# The joiners U+200C and U+200D stay allowed: Persian, Indic scripts and emoji need them.
HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")


class Texts(Mapping[str, str]):
    """Texts by relative path. Those of cases are read again each time: ten thousand would fill the memory."""

    def __init__(self, root: Path):
        self.root = root
        self._kept: dict[str, str | None] = {}

    def take(self, name: str, text: str) -> None:
        """Add a text that has just been read."""
        self._kept[name] = None if name.startswith(CASES) else text

    def __getitem__(self, name: str) -> str:
        kept = self._kept[name]
        return _readable((self.root / name).read_bytes()) if kept is None else kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


@dataclass
class Sources:
    """All source text of a project by relative path, and its binary assets."""

    root: Path
    texts: Texts
    assets: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def decode(file: str, data: bytes) -> str:
    """Bytes to text with "\\n" at line ends. A byte order mark and any kind of line end are accepted; bytes that are
    not UTF-8, control characters and hidden characters are problems."""
    if len(data) > MAX_BYTES:
        mend = "split the file, or take long lists and data out of it"
        raise ProblemsFound([Problem(file, 1, 1, "R101", f"the file is larger than {MAX_BYTES:,} bytes", mend)])
    data = data.removeprefix(BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemsFound([_not_utf8(file, data, error.start)]) from None
    text = unix_lines(text)
    problems = some(_characters(file, text))
    if problems:
        raise ProblemsFound(problems, {file: text})
    return text


def unreadable(text: str) -> tuple[str, str] | None:
    """Why a Markdown text would take too long to read, and the mend; None when it does not."""
    if len(text) > MAX_TEXT:
        return f"the text has {len(text):,} characters; {MAX_TEXT:,} are allowed", "split it into several pages"
    parts = text.split("\n\n")
    if any(len(part) > MAX_PARAGRAPH for part in parts):
        return f"a paragraph has more than {MAX_PARAGRAPH:,} characters", "split it with empty lines"
    if any(part.count("[") > MAX_BRACKETS for part in parts):
        return f'a paragraph has more than {MAX_BRACKETS:,} "["', "split it with an empty line, or remove the brackets"
    return None


def unix_lines(text: str) -> str:
    """The same text with "\\n" at the end of every line, so that every stage counts the same lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(file: str, data: bytes, at: int) -> Problem:
    before = unix_lines(data[:at].decode("utf-8"))
    line, column = _place(before, len(before))
    message = f"the file is not saved as UTF-8: the letter here cannot be read (byte 0x{data[at]:02x})"
    return Problem(file, line, column, "R102", message, 'in your editor choose "Save with encoding", then UTF-8')


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def unseen(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Characters in a text that nobody sees: offset, code, what it is, and the mend."""
    for pattern, code, what, mend in (
        (CONTROL, "R103", "a control character", "delete the character; it often comes with text that was pasted"),
        (HIDDEN, "R104", "an invisible character", "delete it and type the words around it again, without pasting"),
    ):
        for match in pattern.finditer(text):
            yield match.start(), code, f"{what} stands here (U+{ord(match.group()):04X})", mend


def _characters(file: str, text: str) -> Iterator[Problem]:
    for at, code, message, mend in unseen(text):
        yield Problem(file, *_place(text, at), code, message, mend)


def collect(root: Path) -> Sources:
    """Read every source file below ``root``: cases, reference data, hand-written pages, templates, assets."""
    sources = Sources(root, Texts(root))
    for path in _wanted(root):
        name = path.relative_to(root).as_posix()
        if not path.resolve().is_relative_to(root.resolve()):
            mend = "copy the file into the project instead of linking to it"
            sources.problems.append(Problem(name, 1, 1, "R114", "the file is a link that leads out of the project", mend))
            continue
        try:
            data = _content(path)
        except OSError:
            mend = "give yourself the right to read it"
            sources.problems.append(Problem(name, 1, 1, "R116", "the file cannot be opened", mend))
            continue
        if path.suffix in ASSETS:
            sources.assets[name] = data
        else:
            _take(sources, name, data)
    return sources


def _content(path: Path) -> bytes:
    """The bytes of a file; of a text that is too large, only so many that it is refused."""
    if path.suffix in ASSETS or path.stat().st_size <= MAX_BYTES:
        return path.read_bytes()
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _wanted(root: Path) -> Iterator[Path]:
    patterns = (
        "case_studies/*.yml", "docs/reference/*.yml", "docs/**/*.md", "docs/assets/**/*",
        "modules/*/module.yml", "modules/*/lesson.md", "modules/*/quiz.yml", "modules/*/pool.yml",
        "modules/*/exercises/*.ipynb",
        "docs/templates/*.yml",
    )  # fmt: skip
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and not path.name.startswith("."):
                yield path


def _take(sources: Sources, name: str, data: bytes) -> None:
    try:
        sources.texts.take(name, decode(name, data))
    except ProblemsFound as found:
        sources.problems += found.problems
        sources.texts.take(name, _readable(data))


def _readable(data: bytes) -> str:
    """The text of a file whatever is wrong with it."""
    return unix_lines(data.removeprefix(BOM).decode("utf-8", "replace"))


def changes(root: Path) -> tuple[str, ...]:
    """The folders and files that a rebuild depends on, for a watcher."""
    names = ("case_studies", "modules", "docs", "locales", "overrides", "scripts", "mkdocs.yml")
    return tuple(str(root / name) for name in names if (root / name).exists())
