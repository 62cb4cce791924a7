"""The page on what a reader can save for use without a network."""

from __future__ import annotations

from collections.abc import Iterator

from portal.corpus.corpus import Corpus
from portal.render.desk import Desk

PAGE = "offline.html"


def prefix(desk: Desk) -> str:
    """The folder of the language, as the parts of the worker name it: "" for the first one, else "fr/"."""
    language = desk.catalogue.language
    return "" if language == desk.corpus.site.languages[0] else f"{language}/"


def pages(corpus: Corpus, desk: Desk) -> Iterator[tuple[str, bytes]]:
    """The page. It lists the paths; their sizes come with the build."""
    given = {"offered": corpus.site.offline, "paths": corpus.paths, "prefix": prefix(desk)}
    yield "offline.md", desk.write("offline.md.j2", PAGE, terms=False, **given)
