"""The class report is tested alone, with an invented course."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import report_pages
from tests.support.once import once
from tests.support.server import serving


@pytest.fixture(scope="session")
def folder(run_folder: Path) -> Path:
    """The page with an invented course."""
    return Path(once(run_folder, "report", lambda: str(report_pages.build(run_folder / "report-site", report_pages.KNOWN))))


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """It takes the place of the whole site: ``open_tab`` opens it."""
    with serving(folder) as address:
        yield address
