"""Build a whole site: check, compile, run the engine, index, audit, publish. A failure leaves the old site whole."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from portal import __version__
from portal.build import engine, kept, offline, press, publish, search, taken, zensical
from portal.build.audit import audit
from portal.build.compress import compress
from portal.build.folder import Folder
from portal.build.html import is_page
from portal.build.minify import minify
from portal.build.noted import Noted
from portal.build.search_meaning import facets
from portal.build.store import Store, opened
from portal.build.translations import check_translations
from portal.build.tree import Tree, compile_tree
from portal.corpus.load import load
from portal.exports import pdf as paper
from portal.exports import sitemap, whole
from portal.exports.abroad import Abroad
from portal.problems import ProblemsFound
from portal.render.dates import newest
from portal.render.words import Words

Progress = Callable[[str], None]

# What the theme copies into every site and no page of ours loads.
UNUSED = ("assets/javascripts", "assets/stylesheets", "assets/images", "sitemap.xml", "sitemap.xml.gz")
SELDOM = (100_000, 50, 1_000)  # new objects before young ones are looked at; how often, before older ones are
# How each engine is run, and the packages whose versions build.json names.
ENGINES = {
    "mkdocs": (engine.run, ("mkdocs", "mkdocs-material", "markdown", "jinja2")),
    "zensical": (zensical.run, ("zensical", "markdown")),
}


@dataclass(frozen=True)
class Wishes:
    """What a build is asked for: these languages instead of those in site.yml, the engine that makes the pages, compressed
    files beside those of text, and each module as a PDF too."""

    languages: tuple[str, ...] = ()
    engine: str = "mkdocs"
    packed: bool = False
    pdf: bool = False


def build(
    root: Path, target: Path, progress: Progress = lambda step: None, languages: tuple[str, ...] = (), **wishes: Any
) -> dict:
    """Build the project at ``root`` into ``target``. Returns what build.json says.

    ``languages`` and ``wishes``: see Wishes. Raises ProblemsFound, EngineFailed, CannotPublish, NoPress or Unprintable; the
    old site stays.
    """
    with seldom_collected():
        return _build(root, target, progress, Wishes(languages, **wishes))


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Python looks for cycles of dead objects among young ones only, and seldom: templates leave a thousand objects in cycles
    for each case, but looking as often as usual would take a fifth of a build's time."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _build(root: Path, target: Path, progress: Progress, wishes: Wishes) -> dict:
    if wishes.pdf:
        press.weasyprint()  # what cannot be printed is said before anything is built
    progress("Reading and checking the sources")
    program = kept.program()
    made_from = kept.inputs(root, program, repr(wishes))
    if report := kept.unchanged(root, target, made_from):
        progress("Nothing has changed since the last build")
        return report
    known = kept.cases(root, program)
    corpus = load(root, known).corpus
    if wrong := check_translations(root):
        raise ProblemsFound(wrong)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(newest(corpus), time(), UTC).timestamp()))
    with publish.staging(target) as new, publish.alone(root / "build"), opened(root / kept.STORE, program) as store:
        kept.keep(root, program, known)
        trees = []
        for code in wishes.languages or corpus.site.languages:
            progress(f"Writing the pages ({code})")
            tree = compile_tree(root, corpus, code, progress, store)
            progress(f"Running the page engine ({code})")
            _run(root, tree, new, wishes.engine, store)
            gc.collect()  # the engine leaves a web of pages and files that point at each other
            trees.append(tree)
        progress("Putting each module into one file")
        files = Folder(new)
        for tree in trees:
            made = whole.plan(tree.corpus, tree.words, Folder(new, tree.prefix))
            files.add((tree.prefix + name, data) for name, data in made.items())
        for tree in trees if wishes.pdf else ():
            progress(f"Printing the PDF of each module ({tree.words.language})")
            files.add(_printed(root, tree, Folder(new, tree.prefix)))
        progress(f"Auditing {sum(map(is_page, files))} pages")
        base = urlsplit(corpus.site.address).path
        noted = Noted(trees, base, store)
        problems = audit(files, base, noted.look) + taken.check(files)
        if problems:
            raise ProblemsFound(problems, {problem.file: files[problem.file].decode() for problem in problems})
        files.add(_index(trees, noted))
        files.add(sitemap.plan(corpus, noted.listed, noted.readings).items())
        files.add(offline.plan(trees, files, named := digest(files.all_pieces())[:16]).items())
        report = {**summary(files, corpus, wishes.engine), "offline": named}
        (new / publish.MARK).write_text(json.dumps(report, indent=2, sort_keys=True) + "\n")
        if wishes.packed:
            progress("Compressing")
            compress(new, root / "build" / "compressed")
        progress("Publishing")
        publish.swap(new, target)
        kept.remember(root, target, made_from)
    return report


def _run(root: Path, tree: Tree, new: Path, engine: str, store: Store) -> None:
    """The engine makes each language in a folder of its own; that of the first language is the site itself."""
    part = new / tree.prefix if tree.prefix else new
    ENGINES[engine][0](root, tree, part, store)
    for name in (*UNUSED, *(("404.html",) if tree.prefix else ())):
        path = part / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    minify(part / "assets")


def _printed(root: Path, tree: Tree, own: Folder) -> Iterator[tuple[str, bytes]]:
    """Each module of a language as a PDF, and its lesson with the way to it."""
    desk = Abroad(tree.corpus, tree.words)
    for mid, data in press.modules(desk, tree.corpus.modules, own, root / press.KNOWN / tree.words.language).items():
        lesson = f"modules/{mid}/index.html"
        yield f"{tree.prefix}{whole.FOLDER}/{mid}.pdf", data
        yield tree.prefix + lesson, paper.shown(desk, mid, own[lesson], len(data))


def _index(trees: list[Tree], noted: Noted) -> Iterator[tuple[str, bytes]]:
    """The search index of each language, beside its pages."""
    for tree in trees:
        label = Words(tree.words, {}).plain
        reading = noted.readings[tree.prefix]
        for name, data in search.files(reading, label, tree.words.language, facets(tree.corpus, label)):
            yield tree.prefix + name, data


def built(site: Path, prefix: str = "") -> dict[str, bytes]:
    """The files of a finished site that make its modules, by address; those of one language have a ``prefix`` there."""
    parts = ("assets", "modules")
    return {f"{part}/{name}": data for part in parts for name, data in Folder(site, f"{prefix}{part}").items()}


def finished(site: Path) -> Mapping[str, bytes]:
    """Every file of a finished site, by address; none where there is no such site."""
    return Folder(site) if (site / publish.MARK).is_file() else {}


def digest(files: Iterable[tuple[str, Iterable[bytes]]]) -> str:
    """One value for a whole tree: paths and contents, in the order of paths. A content comes in pieces."""
    total = hashlib.sha256()
    for name, pieces in files:
        own = hashlib.sha256()
        for piece in pieces:
            own.update(piece)
        total.update(f"{name}\0{own.hexdigest()}\0".encode())
    return total.hexdigest()


def summary(files: Folder, corpus, engine: str) -> dict:
    """What build.json says: digest of the site, versions, counts."""
    return {
        "digest": digest(files.all_pieces()),
        "edition": corpus.site.version,
        "portal": __version__,
        "python": ".".join(platform.python_version_tuple()[:2]),
        "engine": {name: version(name) for name in ENGINES[engine][1]},
        "pages": sum(map(is_page, files)),
        "cases": len(corpus.cases),
        "bytes": sum(map(files.size, files)),
    }
