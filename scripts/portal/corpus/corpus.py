"""The whole content of a portal as one frozen value."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from portal.corpus import prose
from portal.corpus.brief import Brief
from portal.corpus.shelf import Shelf, shelf
from portal.read.files import CASES
from portal.read.notebook import Notebook
from portal.schema import walk
from portal.schema.assessment import Assessments
from portal.schema.bind import Document
from portal.schema.case import Case
from portal.schema.course import Lesson
from portal.schema.diagram import Diagram
from portal.schema.handout import Handout
from portal.schema.module import Module
from portal.schema.path import LearningPath, Programme
from portal.schema.quiz import Item
from portal.schema.reference import Acronym, CountryName, Moved, Source, Tag, Taxonomy, Term
from portal.schema.site import Page, Site

T = TypeVar("T")

HANDOUTS = "docs/templates/"
SAMPLE = ".example.yml"  # how the name of a file ends that fills a sheet, beside the hand-out it belongs to


@dataclass(frozen=True)
class Text:
    """A hand-written page: front matter and Markdown. ``anchors`` are the ids of its headings, the same in all languages."""

    page: Page
    body: str
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """A training module: its data, its lesson, its questions, its exercises and the questions for tests."""

    module: Module
    lesson: Lesson
    items: tuple[Item, ...] = ()
    notebooks: Mapping[str, Notebook] = field(default_factory=dict)
    pool: tuple[Any, ...] = ()  # questions with a twin and a form; see portal.schema.pool

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The titles of the lesson's sections."""
        return tuple(words for level, words in prose.headings(self.lesson.body) if level == 2)


@dataclass(frozen=True)
class Corpus:
    """Everything that is published, in one language. Lists keep the order of their files."""

    site: Site
    taxonomy: Taxonomy
    countries: tuple[CountryName, ...]
    sources: tuple[Source, ...]
    glossary: tuple[Term, ...]
    acronyms: tuple[Acronym, ...]
    diagrams: tuple[Diagram, ...]
    cases: Shelf
    pages: Mapping[str, Text]
    redirects: tuple[Moved, ...] = ()
    modules: Mapping[str, Course] = field(default_factory=dict)
    paths: tuple[LearningPath, ...] = ()
    programmes: tuple[Programme, ...] = ()
    assessments: Assessments = field(default_factory=Assessments)
    handouts: Mapping[str, Handout] = field(default_factory=dict)
    samples: Mapping[str, Case] = field(default_factory=dict)  # invented, by the id of the hand-out that they fill
    assets: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cases", shelf(self.cases))

    @cached_property
    def tags(self) -> dict[tuple[str, str], Tag]:
        """Every tag by kind and id."""
        names = Taxonomy.model_fields
        return {(kind, tag.id): tag for kind in names for tag in getattr(self.taxonomy, kind)}

    @cached_property
    def country(self) -> dict[str, CountryName]:
        """Every country by code."""
        return {entry.code: entry for entry in self.countries}

    def brief(self, case: str) -> Brief:
        """What lists show of a case."""
        return self.cases.brief(case)

    @property
    def briefs(self) -> Iterator[tuple[str, Brief]]:
        """What lists show of every published case."""
        return ((name, self.brief(name)) for name in self.cases)

    @cached_property
    def changed(self) -> dict[str, datetime.date]:
        """The day of the last change in substance of every published case."""
        return {name: case.updated for name, case in self.briefs}

    def cited(self, case: str) -> tuple[str, ...]:
        """The ids of the sources that a case names, with repeats."""
        return self.cases.refs(case)

    @cached_property
    def source(self) -> dict[str, Source]:
        """Every source by id."""
        return {entry.id: entry for entry in self.sources}

    @cached_property
    def diagram(self) -> dict[str, Diagram]:
        """Every diagram by id."""
        return {entry.id: entry for entry in self.diagrams}


