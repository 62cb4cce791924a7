"""What the portal is made with and what it ships: locked by digests, listed, under licences that allow it."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement

from portal.build.runtimes import FULL, QUICK
from portal.exports import licences
from tests.supply.packages import asked, installed, plain, project
from tests.supply.sbom import sbom
from tests.support.project import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
# Licences of Python packages, and why they may be used. None of these packages is part of the published site.
ALLOWED = {
    "MIT": "permissive", "MIT-0": "permissive", "BSD-2-Clause": "permissive", "BSD-3-Clause": "permissive",
    "Apache-2.0": "permissive", "ISC": "permissive", "PSF-2.0": "permissive",
    "OFL-1.1": "fonts; drawings made with them are free",
    "MPL-2.0": "asks for the source of its own files only, which are used unchanged",
}  # fmt: skip
# Packages under other licences, each with the reason why it may be used all the same.
OPTIONAL = "an extra that people install who want this export; what it writes is ours, and nothing of it is passed on"
EXCEPTIONS = {
    "ebooklib": ("GNU Affero General Public License v3 or later (AGPLv3+)", OPTIONAL),
    "libzim": ("GPL-3.0-or-later", OPTIONAL),
    "linkchecker": ("GPL-2.0-or-later", "a program that tests start; nothing of it is imported or passed on"),
    "pillow": ("MIT-CMU", "permissive; WeasyPrint needs it"),
    "pyphen": ("GPL-2.0-or-later", "WeasyPrint needs it; also under LGPL-2.1 and MPL-1.1; nothing of it is passed on"),
}


def locks() -> dict[str, str]:
    """The text of each lock file by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("requirements*.lock"))}


def test_every_group_of_pyproject_is_locked() -> None:
    """The lock of the developers takes all groups; what it takes is in it."""
    (line,) = re.findall(r"uv pip compile .*requirements-dev\.lock", MAKEFILE)
    assert "--all-extras" in line and "--generate-hashes" in line
    text = locks()["requirements-dev.lock"]
    missing = [name for name in (plain(Requirement(entry).name) for entry in asked()) if not re.search(rf"(?m)^{name}==", text)]
    assert missing == [], "make lock"


@pytest.mark.parametrize("name", locks())
def test_every_locked_package_has_a_version_and_a_digest(name: str) -> None:
    text = re.sub(r"(?m)^\s*#.*\n?", "", locks()[name])
    entries = [entry for entry in re.split(r"(?m)^(?=\S)", text) if entry.strip()]
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9][a-z0-9.-]*==[0-9]\S*( ;.*)? \\\n", entry) and "--hash=sha256:" in entry, entry
    assert "://" not in text, "a lock names no address"


def test_locked_packages_are_installed_with_their_digests() -> None:
    assert "--require-hashes" in MAKEFILE and MAKEFILE.count("pip install") == MAKEFILE.count("--require-hashes -r $(1)") + 1


def test_python_packages_have_licences_that_allow_their_use() -> None:
    packages = installed(asked())
    assert len(packages) > 80
    odd = {name: package.licence for name, package in packages.items() if not set(parts(package.licence)) <= set(ALLOWED)}
    assert odd == {name: licence for name, (licence, _) in EXCEPTIONS.items()}
    assert not set(EXCEPTIONS) & set(installed(asked(()))), "what the portal itself needs has no exception"


def parts(expression: str) -> list[str]:
    """The licences of an SPDX expression; where there is a choice (OR), the first that is allowed."""
    chosen = [next((one for one in choice.split(" OR ") if one in ALLOWED), choice) for choice in expression.split(" AND ")]
    return [one.strip("()") for one in chosen]


def test_works_that_are_shipped_have_licences_that_allow_it() -> None:
    assert {work.licence for work in licences.SHIPPED} == set(licences.ALLOWED), "the list has what is needed, and no more"
    assert len({work.name for work in licences.SHIPPED}) == len(licences.SHIPPED)
    assert all(work.use and (work.origin.startswith("https://") or not work.version) for work in licences.SHIPPED)


def test_every_work_that_the_build_brings_is_listed() -> None:
    """The npm packages with their versions, the font of the drawings, the coastline: each names where it comes from."""
    listed = {(work.name, work.version) for work in licences.SHIPPED}
    assert {("MicroPython", QUICK.version), ("Pyodide", FULL.version)} <= listed
    names = {name for name, _ in listed}
    assert "FiraGO" in names and "FiraGO" in (ROOT / "scripts/portal/render/diagrams/__init__.py").read_text(encoding="utf-8") + (
        ROOT / "HACKING.md"
    ).read_text(encoding="utf-8")
    assert ("Natural Earth, Land", "4.1.0") in listed and "4.1.0" in (ROOT / "LICENSE-content.md").read_text(encoding="utf-8")


def test_the_committed_page_is_what_the_list_makes() -> None:
    text = (ROOT / "docs/licences.md").read_bytes().decode("utf-8")
    assert text == licences.page(), "portal generate"
    assert all(work.name in text and f"`{work.licence}`" in text for work in licences.SHIPPED)


def test_the_sbom_lists_every_package_once_and_knows_its_licence() -> None:
    made = sbom()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    refs = [part["bom-ref"] for part in made["components"]]
    assert len(refs) == len(set(refs)) and all(ref == part["purl"] for ref, part in zip(refs, made["components"]))
    assert {f"pkg:pypi/{name}" for name in installed(asked())} <= {ref.split("@")[0] for ref in refs}
    assert [ref for ref in refs if ref.startswith("pkg:npm/")] == [
        f"pkg:npm/%40micropython/micropython-webassembly-pyscript@{QUICK.version}", f"pkg:npm/pyodide@{FULL.version}",
    ]  # fmt: skip
    assert all(len(part["hashes"][0]["content"]) == 128 for part in made["components"][-2:])
    known = {*refs, made["metadata"]["component"]["bom-ref"]}
    assert {entry["ref"] for entry in made["dependencies"]} == known
    assert {ref for entry in made["dependencies"] for ref in entry["dependsOn"]} <= known
    assert all(part["licenses"][0].get("expression") or part["licenses"][0]["license"]["id"] for part in made["components"])


def test_every_package_that_a_build_needs_is_required() -> None:
    scopes = {part["name"]: part["scope"] for part in sbom()["components"]}
    assert {scopes[plain(Requirement(line).name)] for line in project()["dependencies"]} == {"required"}
    assert scopes["pytest"] == "excluded"
