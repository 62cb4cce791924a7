"""``make sbom`` writes build/sbom.json: what the portal is built with and what it ships, in the form CycloneDX 1.6.

The Python packages are those that are installed, with all that they need; the npm packages are the two runtimes of the exercises
with the digests that the build checks. The same packages give the same bytes: no clock and no chance.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from portal import __version__
from portal.build.runtimes import FULL, QUICK
from portal.exports.licences import SHIPPED
from tests.supply.packages import Package, asked, installed, plain

TARGET = Path("build") / "sbom.json"
SELF = f"pkg:pypi/cluster-portal@{__version__}"


def sbom() -> dict[str, Any]:
    """The list as data."""
    packages, shipped = installed(asked()), set(installed(asked(())))
    parts = [*(_python(package, package.name in shipped) for package in packages.values()), _npm(QUICK), _npm(FULL)]
    direct = sorted({plain(line.split(">")[0].split("=")[0].split("<")[0].split("[")[0].strip()) for line in asked(())})
    npm = [part["bom-ref"] for part in parts[-2:]]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": SELF, "name": "cluster-portal", "version": __version__,
                                   "purl": SELF, "licenses": [{"license": {"id": "MIT"}}]}},
        "components": parts,
        "dependencies": [
            {"ref": SELF, "dependsOn": [*(_ref(packages[name]) for name in direct if name in packages), *npm]},
            *({"ref": _ref(package), "dependsOn": [_ref(packages[name]) for name in package.needs if name in packages]}
              for package in packages.values()),
            *({"ref": ref, "dependsOn": []} for ref in npm),
        ],
    }  # fmt: skip


def _ref(package: Package) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def _python(package: Package, needed: bool) -> dict[str, Any]:
    """A package; those that only tests and developers need are not required for a build."""
    said = {"expression": package.licence} if " " in package.licence else {"license": {"id": package.licence}}
    return {"type": "library", "bom-ref": _ref(package), "name": package.name, "version": package.version, "purl": _ref(package),
            "scope": "required" if needed else "excluded", "licenses": [said]}  # fmt: skip


def _npm(package: Any) -> dict[str, Any]:
    """A runtime of the exercises, with the digest that the build checks."""
    work = next(work for work in SHIPPED if work.version == package.version)
    ref = f"pkg:npm/{quote(package.name)}@{package.version}"
    digest = base64.b64decode(package.sha512).hex()
    return {"type": "library", "bom-ref": ref, "name": package.name, "version": package.version, "purl": ref, "scope": "required",
            "hashes": [{"alg": "SHA-512", "content": digest}], "licenses": [{"license": {"id": work.licence}}]}  # fmt: skip


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(sbom(), indent=1) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(sbom()['components'])} components")
