"""Build a whole site: check, compile, run the engine, index, audit, publish. A failure leaves the old site whole."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from portal import __version__
from portal.build import engine, offline, publish, search, taken
from portal.build.audit import audit
from portal.build.html import Page, is_page
from portal.build.minify import minify
from portal.build.search_entries import Entry, entries
from portal.build.search_meaning import Meanings, facets
from portal.build.tree import Tree, compile_tree
from portal.corpus.load import load
from portal.exports import sitemap, whole
from portal.problems import ProblemsFound
from portal.render.dates import newest
from portal.render.words import Words

Progress = Callable[[str], None]

# What the theme copies into every site and no page of ours loads.
UNUSED = ("assets/javascripts", "assets/stylesheets", "assets/images", "sitemap.xml", "sitemap.xml.gz")
ENGINE_PARTS = ("mkdocs", "mkdocs-material", "markdown", "jinja2")


def build(root: Path, target: Path, progress: Progress = lambda step: None, languages: tuple[str, ...] = ()) -> dict:
    """Build the project at ``root`` into ``target``. Returns what build.json says.

    ``languages`` replaces the list in site.yml. Raises ProblemsFound, EngineFailed or CannotPublish; the old site stays.
    """
    with without_collector():
        return _build(root, target, progress, languages)


@contextmanager
def without_collector() -> Iterator[None]:
    """A build makes millions of objects and hardly a cycle: looking for cycles would take a fifth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _build(root: Path, target: Path, progress: Progress, languages: tuple[str, ...]) -> dict:
    progress("Reading and checking the sources")
    corpus = load(root).corpus
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(newest(corpus), time(), UTC).timestamp()))
    with publish.staging(target) as new:
        trees = []
        for code in languages or corpus.site.languages:
            progress(f"Writing the pages ({code})")
            tree = compile_tree(root, corpus, code, progress)
            progress(f"Running the page engine ({code})")
            _run(root, tree, new)
            trees.append(tree)
        progress("Putting each module into one file")
        files = _read(new)
        for tree in trees:
            _add(new, single := _single_files(tree, files))
            files.update(single)
        progress(f"Auditing {sum(map(is_page, files))} pages")
        noted = _Noted(trees)
        problems = audit(files, urlsplit(corpus.site.address).path, noted.look) + taken.check(files)
        if problems:
            raise ProblemsFound(problems, {problem.file: files[problem.file].decode() for problem in problems})
        added = {**_index(trees, noted), **sitemap.plan(corpus, noted.listed, noted.entries)}
        _add(new, added)
        files.update(added)
        _add(new, worker := offline.plan(trees, files, named := digest(files)[:16]))
        files.update(worker)
        report = {**summary(files, corpus), "offline": named}
        (new / publish.MARK).write_text(json.dumps(report, indent=2, sort_keys=True) + "\n")
        progress("Publishing")
        publish.swap(new, target)
    return report


def _run(root: Path, tree: Tree, new: Path) -> None:
    """The engine makes each language in a folder of its own; that of the first language is the site itself."""
    part = new / tree.prefix if tree.prefix else new
    engine.run(root, tree, part)
    for name in (*UNUSED, *(("404.html",) if tree.prefix else ())):
        path = part / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    minify(part / "assets")


def _single_files(tree: Tree, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each module of a language as one file, and its lesson, which says how large that file is."""
    own = {name.removeprefix(tree.prefix): data for name, data in files.items() if name.startswith(tree.prefix)}
    return {tree.prefix + name: data for name, data in whole.plan(tree.corpus, tree.words, own).items()}


class _Noted:
    """What the search finds in each page, by language, and which pages may be listed; noted while the audit has it parsed."""

    def __init__(self, trees: list[Tree]):
        longest_first = sorted(trees, key=lambda tree: len(tree.prefix), reverse=True)
        self.listed: list[str] = []  # the pages that search engines may list
        self.entries: dict[str, list[Entry]] = {tree.prefix: [] for tree in longest_first}
        self.meanings = {tree.prefix: Meanings(tree.corpus.glossary, tree.corpus.acronyms) for tree in longest_first}

    def look(self, page: Page) -> None:
        """Note the entries of a page under its language, with addresses counted from the language's folder."""
        if page.address != "404.html" and "noindex" not in page.attribute("meta[name=robots]", "content"):
            self.listed.append(page.address)
        prefix = next(prefix for prefix in self.entries if page.address.startswith(prefix))
        page.address = page.address.removeprefix(prefix)
        self.entries[prefix] += entries([page], self.meanings[prefix])


def _index(trees: list[Tree], noted: _Noted) -> dict[str, bytes]:
    """The search index of each language, beside its pages."""
    made = {}
    for tree in trees:
        label = Words(tree.words, {}).plain
        found, meanings = noted.entries[tree.prefix], noted.meanings[tree.prefix]
        files = search.index(found, label, tree.words.language, meanings, facets(tree.corpus, label))
        made.update({tree.prefix + name: data for name, data in files.items()})
    return made


def _add(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def built(site: Path, prefix: str = "") -> dict[str, bytes]:
    """The files of a finished site that make its modules, by address; those of one language have a ``prefix`` there."""
    parts = ("assets", "modules")
    return {f"{part}/{name}": data for part in parts for name, data in _read(site / prefix / part).items()}


def finished(site: Path) -> dict[str, bytes]:
    """Every file of a finished site, by address; none where there is no such site."""
    return _read(site) if (site / publish.MARK).is_file() else {}


def _read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def digest(files: Mapping[str, bytes]) -> str:
    """One value for a whole tree: paths and contents."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()


def summary(files: Mapping[str, bytes], corpus) -> dict:
    """What build.json says: digest of the site, versions, counts."""
    return {
        "digest": digest(files),
        "edition": corpus.site.version,
        "portal": __version__,
        "python": ".".join(platform.python_version_tuple()[:2]),
        "engine": {name: version(name) for name in ENGINE_PARTS},
        "pages": sum(map(is_page, files)),
        "cases": len(corpus.cases),
        "bytes": sum(map(len, files.values())),
    }
