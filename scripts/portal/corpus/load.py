"""Source text to a library: parse, bind, assemble; collect every problem on the way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

from portal.corpus.corpus import HANDOUTS, SAMPLE, Corpus, Course, Library, Text, case_id, handout_id
from portal.corpus.drawings import check_drawings
from portal.corpus.handouts import check_handouts
from portal.corpus.modules import check_modules
from portal.corpus.moves import check_moves
from portal.corpus.pages import check_pages, local_links
from portal.corpus.path_rules import check_paths
from portal.corpus.pools import check_pools
from portal.corpus.prose import anchors
from portal.corpus.rules import RULES, check_whole
from portal.corpus.shelf import OnShelf, Packed, Shelf, pack
from portal.problems import Problem, ProblemsFound, suggest
from portal.read.files import CASES, Sources, collect, unreadable
from portal.read.notebook import parse as parse_notebook
from portal.read.tree import Mark, Marks, Tree, parse
from portal.schema.assessment import Assessments
from portal.schema.bind import Document, bind
from portal.schema.case import Case
from portal.schema.course import Lesson, bind_pool, bind_quiz
from portal.schema.diagram import Diagram
from portal.schema.handout import Handout
from portal.schema.module import Module
from portal.schema.path import LearningPath, Programme
from portal.schema.reference import Acronym, CountryName, Moved, Source, Taxonomy, Term
from portal.schema.site import Page, Site

REFERENCE: dict[str, Any] = {
    "site": Site,
    "taxonomy": Taxonomy,
    "countries": tuple[CountryName, ...],
    "sources": tuple[Source, ...],
    "glossary": tuple[Term, ...],
    "acronyms": tuple[Acronym, ...],
    "diagrams": tuple[Diagram, ...],
    "paths": tuple[LearningPath, ...],
    "programmes": tuple[Programme, ...],
    "redirects": tuple[Moved, ...],
    "assessments": Assessments,
}
MAY_BE_ABSENT = ("paths", "programmes", "redirects", "assessments")
FRONT = re.compile(r"---\n(.*?\n)---(?:\n|\Z)", re.DOTALL)


def load(root: Path, kept: MutableMapping[str, Packed] | None = None) -> Library:
    """The library of the project at ``root``. Raises ProblemsFound with every problem of the whole corpus.

    ``kept`` are cases that were read and found good before, by the digest of all that this depends on. They are not read
    again; afterwards it holds the cases of this library.
    """
    sources = collect(root)
    problems = list(sources.problems)
    unreadable = {problem.file for problem in problems}
    documents: dict[str, Document] = {}
    packed: dict[str, Packed] = {}
    seen: dict[str, str] = {}
    digests = {} if kept is None else _digests(sources)
    known = {file: kept[digest] for file, digest in digests.items() if digest in kept} if kept else {}
    for file in sources.texts:
        if file in unreadable:
            continue
        if file in known:
            packed[case_id(file)] = known[file]
            continue
        try:
            document = read(file, sources.texts[file])
        except ProblemsFound as found:
            problems += found.problems
        else:
            if file.startswith(CASES):
                packed[case_id(file)] = pack(document.item, seen)
            else:
                documents[file] = document
    problems += _absent(sources)
    library = None if _incomplete(documents, sources) else assemble(documents, Shelf(packed), sources)
    if library:
        parts = library.parts(known)
        problems += (problem for part in parts for rule in (*RULES, local_links) for problem in rule(part))
        for checks in (check_whole, check_pages, check_drawings, check_modules, check_handouts, check_moves, check_pools):
            problems += checks(library)
        faulty = {problem.file.split("/")[1] for problem in problems if problem.file.startswith("modules/")}
        problems += check_paths(library, faulty)
    if problems:
        raise ProblemsFound(problems, sources.texts)
    if kept is not None:
        kept.clear()
        kept.update((digest, packed[case_id(file)]) for file, digest in digests.items())
    return library


def _digests(sources: Sources) -> dict[str, str]:
    """For each case a digest of its text and of all that its checks look at: every other text, and the names of all cases."""
    around = hashlib.sha256()
    for name in sorted(sources.texts):
        around.update(f"{name}\0".encode())
        if not name.startswith(CASES):
            around.update(f"{sources.texts[name]}\0".encode())
    cases = (name for name in sources.texts if name.startswith(CASES))
    return {name: hashlib.sha256(f"{around.hexdigest()}{name}\0{sources.texts[name]}".encode()).hexdigest() for name in cases}


def read(file: str, text: str) -> Document:
    """One source file as a document of its kind."""
    if file.startswith("modules/"):
        return _module_part(file, text)
    if file.endswith(".md"):
        return _page(file, text)
    if file.startswith(HANDOUTS):
        return bind(file, text, parse(file, text), Case if file.endswith(SAMPLE) else Handout)
    kind = Case if file.startswith(CASES) else REFERENCE.get(_reference_name(file))
    if kind is None:
        mend = suggest(_reference_name(file) + ".yml", (f"{name}.yml" for name in REFERENCE))
        message = f'the portal has no reference file named "{_reference_name(file)}.yml"'
        raise ProblemsFound([Problem(file, 1, 1, "S220", message, mend)], {file: text})
    return bind(file, text, parse(file, text), kind)


def _module_part(file: str, text: str) -> Document:
    name = file.rpartition("/")[2]
    if name == "lesson.md":
        readable(file, 1, text)
        whole = Mark(1, 1, 0, len(text))
        tree = Tree(None, {(): Marks(whole, whole), ("body",): Marks(whole, whole)})
        return Document(file, text, tree, Lesson(text, ()))
    if name.endswith(".ipynb"):
        whole = Mark(1, 1, 0, len(text))
        notebook = parse_notebook(file, text)
        for cell in notebook.cells:
            readable(file, 1, cell.source)
        return Document(file, text, Tree(None, {(): Marks(whole, whole)}), notebook)
    tree = parse(file, text)
    if name == "module.yml":
        return bind(file, text, tree, Module)
    return bind_pool(file, text, tree) if name == "pool.yml" else bind_quiz(file, text, tree)


def _reference_name(file: str) -> str:
    return file.removeprefix("docs/reference/").removesuffix(".yml")


def _page(file: str, text: str) -> Document[Text]:
    match = FRONT.match(text)
    if not match:
        mend = 'begin the file with a line "---", the keys title, summary, author, added and updated, and another line "---"'
        raise ProblemsFound([Problem(file, 1, 1, "S221", "the page does not begin with its title and other keys", mend)])
    # One blank line stands for the opening "---", so that marks count lines of the file.
    head = "#--\n" + match.group(1)
    document = bind(file, text, parse(file, head), Page)
    body = text[match.end() :]
    line = text.count("\n", 0, match.end()) + 1
    readable(file, line, body)
    tree = Tree(document.tree.value, {**document.tree.marks})
    whole = Mark(line, 1, match.end(), len(text))
    tree.marks["body",] = Marks(whole, whole)
    return Document(file, text, tree, Text(document.item, body, anchors(body)))


def readable(file: str, line: int, text: str) -> None:
    """Refuse a text that would take too long to read."""
    if too_long := unreadable(text):
        raise ProblemsFound([Problem(file, line, 1, "S231", *too_long)])


def _absent(sources: Sources) -> Iterable[Problem]:
    for name in REFERENCE:
        file = f"docs/reference/{name}.yml"
        if file not in sources.texts and name not in MAY_BE_ABSENT:
            yield Problem(file, 1, 1, "R115", "the file is missing", "restore it; every portal needs it")


def _incomplete(documents: dict[str, Document], sources: Sources) -> bool:
    """Whether a reference file is missing, or could not be read."""
    needed = (f"docs/reference/{name}.yml" for name in REFERENCE)
    return any(file not in documents and (file in sources.texts or _reference_name(file) not in MAY_BE_ABSENT) for file in needed)


def assemble(documents: dict[str, Document], cases: Shelf, sources: Sources) -> Library:
    """One corpus from its documents; what the site does not publish is left out."""
    read = {name: documents.get(f"docs/reference/{name}.yml") for name in REFERENCE}
    part = {name: document.item for name, document in read.items() if document}
    modules = dict(sorted(_courses(documents), key=lambda entry: entry[1].module.number))
    pages = {file.removeprefix("docs/"): doc.item for file, doc in documents.items() if isinstance(doc.item, Text)}
    wanted = part["site"].publish.cases
    published = cases.chosen(name for name in wanted if name in cases) if wanted else cases
    assets = {name.removeprefix("docs/"): data for name, data in sources.assets.items()}
    given = {"cases": published, "pages": pages, "modules": modules, "assets": assets, **_handouts(documents)}
    on_shelf = {f"{CASES}{name}.yml": OnShelf(f"{CASES}{name}.yml", name, cases, sources.texts) for name in cases}
    return Library(Corpus(**part, **given), {**on_shelf, **documents}, frozenset(sources.texts))


def _handouts(documents: dict[str, Document]) -> dict[str, dict]:
    """The hand-outs in the order of their numbers, and the samples that fill a sheet."""
    own = {file: doc.item for file, doc in documents.items() if file.startswith(HANDOUTS)}
    named = ((handout_id(file), item) for file, item in own.items() if isinstance(item, Handout))
    samples = {handout_id(file): item for file, item in own.items() if isinstance(item, Case)}
    return {"handouts": dict(sorted(named, key=lambda entry: (entry[1].number, entry[0]))), "samples": samples}


def _courses(documents: dict[str, Document]) -> Iterator[tuple[str, Course]]:
    """Every module that has its data and its lesson, with its questions and exercises."""
    for file, document in documents.items():
        if not (file.startswith("modules/") and file.endswith("/module.yml")):
            continue
        folder = file.removesuffix("module.yml")
        lesson, quiz, pool = (documents.get(folder + part) for part in ("lesson.md", "quiz.yml", "pool.yml"))
        if lesson:
            names = anchors(lesson.item.body, (part.id for part in document.item.sections))
            items = quiz.item if quiz else ()
            books = {doc.item.name: doc.item for file, doc in documents.items() if file.startswith(folder + "exercises/")}
            pooled = pool.item if pool else ()
            yield folder.split("/")[1], Course(document.item, Lesson(lesson.item.body, names), items, books, pooled)
