"""Sources to trees on disk, one a language, under build/tree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from portal.build.laboratory import laboratory
from portal.corpus.corpus import Corpus
from portal.corpus.load import load
from portal.language.catalogue import Catalogue, catalogue
from portal.language.translate import translate
from portal.render.chrome import chrome
from portal.render.diagrams import Drawing, font_data, picture
from portal.render.site import render
from portal.write import write


@dataclass(frozen=True)
class Tree:
    """A tree on disk and what its page shell needs."""

    folder: Path
    corpus: Corpus
    words: Catalogue
    chrome: dict[str, Any]

    @property
    def prefix(self) -> str:
        """Where the language is published: "" at the root, else "fr/"."""
        return "" if self.words.language == self.corpus.site.languages[0] else f"{self.words.language}/"


def compile_tree(
    root: Path, corpus: Corpus | None = None, language: str | None = None, progress: Callable[[str], None] = lambda step: None
) -> Tree:
    """Write the tree of one language. Raises ProblemsFound before anything is written."""
    corpus = corpus or load(root).corpus
    original = corpus.site.languages[0]
    words = catalogue(root, language or original, original)
    translated = translate(corpus, words)
    lab, scripts = laboratory(root, corpus, progress)
    files = {**render(translated, words, lab), **scripts}
    folder = root / "build" / "tree" / words.language
    files.update(pictures(files, root / "build" / "pictures" / words.language, root / "build" / "fonts"))
    write(folder, files)
    return Tree(folder, translated, words, chrome(translated, words))


def pictures(files: dict[str, bytes], known: Path, fonts: Path) -> dict[str, bytes]:
    """A PNG for every drawing. ``known`` keeps those of the last build, each under the digest of what it was made from."""
    drawings = {name: svg for name, svg in files.items() if name.startswith("assets/diagrams/") and name.endswith(".svg")}
    maker = f"resvg_py {version('resvg_py')}\n".encode()
    kept = {name: f"{hashlib.sha256(maker + svg).hexdigest()}.png" for name, svg in drawings.items()}
    made = {name: _picture(known / kept[name], svg, fonts) for name, svg in drawings.items()}
    write(known, {kept[name]: png for name, png in made.items()})
    return {name.removesuffix(".svg") + ".png": png for name, png in made.items()}


def _picture(known: Path, svg: bytes, fonts: Path) -> bytes:
    return known.read_bytes() if known.is_file() else picture(Drawing(svg.decode(), 0, 0), _font_files(fonts))


def _font_files(folder: Path) -> list[Path]:
    """The fonts of the drawings, on disk, where the rasteriser can read them."""
    data = font_data()
    if any(not (folder / name).is_file() for name in data):
        write(folder, data)
    return [folder / name for name in data]
