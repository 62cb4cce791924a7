"""The pages of the site by kind, and what each has to be called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from portal.build.html import is_page
from portal.corpus.assessments import published
from portal.corpus.corpus import Corpus
from portal.render import bibliography
from tests.support import real
from tests.support.project import ROOT
from tests.support.tab import SIZES

CASES = sorted(path.stem for path in (ROOT / "case_studies").glob("*.yml"))
TEXTS = sorted(path.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for path in (ROOT / "docs").rglob("*.md"))
MODULES = sorted(path.parent.name for path in (ROOT / "modules").glob("*/module.yml"))
EXERCISES = sorted(f"modules/{path.parents[1].name}/{path.stem}" for path in (ROOT / "modules").glob("*/exercises/*.ipynb"))
PATHS, PROGRAMMES = (
    [entry["id"] for entry in yaml.safe_load((ROOT / "docs" / "reference" / f"{name}.yml").read_text(encoding="utf-8"))]
    for name in ("paths", "programmes")
)
# The tests that have questions: those whose modules have pools.
TESTS = [test.id for test in published(real.corpus())]
HANDOUTS = sorted(path.stem for path in (ROOT / "docs" / "templates").glob("*.yml") if not path.stem.endswith(".example"))
EVIDENCE = {
    "evidence/index.html": "Evidence", "evidence/results.html": "All results", "evidence/silences.html": "Silences",
    "evidence/disputed.html": "Disputed figures", "evidence/timeline.html": "Time line", "compare.html": "Compare cases",
    "data/index.html": "Open data",
}  # fmt: skip
FACETS = ("country", "donor", "instrument", "region", "sector")

LEARNER = {"progress.html": "My progress", "revise.html": "Revise", "confirmation.html": "Confirmation and record to print"}

NAMED = {
    "404.html": "Page not found",
    "acronyms.html": "Acronyms",
    "cases/index.html": "Cases",
    "cases/map.html": "Map of the cases",
    "concepts/index.html": "Concepts",
    "glossary.html": "Glossary",
    "modules/index.html": "Modules",
    "offline.html": "Without a network",
    "paths/index.html": "Paths and workshops",
    "privacy.html": "Privacy",
    "programmes/planner.html": "Plan your own workshop",
    "search.html": "Search",
    "sources.html": "Sources",
    "templates/index.html": "Templates",
    "tests/index.html": "Tests",
    "trainer/report.html": "Class report",
    "verify.html": "Check a certificate",
}

# Every kind of page, and every page with texts of its own. A name without ".html" stands for the first page of a folder.
KINDS = (
    "index.html", "404.html", "cases/index.html", "cases/map.html", "concepts/index.html", "glossary.html", "acronyms.html",
    "sources.html", "search.html", *(f"sources/{kind}.html" for kind in bibliography.NAMES),
    *(f"cases/by/{facet}" for facet in FACETS), *(f"cases/{case}.html" for case in CASES),
    f"briefs/{CASES[0]}.html", f"briefs/{CASES[-1]}.html", *TEXTS,
    "modules/index.html", *LEARNER, "verify.html", "offline.html", "privacy.html",
    "templates/index.html", *(f"templates/{name}.html" for name in HANDOUTS),
    *(f"templates/{name}-example.html" for name in HANDOUTS), "paths/index.html", "programmes/planner.html",
    "trainer/report.html", *(f"paths/{name}.html" for name in PATHS), *(f"programmes/{name}.html" for name in PROGRAMMES),
    *(f"modules/{name}/index.html" for name in MODULES), *(f"modules/{name}/quiz.html" for name in MODULES),
    *(f"trainer/modules/{name}/index.html" for name in MODULES),
    *(f"{path}.html" for path in EXERCISES), *(f"trainer/{path}.html" for path in EXERCISES),
    *EVIDENCE, "tests/index.html", *(f"tests/{name}.html" for name in TESTS),
)  # fmt: skip

# One page of each kind, the heaviest where it matters: `make test` looks at these closely, `make test-slow` at all.
CHOSEN = {
    "index.html", "404.html", "cases/index.html", "cases/map.html", "glossary.html",
    "sources.html", "sources/press.html", "search.html",
    "cases/by/country", "cases/pampat.html", f"briefs/{CASES[0]}.html", "about.html",
    "concepts/phases.html", "modules/index.html", *LEARNER,
    "verify.html", "offline.html", "privacy.html",
    "modules/joint-action/index.html", "modules/joint-action/quiz.html", "trainer/modules/joint-action/index.html",
    "paths/index.html", f"paths/{PATHS[0]}.html", f"programmes/{PROGRAMMES[0]}.html", "programmes/planner.html",
    "trainer/report.html",
    "templates/index.html", "templates/action-plan.html", "templates/action-plan-example.html",
    "modules/joint-action/joint-purchase.html", "trainer/modules/joint-action/joint-purchase.html", *EVIDENCE,
    "tests/index.html", f"tests/{TESTS[0]}.html",
}  # fmt: skip


# Hundreds of entries of one kind take long and differ in nothing; on a wide window, one page of each layout.
LONG = {"glossary.html", "sources.html", "sources/press.html"}
WIDE = {
    "index.html", "cases/index.html", "cases/map.html", "cases/pampat.html", "modules/joint-action/index.html",
    "modules/joint-action/joint-purchase.html", "programmes/planner.html", "evidence/results.html",
}  # fmt: skip


def closely(pages: Iterable[tuple[str, int]]) -> list:
    """The parameters, page and width, of a test that looks closely: what was not chosen is slow."""
    return [pytest.param(name, width, marks=() if _is_chosen(name, width) else pytest.mark.slow) for name, width in pages]


def _is_chosen(name: str, width: int) -> bool:
    return name in (CHOSEN - LONG if width == min(SIZES) else WIDE)


def first(site: Path, name: str) -> str:
    """The address behind an entry of KINDS."""
    if name.endswith(".html"):
        return name
    return min(path.relative_to(site).as_posix() for path in (site / name).glob("*.html"))


def every(site: Path) -> list[str]:
    """The addresses of all pages of a site. What stands in "downloads" is no page."""
    return sorted(name for path in site.rglob("*.html") if is_page(name := path.relative_to(site).as_posix()))


def titles(corpus: Corpus) -> dict[str, str]:
    """What stands in the title bar, by address."""
    site = corpus.site
    named = {address: f"{title} · {site.name}" for address, title in _titles(corpus)}
    return {**named, "index.html": f"{site.name} · {site.tagline}"}


def _titles(corpus: Corpus) -> Iterator[tuple[str, str]]:
    yield from NAMED.items()
    yield from (*LEARNER.items(), *EVIDENCE.items())
    yield from ((f"sources/{kind}.html", name) for kind, name in bibliography.NAMES.items())
    for name, text in corpus.pages.items():
        yield name.removesuffix(".md") + ".html", text.page.title
    for name, handout in corpus.handouts.items():
        yield f"templates/{name}.html", handout.title
        yield f"templates/{name}-example.html", f"Invented example: {handout.title}"
    yield from ((f"paths/{path.id}.html", path.title) for path in corpus.paths)
    yield from ((f"tests/{test.id}.html", test.title) for test in published(corpus))
    yield from ((f"programmes/{programme.id}.html", programme.title) for programme in corpus.programmes)
    for name, course in corpus.modules.items():
        title = course.module.title
        yield f"modules/{name}/index.html", title
        yield f"modules/{name}/quiz.html", f"Questions: {title}"
        yield f"trainer/modules/{name}/index.html", f"For trainers: {title}"
        for part, book in course.notebooks.items():
            yield f"modules/{name}/{part}.html", book.title
            yield f"trainer/modules/{name}/{part}.html", f"With solutions: {book.title}"
    for name, case in corpus.cases.items():
        yield f"cases/{name}.html", case.title
        yield f"briefs/{name}.html", f"Brief: {case.title}"
        for code in case.countries:
            country = corpus.country[code]
            yield f"cases/by/country/{code.lower()}.html", country.name
            yield f"cases/by/region/{country.world_region}.html", corpus.tags["world_region", country.world_region].label
        for facet, kind, values in (("sector", "sector", case.sectors), ("instrument", "instrument", case.instruments),
                                    ("donor", "organisation", case.donors)):  # fmt: skip
            yield from ((f"cases/by/{facet}/{value}.html", corpus.tags[kind, value].label) for value in values)
