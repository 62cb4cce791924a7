"""Spare the engine the reading of HTML that the compiler has written.

A compiled page is headings in Markdown and blocks of HTML between them. Python-Markdown reads raw HTML tag by tag, MkDocs
reads it once more, and both give it back as it was: half of the time of a large build. So the engine gets the headings and
a mark for each block, and the blocks come back afterwards. The page is the same as without this.

MkDocs also reads all pages before it writes the first, and keeps them all. Here a page is read when it is written, and let go.

A page that an earlier build has made of the same source, with the same settings, is not shown to the engine at all.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from portal.build.store import Store, key

# A heading as render/safe.py writes it, between blank lines. What stands in <pre> may look like one.
HEADING = re.compile(r"<pre\b.*?</pre>|^(#{1,6} [^\n]*\{#[\w-]+\})[ \t]*$", re.DOTALL | re.MULTILINE)
SIGN = "\x1a"  # no source can hold it: control characters are refused when sources are read
MARK = re.compile(rf"<p>{SIGN}(\d+){SIGN}</p>")


class Late(Page):
    """A page that is empty while the engine reads, and whole only while it is written."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing yet."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing yet."""
        self.content = ""

    def fill(self, config: MkDocsConfig, files: Files) -> None:
        """Read and render the page: the engine gets its headings, with a mark in the place of each block of HTML."""
        super().read_source(config)
        self.markdown, blocks = take_out(self.markdown or "")
        super().render(config, files)
        self.content = put_back(self.content or "", blocks)

    def clear(self) -> None:
        """Let go of what was read."""
        self.markdown = self.content = ""
        self.toc, self.meta = TableOfContents([]), {}


class Blocks(BasePlugin):
    """Has the pages of the compiler read late, and without their blocks; and keeps what becomes of them in ``store``, under
    a key of the source and of the ``settings`` that every page depends on."""

    def __init__(self, store: Store | None = None, settings: bytes = b""):
        self.store, self.settings = store or Store(), settings

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Make the pages, in the place of the engine, and put aside those that are known."""
        self.files = files
        for file in list(files.documentation_pages()):
            if not file.src_uri.endswith(".md"):
                continue
            page = self.store.get(self._key(file))
            if page is None:
                Late(None, file, config)
            else:
                files.remove(file)
                _write(Path(config.site_dir, file.dest_uri), page)

    def on_page_context(self, context: object, page: Page, config: MkDocsConfig, **_: object) -> None:
        """The page is about to be written."""
        if isinstance(page, Late):
            page.fill(config, self.files)

    def on_post_page(self, output: str, page: Page, **_: object) -> None:
        """The page is done."""
        if isinstance(page, Late):
            self.store.put(self._key(page.file), output.encode())
            page.clear()

    def _key(self, file: File) -> bytes:
        return key("page", self.settings, file.src_uri, file.content_bytes)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


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
