"""What a build keeps for the next one, and when nothing has to be built at all."""

from __future__ import annotations

import hashlib
import json
import pickle
import zlib
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import portal
from portal.build.publish import MARK
from portal.corpus.shelf import Packed
from portal.read import packing
from portal.write import add

PARTS = ("jinja2", "markdown-it-py", "mkdocs", "mkdocs-jupyter", "mkdocs-material", "pydantic", "pyyaml")
INPUTS = ("case_studies", "modules", "docs", "locales", "overrides", "mkdocs.yml")


def program() -> str:
    """A digest of the portal's own files and of the versions of what it works with."""
    total = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in PARTS).encode())
    for path in _files([Path(portal.__file__).parent, Path(portal.__file__).parents[1] / "clusterlab"]):
        total.update(path.read_bytes())
    return total.hexdigest()


def cases(root: Path) -> dict[str, Packed]:
    """The cases that the last build has read and found good; none when it was made by another version."""
    try:
        made_by, kept = packing.unpack(_place(root).read_bytes())
    except (OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, pickle.UnpicklingError, zlib.error):
        return {}
    return kept if made_by == program() else {}


def keep(root: Path, kept: dict[str, Packed]) -> None:
    """Keep the cases of this build."""
    add(root / "build", {"kept/cases": packing.pack((program(), kept))})


def _place(root: Path) -> Path:
    return root / "build" / "kept" / "cases"


def inputs(root: Path, *options: str) -> str:
    """A digest of everything that a build depends on; ``options`` are what it was asked for."""
    total = hashlib.sha256(f"{program()} {' '.join(options)}".encode())
    for path in _files([root / name for name in INPUTS]):
        total.update(f"{path.relative_to(root).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def state(site: Path) -> str:
    """A digest of the names, sizes and times of all files of a site: any change to it shows."""
    total = hashlib.sha256()
    for path in _files([site]):
        about = path.stat()
        total.update(f"{path.relative_to(site).as_posix()}\0{about.st_size}\0{about.st_mtime_ns}\0".encode())
    return total.hexdigest()


def unchanged(root: Path, site: Path, made_from: str) -> dict | None:
    """What build.json of the site says when it was built from the same and nobody has touched it since; else None."""
    try:
        last = json.loads((root / "build" / "kept" / "last.json").read_text())
        same = last == {"from": made_from, "site": str(site.absolute()), "state": state(site)}
        return json.loads((site / MARK).read_text()) if same else None
    except (OSError, ValueError):
        return None


def remember(root: Path, site: Path, made_from: str) -> None:
    """Note what a site was built from."""
    last = {"from": made_from, "site": str(site.absolute()), "state": state(site)}
    add(root / "build", {"kept/last.json": json.dumps(last).encode()})


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)
