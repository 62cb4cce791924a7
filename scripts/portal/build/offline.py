"""The offline worker of a site, and what it can save: the list of all files with digests, and the parts readers choose.

Made after everything else, so that the digests are those of the files as they are published.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rjsmin import jsmin

from portal.build.html import is_page
from portal.build.links import STYLE_FILE, resolve
from portal.build.tree import Tree
from portal.corpus.assessments import published
from portal.corpus.corpus import Corpus
from portal.render.chrome import key
from portal.render.safe import Safe, element, text
from portal.render.words import Words
from portal.schema.path import LearningPath

WORKER, FOLDER = "sw.js", "offline"
LIST, PARTS, OFF = f"{FOLDER}/list.json", f"{FOLDER}/parts.js", f"{FOLDER}/off.js"
HERE = Path(__file__).parent
DIGITS = 10  # of a digest: enough to tell two builds of a file apart
LOADED = re.compile(r"<(?:link|script|img)\b[^>]*?\s(?:src|href)=\"([^\":]+)\"")
KINDS = (".css", ".js", ".svg", ".png", ".jpg", ".webp")  # what a page loads; feeds and addresses it only names
SHELL = ("index", "offline", "privacy", "search", "progress")
LATER = ("search", "results", "reuse", "progress-file")  # scripts that pages load when somebody wants them
TOGETHER = ("revise", "confirmation", "paths/index", "modules/index")  # what a path needs besides its steps
Files = Mapping[str, bytes]


def plan(trees: Iterable[Tree], files: Files, build: str) -> dict[str, bytes]:
    """Worker, list, sizes and the file that ends the worker, for the finished ``files`` of a site; ``build`` names it."""
    trees = list(trees)
    corpus = trees[0].corpus
    parts = {name: sorted(chosen) for tree in trees for name, chosen in _parts(tree, trees, files).items()}
    told = {tree.prefix: _lost(tree) for tree in trees}
    names = sorted({name for chosen in parts.values() for name in chosen} | {name for name in files if _is_checked(name)})
    sizes = {name: sum(len(files[file]) for file in chosen) for name, chosen in parts.items()}
    site, off = key(corpus.site.address), {"SITE": key(corpus.site.address)}
    return {
        WORKER: _worker("worker.js", {"SITE": site, "BUILD": build, "LOST": told}) if corpus.site.offline
        else _worker("worker-off.js", off),
        OFF: _worker("worker-off.js", off),
        LIST: _json({"build": build, **_listed(names, parts, files)}),
        PARTS: f"portalOfflineParts({json.dumps({'build': build, 'parts': sizes}, sort_keys=True)});\n".encode(),
    }  # fmt: skip


def _listed(names: list[str], parts: Mapping[str, list[str]], files: Files) -> dict[str, Any]:
    """Every file with size and digest; the parts name files by their number."""
    number = {name: n for n, name in enumerate(names)}
    digests = {name: [len(files[name]), hashlib.sha256(files[name]).hexdigest()[:DIGITS]] for name in names}
    return {
        "files": digests,
        "names": names,
        "parts": {part: [number[name] for name in chosen] for part, chosen in parts.items()},
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, separators=(",", ":")) + "\n").encode()


def _worker(name: str, values: Mapping[str, Any]) -> bytes:
    """A worker with its values in front of it."""
    head = "".join(f"const {key} = {json.dumps(value, sort_keys=True)};\n" for key, value in values.items())
    return (head + jsmin((HERE / name).read_text(encoding="utf-8")) + "\n").encode()


def _is_checked(name: str) -> bool:
    """Whether pages load a file by themselves: it must then be of their own build."""
    return name != "404.html" and (name.endswith((".js", ".css")) or is_page(name))


# Parts.


def _parts(tree: Tree, trees: Iterable[Tree], files: Files) -> dict[str, set[str]]:
    """What readers of one language can save: the shell, each path, the whole text. Each holds the shell."""
    inner = tuple(
        other.prefix for other in trees if len(other.prefix) > len(tree.prefix) and other.prefix.startswith(tree.prefix)
    )
    own = {name for name in files if name.startswith(tree.prefix) and not (inner and name.startswith(inner))}
    site = _Site(tree.prefix, files, own)
    shell = site.pages(SHELL) | site.named(f"assets/js/{name}.js" for name in LATER)
    made = {"shell": shell}
    made.update({f"path/{path.id}": shell | _path(site, tree.corpus, path) for path in tree.corpus.paths})
    made["all"] = shell | site.whole()
    return {tree.prefix + name: chosen for name, chosen in made.items()}


class _Site:
    """The files of one language, by address in that language."""

    def __init__(self, prefix: str, files: Files, own: set[str]):
        self.prefix, self.files, self.own = prefix, files, own

    def named(self, names: Iterable[str]) -> set[str]:
        """Those of the files that are there."""
        return {self.prefix + name for name in names} & self.own

    def folder(self, name: str) -> set[str]:
        """All files of a folder."""
        return {file for file in self.own if file.startswith(f"{self.prefix}{name}/")}

    def pages(self, names: Iterable[str]) -> set[str]:
        """Pages, as addresses without ``.html``, with everything they load."""
        return self.with_loaded(self.named(f"{name}.html" for name in names))

    def with_loaded(self, pages: set[str]) -> set[str]:
        """Pages with their scripts, styles and pictures, and what the styles load."""
        found = {target for page in pages for target in self._targets(page, LOADED)}
        styles = {name for name in found if name.endswith(".css")}
        return pages | found | {target for style in styles for target in self._targets(style, STYLE_FILE)}

    def _targets(self, name: str, pattern: re.Pattern[str]) -> Iterator[str]:
        for link in pattern.findall(self.files[name].decode()):
            target = resolve(name, link)
            if target in self.own and target.endswith(KINDS):
                yield target

    def whole(self) -> set[str]:
        """Every page with all it can load, without files to download and without the full Python."""
        checked = {name for name in self.own if _is_checked(name)}
        full = {name for name in self.folder("lab") if posixpath.basename(name).startswith("full")}
        return self.with_loaded({name for name in checked if is_page(name)}) | (checked - full)


def _path(site: _Site, corpus: Corpus, path: LearningPath) -> set[str]:
    """The pages of a path, with the search over the titles of all pages."""
    names = [f"paths/{path.id}", *TOGETHER]
    for step in path.steps:
        names += [step.page] if step.page else [f"modules/{step.module}/{name}" for name in ("index", "quiz", *step.exercises)]
    tests = [test.id for test in published(corpus) if test.path == path.id]
    later = [f"revise/{step.module}.js" for step in path.steps if step.module]
    later += [f"tests/{name}-{form}.js" for name in tests for form in "ab"]
    later += [f"assets/js/{name}.js" for name in ("score", "questions")]  # the deck brings them
    later += ["lab/quick.js"] if any(step.exercises for step in path.steps) else []
    search = {name for name in site.folder("search") if not posixpath.basename(name).startswith("x")}  # without excerpts
    return site.pages([*names, *(f"tests/{name}" for name in tests)]) | site.named(later) | search


def _lost(tree: Tree) -> str:
    """The page for readers without a network who have saved nothing that fits: it needs no other file."""
    words, site = Words(tree.words, {}), tree.corpus.site
    title, said = words.t("No network"), words.t("This page was not saved on this device. Open it again when there is a network.")
    body = element("main", Safe(f"{element('h1', title)}{element('p', said)}{element('p', text(site.name))}"))
    head = Safe(f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{element("title", title)}')
    page = element(
        "html", Safe(f"{element('head', head)}{element('body', body)}"), lang=tree.words.language, dir=tree.words.direction
    )
    return f"<!doctype html>{page}"
