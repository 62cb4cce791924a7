"""All pages of one language: what is written where, and what each page is given."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

from portal.corpus.brief import KINDS, illustrated
from portal.corpus.corpus import Corpus, Text
from portal.language.catalogue import Catalogue
from portal.render import (
    assessments,
    bibliography,
    evidence,
    explore,
    handouts,
    learner,
    lessons,
    offline,
    privacy,
    prose,
    report,
    verify,
    views,
    ways,
    worldmap,
)
from portal.render import cards as pictures
from portal.render.chrome import stylesheet
from portal.render.dates import newest
from portal.render.desk import Desk
from portal.render.exercises import Lab
from portal.render.figures import Figures
from portal.render.linked import Linked
from portal.render.lists import List, cut
from portal.render.opendata import Table

Files = Iterator[tuple[str, bytes]]
# Gives what was made before of the same parts, or has it made.
Once = Callable[[tuple[str | bytes, ...], Callable[[], bytes]], bytes]


def render(corpus: Corpus, catalogue: Catalogue, lab: Lab | None = None, tables: tuple[Table, ...] = ()) -> dict[str, bytes]:
    """The tree of one language: relative path to content, for every page and file of the site. See ``files``."""
    return dict(files(corpus, catalogue, lab, tables))


def files(
    corpus: Corpus,
    catalogue: Catalogue,
    lab: Lab | None = None,
    tables: tuple[Table, ...] = (),
    once: Once = lambda parts, make: make(),
) -> Files:
    """The tree of one language, file by file, as they are made.

    ``lab`` is what the build has found out about the exercises, ``tables`` what the page on the open data tells of it.
    ``once`` knows what was made of cases before, as long as the other sources are the same.
    """
    figures = Figures(corpus, catalogue)
    desk = Desk(corpus, catalogue, figures)
    desk.cards = {address: pictures.path(address) for address in pictures.paths(corpus)}
    desk.about = Linked(corpus, catalogue).of
    shared = _shared(corpus, figures)
    desk.recall = lambda what, cid, make, *more: once((what, cid, corpus.cases.packed(cid), *more, shared), make)
    fixed: dict[str, bytes] = {name: data for name, data in corpus.assets.items() if name.startswith("assets/")}
    fixed["assets/css/site.css"] = stylesheet(corpus.site.colours)
    yield from {**fixed, **figures.files()}.items()
    taught = (partial(modules, lab or Lab()), learning_paths, tests, learner.pages, report.pages, verify.pages)
    written = (home, cases, facet_pages, maps, concepts, *taught, templates, texts, reference, search)
    made: set[str] = set()
    parts = (*written, offline.pages, privacy.pages, partial(evidences, tables))
    for name, page in (entry for part in parts for entry in part(corpus, desk)):
        made.add(name)
        yield name, page
    yield from ((name, page) for name, page in moved(corpus, desk, made) if name not in made)


def _shared(corpus: Corpus, figures: Figures) -> bytes:
    """A digest of what any page may show of any case: which there are, the last day of a change, and the drawings."""
    parts = (*corpus.cases, newest(corpus).isoformat(), *(drawing.svg for drawing in figures.drawn.values()))
    return hashlib.sha256("\0".join(parts).encode()).digest()


def citation(corpus: Corpus, desk: Desk, title: str, author: str, updated: datetime.date, address: str) -> str:
    """How to cite a page: author, day, title, portal, edition, address."""
    pattern = desk.words_of.plain("{author} ({day}). {title} {portal}, edition {version}. {address}")
    values = {
        "author": author,
        "day": updated.isoformat(),
        "title": title if title.endswith(("?", "!", ".")) else f"{title}.",
        "portal": corpus.site.name,
        "version": corpus.site.version,
        "address": corpus.site.address + address,
    }
    for name, value in values.items():
        pattern = pattern.replace("{" + name + "}", value)
    return pattern


def cards(corpus: Corpus) -> tuple[views.Card, ...]:
    """Every published case as a card."""
    return views.every(corpus)


def concept_list(corpus: Corpus) -> list[dict]:
    """Every concept page with its id, in the order of titles."""
    found = [(name, text) for name, text in corpus.pages.items() if name.startswith("concepts/")]
    listed = [{"id": name.removeprefix("concepts/").removesuffix(".md"), "page": text.page} for name, text in found]
    return sorted(listed, key=lambda entry: entry["page"].title)


def home(corpus: Corpus, desk: Desk) -> Files:
    """The start page."""
    counted = [(len(case.results), case.disputed, len(case.silent_on)) for _, case in corpus.briefs]
    results, disputed, silences = (sum(column) for column in zip((0, 0, 0), *counted))
    numbers = {
        "cases": len(corpus.cases),
        "countries": len({code for _, case in corpus.briefs for code in case.countries}),
        "results": results,
        "disputed": disputed,
        "silences": silences,
        "terms": len(corpus.glossary),
        "sources": len(corpus.sources),
    }
    featured = corpus.site.featured
    shown = [card for card in cards(corpus) if card.cid in featured.cases] or list(cards(corpus)[:3])
    read_first = [entry for entry in concept_list(corpus) if entry["id"] in featured.concepts] or concept_list(corpus)[:6]
    yield (
        "index.md",
        desk.write("home.md.j2", "index.html", terms=False, site=corpus.site, numbers=numbers, cards=shown, concepts=read_first),
    )


def cases(corpus: Corpus, desk: Desk) -> Files:
    """A page and a one-page brief for every case."""
    relations = views.Relations(corpus)
    drawn: dict[str, list[str]] = {}
    for diagram in corpus.diagrams:
        if diagram.case:
            drawn.setdefault(diagram.case, []).append(diagram.id)
    for cid in corpus.cases:
        related = relations.of(cid)
        beside = [repr((card.cid, card.brief.title, [tag.id for tag in card.shared])) for card in related]
        for folder, template, terms in (("cases", "case.md.j2", True), ("briefs", "brief.md.j2", False)):
            write = partial(_case, corpus, desk, cid, template, f"{folder}/{cid}.html", terms, related, drawn.get(cid, ()))
            yield f"{folder}/{cid}.md", desk.recall(folder, cid, write, *beside)


def _case(
    corpus: Corpus,
    desk: Desk,
    cid: str,
    template: str,
    address: str,
    terms: bool,
    related: tuple[views.Card, ...],
    drawn: Sequence[str],
) -> bytes:
    """A page of a case. What it shows of other cases stands in ``related``, or in the drawings."""
    case = corpus.cases[cid]
    given = {
        "case": case,
        "cid": cid,
        "cards_related": related,
        "diagrams": drawn,
        "illustrated": list(illustrated(case)),
        "sources_used": views.sources_of(corpus, cid),
        "citation": citation(corpus, desk, case.title, case.author, case.updated, f"cases/{cid}.html"),
    }
    return desk.write(template, address, terms=terms, **given)


def facet_pages(corpus: Corpus, desk: Desk) -> Files:
    """The list of all cases, and one for every value of every facet."""
    facets = views.facets(corpus, desk.words_of.plain)
    explorer = explore.Explorer(corpus, facets, desk)
    yield from explorer.files()
    yield from _list(desk, cut("cases/index.html", "cases/by/all", cards(corpus)), facets, None, explorer)
    for facet in facets:
        for value in facet.values:
            about = value.about or str(desk.words_of.t("Cases in {place}.", place=value.label).unescape())
            current = {"facet": facet.id, "value": value.id, "label": value.label, "about": about}
            yield from _list(desk, cut(value.address, value.address.removesuffix(".html"), value.cards), facets, current)
    for kind in (kind for kind in KINDS if kind not in views.FACETS):
        for row in views.matrix(corpus, kind).rows:
            if row.more:
                current = {"facet": kind, "value": row.tag.id, "label": row.tag.label, "about": row.tag.about}
                yield from _list(desk, cut(row.address, row.address.removesuffix(".html"), row.cards), facets, current)


def _list(
    desk: Desk,
    listed: List,
    facets: tuple[views.Facet, ...],
    current: dict[str, str] | None,
    explorer: explore.Explorer | None = None,
) -> Files:
    """The pages of a list of cases; the first of all cases is the explorer."""
    for sheet in listed.sheets:
        given = {"cards": sheet.cards, "list": listed, "sheet": sheet, "facets": facets, "current": current}
        given.update(explorer=explorer if sheet.number == 1 else None, per_page=explore.PER_PAGE)
        yield sheet.address.removesuffix(".html") + ".md", desk.write("cases.md.j2", sheet.address, terms=False, **given)


def maps(corpus: Corpus, desk: Desk) -> Files:
    """The map of all cases."""
    return worldmap.files(corpus, desk, partial(_collected, corpus, desk))


def concepts(corpus: Corpus, desk: Desk) -> Files:
    """The list of concepts and a page for each, with the cases that show it."""
    yield "concepts/index.md", desk.write("concepts.md.j2", "concepts/index.html", terms=False, pages=concept_list(corpus))
    for name, text in corpus.pages.items():
        if name.startswith("concepts/"):
            shown = views.matrix(corpus, text.page.shows) if text.page.shows else None
            tools = handouts.by_phase(corpus) if text.page.shows == "phase" else {}
            yield _text(corpus, desk, name, text, "concept.md.j2", matrix=shown, tools=tools)


def modules(lab: Lab, corpus: Corpus, desk: Desk) -> Files:
    """Lessons, questions, exercises and trainer views."""
    return lessons.pages(corpus, desk, lab, partial(citation, corpus, desk))


def learning_paths(corpus: Corpus, desk: Desk) -> Files:
    """Learning paths, ready workshops and the planner."""
    return ways.pages(corpus, desk, partial(citation, corpus, desk))


def tests(corpus: Corpus, desk: Desk) -> Files:
    """Tests before and after a course, and at its end."""
    return assessments.pages(corpus, desk, partial(citation, corpus, desk))


def templates(corpus: Corpus, desk: Desk) -> Files:
    """Templates to take away, blank and filled."""
    return handouts.pages(corpus, desk, partial(citation, corpus, desk))


def texts(corpus: Corpus, desk: Desk) -> Files:
    """The other hand-written pages."""
    for name, text in corpus.pages.items():
        if not name.startswith("concepts/"):
            yield _text(corpus, desk, name, text, "page.md.j2", section="about")


def _text(corpus: Corpus, desk: Desk, name: str, text: Text, template: str, **context) -> tuple[str, bytes]:
    address = name.removesuffix(".md") + ".html"
    cited = citation(corpus, desk, text.page.title, text.page.author, text.page.updated, address)
    late = {"body": lambda: prose.page(text.body, text.anchors, desk)}
    return name, desk.write(template, address, late=late, page=text.page, citation=cited, **context)


def _collected(corpus: Corpus, desk: Desk, title: str, address: str) -> str:
    """The citation of a page that is made from the whole content."""
    return citation(corpus, desk, title, corpus.site.publisher, newest(corpus), address)


def reference(corpus: Corpus, desk: Desk) -> Files:
    """Glossary, acronyms and bibliography."""

    def page(template: str, name: str, **given) -> tuple[str, bytes]:
        address = f"{name}.html"
        cited = _collected(corpus, desk, desk.words_of.plain(name.capitalize()), address)
        return f"{name}.md", desk.write(template, address, terms=False, citation=cited, **given)

    by_name = sorted(corpus.glossary, key=lambda term: (term.term.casefold(), term.id))
    letters = [{"letter": letter, "terms": list(terms)} for letter, terms in groupby(by_name, lambda term: _letter(term.term))]
    names = {term.id: term.term for term in corpus.glossary}
    yield page("glossary.md.j2", "glossary", letters=letters, term_names=names)
    yield page("acronyms.md.j2", "acronyms", acronyms=sorted(corpus.acronyms, key=lambda entry: entry.acronym.casefold()))
    yield from bibliography.pages(corpus, desk, partial(_collected, corpus, desk))


def search(corpus: Corpus, desk: Desk) -> Files:
    """The page of all results. Without JavaScript it says where else to look."""
    yield "search.md", desk.write("search.md.j2", "search.html", terms=False, modules=bool(corpus.modules))


def _letter(term: str) -> str:
    first = term[0].upper()
    return first if first.isalpha() else "0"


def moved(corpus: Corpus, desk: Desk, made: set[str]) -> Files:
    """A page at every address that has moved, as long as its new address is published."""
    for entry in corpus.redirects:
        if entry.to.removesuffix(".html") + ".md" in made:
            yield (
                entry.old.removesuffix(".html") + ".md",
                desk.write("moved.md.j2", entry.old, terms=False, old=entry.old, to=entry.to),
            )


def evidences(tables: tuple[Table, ...], corpus: Corpus, desk: Desk) -> Files:
    """Results, silences and disputed figures across all cases, comparing cases, and the open data."""

    return evidence.pages(corpus, desk, tables, partial(_collected, corpus, desk))
