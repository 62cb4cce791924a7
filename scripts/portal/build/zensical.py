"""The other engine: Zensical, the successor of Material for MkDocs. It runs no plugin and no hook.

It gets a configuration at the project root and a folder of pages, both made for one run. As with MkDocs, the engine sees the
headings of a page and a mark for each block of HTML; here the blocks are put back when the engine has ended. It copies whatever
stands among the pages, so the files of the tree are put into place by us.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from portal.build.blocks import SIGN, put_back, take_out
from portal.build.engine import EngineFailed
from portal.build.notebooks import shown
from portal.build.store import Store
from portal.build.tree import Tree
from portal.write import write

SETTINGS = ".portal-zensical.yml"
LEFT_OUT = ("hooks", "plugins", "exclude_docs", "not_in_nav", "validation", "docs_dir", "site_dir")
WORD = "portalblock"  # stands for the sign of a mark, which this engine drops
# A folder that the engine leaves out, whatever its settings say, and its name for one run: links are the same from there.
PASSED_OVER, RENAMED = "templates/", "templates-/"
MISSING = "Zensical is not installed: pip install zensical, or build with the other engine"


def run(root: Path, tree: Tree, target: Path, store: Store) -> None:
    """Build the tree into ``target``, all pages every time. Raises EngineFailed when the engine does."""
    work = root / "build" / "zensical" / tree.words.language
    pages, kept = _staged(tree.folder)
    write(work / "docs", {name: text.encode() for name, text in pages.items()})
    settings = root / SETTINGS
    settings.write_text(yaml.safe_dump(_settings(root, tree, work), allow_unicode=True), encoding="utf-8")
    try:
        _engine(root, settings)
    finally:
        settings.unlink(missing_ok=True)
    _put(work / "site", tree, kept, target)


def _staged(folder: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Each page with marks for its blocks, and the blocks, by the address of the finished page."""
    pages: dict[str, str] = {}
    kept: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".md":
            front, body = _cut(path.read_text(encoding="utf-8"))
        elif _is_solved(name):
            front, body = _notebook(path)
        else:
            continue
        marked, kept[_with(name, ".html")] = take_out(body)
        pages[_seen(_with(name, ".md"))] = front + marked.replace(SIGN, WORD)
    return pages, kept


def _is_solved(name: str) -> bool:
    """Whether a file is a notebook of trainers, which is shown as a page."""
    return name.startswith("trainer/") and name.endswith(".ipynb")


def _with(name: str, ending: str) -> str:
    return Path(name).with_suffix(ending).as_posix()


def _seen(name: str) -> str:
    """The name under which the engine sees a file."""
    return RENAMED + name.removeprefix(PASSED_OVER) if name.startswith(PASSED_OVER) else name


def _cut(text: str) -> tuple[str, str]:
    """The front matter of a page and the rest."""
    end = text.index("\n---\n", 4) + 5
    return text[:end], text[end:]


def _notebook(path: Path) -> tuple[str, str]:
    """The page of a solved notebook, made by the same converter that MkDocs' plugin calls."""
    from mkdocs_jupyter import convert

    about = json.loads(path.read_text(encoding="utf-8"))["metadata"]["portal"]
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in about["page"].items())
    html = shown(convert.nb2html(str(path), execute=False), about)
    return f"---\n{front}---\n", html


def _settings(root: Path, tree: Tree, work: Path) -> Mapping[str, Any]:
    """The engine's settings of this project, with what `engine.arrange` sets for MkDocs."""
    given = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    return {
        **{key: value for key, value in given.items() if key not in LEFT_OUT},
        "docs_dir": (work / "docs").relative_to(root).as_posix(),
        "site_dir": (work / "site").relative_to(root).as_posix(),
        "site_name": tree.chrome["name"],
        "site_url": tree.corpus.site.address + tree.prefix,
        "extra": {"portal": json.loads(json.dumps(tree.chrome))},
    }


def _engine(root: Path, settings: Path) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--clean", "-f", str(settings)]
    made = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if "No module named zensical" in made.stderr:
        raise EngineFailed(MISSING)
    if made.returncode:
        raise EngineFailed((made.stderr or made.stdout)[-2000:])


def _put(made: Path, tree: Tree, kept: Mapping[str, list[str]], target: Path) -> None:
    """The engine's pages with their blocks, and all other files of the tree as they are."""
    for path in sorted(tree.folder.rglob("*")):
        name = path.relative_to(tree.folder).as_posix()
        if path.is_file() and path.suffix != ".md" and not _is_solved(name):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)
    for address, blocks in kept.items():
        (target / address).parent.mkdir(parents=True, exist_ok=True)
        page = (made / _seen(address)).read_text(encoding="utf-8").replace(WORD, SIGN)
        (target / address).write_text(put_back(page, blocks), encoding="utf-8")
    shutil.copyfile(made / "404.html", target / "404.html")
