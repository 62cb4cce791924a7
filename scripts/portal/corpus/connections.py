"""Whether the parts of a course hang together. What is missing here stops no build: it is told, and asked for by
``portal check --connections``. Each rule is a generator; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from portal.corpus import assessments, prose
from portal.corpus.brief import illustrated
from portal.corpus.corpus import Library
from portal.corpus.pages import FRAME, LISTS
from portal.corpus.terms import TermFinder
from portal.corpus.wiring import Wiring
from portal.problems import Problem

Rule = Callable[[Library], Iterator[Problem]]
ENOUGH = 2  # a case is seen from two sides at least, and a module compares


def check_connections(library: Library) -> list[Problem]:
    """Every missing connection, in the order of files."""
    return sorted(problem for rule in RULES for problem in rule(library))


def cases_used(library: Library) -> Iterator[Problem]:
    """Every published case is used by at least two modules."""
    wiring = Wiring(library.corpus)
    for name, document in library.cases():
        used = dict.fromkeys(use.mid for use in wiring.uses(name))
        if name in library.corpus.cases and len(used) < ENOUGH:
            message = f"only one module uses the case: {next(iter(used))}" if used else "no module uses the case"
            mend = "name it under `cases` of a module that can learn from it, with the reason"
            yield document.problem("C370", ("title",), message, mend, key=True)


def cases_of_modules(library: Library) -> Iterator[Problem]:
    """A module uses at least two cases, or says under `few_cases` why not. A case that was taken out still counts."""
    for name, course in library.corpus.modules.items():
        document = library.documents[f"modules/{name}/module.yml"]
        count = len({use.case for use in course.module.cases})
        if count < ENOUGH and course.module.few_cases is None:
            message = "the module uses only one case" if count else "the module uses no case"
            mend = "add a case under `cases`, or say under `few_cases` why there is no other"
            yield document.problem("C371", ("cases",) if count else ("title",), message, mend, key=True)
        if count >= ENOUGH and course.module.few_cases is not None:
            message = f"the module uses {count} cases, and gives a reason for using fewer than two"
            yield document.problem("C371", ("few_cases",), message, "remove `few_cases`", key=True)


def terms_used(library: Library) -> Iterator[Problem]:
    """Every term of the glossary is named by a module, or stands in a text of a page, case or module."""
    finder = TermFinder(library.corpus.glossary)
    seen = {term for course in library.corpus.modules.values() for term in course.module.terms}
    for file, texts in (entry for part in library.parts() for entry in part.texts.items()):
        for _, text, page in () if file.startswith("docs/reference/") else texts:
            seen |= {target.removeprefix("term:") for target in prose.links(text, page) if target.startswith("term:")}
            for words in prose.words(text, page):
                seen |= {term.id for _, term in finder.split(words, seen) if term}
    document = library.documents["docs/reference/glossary.yml"]
    for index, term in enumerate(library.corpus.glossary):
        if term.id not in seen:
            mend = "name it under `terms` of a module, use it in a text, or remove it"
            yield document.problem("C372", (index, "id"), f'no page and no module uses the term "{term.id}"', mend)


def pages_reached(library: Library) -> Iterator[Problem]:
    """Every hand-written page can be reached from the home page, the menu or a list. Concepts stand in a list."""
    site = library.documents["docs/reference/site.yml"].item
    names = library.page_names()
    reached = {name for name in names if name in FRAME or name.startswith("concepts/")}
    reached |= {link.to.partition("#")[0].removesuffix(".html") for door in site.doors for link in door.links}
    texts = (entry for part in library.parts() for entry in part.texts.items())
    leads = {file.removeprefix("docs/").removesuffix(".md"): set(_links(own)) for file, own in texts}
    known: set[str] = set()
    while known != reached:
        known = set(reached)
        reached |= {to for own, pages in leads.items() if own not in names or own in known for to in pages}
    for name in sorted(names - reached - set(LISTS)):
        mend = f"link to {name}.html from another page, or remove the page"
        yield library.documents[f"docs/{name}.md"].problem(
            "C373", ("title",), "nothing that readers can reach leads to this page", mend, key=True
        )


def _links(texts: list[tuple[tuple, str, bool]]) -> Iterator[str]:
    """The names of the pages that the texts of a file link to."""
    for _, text, page in texts:
        yield from (target.partition("#")[0].removesuffix(".html") for target in prose.links(text, page))


def instruments_shown(library: Library) -> Iterator[Problem]:
    """For every instrument of a case, `illustrates` says what shows it; and it shows no other."""
    for _, document in library.cases():
        shown = {entry.name for entry in illustrated(document.item) if entry.kind == "instrument"}
        for index, name in enumerate(document.item.instruments):
            if name not in shown:
                mend = f"add under `illustrates`: {{instrument: {name}, stated: …, because: …}}"
                yield document.problem("C374", ("instruments", index), f'nothing shows the instrument "{name}"', mend)
        for index, entry in enumerate(document.item.illustrates):
            if entry.instrument and entry.instrument not in document.item.instruments:
                message = f'the case does not list the instrument "{entry.instrument}"'
                yield document.problem("C374", ("illustrates", index, "instrument"), message, "add it under `instruments`")


def tests_filled(library: Library) -> Iterator[Problem]:
    """A test has as many questions as it asks for. Where no module has a pool, tests are not in use."""
    corpus = library.corpus
    for index, test in enumerate(corpus.assessments.tests if any(course.pool for course in corpus.modules.values()) else ()):
        count = len(assessments.draw(corpus, test))
        if count < test.items:
            message = f"the test asks for {test.items} questions; the pools of its modules hold {count} twins"
            mend = f"write more twins, or write {count}" if count else "write twins in pool.yml of a module, or remove the test"
            document = library.documents["docs/reference/assessments.yml"]
            yield document.problem("C375", ("tests", index, "items"), message, mend)


RULES: tuple[Rule, ...] = (cases_used, cases_of_modules, terms_used, pages_reached, instruments_shown, tests_filled)
