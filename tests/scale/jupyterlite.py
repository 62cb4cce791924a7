"""Bring JupyterLite and build one page with it that needs no other host: what the exercises are measured against.

All of it lies under build/bench/ and nothing of it becomes part of the project. JupyterLite comes by pip (jupyterlite.lock),
into an environment of its own; Pyodide by npm; the wheels that the kernel loads when it starts by pip
(jupyterlite-browser.lock). Everything is checked by its digest.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from portal.build import runtimes
from tests.support.project import ROOT

HERE = Path(__file__).parent
TOOLS, WHEELS = HERE / "jupyterlite.lock", HERE / "jupyterlite-browser.lock"
# The version that this JupyterLite names as the one it works with.
PYODIDE = runtimes.Package(
    "pyodide", "314.0.6",
    "BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ==",
)  # fmt: skip
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
FILE = "demo.ipynb"
PAGE = f"notebooks/index.html?path={FILE}"  # the app for one notebook: the lightest that JupyterLite has
SHOWN = {"setup", "inputs", "demo"}  # the cells that a click on Run runs on our page


class NoJupyterLite(Exception):
    """It cannot be brought or built; the message says why."""


def bring(folder: Path, notebook: Path) -> Path:
    """A built JupyterLite with the demo of ``notebook``, made in ``folder`` or found there. Raises NoJupyterLite."""
    sources = (Path(__file__), TOOLS, WHEELS, notebook, *sorted((ROOT / "scripts/clusterlab").glob("*.py")))
    site = folder / f"site-{hashlib.sha256(b''.join(path.read_bytes() for path in sources)).hexdigest()[:16]}"
    if not site.is_dir():
        try:
            for old in folder.glob("site-*"):
                shutil.rmtree(old)
            _build(folder, notebook).rename(site)
        except (OSError, KeyError, ValueError, subprocess.SubprocessError, runtimes.NoRuntime) as error:
            raise NoJupyterLite(f"{type(error).__name__}: {error}") from None
    return site


def _build(folder: Path, notebook: Path) -> Path:
    lite, made = folder / "lite", folder / "made"
    for old in (lite, made):
        shutil.rmtree(old, ignore_errors=True)
    _pyodide(lite / "static" / "pyodide", folder)
    _wheels(lite)
    kernel = {"disablePyPIFallback": True}
    settings = {"contentsAllJsonFile": "all.json", "litePluginSettings": {KERNEL: kernel}}
    _write(lite / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings})
    asked = ["--lite-dir", str(lite), "--output-dir", str(made), "--apps", "notebooks", "--no-sourcemaps", "--no-libarchive"]
    _run(str(_environment(folder)), "-m", "jupyterlite_core", "build", *asked, cwd=lite)
    _contents(made, notebook)
    return made


def _environment(folder: Path) -> Path:
    """The Python of an environment that has JupyterLite."""
    made = folder / "environment"
    python = made / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    _run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(made), cwd=folder)
    _pip("--python", str(python), "install", "--require-hashes", "-r", str(TOOLS), cwd=folder)
    return python


def _pyodide(target: Path, cache: Path) -> None:
    """The core of Pyodide, from which JupyterLite loads the rest too."""
    target.mkdir(parents=True)
    for name, data in runtimes._members(runtimes.fetch(PYODIDE, cache), *CORE).items():
        (target / name).write_bytes(data)


def _wheels(lite: Path) -> None:
    """The wheels, where JupyterLite looks for them: those that Pyodide lists beside it, the others in its own index. Pyodide
    lists the digests of wheels it has packed again; here they are as their makers published them."""
    core = lite / "static" / "pyodide"
    asked = ["--no-deps", "--only-binary=:all:", "--python-version", "3.14", "--require-hashes", "-r", str(WHEELS)]
    _pip("download", *asked, "--dest", str(core), cwd=lite)
    listed = json.loads((core / CORE[-1]).read_text(encoding="utf-8"))
    packages = {package["file_name"]: package for package in listed["packages"].values()}
    (lite / "pypi").mkdir()
    for wheel in sorted(core.glob("*.whl")):
        if wheel.name in packages:
            packages[wheel.name]["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
        else:
            wheel.rename(lite / "pypi" / wheel.name)
    _write(core / CORE[-1], listed)


def _contents(made: Path, notebook: Path) -> None:
    """The notebook and the list of files. JupyterLite can write the list itself, but only with a whole Jupyter server."""
    _write(made / "files" / FILE, demo(json.loads(notebook.read_text(encoding="utf-8"))))
    date = "2026-01-01T00:00:00Z"
    entry = {"name": FILE, "path": FILE, "type": "notebook", "created": date, "last_modified": date, "writable": True,
             "content": None, "format": None, "mimetype": None, "size": (made / "files" / FILE).stat().st_size}  # fmt: skip
    listing = {**entry, "name": "", "path": "", "type": "directory", "format": "json", "content": [entry]}
    _write(made / "api" / "contents" / "all.json", listing)


def demo(notebook: dict) -> dict:
    """A notebook with one cell: our package, and what a click on Run runs on our page."""
    library = runtimes.joined(ROOT / "scripts")
    first = "import sys, types\nsys.modules['clusterlab'] = made = types.ModuleType('clusterlab')"
    first += f"\nexec({library!r}, made.__dict__)"
    wanted = [cell for cell in notebook["cells"] if SHOWN & set(cell["metadata"].get("tags", []))]
    source = "\n".join([first, *("".join(cell["source"]) for cell in wanted)])
    cell = {"cell_type": "code", "id": "demo", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
    kernel = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    return {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")


def _pip(*asked: str, cwd: Path) -> None:
    _run(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *asked, cwd=cwd)


def _run(*command: str, cwd: Path) -> None:
    cwd.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=900)
    if made.returncode:
        lines = [line.strip() for line in (made.stderr or made.stdout).splitlines() if line.strip()]
        said = [line for line in lines if line.startswith("ERROR")] or lines[-1:] or ["no reason given"]
        raise OSError(f"{' '.join(command[1:4])} …: {said[0]}")
