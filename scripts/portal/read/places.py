"""What kind of place a folder is: keys and certificates do not belong into a project, a site or a shared history."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def published(folder: Path) -> str | None:
    """The project or site that a folder (which need not exist) lies in, in words; None where it lies in neither."""
    for place in (folder.resolve(), *folder.resolve().parents):
        if (place / "docs" / "reference").is_dir():
            return f"the project {place}"
        if (place / "assets" / "css" / "portal.css").is_file() and (place / "index.html").is_file():
            return f"the site {place}"
    return None


def tracked(folder: Path) -> Path | None:
    """The git work tree that a folder lies in."""
    return next((place for place in (folder.resolve(), *folder.resolve().parents) if (place / ".git").exists()), None)


def open_to_others(path: Path) -> bool:
    """Whether others on this computer may read a file. Windows keeps rights in another way, which is not looked at."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
