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
STORE = "build/kept/store.db"
OTHERS = ("modules", "docs", "locales")  # what a page of a case depends on besides cases
INPUTS = ("case_studies", *OTHERS, "overrides", "mkdocs.yml")


def program() -> str:
    """A digest of the portal's own files and of the versions of what it works with."""
    total = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in PARTS).encode())
    for path in _files([Path(portal.__file__).parent, Path(portal.__file__).parents[1] / "clusterlab"]):
        total.update(path.read_bytes())
    return total.hexdigest()


def cases(root: Path, made_by: str) -> dict[str, Packed]:
    """The cases that the last build has read and found good; none when another ``program`` has made it."""
    try:
        maker, kept = packing.unpack(_place(root).read_bytes())
    except (OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, pickle.UnpicklingError, zlib.error):
        return {}
    return kept if maker == made_by else {}


def keep(root: Path, made_by: str, kept: dict[str, Packed]) -> None:
    """Keep the cases of this build."""
    add(root / "build", {"kept/cases": packing.pack((made_by, kept))})


def _place(root: Path) -> Path:
    return root / "build" / "kept" / "cases"


def inputs(root: Path, *about: str, names: Iterable[str] = INPUTS) -> str:
    """A digest of the sources, or of those with these ``names``, and of what else a build depends on."""
    total = hashlib.sha256(" ".join(about).encode())
    for path in _files([root / name for name in names]):
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
