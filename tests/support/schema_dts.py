"""schema.org as types: JSON-LD is checked by TypeScript's compiler against the package schema-dts."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock

from portal.build.runtimes import Package, fetch, npm
from tests.support.project import ROOT

CACHE = ROOT / "build" / "validators"
TYPES = Package("schema-dts", "1.1.5", "RJr9EaCmsLzBX2NDiO5Z3ux2BVosNZN5jo0gWgsyKvxKIUL5R3swNvoorulAeL9kLB0iTSX7V6aokhla2m7xbg==")
COMPILER = Package(
    "typescript", "5.9.3", "jl1vZzPDinLr9eUt3J/t7V6FgNEw9QjvBPdysz9KfQDD41fQrC2Y4vKQdiaUpFT4bXlb1RHhLpp8wtm6M5TgSw=="
)
OPTIONS = ("--noEmit", "--strict", "--skipLibCheck", "--pretty", "false", "--target", "es2022", "--module", "esnext",
           "--moduleResolution", "bundler")  # fmt: skip


def faults(blocks: Mapping[str, Any], folder: Path) -> dict[str, list[str]]:
    """What the compiler says of each block, by its name. ``folder`` is for its files."""
    packages = _brought()
    (folder / "node_modules").symlink_to(packages / "node_modules", target_is_directory=True)
    names = list(blocks)
    for number, name in enumerate(names):
        block = blocks[name]
        head = f'import type {{ WithContext, {block["@type"]} }} from "schema-dts";\n'
        code = f"{head}export const block: WithContext<{block['@type']}> = {json.dumps(block, indent=1)};\n"
        (folder / f"block{number}.ts").write_text(code, encoding="utf-8")
    compiler = packages / "node_modules" / "typescript" / "lib" / "tsc.js"
    files = [f"block{number}.ts" for number in range(len(names))]
    run = subprocess.run([_node(), str(compiler), *OPTIONS, *files], cwd=folder, capture_output=True, text=True, check=False)
    found: dict[str, list[str]] = {}
    for line in run.stdout.splitlines():
        match = re.match(r"block(\d+)\.ts\(", line)
        if match:
            found.setdefault(names[int(match[1])], []).append(line)
        elif not line.startswith(" "):
            raise RuntimeError(f"the compiler did not run: {line}")
    assert bool(found) == bool(run.returncode), run.stderr
    return found


def _brought() -> Path:
    """The folder with both packages, fetched once by npm and unpacked."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / "lock"):
        for package in (TYPES, COMPILER):
            target = CACHE / f"{package.name}-{package.version}"
            if not target.is_dir():
                _unpack(fetch(package, CACHE), target)
            link = CACHE / "node_modules" / package.name
            link.parent.mkdir(exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(target, target_is_directory=True)
    return CACHE


def _unpack(archive: bytes, target: Path) -> None:
    part = target.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        package.extractall(part, filter="data")
    (part / "package").rename(target)
    shutil.rmtree(part)


def _node() -> str:
    return shutil.which("node") or npm(CACHE)[0]
