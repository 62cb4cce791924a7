"""Rules for modules: their parts are there, everything serves an outcome, and every question can be answered rightly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from portal.corpus import questions
from portal.corpus.corpus import Course, Library
from portal.problems import Problem, nearest, suggest
from portal.read.files import ID
from portal.read.tree import Path
from portal.schema.base import WRITE_HERE
from portal.schema.bind import Document

Rule = Callable[[Library, str, Course], Iterator[Problem]]
TAKEN = ("index", "quiz")  # pages of every module


def check_modules(library: Library) -> Iterator[Problem]:
    """Every problem in every module."""
    yield from parts(library)
    for name, course in library.corpus.modules.items():
        for rule in RULES:
            yield from rule(library, name, course)


def module_names(library: Library) -> set[str]:
    """The names of all modules, also of those with problems of their own."""
    return {file.split("/")[1] for file in library.files if file.startswith("modules/")}


def parts(library: Library) -> Iterator[Problem]:
    """The folder of a module has a name that can be an address; module.yml and lesson.md stand in it."""
    for name in sorted(module_names(library)):
        if not ID.fullmatch(name):
            mend = "rename the folder: small letters a to z, digits and single hyphens, like joint-action"
            yield Problem(f"modules/{name}", 1, 1, "C301", f'the folder name "{name}" cannot be part of an address', mend)
        for part in ("module.yml", "lesson.md"):
            if f"modules/{name}/{part}" not in library.files:
                mend = "write it, or remove the folder; `portal new module` shows what belongs in it"
                yield Problem(f"modules/{name}/{part}", 1, 1, "R115", "the file is missing", mend)


def _document(library: Library, name: str, part: str) -> Document:
    return library.documents[f"modules/{name}/{part}"]


def words(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """What a module names stands in the taxonomy, the glossary and the bibliography."""
    document, corpus = _document(library, name, "module.yml"), library.corpus
    for key, kind in (("phases", "phase"), ("principles", "principle"), ("actors", "actor"), ("instruments", "instrument")):
        known = {tag.id for tag in getattr(corpus.taxonomy, kind)}
        yield from _named(document, key, "C303", f'"{{}}" is not in the list "{kind}" of taxonomy.yml', known)
    yield from _named(document, "terms", "C307", 'no term has the id "{}"', {term.id for term in corpus.glossary})
    yield from _named(document, "further", "C304", 'no source has the id "{}"', set(corpus.source))


def _named(document: Document, key: str, code: str, message: str, known: set[str]) -> Iterator[Problem]:
    for index, value in enumerate(getattr(document.item, key)):
        if value not in known:
            yield document.problem(code, (key, index), message.format(value), suggest(value, known) or "remove it from the list")


def others(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """Modules to do before are other modules, and cases exist; but a publisher may take a case out."""
    document = _document(library, name, "module.yml")
    for index, before in enumerate(course.module.prerequisites):
        if before == name:
            message = "a module cannot come before itself"
            yield document.problem("C330", ("prerequisites", index), message, "remove it from the list")
        elif before not in module_names(library):
            mend = suggest(before, module_names(library) - {name}) or "remove it from the list"
            yield document.problem("C330", ("prerequisites", index), f'there is no module "{before}"', mend)
    known = library.case_names()
    for index, use in enumerate(course.module.cases):
        if use.case not in known and nearest(use.case, known):
            mend = suggest(use.case, known)
            yield document.problem("C307", ("cases", index, "case"), f'no case has the id "{use.case}"', mend)


def sections(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """lesson.md has one ## heading for each section of module.yml, in the same order."""
    headings, listed = course.headings, course.module.sections
    if len(headings) != len(listed):
        message = f"sections here: {len(listed)}; headings with ## in lesson.md: {len(headings)}"
        shown = f"; they are: {', '.join(headings)}" if headings else ""
        mend = "give each ## heading of lesson.md one entry, in the same order" + shown
        yield _document(library, name, "module.yml").problem("C331", ("sections",), message, mend, key=True)


