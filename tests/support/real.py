"""The content of this project and the pages made of it: read and written once in a worker, as both take seconds."""

from __future__ import annotations

from functools import cache

from portal.corpus.corpus import Corpus, Library
from portal.corpus.load import load
from portal.language.catalogue import Original
from portal.render.site import render
from tests.support.project import ROOT


@cache
def library() -> Library:
    """The checked content, with its places in the files."""
    return load(ROOT)


def corpus() -> Corpus:
    """The content."""
    return library().corpus


@cache
def pages() -> dict[str, bytes]:
    """The tree in the language of the authors; exercises have not been run for it."""
    return render(corpus(), Original())
