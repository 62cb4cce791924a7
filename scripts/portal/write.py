"""Stage 7: put rendered files on disk: only what changed, and nothing that is no longer made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath


def write(folder: Path, files: Mapping[str, bytes]) -> int:
    """Make ``folder`` hold exactly ``files`` (relative paths with slashes). Returns how many files changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = sum(_put(folder, name, data) for name, data in files.items())
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif name not in files:
            path.unlink()
            changed += 1
    return changed


def _put(folder: Path, name: str, data: bytes) -> bool:
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts:
        raise ValueError(f"not a path inside the tree: {name!r}")
    path = folder.joinpath(*parts)
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        path.unlink()
    path.write_bytes(data)
    return True
