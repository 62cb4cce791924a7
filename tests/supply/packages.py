"""The Python packages that this project asks for, with all that these ask for, as they are installed here; and their licences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

from tests.support.project import ROOT

# What packages write instead of the names of SPDX.
NAMES = (
    (r"Apache.*2|Apache Software", "Apache-2.0"), (r"Mozilla.*2|MPL.2", "MPL-2.0"), (r"BSD", "BSD-3-Clause"), (r"MIT", "MIT"),
    (r"ISC", "ISC"), (r"Python Software Foundation|PSF", "PSF-2.0"), (r"GPLv2\+|v2 or later", "GPL-2.0-or-later"),
    (r"OFL", "OFL-1.1"),
)  # fmt: skip
# Packages that say it in no field that can be read: read by us in their files.
SAID_ELSEWHERE = {"resvg-py": "MIT", "axe-playwright-python": "MIT AND MPL-2.0"}


@dataclass(frozen=True)
class Package:
    """An installed package: name, version, SPDX licence ("" when it says none), and the names of what it needs."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]


def project() -> dict:
    """The table [project] of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def asked(groups: Iterable[str] | None = None) -> list[str]:
    """What pyproject.toml asks for: the requirements and those of the groups (all of them when left out)."""
    table = project()
    extras = table["optional-dependencies"]
    return [*table["dependencies"], *(line for name in (extras if groups is None else groups) for line in extras[name])]


def plain(name: str) -> str:
    """A package's name as all tools spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(requirements: Iterable[str]) -> dict[str, Package]:
    """The packages asked for, and all that they need, by name. Packages of a group that is not installed are left out."""
    found: dict[str, Package] = {}
    todo = [Requirement(line) for line in requirements]
    while todo:
        wanted = todo.pop()
        name = plain(wanted.name)
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            known = distribution(wanted.name)
        except PackageNotFoundError:
            continue
        needs = [
            need for need in map(Requirement, known.requires or ()) if not need.marker or need.marker.evaluate({"extra": ""})
        ]
        found[name] = Package(name, known.version, _licence(name, known), tuple(sorted({plain(need.name) for need in needs})))
        todo += needs
    return dict(sorted(found.items()))


def _licence(name: str, known: Distribution) -> str:
    """The SPDX name or expression of a package's licence."""
    if expression := known.metadata.get("License-Expression"):
        return expression
    said = next(filter(None, _said(known)), "")
    return SAID_ELSEWHERE.get(name) or next((spdx for pattern, spdx in NAMES if re.search(pattern, said)), said)


def _said(known: Distribution) -> Iterator[str]:
    """What a package says of its licence in older fields: as a class, in a line."""
    about = known.metadata
    yield " ".join(line.split(" :: ")[-1] for line in about.get_all("Classifier") or () if line.startswith("License"))
    yield (about.get("License") or "").split("\n")[0].replace("UNKNOWN", "")
