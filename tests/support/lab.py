"""A small site with the exercise pages, made from the real template, shell, styles, scripts and runtimes."""

from __future__ import annotations

import json
import os
import shutil
from functools import cache
from pathlib import Path

import jinja2
import markdown

from portal.build import runtimes
from portal.build.prove import Proof, prove
from portal.corpus.corpus import Corpus
from portal.language.catalogue import Original
from portal.read.notebook import Notebook, parse
from portal.read.tree import parse as parse_yaml
from portal.render import exercises
from portal.render.chrome import chrome
from portal.render.desk import Desk
from tests.support import real
from tests.support.project import ROOT

LIBRARY = ROOT / "scripts"
# What is brought from outside or takes long is made once for a checkout, not once for a test run.
CACHE = ROOT / "build" / "runtimes"
PROVED = ROOT / "build" / "proved"
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("modules/*/exercises/*.ipynb"))
POLICY = (
    "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "worker-src blob:; connect-src blob:; base-uri 'none'; form-action 'none'"
)


def text_of(file: str) -> str:
    """The text of a notebook of this project."""
    return (ROOT / file).read_text(encoding="utf-8")


def books() -> dict[str, Notebook]:
    """The notebooks of this project by file."""
    return {file: parse(file, text_of(file)) for file in FILES}


def book(name: str) -> Notebook:
    """The notebook with this name."""
    return next(found for found in books().values() if found.name == name)


def proof(book: Notebook) -> Proof:
    """What the cells of a notebook show."""
    return prove(book, text_of(book.file), LIBRARY, PROVED)


def shown(name: str) -> str:
    """All that the cells of a notebook show, as text."""
    return "\n".join(output.text for outputs in proof(book(name)).values() for output in outputs)


def needs_full() -> Notebook:
    """A notebook whose first exercise needs the standard library of the full Python."""
    file = "modules/joint-action/exercises/joint-purchase.ipynb"
    raw = json.loads(text_of(file))
    for cell in raw["cells"]:
        if cell["id"] == "alone":
            cell["metadata"]["full"] = "it uses the module statistics."
        if cell["id"] == "alone-solution":
            cell["source"] = (
                "import statistics\nalone = 10 * statistics.mean([sacks * price_at(ladder, sacks) for name, sacks in stay])"
            )
    return parse("modules/joint-action/exercises/needs-full.ipynb", json.dumps(raw))


def address_of(book: Notebook) -> str:
    """Where its page stands."""
    return f"modules/{book.file.split('/')[1]}/{book.name}.html"


def build(folder: Path) -> Path:
    """Write the site to ``folder``."""
    shutil.copytree(ROOT / "docs" / "assets", folder / "assets", dirs_exist_ok=True)
    (folder / "assets/css/site.css").write_text("")
    made = runtimes.make(LIBRARY, CACHE)
    for name, data in made.files.items():
        _write(folder / name, data)
    for book in books().values():
        _write(folder / address_of(book), page(book, proof(book), (made.quick, made.full)).encode())
        _write(folder / f"modules/{book.file.split('/')[1]}/{book.name}.ipynb", text_of(book.file).encode())
    _write(folder / address_of(needs_full()), page(needs_full(), {}, (made.quick, made.full)).encode())
    return folder


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)


@cache
def _corpus() -> Corpus:
    return real.corpus()


def page(book: Notebook, shown: Proof, sizes: tuple[int, int]) -> str:
    """The page of a notebook in the portal's shell, as the engine puts it there."""
    desk = Desk(_corpus(), Original(), {})
    address = address_of(book)
    given = exercises.given(book.file.split("/")[1], book, shown, sizes)
    _, front, body = desk.write("exercise.md.j2", address, terms=False, **given).decode().split("---\n", 2)
    meta = parse_yaml("front", front).value
    content = markdown.markdown(body, extensions=["attr_list", "toc"])
    up = "../" * address.count("/")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "overrides"))
    environment.filters["url"] = lambda target: up + str(target)
    shell = chrome(desk.corpus, desk.catalogue)
    made = environment.get_template("main.html").render(
        config={"extra": {"portal": shell}}, page={"meta": meta, "content": content, "toc": []}
    )
    return _loading(made, up)


def _loading(made: str, up: str) -> str:
    """The page with the policy and with what an exercise loads, where the shell does not say so itself."""
    start = made.index('content="', made.index("Content-Security-Policy")) + len('content="')
    made = made[:start] + POLICY + made[made.index('"', start) :]
    wanted = [f'<link rel="stylesheet" href="{up}assets/css/{name}.css">' for name in ("quiz", "lab")]
    wanted += [f'<script src="{up}assets/js/{name}.js" defer></script>' for name in ("state", "lab-python", "lab")]
    return made.replace("</head>", "\n".join(tag for tag in wanted if tag not in made) + "\n</head>")