@dataclass(frozen=True, eq=False)
class Library:
    """The corpus with the documents it was read from, so that rules can point at lines."""

    corpus: Corpus
    documents: Mapping[str, Document]
    files: frozenset[str] = frozenset()  # of all sources, also of those that could not be read
    whole: Library | None = None  # set in a part: the library that it is a part of

    def parts(self, without: Container[str] = ()) -> Iterator[Library]:
        """All but the cases, then each case by itself: what holds in a document is checked while its texts are known.
        Files of cases may be left out."""
        cases = {file for file in self.documents if file.startswith(CASES)}
        others = {file: document for file, document in self.documents.items() if file not in cases}
        for documents in (others, *({file: self.documents[file]} for file in sorted(cases) if file not in without)):
            yield Library(self.corpus, documents, self.files, self)

    def once(self, find: Callable[[Library], T]) -> T:
        """What ``find`` finds in the whole library; it looks once."""
        found = (self.whole or self)._found
        if find not in found:
            found[find] = find(self.whole or self)
        return found[find]

    @cached_property
    def _found(self) -> dict[Callable, Any]:
        return {}

    def cases(self) -> Iterator[tuple[str, Document[Case]]]:
        """Every case with its id."""
        for file, document in self.documents.items():
            if file.startswith(CASES):
                yield case_id(file), document

    def case_files(self) -> Iterator[Document[Case]]:
        """Every case, the invented ones that fill a sheet among them."""
        return (document for document in self.documents.values() if isinstance(document.item, Case))

    def handouts(self) -> Iterator[tuple[str, Document[Handout]]]:
        """Every hand-out with its id."""
        for file, document in self.documents.items():
            if file.startswith(HANDOUTS) and isinstance(document.item, Handout):
                yield handout_id(file), document

    def handout_names(self) -> set[str]:
        """The ids of all hand-outs, also of those with problems of their own."""
        return {handout_id(file) for file in self.files if file.startswith(HANDOUTS) and not file.endswith(SAMPLE)}

    @cached_property
    def texts(self) -> dict[str, list[tuple[tuple, str, bool]]]:
        """Every Markdown text by file: path, text, and whether it is a page's body. Ask a part for it: of a whole library
        with many cases it is large."""
        return {document.file: list(_texts(document.item)) for document in self.documents.values()}

    def case_names(self) -> set[str]:
        """The ids of all cases, also of those with problems of their own."""
        return {case_id(file) for file in {*self.documents, *self.files} if file.startswith(CASES)}

    def module_pages(self) -> Iterator[str]:
        """The pages of all modules, also of those with problems of their own."""
        named = {"lesson.md": "index", "quiz.yml": "quiz"}
        for file in self.files:
            folder, _, name = file.partition("/exercises/") if "/exercises/" in file else file.rpartition("/")
            if file.startswith("modules/") and (name in named or name.endswith(".ipynb")):
                yield f"{folder}/{named.get(name) or name.removesuffix('.ipynb')}"

    def path_pages(self) -> Iterator[str]:
        """The pages of learning paths and workshops."""
        for folder, entries in (("paths", self.corpus.paths), ("programmes", self.corpus.programmes)):
            yield from (f"{folder}/{entry.id}" for entry in entries)

    def page_names(self) -> set[str]:
        """The names of all hand-written pages, also of those with problems of their own."""
        named = (file for file in (*self.documents, *self.files) if file.startswith("docs/") and file.endswith(".md"))
        return {file.removeprefix("docs/").removesuffix(".md") for file in named}


def _texts(item: Any) -> Iterator[tuple[tuple, str, bool]]:
    if isinstance(item, Notebook):
        yield from (((cell.id,), cell.text, False) for cell in item.cells if cell.kind == "markdown")
    if hasattr(item, "body"):
        yield ("body",), item.body, True
    for path, text in walk.prose(getattr(item, "page", item)):
        yield path, text, False


def case_id(file: str) -> str:
    """The id of a case: the name of its file."""
    return file.removeprefix("case_studies/").removesuffix(".yml")


def handout_id(file: str) -> str:
    """The id of a hand-out: the name of its file, or of the one that a sample belongs to."""
    return file.removeprefix(HANDOUTS).removesuffix(SAMPLE).removesuffix(".yml")
