"""Every code is explained, and every example does what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from portal.build.audit import audit
from portal.codes import CODES, GROUPS, manual, page
from portal.corpus.connections import check_connections
from portal.corpus.load import load
from portal.problems import ProblemsFound
from portal.read.tree import parse

TESTS = Path(__file__).parents[1]
PORTAL = TESTS.parent / "scripts" / "portal"
MANUAL = TESTS.parent / "docs" / "authors" / "problems.md"

# The examples speak of the real portal; this is what stands for it in the small fixture.
NAMES = {
    "crafts": "pottery", "unido-2020": "invented-report", "Colombia": "Valley", "joint-exports": "firms-reached",
    "exports": "sales", "firms-assisted": "firms-reached", "phases": "clusters", "ghana": "north-valley",
    "governance": "joint-work", "selection": "looking", "export-consortium": "joint-kiln", "GH": "XA", "GM": "XB",
    "two-sides": "phases-ring", "west-africa": "nowhere", "joint-action": "pots", "buying-together": "sharing",
    "who-leaves": "leaving", "calculate-saving": "share-cost", "predict-exit": "see-exit", "four-bakers": "kiln-shares",
    "three-largest": "three-want-to-go", "first-rung": "first-rule", "counterpart": "potters", "joint-actions": "potz",
}  # fmt: skip
# Examples of bytes, which no text can show.
NO_TEXT = {"R102"}


def used() -> set[str]:
    """Every code that the program can print."""
    files = (path for path in PORTAL.rglob("*.py") if path.parent.name != "codes")
    return {code for path in files for code in re.findall(r'"([A-Z][0-9]{3})"', path.read_text(encoding="utf-8"))}


def test_every_code_is_explained_and_every_explanation_used() -> None:
    assert used() == set(CODES)


def test_entries_are_whole_and_in_order() -> None:
    for key, _, _, entries in GROUPS:
        codes = [entry.code for entry in entries]
        assert codes == sorted(set(codes)) and all(code.startswith(key) for code in codes)
    for entry in CODES.values():
        assert entry.title and entry.title[0].isupper() and not entry.title.endswith("."), entry
        assert entry.why.endswith(".") and entry.mend.endswith("."), entry
        assert bool(entry.wrong) or not entry.right, entry


def test_the_page_of_a_code_shows_all_of_it() -> None:
    shown = page("C312")
    entry = CODES["C312"]
    assert shown.startswith(f"C312: {entry.title}\n")
    for example in (entry.wrong, entry.right):
        assert "\n".join("    " + line for line in example.split("\n")) in shown


def test_the_committed_manual_is_what_the_program_makes() -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        MANUAL.write_text(manual(), encoding="utf-8", newline="")
    assert MANUAL.read_bytes().decode("utf-8") == manual()
    assert all(f"\n### {code}: " in manual() for code in CODES)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small fixture in a folder of its own."""
    return Path(shutil.copytree(TESTS / "fixtures" / "small", tmp_path / "project"))


def named(example: str) -> str:
    """The example in the words of the fixture."""
    words = "|".join(map(re.escape, NAMES))
    return re.sub(rf"(?<![\w-])(?:{words})(?![\w-])", lambda match: NAMES[match.group()], example.replace("→", "\t"))


def put(project: Path, code: str, example: str) -> None:
    """Write an example to where it belongs: as a whole file, as a text, or as keys among the others of the file."""
    first = re.match(r"# ((?:docs|case_studies|modules)/\S+\.yml)$", example.partition("\n")[0])
    path = project / (first.group(1) if first else "case_studies/north-valley.yml")
    if code == "S221":
        path = project / "docs" / "about.md"
    if code[0] == "P":
        example = "challenge: " + json.dumps(example, ensure_ascii=False)
    if code[0] != "R" and code != "S221":
        given, there = parse("example", example).value, parse("file", path.read_text(encoding="utf-8")).value
        example = json.dumps(merged(there, given, code), ensure_ascii=False)
    path.write_text(example, encoding="utf-8", newline="")


def merged(there: list | dict, given: list | dict, code: str) -> list | dict:
    """The keys of an example among those of the file. A list replaces the list; questions, paths and workshops are
    told apart by their id."""
    if isinstance(given, dict):
        return {**there, **given}
    if not code.startswith(("C33", "C34", "S222")):
        return given
    changes = {entry["id"]: entry for entry in given}
    assert set(changes) <= {entry["id"] for entry in there}
    return [{**entry, **changes.get(entry["id"], {})} for entry in there]


def found(project: Path, code: str) -> set[str]:
    """The codes of all problems of a project; of missing connections only the one that is asked for."""
    try:
        library = load(project)
    except ProblemsFound as problems:
        return {problem.code for problem in problems.problems}
    return {problem.code for problem in check_connections(library)} & {code}


SHOWN = [code for code, entry in CODES.items() if entry.wrong and code[0] != "B" and code not in NO_TEXT]


@pytest.mark.parametrize("code", SHOWN)
def test_the_wrong_example_has_the_problem(code: str, project: Path) -> None:
    put(project, code, named(CODES[code].wrong))
    assert code in found(project, code)


@pytest.mark.parametrize("code", [code for code in SHOWN if CODES[code].right])
def test_the_right_example_has_none(code: str, project: Path) -> None:
    put(project, code, named(CODES[code].right))
    problems = found(project, code)
    assert code not in problems
    assert code[0] == "R" or not problems  # an example of R1 is a whole file, with most of its keys left out


def audited(example: str) -> set[str]:
    """The codes that the audit finds in a page with this in it."""
    page = f"<main><h1>One</h1>{example}</main>" if "<h1>" not in example else f"<main>{example}</main>"
    page = page if "<html" in example else f'<html lang="en"><head><title>One</title></head><body>{page}</body></html>'
    there = {"concepts/phases.html": b"", "glossary.html": b'<p id="joint-action">', "assets/img/map.png": b""}
    problems = audit({"cases/one.html": page.encode(), **there})
    return {problem.code for problem in problems if problem.file == "cases/one.html"}


@pytest.mark.parametrize("code", [code for code, entry in CODES.items() if entry.wrong and code[0] == "B"])
def test_the_examples_of_the_audit(code: str) -> None:
    assert code in audited(CODES[code].wrong)
    assert code not in audited(CODES[code].right)
