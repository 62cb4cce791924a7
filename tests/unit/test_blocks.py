"""What spares the engine work changes nothing in the pages."""

from __future__ import annotations

import re

import pytest
import yaml
from markdown import Markdown

from portal.build.blocks import put_back, take_out
from tests.support import real
from tests.support.project import ROOT

EXTENSIONS = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]


def engine() -> Markdown:
    """Python-Markdown as mkdocs.yml sets it up."""
    named = {name: {} for name in EXTENSIONS if isinstance(name, str)}
    given = {name: options for entry in EXTENSIONS if isinstance(entry, dict) for name, options in entry.items()}
    return Markdown(extensions=[*named, *given], extension_configs={**named, **given})


def plain(html: str) -> str:
    """HTML with every run of white space as one blank."""
    return re.sub(r"\s+", " ", html)


def both(markdown: str) -> tuple[tuple[str, list], tuple[str, list]]:
    """Page and table of contents, with and without our part."""
    without, with_ours = engine(), engine()
    shown, blocks = take_out(markdown)
    return (plain(without.convert(markdown)), without.toc_tokens), (
        plain(put_back(with_ours.convert(shown), blocks)),
        with_ours.toc_tokens,
    )


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Every compiled page of this project, without its front matter."""
    files = real.pages()
    return {name: data.decode().split("\n---\n", 1)[1] for name, data in files.items() if name.endswith(".md")}


def test_every_page_is_what_the_engine_makes_by_itself(pages):
    assert len(pages) > 50
    different = [name for name, markdown in pages.items() if len({repr(result) for result in both(markdown)}) > 1]
    assert different == []


def test_the_engine_gets_headings_and_nothing_to_parse(pages):
    for name, markdown in pages.items():
        shown, blocks = take_out(markdown)
        assert "<" not in shown, name
        assert sum(map(len, blocks)) > len(markdown) / 2, name


@pytest.mark.parametrize("markdown", [
    '<pre><code>\n\n## No heading {#no}\n\n</code></pre>\n\n## A heading {#a}\n\n<p>x</p>',
    '## One {#one}\n\n## Two {#two}\n\n<div>\n\n<p>a blank line inside</p>\n\n</div>\n\n### Three {#three}',
    "<p>only a block</p>", "## Only a heading {#only}", "",
    "<p>a &amp; b \\* _c_ [d](e)</p>\n\n## &#35; &lt;b&gt; {#x}\n\n<p>0</p>",
])  # fmt: skip
def test_odd_pages_too(markdown):
    without, with_ours = both(markdown)
    assert without == with_ours
