"""The bibliography: a list of all sources, light enough to open at once, and a page of entries for each kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import get_args

from portal.corpus import prose
from portal.corpus.corpus import Corpus, Course
from portal.render.desk import Desk, source_address
from portal.schema.reference import Kind

SHOWN = 24  # pages named beside a source
NAMES = {
    "own-report": "Owners' reports", "press": "Press", "academic": "Academic works", "evaluation": "Evaluations",
    "critical": "Critical sources", "official": "Official documents", "reference": "Reference works",
}  # fmt: skip


@dataclass(frozen=True)
class Citing:
    """A page that cites a source."""

    address: str
    label: str


@dataclass
class Cited:
    """How many pages cite a source, and the first of them."""

    count: int = 0
    pages: list[Citing] = field(default_factory=list)


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


def cited_in(corpus: Corpus) -> dict[str, Cited]:
    """The pages that cite each source."""
    found: dict[str, Cited] = {}
    for page, refs in _citations(corpus):
        for ref in dict.fromkeys(refs):
            cited = found.setdefault(ref, Cited())
            cited.count += 1
            cited.pages += [page] if cited.count <= SHOWN else []
    return found


def _citations(corpus: Corpus) -> Iterator[tuple[Citing, Iterable[str]]]:
    """Every page with the ids of the sources that it cites; the glossary has no name of its own here."""
    for cid, case in corpus.briefs:
        yield Citing(f"cases/{cid}.html", case.short), (*corpus.cited(cid), *case.further)
    for mid, course in corpus.modules.items():
        yield Citing(f"modules/{mid}/index.html", course.module.title), _taught(course)
    for name, text in corpus.pages.items():
        cites = (cite.ref for cite in prose.cited(text.body, page=True))
        yield Citing(f"{name.removesuffix('.md')}.html", text.page.title), cites
    for name, handout in corpus.handouts.items():
        yield Citing(f"templates/{name}.html", handout.title), prose.refs(handout)
    yield Citing("glossary.html", ""), (term.source.ref for term in corpus.glossary)


def _taught(course: Course) -> Iterator[str]:
    """The ids of the sources of a module: in its notes and further reading, its lesson, its questions and its exercises."""
    yield from (*prose.refs(course.module), *course.module.further)
    texts = [course.lesson.body]
    for notebook in course.notebooks.values():
        texts += [cell.source for cell in notebook.cells if cell.kind == "markdown"]
    for text in texts:
        yield from (cite.ref for cite in prose.cited(text, page=True))
    for item in course.items:
        yield from prose.refs(item)
