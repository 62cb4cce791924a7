"""Every code of a problem is seen in a folder of bad input, or in a named test where no folder can hold its fault."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from portal.codes import CODES

TESTS = Path(__file__).parents[1]
BUILT = "the sources are right: only the finished site can show it"
# Codes that no folder can show: why not, and the test that shows them.
ELSEWHERE = {
    "R101": ("a file of a megabyte would be committed", "unit/test_invalid.py::test_a_file_that_is_too_large"),
    "R114": ("it takes a link to a place outside of the project", "unit/test_invalid.py::test_a_link_out_of_the_project"),
    "R116": ("it takes rights that git does not keep", "unit/test_read.py::test_a_file_that_cannot_be_opened_is_a_problem"),
    "N607": ("a file of a megabyte would be committed", "unit/test_notebooks.py::test_what_is_not_json_or_too_large_is_refused"),
    "N616": (
        "a check runs no notebook",
        "unit/test_notebooks.py::test_an_exercise_that_cannot_be_solved_or_needs_no_solving_is_refused",
    ),
    "B510": (BUILT, "unit/test_whole.py::test_a_seeded_fault_is_found"),
    "B509": (BUILT, "unit/test_audit.py::test_a_heavy_first_visit_is_found"),
    "B560": (BUILT, "unit/test_audit.py::test_a_page_that_is_heavy_itself_is_found"),
    "B530": (BUILT, "mutation/test_gates.py::test_a_defect_in_the_finished_site_is_refused"),
    "B531": (BUILT, "mutation/test_gates.py::test_a_defect_in_the_finished_site_is_refused"),
    **{f"B50{number}": (BUILT, "unit/test_codes.py::test_the_examples_of_the_audit") for number in range(1, 9)},
}


def in_folders() -> set[str]:
    """The codes that ``portal check`` says of some folder of bad input."""
    said = (path.read_text(encoding="utf-8") for path in (TESTS / "invalid").glob("*/expected.txt"))
    return {code for text in said for code in re.findall(r"^\S+:\d+:\d+: ([A-Z]\d{3}) ", text, re.MULTILINE)}


def test_every_code_has_a_folder_or_a_test_with_its_reason() -> None:
    shown = in_folders()
    assert shown <= set(CODES)
    assert set(CODES) - shown - set(ELSEWHERE) == set(), "add a folder to tests/invalid"
    assert shown & set(ELSEWHERE) == set(), "there is a folder now: the exception is no longer needed"
    assert set(ELSEWHERE) <= set(CODES)


@pytest.mark.parametrize("code", ELSEWHERE)
def test_the_named_test_is_there(code: str) -> None:
    """The test stands where it is said, and speaks of the code, or goes through all explanations of the audit."""
    reason, place = ELSEWHERE[code]
    file, _, name = place.partition("::")
    source = (TESTS / file).read_text(encoding="utf-8")
    functions = {node.name: node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}
    assert reason and name in functions
    whole = "examples_of_the_audit" in name
    assert (code[0] == "B" and CODES[code].wrong) if whole else f'"{code}' in source or f" {code} " in source
