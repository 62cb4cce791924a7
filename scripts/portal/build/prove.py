"""Run every exercise before it is published: each solution passes its check, each untouched starter fails it in words.

The outputs of the demo and of the solutions are kept for the page. A proof is cached by what it depends on: the notebook,
clusterlab, and the versions of Python and of the kernel.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from portal.problems import Problem, ProblemsFound
from portal.read.notebook import Notebook

FORM = "1"  # raise it when the form of the cache, or what is run, changes
PARTS = ("nbclient", "ipykernel", "ipython")
SECONDS = 60
TABLE, DRAWING, PLAIN = "application/vnd.portal.table+json", "image/svg+xml", "text/plain"


@dataclass(frozen=True)
class Grid:
    """A table: texts only; ``right`` says which columns hold numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


@dataclass(frozen=True)
class Output:
    """What a cell showed: ``kind`` is ``text``, ``drawing`` (then ``text`` is its alternative) or ``table``."""

    kind: str
    text: str
    svg: str = ""
    table: Grid | None = None


Proof = Mapping[str, tuple[Output, ...]]


def prove(notebook: Notebook, text: str, library: Path, cache: Path, kernels: Kernels | None = None) -> Proof:
    """The outputs by cell: of the setup, inputs and demo cells, and of each exercise as solved.

    ``text``: the file of the notebook. ``library``: the folder that holds ``clusterlab``. ``kernels`` lends a kernel where
    several notebooks are proven in a row. Raises ProblemsFound (N616).
    """
    kept = cache / f"{_digest(text, library)}.json"
    if kept.is_file():
        return _outputs(json.loads(kept.read_text(encoding="utf-8")))
    with nullcontext(kernels) if kernels else Kernels(library) as lent:
        made = _prove(notebook, text, lent.fresh(notebook.name))
    cache.mkdir(parents=True, exist_ok=True)
    data = {cell: [asdict(output) for output in outputs] for cell, outputs in made.items()}
    part = kept.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    part.replace(kept)
    return _outputs(data)


def _digest(text: str, library: Path) -> str:
    """One value for all that a proof depends on."""
    total = hashlib.sha256()
    for part in (FORM, platform.python_version(), *map(version, PARTS), text):
        total.update(part.encode() + b"\0")
    for path in sorted((library / "clusterlab").glob("*.py")):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:32]


def _outputs(data: dict[str, list[dict]]) -> Proof:
    return {cell: tuple(_output(**given) for given in outputs) for cell, outputs in data.items()}


def _output(kind: str, text: str, svg: str, table: dict | None) -> Output:
    if table is None:
        return Output(kind, text, svg)
    grid = Grid(table["caption"], tuple(table["head"]), tuple(map(tuple, table["rows"])), tuple(table["right"]))
    return Output(kind, text, svg, grid)


class Kernel:
    """A Python of its own, in which cells run one after another."""

    def __init__(self, client: Any):
        self.client = client

    def run(self, source: str) -> list[dict]:
        """What a cell puts out, as Jupyter keeps it."""
        from nbformat.v4 import new_code_cell

        cell = new_code_cell(source)
        self.client.nb.cells = [cell]
        self.client.execute_cell(cell, 0)
        return cell.outputs

    def reset(self) -> None:
        """Forget all names."""
        self.run("%reset -f")


class Kernels:
    """Lends one kernel to many notebooks: it is started when first asked for, and forgets all names in between."""

    def __init__(self, library: Path, told: Callable[[str], None] = lambda name: None):
        self.library, self.told = library, told
        self.kernel: Kernel | None = None
        self.open = ExitStack()

    def __enter__(self) -> Kernels:
        return self

    def __exit__(self, *fault: object) -> None:
        self.open.close()

    def fresh(self, name: str) -> Kernel:
        """A kernel that knows nothing, for the notebook ``name``, which ``told`` is told."""
        self.told(name)
        if self.kernel is None:
            self.kernel = self.open.enter_context(_kernel(self.library))
        self.kernel.reset()
        return self.kernel


