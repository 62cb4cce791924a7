"""Drawings on pages: the figure with its caption and downloads, and the files behind the downloads."""

from __future__ import annotations

from functools import cached_property

from portal.corpus.corpus import Corpus
from portal.language.catalogue import Catalogue
from portal.render.diagrams import Drawing, Scene, draw, drawable
from portal.render.safe import Safe, element, join, text
from portal.render.words import Words
from portal.schema.diagram import Diagram


class Figures:
    """The drawings of one language by id. A drawing of a case that is not published is left out."""

    def __init__(self, corpus: Corpus, catalogue: Catalogue):
        self.corpus, self.catalogue = corpus, catalogue
        self.words = Words(catalogue, {tag.id: tag for tag in corpus.taxonomy.unit})
        taxonomy = corpus.taxonomy
        self.scene = Scene(
            tags={name: getattr(taxonomy, name) for name in type(taxonomy).model_fields},
            cases=corpus.cases,
            t=self.words.plain,
            direction=catalogue.direction,
            language=catalogue.language,
            figure=self.words.figure,
        )
        self.diagrams = {item.id: item for item in corpus.diagrams if drawable(item, self.scene)}

    @cached_property
    def drawn(self) -> dict[str, Drawing]:
        """Every drawing."""
        return {name: draw(item, self.scene) for name, item in self.diagrams.items()}

    def files(self) -> dict[str, bytes]:
        """Each drawing as a file of its own; the build stage makes the PNG from it."""
        return {f"assets/diagrams/{name}.svg": drawing.svg.encode() for name, drawing in self.drawn.items()}

    def get(self, name: str):
        """How to print a drawing on a page: a function of the desk; None when there is no such drawing."""
        diagram = self.diagrams.get(name)
        return diagram and (lambda desk: self._figure(diagram, desk))

    def _figure(self, diagram: Diagram, desk) -> Safe:
        caption = element("span", join([desk.figure_number(), desk.inline(diagram.caption)], ". "), class_="caption-text")
        target = f"assets/diagrams/{diagram.id}"
        links = [
            element(
                "a",
                text(kind.upper()),
                href=desk.url(f"{target}.{kind}").unescape(),
                download="",
                class_="download",
                translate="no",
            )
            for kind in ("svg", "png")
        ]
        downloads = element("span", join([desk.words_of.t("Download:"), *links], " "), class_="downloads")
        place = f"figure-{diagram.id}"
        below = element("figcaption", join([caption, downloads, desk.anchor(place, diagram.title)], " "))
        inside = join([Safe(self.drawn[diagram.id].svg), below])
        return element("figure", inside, class_="diagram", id=place, data_cite=diagram.credit)
