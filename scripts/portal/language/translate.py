"""Corpus × catalogue → corpus: same types, other words."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any

from portal.corpus.corpus import Corpus, Text
from portal.language.catalogue import Catalogue, Original
from portal.schema import walk

REFERENCE = ("site", "taxonomy", "countries", "sources", "glossary", "acronyms", "diagrams")


def translate(corpus: Corpus, words: Catalogue) -> Corpus:
    """The corpus in the language of ``words``. Items written in that language stay as they are."""
    if isinstance(words, Original):
        return corpus
    reference = {name: _item(getattr(corpus, name), f"docs/reference/{name}.yml", words) for name in REFERENCE}
    cases = {name: _item(case, f"case_studies/{name}.yml", words) for name, case in corpus.cases.items()}
    pages = {name: _page(text, f"docs/{name}", words) for name, text in corpus.pages.items()}
    return dataclasses.replace(corpus, **reference, cases=cases, pages=pages)


def _item(item: Any, file: str, words: Catalogue) -> Any:
    if getattr(item, "language", None) == words.language:
        return item
    return walk.mapped(item, partial(_message, words, file))


def _message(words: Catalogue, file: str, path: tuple, text: str, kind: str) -> str:
    return words.lookup(f"{file}#{'.'.join(map(str, path))}", text, kind)


def _page(text: Text, file: str, words: Catalogue) -> Text:
    """A page is translated block by block, so that one changed paragraph loses one translation."""
    if text.page.language == words.language:
        return text
    blocks = [words.lookup(f"{file}#{_slug(block)}", block, "prose") for block in text.body.split("\n\n")]
    return Text(_item(text.page, file, words), "\n\n".join(blocks), text.anchors)


def _slug(block: str) -> str:
    return "-".join(block.split()[:4]).lower()[:40]
