"""Spare the engine the reading of HTML that the compiler has written.

A compiled page is headings in Markdown and blocks of HTML between them. Python-Markdown reads raw HTML tag by tag, MkDocs
reads it once more, and both give it back as it was: half of the time of a large build. So the engine gets the headings and
a mark for each block, and the blocks come back afterwards. The page is the same as without this.
"""

from __future__ import annotations

import re

from mkdocs.plugins import BasePlugin

# A heading as render/safe.py writes it, between blank lines. What stands in <pre> may look like one.
HEADING = re.compile(r"<pre\b.*?</pre>|^(#{1,6} [^\n]*\{#[\w-]+\})[ \t]*$", re.DOTALL | re.MULTILINE)
SIGN = "\x1a"  # no source can hold it: control characters are refused when sources are read
MARK = re.compile(rf"<p>{SIGN}(\d+){SIGN}</p>")


class Blocks(BasePlugin):
    """Keeps the blocks of the page that the engine is rendering."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []

    def on_page_markdown(self, markdown: str, **_: object) -> str:
        """The headings of a page, with a mark in the place of each block of HTML."""
        shown, self.kept = take_out(markdown)
        return shown

    def on_page_content(self, html: str, **_: object) -> str:
        """The rendered page with its blocks."""
        return put_back(html, self.kept)


def take_out(markdown: str) -> tuple[str, list[str]]:
    """The headings with marks between them, and the blocks that the marks stand for."""
    parts: list[str] = []
    blocks: list[str] = []
    for part in _parts(markdown):
        if part.startswith("<"):
            parts.append(f"{SIGN}{len(blocks)}{SIGN}")
            blocks.append(part)
        elif part:
            parts.append(part)
    return "\n\n".join(parts), blocks


def _parts(markdown: str) -> list[str]:
    """A page cut before and after each heading."""
    parts, at = [], 0
    for match in HEADING.finditer(markdown):
        if match[1]:
            parts += [markdown[at : match.start()].strip(), match[1]]
            at = match.end()
    return [*parts, markdown[at:].strip()]


def put_back(html: str, blocks: list[str]) -> str:
    """The page with each mark replaced by its block."""
    return MARK.sub(lambda match: blocks[int(match[1])], html)
