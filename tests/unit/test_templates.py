"""What `portal new` starts for modules: it says what to replace, is refused until that is done, and passes afterwards."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from portal.corpus.load import load
from portal.corpus.modules import check_modules
from portal.exports import new_exercise, new_module, new_pool, new_quiz
from portal.problems import ProblemsFound
from portal.read.notebook import parse as parse_notebook
from portal.read.tree import parse
from portal.schema.base import WRITE_HERE
from portal.schema.bind import bind, keys
from portal.schema.course import bind_quiz
from portal.schema.module import Module
from portal.schema.quiz import KINDS

ROOT = Path(__file__).resolve().parents[2]
MODULE, LESSON = "modules/demo/module.yml", "modules/demo/lesson.md"
QUIZ, EXERCISE = "modules/demo/quiz.yml", "modules/demo/exercises/first.ipynb"
FILES = new_module("demo")
COURSE = bind(MODULE, FILES[MODULE], parse(MODULE, FILES[MODULE]), Module).item
FILES |= new_quiz("demo", COURSE) | new_pool("demo", COURSE)
NOTEBOOK = new_exercise("demo", "first", COURSE)[EXERCISE]


def in_use(text: str, indent: str = " *") -> str:
    """The text with every key and question in use: the # in front of each is taken away until none is left."""
    before = ""
    while text != before:
        before, text = text, re.sub(rf"(?m)^({indent})#(?! \S|$)", r"\1", text)
    return text


def project(folder: Path, files: dict[str, str]) -> Path:
    """This project with these files."""
    for name in ("docs", "case_studies", "modules"):
        shutil.copytree(ROOT / name, folder / name)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path) -> list:
    """The problems of the module."""
    try:
        load(folder)
    except ProblemsFound as found:
        return [problem for problem in found.problems if problem.file.startswith("modules/demo/")]
    return []


def to_replace(file: str, text: str) -> list[tuple[str, int]]:
    """The lines that hold texts to replace and are in use, once for each text."""
    listed = enumerate(text.splitlines(), 1)
    used = [(number, line) for number, line in listed if file == LESSON or not line.lstrip().startswith("#")]
    return [(file, number) for number, line in used for _ in range(line.count(WRITE_HERE))]


def test_the_template_of_a_module_has_every_key_in_order() -> None:
    needed = [name for name, info in Module.model_fields.items() if info.is_required()]
    assert [*parse(MODULE, FILES[MODULE]).value] == needed
    assert [*parse(MODULE, in_use(FILES[MODULE])).value] == [*keys(Module)]


def test_the_template_of_a_lesson_has_the_sections_of_its_module() -> None:
    assert len(re.findall(r"(?m)^## ", FILES[LESSON])) == len(COURSE.sections)


def test_the_template_of_questions_has_each_kind_and_the_first_is_in_use() -> None:
    assert [item.type for item in bind_quiz(QUIZ, FILES[QUIZ], parse(QUIZ, FILES[QUIZ])).item] == ["single"]
    text = in_use(FILES[QUIZ], "")
    assert [item.type for item in bind_quiz(QUIZ, text, parse(QUIZ, text)).item] == [*KINDS]


def test_the_template_of_questions_names_every_key_of_every_kind() -> None:
    text = in_use(FILES[QUIZ])
    for item in parse(QUIZ, text).value:
        own = set(KINDS[item["type"]].model_fields) - (set() if item["type"] == "single" else {"points", "hints"})
        assert set(item) == own


def test_questions_go_through_the_outcomes_of_their_module() -> None:
    course = load(ROOT).corpus.modules["joint-action"].module
    text = in_use(new_quiz("demo", course)[QUIZ], "")
    items = bind_quiz(QUIZ, text, parse(QUIZ, text)).item
    assert {item.outcome for item in items} == {outcome.id for outcome in course.outcomes}
    serves = {part.id: part.serves for part in course.sections}
    assert all(item.outcome in serves[item.section] for item in items)


@pytest.mark.parametrize("change", [str, in_use], ids=["as written", "all in use"])
def test_templates_are_refused_until_each_text_is_replaced(change, tmp_path: Path) -> None:
    files = {name: change(text) if name.endswith(".yml") else text for name, text in FILES.items()}
    found = problems(project(tmp_path, files))
    assert {problem.code for problem in found} == {"C320"}
    wanted = [place for name, text in files.items() for place in to_replace(name, text)]
    assert sorted((problem.file, problem.line) for problem in found) == sorted(wanted)
    assert len(wanted) > 20


