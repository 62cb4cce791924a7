"""Rules for addresses: a page has one of its own, and links inside the portal lead to a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from portal.corpus import assessments
from portal.corpus.corpus import Library
from portal.corpus.rules import is_a_slip, targets
from portal.problems import Problem, nearest, suggest

# Pages and folders that the portal makes itself; a hand-written page cannot stand there.
EVIDENCE = ("index", "results", "silences", "disputed", "timeline")
LISTS = (
    "index", "glossary", "sources", "acronyms", "progress", "revise", "confirmation", "compare", "cases/index", "concepts/index",
    "modules/index", "paths/index", "programmes/planner", "templates/index", "tests/index", "data/index", "trainer/report",
    *(f"evidence/{name}" for name in EVIDENCE), "verify", "cases/map", "offline", "privacy",
)  # fmt: skip
MADE = (*LISTS, "404")
FRAME = ("about",)  # hand-written pages that the menu of every page leads to
FOLDERS = (
    "cases", "briefs", "sources", "modules", "paths", "programmes", "templates", "tests", "evidence", "compare", "data",
    "trainer", "search", "lab", "revise", "explore", "downloads", "offline",
)  # fmt: skip


def check_pages(library: Library) -> list[Problem]:
    """Every problem with an address; for ``local_links``, see ``Library.parts``."""
    return [*taken(library), *featured(library)]


def taken(library: Library) -> Iterator[Problem]:
    """A hand-written page, or a case, stands at no address that the portal makes itself."""
    for name in sorted(library.case_names()):
        if f"cases/{name}" in LISTS:
            mend = "give the file another name"
            yield Problem(f"case_studies/{name}.yml", 1, 1, "C322", f"the portal makes cases/{name}.html itself", mend)
    for name in sorted(library.page_names()):
        if is_made(name):
            mend = "give the file another name, or another folder in docs/"
            yield Problem(f"docs/{name}.md", 1, 1, "C322", f"the portal makes {name}.html itself", mend)


def is_made(name: str) -> bool:
    """Whether the portal makes the page ``name`` (its address without ".html")."""
    return name in MADE or name.split("/")[0] in FOLDERS


def addresses(library: Library) -> set[str]:
    """Every page that texts and data can name, also of those with problems of their own."""
    modules = set(library.module_pages())
    trainers = {f"trainer/{name}" for name in modules if not name.endswith("/quiz")}
    names = {*library.page_names(), *LISTS, *modules, *trainers, *library.path_pages()}
    names |= {f"cases/{name}" for name in library.case_names()} | {f"templates/{name}" for name in library.handout_names()}
    names |= {f"tests/{test.id}" for test in assessments.published(library.corpus)}
    return {f"{name}.html" for name in names}


def local_links(library: Library) -> Iterator[Problem]:
    """A relative link leads to a page of the portal."""
    pages = library.once(addresses)
    relative = (given for given in targets(library) if not re.search(r"^[/\\]|:", given[0].partition("#")[0]))
    for target, problem in (*relative, *_doors(library)):
        name = target.partition("#")[0]
        if name and name not in pages and not name.startswith("assets/"):
            near = nearest(name, pages)
            mend = f'did you mean "{near}"?' if near else "write it from the top of the portal, like concepts/phases.html"
            yield problem("C308", message=f'no page has the address "{name}"', mend=mend)


def _doors(library: Library) -> Iterator[tuple[str, Callable]]:
    site = library.documents.get("docs/reference/site.yml")
    for index, door in enumerate(site.item.doors if site else ()):
        for number, link in enumerate(door.links):
            yield link.to, partial(site.problem, path=("doors", index, "links", number, "to"))


def featured(library: Library) -> Iterator[Problem]:
    """What the home page shows first exists; a case may have been taken out."""
    document = library.documents["docs/reference/site.yml"]
    concepts = {name.removeprefix("concepts/") for name in library.page_names() if name.startswith("concepts/")}
    for key, kind, known in (("cases", "case", library.case_names()), ("concepts", "concept", concepts)):
        for index, name in enumerate(getattr(document.item.featured, key)):
            if name not in known and is_a_slip(kind, name, known):
                message = f'no {kind} has the id "{name}"'
                yield document.problem("C307", ("featured", key, index), message, suggest(name, known))
