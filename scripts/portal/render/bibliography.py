"""The bibliography: a list of all sources, light enough to open at once, and a page of entries for each kind of source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from portal.corpus import prose
from portal.corpus.corpus import Corpus, Course
from portal.render.desk import Desk, source_address
from portal.render.views import refs
from portal.schema.reference import Kind

NAMES = {
    "own-report": "Owners' reports", "press": "Press", "academic": "Academic works", "evaluation": "Evaluations",
    "critical": "Critical sources", "official": "Official documents", "reference": "Reference works",
}  # fmt: skip


@dataclass(frozen=True)
class Citing:
    """A page that cites a source."""

    address: str
    label: str


def pages(corpus: Corpus, desk: Desk, cite) -> Iterator[tuple[str, bytes]]:
    """The list, and a page for each kind; ``cite(title, address)`` makes citations."""
    groups = [(kind, [source for source in corpus.sources if source.kind == kind]) for kind in get_args(Kind)]
    groups = [(kind, NAMES[kind], sources) for kind, sources in groups if sources]

    def page(template: str, name: str, title: str, **given) -> tuple[str, bytes]:
        given |= {"citation": cite(desk.words_of.plain(title), f"{name}.html"), "groups": groups, "title": title}
        return f"{name}.md", desk.write(template, f"{name}.html", terms=False, **given)

    yield page("sources.md.j2", "sources", "Sources")
    found = cited_in(corpus)
    for kind, title, sources in groups:
        name = source_address(sources[0]).partition(".")[0]
        yield page("source_kind.md.j2", name, title, kind=kind, sources=sources, cited_in=found)


def cited_in(corpus: Corpus) -> dict[str, tuple[Citing, ...]]:
    """The pages that cite each source."""
    found: dict[str, dict[Citing, None]] = {}
    for ref, address, label in _citations(corpus):
        found.setdefault(ref, {})[Citing(address, label)] = None
    return {ref: tuple(pages) for ref, pages in found.items()}


def _citations(corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    """Each use of a source: its id, and the address and name of the page; a term has no name of its own."""
    for cid, case in corpus.cases.items():
        yield from ((ref, f"cases/{cid}.html", case.short) for ref in (*refs(case), *case.further))
    for mid, course in corpus.modules.items():
        yield from ((ref, f"modules/{mid}/index.html", course.module.title) for ref in _taught(course))
    for name, text in corpus.pages.items():
        yield from ((cite.ref, f"{name.removesuffix('.md')}.html", text.page.title) for cite in prose.cited(text.body, page=True))
    for name, handout in corpus.handouts.items():
        yield from ((ref, f"templates/{name}.html", handout.title) for ref in refs(handout))
    yield from ((term.source.ref, "glossary.html", "") for term in corpus.glossary)


def _taught(course: Course) -> Iterator[str]:
    """The ids of the sources of a module: in its notes and further reading, its lesson, its questions and its exercises."""
    yield from (*refs(course.module), *course.module.further)
    texts = [course.lesson.body]
    for notebook in course.notebooks.values():
        texts += [cell.source for cell in notebook.cells if cell.kind == "markdown"]
    for text in texts:
        yield from (cite.ref for cite in prose.cited(text, page=True))
    for item in course.items:
        yield from refs(item)
