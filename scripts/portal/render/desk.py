"""The functions that templates write with, for one language and the page at hand."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

import jinja2

from portal.corpus.corpus import Corpus
from portal.corpus.prose import Cite
from portal.corpus.terms import TermFinder, tip
from portal.corpus.wiring import Wiring
from portal.language import catalogue as language
from portal.language.catalogue import Catalogue
from portal.render import prose, safe
from portal.render.compiled import COMPILED
from portal.render.safe import Safe, element, join, text
from portal.render.words import Words
from portal.schema.base import SourceRef
from portal.schema.case import Case
from portal.schema.reference import CountryName, Source, Tag

# Where links by kind lead.
ADDRESSES = {
    "case": "cases/{}.html", "concept": "concepts/{}.html", "term": "glossary.html#{}",
    "module": "modules/{}/index.html", "template": "templates/{}.html",
}  # fmt: skip
Late = Mapping[str, Callable[[], object]]
# What is written of a case: a name for it, the case, how it is made, and what it shows of other cases. Whoever remembers
# what was made before need not make it again.
Recall = Callable[..., bytes]


def source_address(source: Source) -> str:
    """Where a source is described. The list of all has a stable place for each too: sources.html#<id>."""
    return f"sources/{source.kind}.html#{source.id}"


class Desk:
    """Writes the pages of one language, one after another. ``open`` starts a page."""

    def __init__(self, corpus: Corpus, catalogue: Catalogue, figures: Mapping[str, Safe]):
        self.corpus, self.catalogue, self.figures = corpus, catalogue, figures
        self.words_of = Words(catalogue, {tag.id: tag for tag in corpus.taxonomy.unit})
        self.finder = TermFinder(corpus.glossary)
        self.wiring = Wiring(corpus)
        self.cards: Mapping[str, str] = {}  # the pictures that other sites show beside a link, by address
        self.about: Callable[[Mapping], object] = lambda fields: None  # what a page is, for machines, from its front matter
        self.recall: Recall = lambda what, cid, make, *more: make()
        self.open("index.html")

    def open(self, address: str, terms: bool = True) -> None:
        """Start the page at ``address``; ``terms`` says whether to explain terms in it."""
        self.address, self.case, self.seen = address, None, set()
        self.explains = terms
        self.fields: dict[str, object] = {}
        self.tables = self.drawings = 0

    def beside(self, address: str) -> Desk:
        """Write something that is no page, with links as seen from ``address``."""
        self.open(address, terms=False)
        return self

    @cached_property
    def environment(self) -> jinja2.Environment:
        """Templates in which only safe values can be printed."""
        made = jinja2.Environment(
            loader=jinja2.PackageLoader("portal.render"),
            bytecode_cache=COMPILED,
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            finalize=safe.refuse,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        words = self.words_of
        made.globals.update(
            t=words.t, tn=words.tn, text=text, prose=self.prose, inline=self.inline, url=self.url, heading=safe.heading,
            cite=self.cite, figure=lambda result: text(words.figure(result)), tag=self.tag, country=self.country,
            source_url=lambda source: self.url(source_address(source)),
            amount=lambda value, unit: text(words.amount(value, unit)), source=self.source, diagram=self.diagram,
            date=self.date, num=lambda value: text(str(value)), front=self.front, embed=safe.embed, coded=safe.coded,
            wiring=self.wiring, value_url=self.value_url, module=lambda name: self.corpus.modules[name].module,
        )  # fmt: skip
        return made

    def write(self, template: str, address: str, terms: bool = True, late: Late | None = None, **context: object) -> bytes:
        """One page of the tree; ``late`` makes values that depend on the page, such as HTML with relative links."""
        self.open(address, terms)
        context.update({name: make() for name, make in (late or {}).items()})
        page = self.environment.get_template(template).render(address=address, **context)
        about = self.about(self.fields) if self.fields else None
        block = f"\n{safe.data_block(about)}\n" if about else ""
        return f"{page.strip(chr(10))}\n{block}".encode()

    # What templates call.

    def front(self, fields: dict) -> Safe:
        """The front matter of the page, with its card."""
        card = self.cards.get(self.address)
        self.fields = {**fields, **({"card": card} if card else {})}
        return safe.front_matter(self.fields)

    def prose(self, markdown: str, case: Case | None = None) -> Safe:
        """A field's Markdown as blocks; figures of ``case`` can be pointed at."""
        self.case = case
        return prose.blocks(markdown, self)

    def inline(self, markdown: str, case: Case | None = None) -> Safe:
        """A field's Markdown without a paragraph around it."""
        self.case = case
        return prose.line(markdown, self)

    def url(self, target: str) -> Safe:
        """The relative address of a page or file of the portal, seen from the page at hand."""
        path, mark, fragment = str(target).partition("#")
        return text(relative(posixpath.dirname(self.address), path) + mark + fragment if path else mark + fragment)

    def cite(self, ref: SourceRef) -> Safe:
        """A reference as a link to its entry in the bibliography."""
        return self._cite(Cite(ref.ref, ref.at))

    def tag(self, kind: str, name: str) -> Tag:
        """An entry of the taxonomy."""
        return self.corpus.tags[kind, name]

    def country(self, code: str) -> CountryName:
        """A country by its code."""
        return self.corpus.country[code]

    def value_url(self, kind: str, name: str) -> Safe:
        """Where a concept page shows a value of a list; nothing when no page does."""
        page = self.wiring.page(kind)
        return self.url(f"{page}#shows-{name}") if page else text("")

    def source(self, name: str) -> Source:
        """An entry of the bibliography."""
        return self.corpus.source[name]

    def date(self, value) -> Safe:
        """A date in words, readable by machines."""
        return element("time", text(language.date(self.catalogue, value)), datetime=value.isoformat())

    # What the prose renderer calls.

    def page_of(self, kind: str, name: str) -> str | None:
        """The address of a thing that authors link by kind and id, from the top of the portal; None for another kind."""
        if kind == "source":
            return source_address(self.corpus.source[name])
        return ADDRESSES[kind].format(name) if kind in ADDRESSES else None

    def link(self, target: str) -> str | None:
        """Where an author's link leads; None when its case is not published."""
        kind, _, name = target.partition(":")
        if kind == "case" and name not in self.corpus.cases:
            return None
        page = self.page_of(kind, name)
        if page:
            return str(self.url(page))
        parts = urlsplit(target)
        if parts.scheme in ("https", "http", "mailto"):
            return target
        if parts.scheme or parts.netloc or target.startswith("/"):
            return None
        return str(self.url(target)) if parts.path else target

    def citation(self, cites: Sequence[Cite]) -> Safe:
        """One or several citations in brackets."""
        shown = join((self._cite(cite) for cite in cites), "; ")
        return element("span", Safe(f"({shown})"), class_="cites")

    def result(self, name: str) -> Safe:
        """A figure from the data of the case at hand, linked to its row."""
        for result in self.case.results if self.case else ():
            if result.id == name:
                return element("span", text(self.words_of.figure(result)), class_="from-data")
        return text("")

    def diagram(self, name: str) -> Safe:
        """A drawing with its caption and downloads; nothing when its case is not published."""
        make = self.figures.get(name)
        return make(self) if make else text("")

    def table_caption(self, words: Safe) -> Safe:
        """The caption of a table, with its number on this page."""
        self.tables += 1
        number, place = element("b", self.words_of.t("Table {n}", n=str(self.tables))), f"table-{self.tables}"
        name = join([number, words], ". ")
        return element("caption", join([name, self.anchor(place, name.striptags())], " "), id=place)

    def anchor(self, place: str, name: str) -> Safe:
        """The plain link to a place of the page; the script turns it into a menu. The macro ``anchor`` writes the same."""
        said = element("span", join([self.words_of.t("Link to:"), text(name)], " "), class_="hidden")
        return element("a", said, class_="anchor", href=f"#{place}", data_name=name)

    def figure_number(self) -> Safe:
        """The number of the next drawing on this page."""
        self.drawings += 1
        return element("b", self.words_of.t("Figure {n}", n=str(self.drawings)))

    def words(self, plain: str) -> Safe:
        """Running text, with the first use of each term linked and explained."""
        if not self.explains:
            return text(plain)
        return join(
            text(piece) if term is None else self._term(piece, term) for piece, term in self.finder.split(plain, self.seen)
        )

    def _term(self, piece: str, term) -> Safe:
        return element(
            "a", text(piece), class_="term", href=str(self.url(f"glossary.html#{term.id}").unescape()), data_tip=tip(term)
        )

    def _cite(self, cite: Cite) -> Safe:
        target = self.url(source_address(self.corpus.source[cite.ref])).unescape()
        return element("a", text(self.cited(cite)), class_="cite", href=target, translate="no")

    # What leaves the portal as a file.

    def cited(self, cite: Cite) -> str:
        """A reference in words."""
        label = short_name(self.corpus.source[cite.ref])
        return f"{label}, {cite.at}" if cite.at else label

    def absolute(self, address: str) -> str:
        """The whole address of a page of this language."""
        site, language = self.corpus.site, self.catalogue.language
        return site.address + ("" if language == site.languages[0] else f"{language}/") + address

    def whole(self, target: str) -> str | None:
        """The whole address behind an author's link; None when its case is not published."""
        found = self.link(target)
        if found is None or urlsplit(found).scheme:
            return found
        path, _, fragment = found.partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(self.address), path)) if path else self.address
        return self.absolute(page) + (f"#{fragment}" if fragment else "")


@lru_cache(maxsize=100_000)
def relative(folder: str, path: str) -> str:
    """The way from a folder to a file, both counted from the top of the site (posixpath.relpath asks the disk where we are)."""
    here, there = folder.split("/") if folder else [], path.split("/")
    shared = next((n for n, (one, other) in enumerate(zip(here, there[:-1])) if one != other), min(len(here), len(there) - 1))
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]])


def short_name(source: Source) -> str:
    """How a citation names a source."""
    return source.short or " ".join(str(part) for part in (short_publisher(source), source.year) if part)


def short_publisher(source: Source) -> str:
    """The publisher without what stands in brackets or after a comma."""
    return source.publisher.split("(")[0].split(",")[0].strip()
