"""What tests share: the real site, built once in a run; a server for it; a browser a worker; watched tabs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.once import once
from tests.support.project import ROOT, copy_project


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def site(run_folder: Path) -> Path:
    """This project's site. `make test` has just built it and says where; else it is built from a copy of the sources."""
    built = os.environ.get("PORTAL_SITE")
    return ROOT / built if built else Path(once(run_folder, "site", lambda: _build(run_folder)))


def _build(folder: Path) -> str:
    project, target = copy_project(folder / "project"), folder / "site"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT / "scripts"), os.environ.get("PYTHONPATH")]))}
    command = [sys.executable, "-m", "portal", "build", "--site", str(target)]
    made = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)
    if made.returncode:
        raise RuntimeError(f"the site does not build:\n{made.stderr}")
    return str(target)


@pytest.fixture(scope="session")
def corpus():
    """The content of this project."""

    from tests.support import real

    return real.corpus()


@pytest.fixture(scope="session")
def server(site: Path, corpus) -> Iterator[str]:
    """The address of the site on this machine, under the path it is published at."""
    from tests.support.server import serving

    with serving(site, corpus.site.address) as address:
        yield address


@pytest.fixture(scope="session")
def browser(run_folder: Path) -> Iterator:
    """One Chromium for all tests of a worker. Without one they fail, with the mend."""
    from dataclasses import asdict

    from playwright.sync_api import sync_playwright

    from tests.support.browser import Chromium, find

    with sync_playwright() as playwright:
        found = once(run_folder, "browser", lambda: asdict(find(playwright)))
        started = Chromium(**found).launch(playwright)
        yield started
        started.close()


@pytest.fixture
def open_tab(browser, server: str) -> Iterator[Callable]:
    """Opens watched tabs on the site; see ``tests.support.tab``."""
    from tests.support.tab import tabs

    with tabs(browser, server) as opener:
        yield opener
