"""Tests on paper: the order of the screen, keys that are right, and the table for scores."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from portal.cli import main
from portal.corpus import assessments
from portal.corpus.load import load
from portal.exports.paper import plan
from portal.language.catalogue import PSEUDO, Original
from portal.language.translate import translate
from portal.render import paper
from portal.render.items import scored_by
from tests.support.html import words
from tests.support.project import ROOT

SMALL = ROOT / "tests" / "fixtures" / "small"
FINAL = "final-one-day"


@pytest.fixture(scope="module")
def small():
    return load(SMALL).corpus


@pytest.fixture(scope="module")
def files(small) -> dict[str, bytes]:
    return dict(plan(small, Original(), [FINAL, "before-after-potters"], "4711").files)


def drawn(corpus, name: str = FINAL):
    return assessments.draw(corpus, next(test for test in corpus.assessments.tests if test.id == name))


def test_each_test_has_a_folder_with_all_its_sheets(files):
    sheets = {f"{sheet}-{form}.html" for sheet in ("questions", "answers", "key") for form in "ab"} | {"paper.css"}
    runs = {FINAL: ("final-1",), "before-after-potters": ("before", "after")}
    for test, names in runs.items():
        own = {name.partition("/")[2] for name in files if name.startswith(f"{test}-seed-4711/")}
        assert own == sheets | {f"scores-{run}-{form}.csv" for run in names for form in "ab"}


@pytest.mark.parametrize("form", ["a", "b"])
@pytest.mark.parametrize("seed", ["1", "4711", "999999"])
def test_the_key_marks_what_is_right(small, form, seed):
    """Each answer of the key is put back into the ids that the screen scores by."""
    for sheet in paper.form(drawn(small), form, seed):
        ids = {line.mark: line.id for line in sheet.options}
        found, right = [ids[mark] for mark in sheet.right], scored_by(sheet.item).get("right")
        if sheet.item.type == "multiple":
            assert set(found) == set(right) and list(sheet.right) == sorted(sheet.right)
        elif sheet.item.type in ("single", "true-false"):
            assert found == [right]
        elif sheet.item.type == "order":
            assert found == right
        elif sheet.item.type != "numeric":
            assert dict(zip([line.id for line in sheet.blanks], found, strict=True)) == right


def test_the_printed_key_and_the_printed_sheet_agree(small, files):
    """The letters of the key lead to the right words on the question sheet."""
    sheets = {sheet.key: sheet for sheet in paper.form(drawn(small), "a", "4711")}
    asked, key = (LexborHTMLParser(files[f"{FINAL}-seed-4711/{name}-a.html"].decode()) for name in ("questions", "key"))
    assert [node.attributes["data-key"] for node in asked.css(".question")] == list(sheets)
    for node in key.css(".question"):
        sheet = sheets[node.attributes["data-key"]]
        shown = node.css_first(".right").text()
        letters = re.findall(r"[A-Z]", shown) if sheet.item.type != "numeric" else []
        assert letters == list(sheet.right)
        printed = asked.css_first(f".question[data-key='{sheet.key}']")
        texts = {line.css_first("b").text(): line.text() for line in printed.css(".options li")}
        if sheet.item.type == "single":
            right = next(choice.text for choice in sheet.item.choices if choice.right)
            assert texts[shown].endswith(right)
        if sheet.item.type == "numeric":
            assert shown.startswith(f"{sheet.item.answer}")


def test_nothing_on_question_and_answer_sheets_gives_the_key_away(small, files):
    for form in "ab":
        says = [item.solution for pair in drawn(small) for item in pair.forms.values()]
        for name in ("questions", "answers"):
            page = files[f"{FINAL}-seed-4711/{name}-{form}.html"].decode()
            assert not [text for text in says if text in page] and "Right" not in page
        assert all(pair.forms[form].solution in files[f"{FINAL}-seed-4711/key-{form}.html"].decode() for pair in drawn(small))


def test_every_sheet_says_form_seed_and_edition(small, files):
    for name, data in files.items():
        if name.endswith(".html"):
            page = LexborHTMLParser(data.decode())
            foot = page.css_first("html").attributes["data-foot"]
            head = page.css_first("header").text()
            form = name[-6].upper()
            for words_ in (f"Form {form}", "Seed 4711"):
                assert words_ in foot and words_ in head, name
            assert foot.endswith(f"{small.site.name} {small.site.version}") and f"Edition {small.site.version}" in head
            assert not page.css("script, style, [style], img, link:not([rel=stylesheet])")


def test_the_answer_sheet_has_a_place_for_every_answer(small, files):
    page = LexborHTMLParser(files[f"{FINAL}-seed-4711/answers-b.html"].decode())
    for sheet in paper.form(drawn(small), "b", "4711"):
        row = page.css_first(f"tr[data-key='{sheet.key}']")
        places = len(row.css(".ring")) or len(row.css("td:nth-child(2) .blank"))
        assert places == (len(sheet.blanks) or len(sheet.options) or 1), sheet.key
        assert row.css_first(".given").text().strip() == f"/ {sheet.item.points}"


def test_the_table_of_scores_is_the_one_of_the_manual(small, files):
    for form in "ab":
        text = files[f"before-after-potters-seed-4711/scores-after-{form}.csv"].decode()
        rows = list(csv.reader(io.StringIO(text)))
        assert rows[:2] == [["assessment", "run", "form"], ["before-after-potters", "after", form]]
        assert rows[2] == ["learner", *(sheet.key for sheet in paper.form(drawn(small, "before-after-potters"), form, "4711"))]
        assert len(rows) == 3
    assert "## Paper scores" in (ROOT / "docs/authors/exports.md").read_text(encoding="utf-8")


def test_another_seed_is_another_order_and_the_same_seed_the_same_bytes(small, files):
    again = plan(small, Original(), [FINAL, "before-after-potters"], "4711").files
    assert dict(again) == files
    other = plan(small, Original(), [FINAL], "12").files[f"{FINAL}-seed-12/questions-a.html"]
    assert other.replace(b"Seed 12", b"Seed 4711") != files[f"{FINAL}-seed-4711/questions-a.html"]


def test_every_text_is_translated(small):
    language = PSEUDO["en-XA"]
    made = plan(translate(small, language), language, [FINAL], "4711").files
    left = {}
    for name, data in made.items():
        for text in words(data.decode()) if name.endswith(".html") else ():
            if re.search(r"[A-Za-z]{3,}", text):
                left.setdefault(text.strip(), name)
    assert left == {}


def run(*given: str):
    return CliRunner().invoke(main, ["export", "paper", *given])


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(SMALL)
    made = run("--to", str(tmp_path / "a"), "--seed", "77", "--assessment", FINAL)
    assert made.exit_code == 0, made.output
    assert f"{FINAL}, seed 77: 8 questions on each of the forms A and B" in made.output
    assert [path.name for path in (tmp_path / "a").iterdir()] == [f"{FINAL}-seed-77"]
    any_seed = run("--to", str(tmp_path / "b"))
    [seed] = set(re.findall(r"seed (\d{4})", any_seed.output))
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == [
        f"before-after-potters-seed-{seed}",
        f"{FINAL}-seed-{seed}",
    ]


@pytest.mark.parametrize(("given", "said"), [
    (("--seed", "my-seed"), "a seed is a number of up to six digits"), (("--seed", "1234567"), "up to six digits"),
    (("--assessment", "final-one-dy"), f'there is no test final-one-dy; did you mean "{FINAL}"?'),
])  # fmt: skip
def test_the_command_refuses_what_it_cannot_do(tmp_path, monkeypatch, given, said):
    monkeypatch.chdir(SMALL)
    made = run("--to", str(tmp_path / "a"), *given)
    assert made.exit_code == 1 and said in made.output and not (tmp_path / "a").exists()