@pytest.mark.parametrize("change", [str, in_use], ids=["as written", "all in use"])
def test_templates_pass_when_their_texts_are_replaced(change, tmp_path: Path) -> None:
    files = {name: change(text) if name.endswith(".yml") else text for name, text in FILES.items()}
    files = {name: text.replace(WRITE_HERE, "Ours:" if name != LESSON else "Our words on") for name, text in files.items()}
    folder = project(tmp_path, {name: text.replace('"Ours: short"', '"Ours"') for name, text in files.items()})
    assert problems(folder) == []
    assert "demo" in load(folder).corpus.modules


def test_a_new_module_without_questions_says_how_to_start_them(tmp_path: Path) -> None:
    found = problems(project(tmp_path, new_module("demo")))
    assert {problem.code for problem in found} == {"C320", "C334"}
    assert next(problem.mend for problem in found if problem.code == "C334").endswith("`portal new quiz demo` starts the file")


def test_the_template_of_an_exercise_is_a_notebook_without_faults() -> None:
    book = parse_notebook(EXERCISE, NOTEBOOK)
    assert (book.name, book.outcomes, book.invented) == ("first", (COURSE.outcomes[0].id,), True)
    assert [exercise.id for exercise in book.exercises] == ["total"]
    assert {tag for cell in book.cells for tag in cell.tags} == {
        "setup",
        "inputs",
        "demo",
        "exercise",
        "hint",
        "check",
        "solution",
    }
    raw = json.loads(NOTEBOOK)
    assert (raw["nbformat"], raw["nbformat_minor"]) == (4, 5)
    assert json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True) + "\n" == NOTEBOOK


def run(*sources: str) -> None:
    """Run the cells of an exercise, one after the other, in one namespace."""
    names: dict = {}
    for source in sources:
        exec(source, names)


def test_the_exercise_of_the_template_can_be_solved_and_is_not_solved_yet(capsys: pytest.CaptureFixture) -> None:
    book = parse_notebook(EXERCISE, NOTEBOOK)
    first = [cell.source for cell in book.first]
    for exercise in book.exercises:
        run(*first, exercise.solution.source, exercise.check.source)
        assert "1,200" in capsys.readouterr().out
        with pytest.raises(AssertionError, match="still 0"):
            run(*first, exercise.starter.source, exercise.check.source)
        with pytest.raises(AssertionError, match="Multiply"):
            run(*first, "total = 7", exercise.check.source)


def faults_of(book, tmp_path: Path) -> list[tuple[str, str]]:
    """Code and message of what the rules for modules say about an exercise."""
    files = {name: text.replace(WRITE_HERE, "Ours:" if name != LESSON else "Our words on") for name, text in FILES.items()}
    library = load(project(tmp_path, files))
    course = replace(library.corpus.modules["demo"], notebooks={book.name: book})
    corpus = replace(library.corpus, modules={"demo": course})
    return [(problem.code, problem.message) for problem in check_modules(replace(library, corpus=corpus))]


def test_the_template_of_an_exercise_is_refused_until_each_text_is_replaced(tmp_path: Path) -> None:
    found = faults_of(parse_notebook(EXERCISE, NOTEBOOK), tmp_path)
    assert {code for code, _ in found} == {"C320"}
    assert [message.split(":")[0] for _, message in found] == [
        "title", "summary", 'cell "intro"', 'cell "fields"', 'cell "reading"', 'cell "total-task"', 'cell "total-hint-1"',
        'cell "limits"', 'cell "own-data"',
    ]  # fmt: skip


def test_an_exercise_has_an_address_and_an_outcome_of_its_module(tmp_path: Path) -> None:
    book = parse_notebook(EXERCISE, NOTEBOOK.replace(WRITE_HERE, "Our words on"))
    assert faults_of(book, tmp_path / "good") == []
    found = faults_of(replace(book, name="quiz", outcomes=("none",)), tmp_path / "bad")
    assert [code for code, _ in found] == ["C301", "C332"]
