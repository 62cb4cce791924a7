"""The exercise pages of this project, and tabs on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import lab
from tests.support.lab_page import LONG, own_requests_forgiven
from tests.support.once import once
from tests.support.server import serving
from tests.support.tab import Tab, tabs


@pytest.fixture(scope="session")
def lab_site(run_folder: Path) -> Path:
    """The exercise pages, made once."""
    return Path(once(run_folder, "lab", lambda: str(lab.build(run_folder / "lab-site"))))


@pytest.fixture
def open_lab(browser, lab_site) -> Iterator[Callable[..., Tab]]:
    """Opens watched tabs on the exercise pages: ``open_lab(address, width=360, …)``."""
    opened = []
    with serving(lab_site) as base, tabs(browser, base) as opener:

        def open_tab(address: str, width: int = 1280, **options) -> Tab:
            tab = opener(width, **options)
            opened.append(tab)
            tab.page.set_default_timeout(LONG)
            tab.go(address)
            return tab

        yield open_tab
        for tab in opened:
            own_requests_forgiven(tab)
