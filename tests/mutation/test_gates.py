"""One defect of each kind, seeded into sources, pages or the theme that are right: `portal check` or the build refuses each.

Sources are checked in a copy of the small fixture; finished pages go through all gates of the build without being made anew.
What only a whole build can show runs with ``make test-slow``.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from portal.build import gates, taken
from portal.build.audit import Survey, audit, survey
from portal.build.html import Page
from portal.build.site import build
from portal.build.translations import check_translations
from portal.corpus.load import load
from portal.problems import ProblemsFound
from tests.support.project import FIXTURES, tiny
from tests.unit.test_notebooks import well

NORTH, SOUTH, ABOUT = "case_studies/north-valley.yml", "case_studies/south-bay.yml", "docs/about.md"
SITE, DRAWINGS = "docs/reference/site.yml", "docs/reference/diagrams.yml"
PAGE, MODULE, MOVED, SAVED = "cases/north-valley.html", "modules/pots/index.html", "cases/old-bay.html", "downloads/pots.html"
BASE = "/invented/"

Change = Callable[[str], str]


def instead(old: str, new: str) -> Change:
    """Replaces the first of some words, which must be there."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def without(piece: str) -> Change:
    return instead(piece, "")


def more(piece: str) -> Change:
    """Puts something at the end: of the main part of a page, or of a source."""
    return lambda text: text.replace("</main>", piece + "</main>", 1) if "</main>" in text else text.rstrip("\n") + f"\n{piece}\n"


# Defects of sources: the file, the change, the code.
SOURCES: dict[str, tuple[str, Change, str]] = {
    "figure without a source": (NORTH, without('    source: {ref: invented-report, at: "Valley, table"}\n'), "S202"),
    "digit without a citation": (ABOUT, more("\nIt has 400 members."), "P406"),
    "raw HTML": (ABOUT, more('\nText <b onclick="go()">bold</b>.'), "P401"),
    "link that runs a script": (ABOUT, more("\n[Press](javascript:alert)."), "P405"),
    "picture from another site": (ABOUT, more("\n![A map](https://example.org/map.png)"), "P403"),
    "heading that skips a level": (ABOUT, more("\n#### Too deep"), "P402"),
    "attributes in braces": (ABOUT, more("\nText {: .red}"), "P404"),
    "hidden character": (ABOUT, more("\nTurn \u202e it."), "R104"),
    "unknown citation": (ABOUT, more("\nAs somebody says [@nobody: p. 1]."), "C304"),
    "broken link to a page": (ABOUT, more("\n[Gone](gone.html)."), "C308"),
    "unknown figure": (NORTH, instead("[#firms-reached]", "[#firms-reachd]"), "C309"),
    "unknown tag": (SOUTH, instead("sectors: [", "sectors: [basket, "), "C303"),
    "misspelt key": (SOUTH, instead("summary:", "sumary:"), "S201"),
    "key twice": (SOUTH, more("title: Another"), "R112"),
    "alias": (SOUTH, instead("title: ", "title: *a # "), "R109"),
    "impossible day": (SOUTH, instead("added: ", "added: 2026-02-30 # "), "S212"),
    "lost redirect": ("docs/reference/redirects.yml", instead("to: cases/south-bay.html", "to: cases/gone.html"), "C308"),
    "colours that cannot be read": (SITE, instead('primary: "#0b4f5c"', 'primary: "#f5f5f5"'), "C319"),
    "no right answer": ("modules/pots/quiz.yml", instead(", right: true", ""), "C335"),
    "section that is not there": ("modules/pots/module.yml", instead("{id: sharing,", "{id: shareing,"), "C332"),
}  # fmt: skip


def problems(root: Path) -> set[str]:
    """The codes that `portal check` would tell."""
    try:
        load(root)
    except ProblemsFound as found:
        return {problem.code for problem in found.problems}
    return {problem.code for problem in check_translations(root)}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(FIXTURES / "small", tmp_path_factory.mktemp("gates") / "small"))


@pytest.mark.parametrize("name", SOURCES)
def test_a_defect_in_a_source_is_refused(name: str, small: Path) -> None:
    file, change, code = SOURCES[name]
    path = small / file
    right = path.read_text(encoding="utf-8")
    try:
        path.write_text(change(right), encoding="utf-8")
        assert code in problems(small)
    finally:
        path.write_text(right, encoding="utf-8")


def test_the_sources_are_right_without_a_defect(small: Path) -> None:
    assert problems(small) == set()


