"""The structure of the code, held by tests: who imports whom, who touches the disk, how long things are, what never stands
in a file of this project."""

from __future__ import annotations

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from tests.support.project import ROOT

PACKAGE = ROOT / "scripts" / "portal"
SOURCES = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
MODULES = {name: ast.parse(source) for name, source in SOURCES.items()}
# Each stage imports only itself and those before it. `problems` is what all stages speak; `codes` explains the problems.
STAGES = (
    "problems", "read", "schema", "corpus", "language", "render", "codes", "exports", "write", "build", "console", "certify",
    "binding", "cli", "__main__",
)  # fmt: skip
PURE = ("problems", "schema", "corpus", "language", "render", "codes", "exports")


def stage(module: str) -> str:
    return module.split("/")[0].removesuffix(".py")


def imported(tree: ast.Module) -> Iterator[str]:
    """The stages that a module imports from."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("portal."))


@pytest.mark.parametrize("module", MODULES)
def test_a_stage_imports_only_stages_before_it(module):
    own = stage(module)
    if own == "__init__":
        return
    allowed = {"__version__", *STAGES[: STAGES.index(own) + 1]}
    assert set(imported(MODULES[module])) <= allowed


def test_every_part_of_the_package_has_its_place_in_the_order():
    assert {stage(module) for module in MODULES} - {"__init__"} == set(STAGES)


# Calls that look at the disk or change it, as far as their name tells.
DISK = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "makedirs", "mkdtemp", "touch", "unlink", "rmdir",
    "rmtree", "rename", "chmod", "symlink_to", "copy2", "copyfile", "copytree", "glob", "rglob", "iterdir", "listdir", "scandir",
    "exists", "is_file", "is_dir", "is_symlink", "stat", "cwd", "getcwd", "abspath", "relpath", "realpath", "pofile",
}  # fmt: skip
# Exceptions, each with its reason.
MAY = {
    ("language/catalogue.py", "glob"): "translations are files of gettext, found and read by its own library",
    ("language/catalogue.py", "pofile"): "translations are files of gettext, found and read by its own library",
    ("console.py", "cwd"): "the project is the folder in which the command is called",
    ("console.py", "is_dir"): "the project is the folder in which the command is called",
    ("cli.py", "exists"): "`portal new` never overwrites",
    ("cli.py", "mkdir"): "`portal new` and `portal generate` make sources",
    ("cli.py", "write_text"): "`portal new` makes a source",
    ("cli.py", "write_bytes"): "`portal generate` makes the files that come from the schema",
    ("cli.py", "open"): "a browser is opened, no file",
}  # fmt: skip


def disk_calls(module: str) -> set[tuple[str, str]]:
    found = set()
    for node in (node for node in ast.walk(MODULES[module]) if isinstance(node, ast.Call)):
        named = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        our_own = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in ("self", "walk")
        if named in DISK and not our_own:
            found.add((module, named))
    return found


@pytest.mark.parametrize("module", [module for module in MODULES if stage(module) not in ("read", "write", "build")])
def test_only_read_write_and_build_touch_the_disk(module):
    assert disk_calls(module) <= set(MAY)


def test_every_exception_is_still_needed():
    assert set(MAY) <= set().union(*map(disk_calls, MODULES))


@pytest.mark.parametrize("module", [module for module in MODULES if stage(module) in PURE])
def test_a_pure_stage_knows_no_clock_no_chance_and_no_network(module):
    """The same sources give the same pages. (Types of ``os`` and ``pathlib`` are only types.)"""
    known = {"os", "sys", "io", "shutil", "tempfile", "subprocess", "socket", "time", "random", "glob", "urllib.request"}
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            assert not known & {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.module not in known or {alias.name for alias in node.names} == {"PathLike"}
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("now", "today", "utcnow", "environ", "getenv")


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for module, tree in MODULES.items():
        yield from ((module, node) for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def lines(node: ast.FunctionDef) -> int:
    return node.end_lineno - node.lineno + 1


def test_no_function_is_long():
    assert [(module, node.name, lines(node)) for module, node in functions() if lines(node) > 60] == []
    assert statistics.median(lines(node) for _, node in functions()) <= 10


def test_no_file_is_long():
    assert [name for name, source in SOURCES.items() if len(source.splitlines()) > 400] == []


# What a library asks for by name needs no words of ours.
ASKED_FOR = {"do_GET", "end_headers", "log_message", "emit"}


def public(module: str) -> Iterator[tuple[str, ast.AST]]:
    """Modules, classes, functions, and methods of more than one statement, as far as they are for others to use."""
    tree = MODULES[module]
    yield module, tree
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
            yield node.name, node
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_") and len(inner.body) > 1:
                    yield f"{node.name}.{inner.name}", inner


@pytest.mark.parametrize("module", MODULES)
def test_whatever_others_use_says_what_it_is(module):
    silent = [name for name, node in public(module) if not ast.get_docstring(node)]
    assert [name for name in silent if name.rpartition(".")[2] not in ASKED_FOR] == []


@pytest.mark.parametrize("module", MODULES)
def test_only_one_file_says_that_text_is_safe(module):
    calls = [node for node in ast.walk(MODULES[module]) if isinstance(node, ast.Call)]
    made = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "Markup"]
    assert not made or module == "render/safe.py"


TEMPLATES = sorted([*PACKAGE.rglob("*.j2"), *(ROOT / "overrides").rglob("*.html")])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_switches_escaping_off(template):
    assert re.findall(r"\|\s*safe\b|autoescape", template.read_text(encoding="utf-8")) == []


def test_a_template_cannot_print_what_is_not_marked_safe(corpus):
    import jinja2

    from portal.language.catalogue import Original
    from portal.render.desk import Desk
    from portal.render.safe import UnsafeValue

    environment = Desk(corpus, Original(), {}).environment
    for value in ("plain", 7, None, ["x"]):
        with pytest.raises(UnsafeValue):
            environment.from_string("{{ value }}").render(value=value)
    with pytest.raises((UnsafeValue, jinja2.UndefinedError)):
        environment.from_string("{{ missing }}").render()
    assert environment.from_string("{{ text(value) }}").render(value="<b>") == "&lt;b&gt;"


def test_everything_beside_the_code_is_packed_with_it():
    """An installed package finds its templates and scripts."""
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]["portal"]
    beside = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
    names = [path.relative_to(PACKAGE).as_posix() for path in beside]
    assert [name for name in names if not any(PurePosixPath(name).match(pattern) for pattern in packed)] == []


MADE_HERE = {".git", ".venv", "build", "site", ".browser", ".pytest_cache", ".hypothesis", ".ruff_cache"}


@cache
def committed() -> tuple[tuple[str, str], ...]:
    """Every text file of the project, without what is made here (.gitignore) and without the words of the paper."""
    tops = [top for top in ROOT.iterdir() if top.name not in MADE_HERE]
    paths = sorted(path for top in tops for path in (top.rglob("*") if top.is_dir() else [top]) if path.is_file())
    named = [(path.relative_to(ROOT).parts, path) for path in paths]
    read = [("/".join(parts), path.read_bytes()) for parts, path in named if not any(map(made_by_python, parts))]
    return tuple((name, data.decode("utf-8", "replace")) for name, data in read if b"\0" not in data)


def made_by_python(part: str) -> bool:
    return part.endswith((".egg-info", "__pycache__"))


def test_the_list_of_what_is_made_here_is_that_of_git():
    ignored = {line.strip().strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}
    assert MADE_HERE - {".git"} <= ignored


# Written in pieces, so that this file does not hold them.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")
REGISTRIES = [".".join(name) for name in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"), ("crates", "io"),
    ("rubygems", "org"), ("anaconda", "org"), ("jsdelivr", "net"), ("unpkg", "com"), ("debian", "org"), ("proxy.golang", "org"),
)]  # fmt: skip
# Folders of one machine. Pyodide's own file system and an invented example are none.
PLACES = re.compile(r"(?<![\w.~-])/(?:work|root|home|Users|mnt|tmp|var/folders)/(?!pyodide/|me/)\w")
INPUTS = re.compile(r"tests/(?:invalid|valid)/")  # faults on purpose


def test_nothing_is_left_for_later():
    assert [name for name, text in committed() if not INPUTS.match(name) and UNFINISHED.search(text)] == []


def test_no_file_names_a_package_registry():
    assert [(name, host) for name, text in committed() for host in REGISTRIES if host in text] == []


def test_locked_requirements_name_no_address():
    for path in ROOT.glob("requirements*.lock"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text and not re.search(r"https?://|--(?:extra-)?index-url|--find-links", text), path.name


def test_no_file_names_a_machine():
    own = {f"{ROOT}/", f"{Path.home()}/"}
    found = [(name, match.group()) for name, text in committed() for match in PLACES.finditer(text)]
    assert found == []
    assert [name for name, text in committed() if any(place in text for place in own)] == []