def served(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """Every outcome is served by a section, and sections serve outcomes that exist."""
    document = _document(library, name, "module.yml")
    known = {outcome.id for outcome in course.module.outcomes}
    taught = {outcome for part in course.module.sections for outcome in part.serves}
    for index, part in enumerate(course.module.sections):
        for number, outcome in enumerate(part.serves):
            if outcome not in known:
                message = f'the module has no outcome "{outcome}"'
                yield document.problem("C332", ("sections", index, "serves", number), message, suggest(outcome, known))
    for index, outcome in enumerate(course.module.outcomes):
        if outcome.id not in taught:
            mend = f"add {outcome.id} to `serves` of the section that leads to it"
            yield document.problem("C333", ("outcomes", index, "id"), f'no section serves the outcome "{outcome.id}"', mend)


def tested(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """Every outcome is tested by a question or an exercise."""
    if _unread(library, name, course):
        return
    known = {item.outcome for item in course.items} | {outcome for book in course.notebooks.values() for outcome in book.outcomes}
    start = "" if course.items else f"; `portal new quiz {name}` starts the file"
    for index, outcome in enumerate(course.module.outcomes):
        if outcome.id not in known:
            message, mend = f'nothing tests the outcome "{outcome.id}"', "write a question or an exercise for it" + start
            yield _document(library, name, "module.yml").problem("C334", ("outcomes", index, "id"), message, mend)


def _unread(library: Library, name: str, course: Course) -> bool:
    """Whether questions or exercises could not be read: nobody knows then what they test."""
    quiz = f"modules/{name}/quiz.yml"
    books = {f"modules/{name}/exercises/{book}.ipynb" for book in course.notebooks}
    found = {file for file in library.files if file.startswith(f"modules/{name}/exercises/") and file.endswith(".ipynb")}
    return bool(found - books) or (quiz in library.files and quiz not in library.documents)


def _asked(library: Library, name: str, course: Course) -> Iterator[tuple[Document, int, Any]]:
    """Every question of a module, for practice and for tests: its document, its place in it, and itself."""
    for part, items in (("quiz.yml", course.items), ("pool.yml", course.pool)):
        yield from ((_document(library, name, part), index, item) for index, item in enumerate(items))


def targets(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """A question goes back to a section of the lesson and tests an outcome of the module."""
    known = {"section": {part.id for part in course.module.sections}, "outcome": {entry.id for entry in course.module.outcomes}}
    for document, index, item in _asked(library, name, course):
        for key, ids in known.items():
            value = getattr(item, key)
            if value not in ids:
                yield document.problem("C332", (index, key), f'the module has no {key} "{value}"', suggest(value, ids))


def answerable(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """Every question can be answered rightly, in one way only, and gives nothing away."""
    for document, index, item in _asked(library, name, course):
        for fault in questions.faults(item):
            path = (index, *fault.path)
            whole = isinstance(_value(document.tree.value, path), list)  # of a list, its key is shown
            yield document.problem(fault.code, path, fault.message, fault.mend, find=fault.find, nth=fault.nth, key=whole)


def _value(value: Any, path: Path) -> Any:
    """What an author wrote under a path; None where a key was left out."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else value[step]
    return value


def notebooks(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """An exercise has a page of its own, tests outcomes of the module, and no text of its template is left."""
    known = {outcome.id for outcome in course.module.outcomes}
    for stem, book in course.notebooks.items():
        if stem in TAKEN or not ID.fullmatch(stem):
            mend = "rename it: small letters a to z, digits and single hyphens, and neither index nor quiz"
            yield Problem(book.file, 1, 1, "C301", f'the file name "{stem}.ipynb" cannot be the address of an exercise', mend)
        for outcome in book.outcomes:
            if outcome not in known:
                yield Problem(book.file, 1, 1, "C332", f'the module has no outcome "{outcome}"', suggest(outcome, known))
        texts = {"title": book.title, "summary": book.summary} | {f'cell "{cell.id}"': cell.source for cell in book.cells}
        for where, text in texts.items():
            if WRITE_HERE in text:
                mend = "replace it with your own words"
                yield Problem(book.file, 1, 1, "C320", f'{where}: the text still has "{WRITE_HERE}" in it', mend)


RULES: tuple[Rule, ...] = (words, others, sections, served, tested, targets, answerable, notebooks)