@contextmanager
def _kernel(library: Path) -> Iterator[Kernel]:
    """The kernel of this very Python, whatever kernels the machine knows; it writes to a folder that goes away."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbformat.v4 import new_notebook

    with tempfile.TemporaryDirectory() as folder:
        found = KernelSpecManager(kernel_dirs=[])
        manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=found, connection_file=f"{folder}/kernel.json")
        quiet = ["--IPKernelApp.log_level=ERROR"]
        client = NotebookClient(new_notebook(), km=manager, timeout=SECONDS, allow_errors=True, extra_arguments=quiet)
        own = {"PYTHONPATH": str(library.resolve()), "IPYTHONDIR": folder, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        with client.setup_kernel(env={**os.environ, **own}, cwd=folder):
            yield Kernel(client)


def _prove(notebook: Notebook, text: str, kernel: Kernel) -> dict[str, list[Output]]:
    """Every run that a reader can start, each from a fresh start."""
    problems = []
    made: dict[str, list[Output]] = {}
    for cell in notebook.first:
        shown = kernel.run(cell.source)
        problems += [_problem(notebook, text, cell.id, f"it ends with {fault}") for fault in _errors(shown)]
        made[cell.id] = list(_shown(shown))
    start = "\n\n".join(cell.source for cell in notebook.first)
    for exercise in () if problems else notebook.exercises:
        kernel.reset()
        kernel.run(start)
        solved = kernel.run(exercise.solution.source)
        made[exercise.solution.id] = list(_shown(solved))
        faults = [*_errors(solved), *_errors(kernel.run(exercise.check.source))]
        problems += [_problem(notebook, text, exercise.solution.id, f"the solution ends with {fault}") for fault in faults]
        kernel.reset()
        kernel.run(start)
        problems += [_problem(notebook, text, exercise.id, what) for what in _untouched(kernel, exercise)]
    if problems:
        raise ProblemsFound(problems, {notebook.file: text})
    return made


def _untouched(kernel: Kernel, exercise: Any) -> Iterator[str]:
    """A starter runs as it is, and fails its check with an AssertionError that says something."""
    broken = [*_errors(kernel.run(exercise.starter.source))]
    checked = [*_errors(kernel.run(exercise.check.source))]
    if broken:
        yield f"the untouched starter ends with {broken[0]}; let it run, with a value to replace"
    elif not checked:
        yield "the untouched starter passes its check"
    elif not checked[0].startswith("AssertionError: "):
        yield f"the check of the untouched starter ends with {checked[0]}; it should be an assert with a message"


def _problem(notebook: Notebook, text: str, cell: str, what: str) -> Problem:
    line = text[: max(0, text.find(f'"id": "{cell}"'))].count("\n") + 1
    return Problem(notebook.file, line, 1, "N616", f'cell "{cell}": {what}', "run these cells in Jupyter, in a fresh notebook")


def _errors(outputs: list[dict]) -> Iterator[str]:
    return (f"{output['ename']}: {output['evalue']}".rstrip(": ") for output in outputs if output["output_type"] == "error")


def _shown(outputs: list[dict]) -> Iterator[Output]:
    """Outputs in the few forms that the page knows; text that follows text is joined to it."""
    words = ""
    for output in outputs:
        if output["output_type"] == "stream":
            words += output["text"]
            continue
        if words:
            yield Output("text", words.rstrip("\n"))
            words = ""
        if "data" in output:
            yield _rich(output["data"])
    if words:
        yield Output("text", words.rstrip("\n"))


def _rich(data: Mapping[str, Any]) -> Output:
    plain = data.get(PLAIN, "")
    if TABLE in data:
        return _output("table", plain, "", dict(data[TABLE]))
    if DRAWING in data:
        return Output("drawing", plain, data[DRAWING])
    return Output("text", plain)
