"""The learner's pages are tested on a small site of their own: one invented module with every kind of question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.quiz import pages
from tests.support.once import once
from tests.support.server import serving


@pytest.fixture(scope="session")
def folder(run_folder: Path) -> Path:
    """The small site of tests/fixtures/quiz."""
    return Path(once(run_folder, "quiz", lambda: str(pages.build(run_folder / "quiz-site"))))


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """It takes the place of the whole site: ``open_tab`` opens its pages."""
    with serving(folder) as address:
        yield address
