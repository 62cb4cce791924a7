"""A copy of this project, or of the small fixture, in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
CACHES = ("fonts", "notebooks", "pictures", "proved", "runtimes")  # below build/: what a build may find made already
PARTS = ("case_studies", "modules", "docs", "overrides", "locales", "scripts", "mkdocs.yml")


def copy_project(folder: Path) -> Path:
    """The sources of this project, copied to ``folder`` (made if needed). Returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif source.is_file():
            shutil.copy2(source, folder / name)
    for name in CACHES:
        if (ROOT / "build" / name).is_dir():
            shutil.copytree(ROOT / "build" / name, folder / "build" / name, ignore=shutil.ignore_patterns("*.tmp", "npm*"))
    return folder
