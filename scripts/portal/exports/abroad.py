"""Texts of the portal on their way to another system: the same words, with links that lead to the published portal."""

from __future__ import annotations

import posixpath

from portal.corpus.corpus import Corpus
from portal.language.catalogue import Catalogue
from portal.render.desk import Desk
from portal.render.figures import Figures
from portal.render.safe import Safe, element, join, text


class Abroad(Desk):
    """Writes texts for other systems. Terms are not explained, and every link has the whole address."""

    def __init__(self, corpus: Corpus, catalogue: Catalogue):
        super().__init__(corpus, catalogue, {})
        own = catalogue.language == corpus.site.languages[0]
        self.home = corpus.site.address + ("" if own else f"{catalogue.language}/")
        self.drawn = Figures(corpus, catalogue)
        self.shown: list[str] = []  # the drawings that the texts written so far show
        self.open("", terms=False)

    def url(self, target: str) -> Safe:
        """The whole address of a page or file of the portal; a place on the page at hand stays one."""
        return text(str(target) if str(target).startswith("#") else self.home + str(target))

    def diagram(self, name: str) -> Safe:
        """A drawing as a picture from a file beside the pages, with all it shows in words."""
        if name not in self.drawn.diagrams:
            return text("")
        self.shown.append(name)
        diagram = self.drawn.diagrams[name]
        picture = Safe(f'<img src="{text(drawing_path(name))}" alt="{text(diagram.alt)}">')
        return element("figure", join([picture, element("figcaption", self.inline(diagram.caption))]))


def drawing_path(name: str) -> str:
    """Where the picture of a drawing stands, seen from the pages beside it."""
    return posixpath.join("drawings", f"{name}.svg")


def plain(html: Safe) -> str:
    """HTML of ours without its markup: text, which has to be escaped again wherever it is put."""
    return str(html.striptags())
