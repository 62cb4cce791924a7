"""Exercises: what a notebook must be, and the proof that it can be solved."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager

import pytest

from portal.build import prove as proving
from portal.codes.code import codes
from portal.codes.notebook import TEXT
from portal.corpus.prose import faults
from portal.problems import ProblemsFound
from portal.read.notebook import Input, parse
from portal.read.notebook_rules import RULES
from portal.read.tree import parse as parse_yaml
from tests.support import lab
from tests.support.project import ROOT

FILE = "modules/wells/exercises/well.ipynb"
ABOUT = {"title": "A well", "summary": "Invented.", "minutes": 5, "outcomes": ["count"], "invented": True}


def markdown(name, source, *tags):
    return {"cell_type": "markdown", "id": name, "metadata": {"tags": list(tags)}, "source": [source]}


def code(name, source, *tags):
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {"tags": list(tags)},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def well() -> dict:
    """A whole notebook, small."""
    cells = [
        markdown("intro", "# A well\n\nHow deep is it?"),
        code("setup", "from clusterlab import number", "setup"),
        code("inputs", 'depth = 12  # m | How deep\nwho = "us"  # | Who digs', "inputs"),
        code("demo", "print(number(depth), who)", "demo"),
        markdown("twice-task", "## Twice\n\nDouble it."),
        code("twice", "double = 0", "exercise"),
        code("twice-check", 'assert double == 2 * depth, "Double the depth."', "check"),
        markdown("twice-hint-1", "Use **depth**.", "hint"),
        markdown("twice-hint-2", "Times two.", "hint"),
        code("twice-solution", "double = 2 * depth\ndouble", "solution"),
    ]
    return {"cells": cells, "metadata": {"portal": dict(ABOUT)}, "nbformat": 4, "nbformat_minor": 5}


def cell(raw, name):
    return next(entry for entry in raw["cells"] if entry["id"] == name)


def found(raw) -> list[tuple[str, str]]:
    """The problems of a notebook: code and cell."""
    text = raw if isinstance(raw, str) else json.dumps(raw, indent=1)
    with pytest.raises(ProblemsFound) as caught:
        parse(FILE, text)
    problems = caught.value.problems
    assert all(problem.file == FILE and problem.mend for problem in problems)
    lines = text.split("\n")
    for problem in problems:
        named = re.match(r'cell "(.+?)"', problem.message)
        assert not named or f'"id": "{named[1]}"' in lines[problem.line - 1]
    return [(problem.code, (re.match(r'cell "(.+?)"', problem.message) or ["", ""])[1]) for problem in problems]


# Reading


def test_a_whole_notebook_is_read():
    book = parse(FILE, json.dumps(well()))
    assert (book.name, book.title, book.minutes, book.outcomes, book.invented) == ("well", "A well", 5, ("count",), True)
    assert book.inputs == (Input("depth", 12, "m", "How deep"), Input("who", "us", "", "Who digs"))
    assert [entry.kind for entry in book.inputs] == ["number", "text"]
    (twice,) = book.exercises
    assert (twice.task.heading, twice.task.text) == ("Twice", "Double it.")
    assert [hint.text for hint in twice.hints] == ["Use **depth**.", "Times two."]
    assert [cell.id for cell in book.first] == ["setup", "inputs", "demo"]
    assert [(block.kind, block.cell.id) for block in book.blocks] == [("text", "intro"), ("try", "demo"), ("exercise", "twice")]
    assert [cell.id for cell in book.blocks[1].code] == ["setup", "inputs", "demo"]


def test_a_field_of_several_lines_has_its_comment_at_the_end():
    raw = well()
    cell(raw, "inputs")["source"] = 'rows = """One; 1\nTwo; 2"""  # kg | What each has\nrate = -1.5  # % | Rate\n'
    assert parse(FILE, json.dumps(raw)).inputs == (
        Input("rows", "One; 1\nTwo; 2", "kg", "What each has"),
        Input("rate", -1.5, "%", "Rate"),
    )


def changed(name, **values):
    return lambda raw: cell(raw, name).update(values)


def without(*names):
    return lambda raw: raw.update(cells=[entry for entry in raw["cells"] if entry["id"] not in names])


def added(*cells):
    return lambda raw: raw["cells"].extend(cells)


ERROR = {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": []}
HTML = {"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script>"}, "metadata": {}}
PLAIN = {"output_type": "stream", "name": "stdout", "text": "12"}
BROKEN = {
    "an old format": (lambda raw: raw.update(nbformat_minor=4), {("N601", "")}),
    "no cells": (lambda raw: raw.pop("cells"), {("N601", "")}),
    "a cell that is a text": (added("cell"), {("N601", "")}),
    "a cell without an id": (lambda raw: cell(raw, "intro").pop("id"), {("N602", "")}),
    "two cells with one id": (added(code("setup", "1", "setup")), {("N602", "setup")}),
    "an id with a space": (changed("demo", id="the demo"), {("N602", "the demo")}),
    "a tag that is not known": (changed("demo", metadata={"tags": ["demo", "dmeo"]}), {("N603", "demo")}),
    "no tag": (added(code("more", "1")), {("N603", "more")}),
    "two tags": (changed("setup", metadata={"tags": ["setup", "demo"]}), {("N603", "setup")}),
    "an output": (changed("demo", outputs=[PLAIN]), {("N604", "demo")}),
    "an error": (changed("demo", outputs=[ERROR]), {("N605", "demo")}),
    "a script": (changed("demo", outputs=[HTML]), {("N605", "demo")}),
    "a path": (changed("demo", source="open('/ho" + "me/ada/data.csv')"), {("N606", "demo")}),
    "a drive": (changed("intro", source=["# A\n\nIn C:\\data"]), {("N606", "intro")}),
    "an attachment": (changed("intro", attachments={"a.png": {"image/png": "aGk="}}), {("N608", "intro")}),
    "no check": (without("twice-check"), {("N609", "twice")}),
    "no solution": (without("twice-solution"), {("N609", "twice")}),
    "no task": (without("twice-task"), {("N609", "twice")}),
    "a solution without its tag": (changed("twice-solution", metadata={"tags": ["setup"]}), {("N609", "twice")}),
    "no exercise": (without("twice", "twice-check", "twice-solution", "twice-hint-1", "twice-hint-2"), {("N609", "")}),
    "a check without exercise": (added(code("other-check", "1", "check")), {("N610", "other-check")}),
    "a hint that is not counted": (without("twice-hint-1"), {("N610", "twice-hint-2")}),
    "a hint with another name": (changed("twice-hint-2", id="twice-help"), {("N610", "twice-help")}),
    "no inputs": (without("inputs"), {("N611", "")}),
    "no demo": (without("demo"), {("N611", "")}),
    "a sum as a field": (changed("inputs", source="depth = 12 + 1  # m | How deep"), {("N611", "inputs")}),
    "a field without a label": (changed("inputs", source="depth = 12  # m"), {("N611", "inputs")}),
    "a field without a comment": (changed("inputs", source="depth = 12"), {("N611", "inputs")}),
    "a list as a field": (changed("inputs", source="depth = [1]  # m | How deep"), {("N611", "inputs")}),
    "a truth value as a field": (changed("inputs", source="depth = True  # m | How deep"), {("N611", "inputs")}),
    "an import among the fields": (changed("inputs", source="import math"), {("N611", "inputs")}),
    "two fields of one name": (changed("inputs", source="a = 1  # | A\na = 2  # | B"), {("N611", "inputs")}),
    "no title": (lambda raw: raw["metadata"]["portal"].pop("title"), {("N612", "")}),
    "no metadata": (lambda raw: raw["metadata"].pop("portal"), {("N612", "")}),
    "outcomes that are no texts": (lambda raw: raw["metadata"]["portal"].update(outcomes=[1]), {("N612", "")}),
    "code that is not Python": (changed("demo", source="print("), {("N613", "demo")}),
    "another package": (changed("setup", source="import numpy as np"), {("N613", "setup")}),
    "a part of another package": (changed("setup", source="from pandas.io import json"), {("N613", "setup")}),
    "a heading in the middle": (changed("intro", source=["# A\n\n## B"]), {("N614", "intro")}),
    "a title in a later cell": (changed("twice-task", source=["# Twice\n\nIt."]), {("N614", "twice-task")}),
    "a heading in a hint": (changed("twice-hint-1", source=["## Hint"]), {("N614", "twice-hint-1")}),
    "half of a character": (changed("demo", source="x = '\ud800'"), {("N601", "")}),
    "a raw cell": (changed("intro", cell_type="raw"), {("N615", "intro")}),
    "a hint of code": (changed("twice-hint-1", cell_type="code", source="1"), {("N615", "twice-hint-1")}),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_notebook_is_refused_with_its_cell(name):
    change, wanted = BROKEN[name]
    raw = well()
    change(raw)
    assert wanted <= set(found(raw))
    assert {code for code, _ in found(raw)} == {code for code, _ in wanted}


def test_what_is_not_json_or_too_large_is_refused():
    assert found('{"cells": [') == [("N601", "")]
    assert found("[1]") == [("N601", "")]
    raw = well()
    cell(raw, "demo")["source"] = "#" * 1_000_001
    assert found(raw) == [("N607", "")]


def test_codes_of_json_bring_in_nothing_that_is_refused_when_typed():
    raw = well()
    cell(raw, "demo")["source"] = "x = '\u202e\x9f'"
    assert found(raw) == [("R103", ""), ("R104", "")]


def test_all_problems_are_told_at_once():
    raw = well()
    for change in ("an output", "a field without a label", "no title"):
        BROKEN[change][0](raw)
    assert {code for code, _ in found(raw)} == {"N604", "N611", "N612"}


def test_every_problem_of_a_notebook_is_explained():
    written = "".join((ROOT / "scripts/portal" / name).read_text(encoding="utf-8") for name in
                      ("read/notebook.py", "read/notebook_rules.py", "build/prove.py"))  # fmt: skip
    assert {entry.code for entry in codes(TEXT)} == set(re.findall(r'"(N6\d\d)"', written))
    assert {code for _, wanted in BROKEN.values() for code, _ in wanted} | {"N607", "N616"} == {
        entry.code for entry in codes(TEXT)
    }
    assert all(rule.__doc__ for rule in RULES)


# Our own notebooks


@pytest.mark.parametrize("file", lab.FILES)
def test_a_notebook_of_ours_fits_its_module(file):
    book = lab.books()[file]
    module = parse_yaml("module", (ROOT / file).parents[1].joinpath("module.yml").read_text(encoding="utf-8")).value
    assert set(book.outcomes) <= {entry["id"] for entry in module["outcomes"]}
    assert book.minutes and len(book.exercises) >= 3
    assert all(exercise.hints for exercise in book.exercises)
    texts = [cell for cell in book.cells if cell.kind == "markdown"]
    assert [(cell.id, fault) for cell in texts for fault in faults(cell.text)] == []
    assert ("Invented for teaching" in texts[0].text) is book.invented
    assert any(cell.heading == "What this number does not tell you" for cell in texts)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        (
            "joint-purchase",
            ["11,550.00", "10,774.80", "775.20", "6.7\u202f%", "1.5\u202f%", "89.79", "−1,230", "\n83", "0 firms are left"],
        ),
        (
            "cost-sharing",
            [
                "A     30.00         12.00    15.00", "D     30.00         48.00    45.00", "Groups like this: 2",
                "[2.25, 3.75, 5.25, 7.5]", "\n15.00", "[['A', 'B']]",
            ],
        ),
        (
            "which-number",
            [
                "300 4,000 13.3", "1999 333\u202f", "2022 121\u202f", "2007 95\u202f", "7 0 of 7", "4.5\u202f%", "9.0\u202f%",
                "188 158", "1.94 3.00 9",
            ],
        ),
    ],
)  # fmt: skip
def test_the_numbers_are_those_worked_out_elsewhere(name, numbers):
    assert [number for number in numbers if number not in lab.shown(name)] == []


# Proofs


def test_what_is_shown_is_kept_in_three_forms():
    book = lab.book("joint-purchase")
    outputs = lab.proof(book)["demo"]
    assert [output.kind for output in outputs] == ["text", "drawing", "drawing", "table"]
    assert outputs[1].svg.startswith("<svg ") and "Lower price −1,230" in outputs[1].text
    assert outputs[3].table.head == ("Firm", "Sacks", "Pays alone", "Gains") and len(outputs[3].table.rows) == 10


def test_a_proof_is_made_once_and_again_when_something_changes(tmp_path, monkeypatch):
    asked = []

    class Kernel:
        def run(self, source):
            asked.append(source)
            failed = source.startswith("assert") and "double = 0" in asked[-2]
            return [{"output_type": "error", "ename": "AssertionError", "evalue": "Double it."}] if failed else []

        def reset(self):
            """Nothing to forget."""

    @contextmanager
    def kernel(library):
        yield Kernel()

    monkeypatch.setattr(proving, "_kernel", kernel)
    text = json.dumps(well())
    book = parse(FILE, text)
    for _ in range(2):
        assert set(proving.prove(book, text, lab.LIBRARY, tmp_path)) == {"setup", "inputs", "demo", "twice-solution"}
    count = len(asked)
    proving.prove(book, text + " ", lab.LIBRARY, tmp_path)
    assert len(asked) == 2 * count
    library = tmp_path / "library"
    (library / "clusterlab").mkdir(parents=True)
    (library / "clusterlab" / "new.py").write_text("")
    proving.prove(book, text, library, tmp_path)
    assert len(asked) == 3 * count
    assert len(list(tmp_path.glob("*.json"))) == 3


def test_an_exercise_that_cannot_be_solved_or_needs_no_solving_is_refused(tmp_path):
    raw = well()
    for name, starter, check, solution in (
        ("solved", "x = 2", 'assert x == 2, "Two."', "x = 2"),
        ("unknown", "y = z", 'assert y == 2, "Two."', "y = 2"),
        ("silent", "w = 1", "w.nothing", "w = 2"),
        ("wrong", "v = 1", 'assert v == 2, "Two."', "v = 3"),
    ):
        parts = [
            code(name, starter, "exercise"),
            code(f"{name}-check", check, "check"),
            code(f"{name}-solution", solution, "solution"),
        ]
        raw["cells"] += [markdown(f"{name}-task", "## Task"), *parts]
    text = json.dumps(raw, indent=1)
    with pytest.raises(ProblemsFound) as caught:
        proving.prove(parse(FILE, text), text, lab.LIBRARY, tmp_path)
    said = [problem.message for problem in caught.value.problems]
    assert {problem.code for problem in caught.value.problems} == {"N616"}
    for words in (
        'cell "solved": the untouched starter passes its check',
        "cell \"unknown\": the untouched starter ends with NameError: name 'z' is not defined",
        'cell "silent": the check of the untouched starter ends with AttributeError',
        'cell "silent-solution": the solution ends with AttributeError',
        'cell "wrong-solution": the solution ends with AssertionError: Two.',
    ):
        assert any(words in message for message in said), (words, said)
    assert not any("twice" in message for message in said)
    assert list(tmp_path.glob("*.json")) == []
