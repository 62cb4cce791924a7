"""A very small project that builds in a second: the invented cases of the tests, in the portal's own shell."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.project import ROOT

FIXTURES = ROOT / "tests" / "fixtures"


def tiny(folder: Path) -> Path:
    """Write the project to ``folder``, which must be new."""
    shutil.copytree(FIXTURES / "small", folder)
    shutil.copytree(FIXTURES / "injection" / "docs" / "concepts", folder / "docs" / "concepts", dirs_exist_ok=True)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder
