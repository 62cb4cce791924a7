"""Stage 6: what else is made from the same content and schema. One file an export."""

from __future__ import annotations

from pathlib import Path

from portal.exports import course, editors, exercise, fates, fields, licences, template
from portal.schema.module import Module


def generated(root: Path) -> dict[str, bytes]:
    """Every committed file that is made from the code: editor schemas, field reference, problem codes, what exports lose."""
    from portal.codes import manual  # only here: it needs every stage

    pages = {"docs/authors/problems.md": manual(), "docs/authors/exports.md": fates.page(), "docs/licences.md": licences.page()}
    return {**editors.plan(), **fields.plan(), **{name: page.encode() for name, page in pages.items()}}


def new_case(name: str) -> dict[str, str]:
    """A new case: its file by path."""
    return {f"case_studies/{name}.yml": template.case(name)}


def new_handout(name: str) -> dict[str, str]:
    """A new template to take away: its file by path."""
    return {f"docs/templates/{name}.yml": template.handout(name)}


def new_module(name: str) -> dict[str, str]:
    """A new module: module.yml and lesson.md by path."""
    return course.module(name)


def new_quiz(name: str, module: Module) -> dict[str, str]:
    """The questions of a module: quiz.yml by its path."""
    return course.quiz(name, module)


def new_pool(name: str, module: Module) -> dict[str, str]:
    """The questions for tests of a module: pool.yml by its path."""
    return course.pool(name, module)


def new_exercise(name: str, exercise_name: str, module: Module) -> dict[str, str]:
    """A new exercise of a module: its notebook by path."""
    return exercise.exercise(name, exercise_name, module)
