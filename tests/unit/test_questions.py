"""Rules for questions and modules, beyond the examples in tests/invalid: every kind, odd stories, files that cannot be read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.corpus.load import load
from portal.corpus.questions import CHECKS, circle, faults, folded, reached
from portal.problems import ProblemsFound
from portal.read.tree import parse
from portal.schema import quiz
from portal.schema.course import bind_quiz, entries

SMALL = Path(__file__).parents[1] / "fixtures" / "small"
FILE = "modules/pots/quiz.yml"
TEXT = (SMALL / FILE).read_text(encoding="utf-8")
ITEMS = {item.type: item for item in bind_quiz(FILE, TEXT, parse(FILE, TEXT)).item}
SCENE = (
    "    - {{id: s{0}, text: T, decisions: [{{id: a, text: A, consequence: C, credit: 1{1}}}, "
    "{{id: b, text: B, consequence: C, credit: 0{2}}}]}}\n"
)
STORY = (
    "- id: long\n  type: scenario\n  ask: A\n  section: leaving\n  outcome: see-exit\n  difficulty: judge\n  solution: S\n"
    "  debrief: D\n"
)


def story(ways: list[tuple[int | None, int | None]]) -> quiz.Scenario:
    """A scenario with two decisions in each scene, leading to the scenes with these numbers."""
    leads = [["" if to is None else f", to: s{to}" for to in pair] for pair in ways]
    text = STORY + "  scenes:\n" + "".join(SCENE.format(number, *pair) for number, pair in enumerate(leads))
    [item] = bind_quiz(FILE, text, parse(FILE, text)).item
    return item


def messages(item: quiz.Item) -> list[str]:
    return [fault.message for fault in faults(item)]


def changed(kind: str, old: str, new: str) -> list[str]:
    """What is wrong with the question of this kind in the fixture after a change."""
    start = TEXT.index(f"  type: {kind}\n")
    end = TEXT.find("\n- id:", start)
    part = TEXT[start : end if end > 0 else None]
    assert part.count(old) >= 1, old
    text = TEXT[:start] + part.replace(old, new, 1) + TEXT[start + len(part) :]
    items = bind_quiz(FILE, text, parse(FILE, text)).item
    return [message for item in items if item.type == kind for message in messages(item)]


def test_there_is_a_rule_for_every_kind() -> None:
    assert set(CHECKS) == set(quiz.KINDS.values())
    assert set(ITEMS) == set(quiz.KINDS)


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_the_fixture_has_a_good_question_of_every_kind(item: quiz.Item) -> None:
    assert messages(item) == []


@pytest.mark.parametrize(
    ("kind", "old", "new", "message"),
    [
        ("categorise", "    - {id: agency, label: The agency}\n", "", '"categories" needs 2 entries or more; here is 1'),
        ("categorise", "label: The agency", "label: the Potters", '"the Potters" stands here a second time'),
        ("categorise", "text: Bring wood", "text: Lend the land", '"Lend the land" stands here a second time'),
        ("matrix", "label: Both", "label: Agency", '"Agency" stands here a second time'),
        ("matrix", "text: The place of the kiln", "text: The order of turns", '"The order of turns" stands here a second time'),
        ("match", "left: By turns", "left: By  pots", '"By  pots" stands here a second time'),
        ("match", "    - {id: turns, left: By turns, right: Today you and tomorrow I, feedback: Days are counted.}\n", "",
         '"pairs" needs 3 entries or more; here are 2'),
        ("cloze-select", "        - {id: small, text: small potters, feedback: They fire less.}\n", "",
         '"choices" needs 2 entries or more; here is 1'),
        ("cloze-select", "large potters, right: true", "large potters", "no answer is marked as right"),
        ("cloze-type", "[[what]]", "what they want", 'the gap "what" does not stand in the text'),
        ("single", "text: Nobody pays", "text: Neither of them", ""),
        ("single", "text: Nobody pays", "text: None of them", "an answer about all the others gives the question away"),
        ("single", "text: Nobody pays", "text: All of the above", "an answer about all the others gives the question away"),
        ("single", "text: Nobody pays", "text: All of the wood", ""),
        ("numeric", "low: 36, high: 44", "low: 44, high: 44", ""),
        ("numeric", "credit: 0.5", "credit: -0.5", "-0.5 is no share of the points"),
        ("numeric", "tolerance: 0.5", "tolerance: 0", ""),
        ("rubric", "points: 0\n", "points: -1\n", "the question is worth -1 points"),
        ("true-false", "answer: false", "answer: false\n  points: 0", "the question is worth 0 points"),
        ("scenario", "to: street", "to: news", "the story can go round for ever: news, news"),
    ],
)  # fmt: skip
def test_a_change_is_told(kind: str, old: str, new: str, message: str) -> None:
    told = changed(kind, old, new)
    assert (message in told) if message else told == []


def test_a_misspelt_gap_is_told_once() -> None:
    assert changed("cloze-type", "[[what]]", "[[whot]]") == ['`gaps` has no entry for the gap "whot"']
    assert changed("cloze-type", "[[what]]", "[[whot]] and [[what]]") == ['`gaps` has no entry for the gap "whot"']


@pytest.mark.parametrize(
    ("one", "other"), [("Café", "cafe\u0301"), ("The  wood", "the\nWOOD"), ("STRASSE", "straße"), ("Å", "a")]
)
def test_texts_that_read_the_same_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


# Stories.


GRAPHS = st.integers(1, 7).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size)
)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(GRAPHS)
def test_a_way_that_comes_back_is_found(graph: list[list[int]]) -> None:
    ways = {str(number): [str(to) for to in after] for number, after in enumerate(graph)}
    names = circle(ways)
    assert bool(names) == any(comes_back(ways, name) for name in ways)
    assert all(after in ways[name] for name, after in zip(names, [*names[1:], *names[:1]]))


def comes_back(ways: dict[str, list[str]], start: str) -> bool:
    """Whether a step from a scene can lead back to it."""
    return any(start in reached(ways, after) for after in ways[start])


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(GRAPHS)
def test_scenes_that_can_be_reached(graph: list[list[int]]) -> None:
    ways = {str(number): [str(to) for to in after] for number, after in enumerate(graph)}
    met = {"0"}
    for _ in ways:
        met |= {after for name in met for after in ways[name]}
    assert reached(ways, "0") == met


def test_a_long_story_and_one_with_very_many_ways_are_checked() -> None:
    size = 1200  # more than Python lets functions call each other
    assert messages(story([(number + 1, None) for number in range(size)] + [(None, None)])) == []
    assert messages(story([(number + 1, number + 1) for number in range(60)] + [(None, None)])) == []
    [told] = messages(story([((number + 1) % size, None) for number in range(size)]))
    assert told == "the story can go round for ever: s0, s1, s2, s3, s4, s5, …, s0"


def test_scenes_that_only_lead_to_each_other_are_never_reached() -> None:
    told = messages(story([(None, None), (2, None), (None, None)]))
    assert told == ['no decision leads to the scene "s1"', 'no decision leads to the scene "s2"']


# Reading.


def test_each_question_keeps_its_place_in_the_file() -> None:
    tree = parse(FILE, TEXT)
    parts = entries(tree)
    back = {(number, *path): marks for number, part in enumerate(parts) for path, marks in part.marks.items()}
    assert back == {path: marks for path, marks in tree.marks.items() if path}
    assert [part.value for part in parts] == tree.value


def test_problems_of_all_questions_are_told_at_once() -> None:
    text = TEXT.replace("difficulty: recall", "difficulty: easy").replace("type: order", "type: sequence")
    with pytest.raises(ProblemsFound) as found:
        bind_quiz(FILE, text, parse(FILE, text))
    lines = text.splitlines()
    assert len(found.value.problems) == text.count("difficulty: easy")  # in the order of unknown kind, nothing else is looked at
    assert all(lines[problem.line - 1].strip() in ("difficulty: easy", "type: sequence") for problem in found.value.problems)
    assert found.value.sources == {FILE: text}


def test_questions_that_cannot_be_read_hide_no_other_problem_and_add_none(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "project")
    (tmp_path / "project" / FILE).write_text("- id: [", encoding="utf-8")
    lesson = tmp_path / "project" / "modules" / "pots" / "lesson.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("## Who leaves", "Who leaves"), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load(tmp_path / "project")
    assert [problem.code for problem in found.value.problems] == ["C331", "R105"]


def test_a_module_that_cannot_be_read_is_known_to_others(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "project")
    modules = tmp_path / "project" / "modules"
    shutil.copytree(modules / "pots", modules / "bowls")
    text = (modules / "bowls" / "module.yml").read_text(encoding="utf-8")
    (modules / "bowls" / "module.yml").write_text(text + "prerequisites: [pots]\n", encoding="utf-8")
    (modules / "pots" / "module.yml").write_text("number: one\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load(tmp_path / "project")
    assert {problem.file for problem in found.value.problems} == {"modules/pots/module.yml"}
