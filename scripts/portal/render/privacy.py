"""The page that says what the portal keeps in a reader's browser, shows it and erases it."""

from __future__ import annotations

from collections.abc import Iterator

from portal.corpus.corpus import Corpus
from portal.render.desk import Desk

PAGE = "privacy.html"
# Every kind of record of docs/assets/js/state.js, then the choice of colours and what the offline worker saved.
KINDS = ("quiz", "lesson", "test", "deck", "pref", "draft", "aside", "theme", "offline")


def pages(corpus: Corpus, desk: Desk) -> Iterator[tuple[str, bytes]]:
    """The page. Its text says everything; the script adds what stands in this browser."""
    yield "privacy.md", desk.write("privacy.md.j2", PAGE, terms=False, kinds=KINDS)
