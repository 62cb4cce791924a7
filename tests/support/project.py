"""A copy of this project, or of the small fixture, in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
CACHES = ("fonts", "notebooks", "pictures", "proved", "runtimes")  # below build/: what a build may find made already
PARTS = ("case_studies", "modules", "docs", "overrides", "locales", "scripts", "mkdocs.yml")


def copy_project(folder: Path, caches: bool = True) -> Path:
    """The sources of this project, copied to ``folder`` (made if needed), with what builds keep. Returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif source.is_file():
            shutil.copy2(source, folder / name)
    for name in CACHES if caches else ():
        if (ROOT / "build" / name).is_dir():
            shutil.copytree(ROOT / "build" / name, folder / "build" / name, ignore=shutil.ignore_patterns("*.tmp", "npm*"))
    return folder


def tiny(folder: Path) -> Path:
    """A very small project that builds in a second: the invented cases of the tests, in the portal's own shell.

    It is written to ``folder``, which must be new.
    """
    shutil.copytree(FIXTURES / "small", folder)
    shutil.copytree(FIXTURES / "injection" / "docs" / "concepts", folder / "docs" / "concepts", dirs_exist_ok=True)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "mkdocs_hook.py", folder / "scripts")
    return folder