def noise(size: int) -> str:
    """Text that does not compress."""
    return random.Random(size).randbytes(size).hex()


SELF = "script-src 'self'"
# Defects of the finished site: the file, the change, the code.
FINISHED: dict[str, tuple[str, Change, str]] = {
    "broken link": (PAGE, more('<a href="gone.html">x</a>'), "B501"),
    "broken link to another folder": (PAGE, more('<a href="../concepts/">x</a>'), "B501"),
    "broken fragment": (PAGE, more('<a href="south-bay.html#gone">x</a>'), "B502"),
    "broken fragment on the page": (PAGE, more('<a href="#gone">x</a>'), "B502"),
    "script that does not exist": (PAGE, instead("assets/js/theme.js", "assets/js/gone.js"), "B501"),
    "style sheet that does not exist": (PAGE, instead("assets/css/portal.css", "assets/css/gone.css"), "B501"),
    "picture that does not exist": (PAGE, more('<img src="gone.png" alt="">'), "B501"),
    "style sheet that loads a missing file": ("assets/css/portal.css", more("p{background:url(gone.svg)}"), "B501"),
    "page that moved to nowhere": (MOVED, instead("url=south-bay.html", "url=gone.html"), "B501"),
    "page that moved to another site": (MOVED, instead("url=south-bay.html", "url=https://example.org/"), "B505"),
    "duplicate id": (PAGE, more('<p id="results">x</p>'), "B503"),
    "inline script": (PAGE, more("<script>alert(1)</script>"), "B504"),
    "inline style sheet": (PAGE, more("<style>p{color:red}</style>"), "B504"),
    "style attribute": (PAGE, more('<p style="color:red">x</p>'), "B504"),
    "handler": (PAGE, more('<p onclick="go()">x</p>'), "B504"),
    "address that runs a script": (PAGE, more('<a href="javascript:go()">x</a>'), "B504"),
    "picture of another origin": (PAGE, more('<img src="https://example.org/a.png" alt="">'), "B505"),
    "script of another origin": (PAGE, more('<script src="https://example.org/a.js"></script>'), "B505"),
    "font of another origin": ("assets/css/portal.css", more("@font-face{src:url(//example.org/a.woff2)}"), "B505"),
    "style sheet of another origin": ("assets/css/portal.css", more('@import "https://example.org/a.css";'), "B505"),
    "frame": (PAGE, more('<iframe src="south-bay.html"></iframe>'), "B505"),
    "other base of all links": (PAGE, instead("<head>", '<head><base href="../">'), "B505"),
    "missing alternative": (PAGE, more('<img src="../assets/img/mark.svg">'), "B506"),
    "drawing without a title": (PAGE, more('<svg role="img"></svg>'), "B506"),
    "missing language": (PAGE, instead('<html lang="en"', "<html"), "B507"),
    "missing title": (PAGE, instead("<title>", "<title hidden></title><title>"), "B507"),
    "second first heading": (PAGE, more("<h1>x</h1>"), "B507"),
    "no main part": (PAGE, lambda page: page.replace("<main", "<div").replace("</main>", "</div>"), "B507"),
    "heading that skips a level": (PAGE, more("<h2>x</h2><h4>y</h4>"), "B508"),
    "oversized page": (PAGE, more(f"<p>{noise(90_000)}</p>"), "B509"),
    "oversized style sheet": ("assets/css/portal.css", more(f"p{{--x:{noise(90_000)}}}"), "B509"),
    "no policy": (PAGE, instead("Content-Security-Policy", "X-Policy"), "B530"),
    "policy that lets scripts stand in pages": (PAGE, instead(SELF, f"{SELF} 'unsafe-inline'"), "B530"),
    "policy that lets any site in": (PAGE, instead(SELF, f"{SELF} *"), "B530"),
    "policy that lets another site in": (PAGE, instead(SELF, f"{SELF} https://example.org"), "B530"),
    "policy that forbids nothing else": (PAGE, without("default-src 'none'; "), "B530"),
    "policy that lets forms be sent": (PAGE, without("; form-action 'none'"), "B530"),
    "script before the policy": (PAGE, instead("<head>", '<head><script src="../assets/js/theme.js"></script>'), "B530"),
    "broken JSON-LD": (PAGE, instead('{"@context"', '{"@context",'), "B531"),
    "JSON-LD without a type": (PAGE, instead('"@type"', '"@typ"'), "B531"),
    "script changed in a file to save": (SAVED, instead('"use strict";', '"use strict"; '), "B510"),
    "file to save that asks for another": (SAVED, more('<img src="https://example.org/a.png" alt="">'), "B505"),
}  # fmt: skip


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The small site, built: every file by address."""
    folder = tmp_path_factory.mktemp("finished")
    site = folder / "site"
    build(tiny(folder / "project"), site)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def all_rules(name: str, data: bytes) -> Survey:
    return survey(Page(name, data.decode()), BASE, gates.CHECKS)


def refusals(files: Mapping[str, bytes], there: Mapping[str, bytes] | None = None) -> set[str]:
    """The codes that all gates of a build tell of these files; of others it only matters that they are ``there``."""
    found = audit({**files, **(there or {})}, BASE, all_rules) + taken.check(files)
    return {problem.code for problem in found if problem.file in files}


@pytest.mark.parametrize("name", FINISHED)
def test_a_defect_in_the_finished_site_is_refused(name: str, finished: Mapping[str, bytes]) -> None:
    """Such as B530 and B531: only the pages with the defect, and those it points at, are looked at, to be quick."""
    file, change, code = FINISHED[name]
    wanted = {file, PAGE, "cases/south-bay.html"}
    shown = {address: data for address, data in finished.items() if address in wanted or not address.endswith(".html")}
    shown[file] = change(finished[file].decode()).encode()
    assert code in refusals(shown, {address: b"" for address in finished if address not in shown})


def test_the_finished_site_is_right_without_a_defect(finished: Mapping[str, bytes]) -> None:
    assert refusals(finished) == set()


def test_a_page_that_is_lost_is_missed_by_those_that_lead_there(finished: Mapping[str, bytes]) -> None:
    for lost in ("cases/south-bay.html", MODULE, "assets/js/search.js", "glossary.html"):
        assert "B501" in refusals({address: data for address, data in finished.items() if address != lost}), lost


MAIN, STYLES = "overrides/main.html", "docs/assets/css/portal.css"
# Defects of the theme and of the rest of a project, which only a build can show: the file, the change, the code.
THEME: dict[str, tuple[str, Change, str]] = {
    "inline script": (MAIN, instead("</head>", "<script>alert(1)</script></head>"), "B504"),
    "no language": (MAIN, instead('<html lang="{{ portal.language }}"', "<html"), "B507"),
    "wider policy": (MAIN, lambda text: text.replace("script-src 'self';", "script-src 'self' 'unsafe-inline';"), "B530"),
    "analytics": (MAIN, instead("</head>", '<script src="https://example.org/count.js"></script></head>'), "B505"),
    "font of another origin": (STYLES, more("@font-face{src:url(https://example.org/a.woff2)}"), "B505"),
    "lost placeholder": ("locales/fr/portal.po", lambda _: 'msgid "{n} cases"\nmsgstr "Des cas"\n', "C390"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", THEME)
def test_a_build_with_a_defect_in_the_theme_publishes_nothing(name: str, tmp_path: Path) -> None:
    file, change, code = THEME[name]
    project = tiny(tmp_path / "project")
    path = project / file
    right = path.read_text(encoding="utf-8") if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(change(right), encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        build(project, tmp_path / "site")
    assert code in {problem.code for problem in caught.value.problems}
    assert not (tmp_path / "site").exists()


# Defects of a notebook: the cell, what stands in it instead, and what is said. Both take a run of the notebook.
EXERCISE: dict[str, tuple[str, str, str]] = {
    "failing solution": ("twice-solution", "double = 3 * depth\ndouble", 'cell "twice-solution": the solution ends with'),
    "starter that passes": ("twice", "double = 2 * depth", 'cell "twice": the untouched starter passes its check'),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", EXERCISE)
def test_a_build_with_an_exercise_that_teaches_nothing_is_refused(name: str, tmp_path: Path) -> None:
    cell, source, said = EXERCISE[name]
    project = tiny(tmp_path / "project")
    book = well()
    book["metadata"]["portal"]["outcomes"] = ["share-cost"]
    next(entry for entry in book["cells"] if entry["id"] == cell)["source"] = source
    (project / "modules/pots/exercises").mkdir()
    (project / "modules/pots/exercises/well.ipynb").write_text(json.dumps(book, indent=1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        build(project, tmp_path / "site")
    assert [problem.code for problem in caught.value.problems] == ["N616"]
    assert said in caught.value.problems[0].message


def test_there_is_a_defect_of_each_kind() -> None:
    assert len(SOURCES) + len(FINISHED) + len(THEME) + len(EXERCISE) >= 70
