"""Sources to trees on disk, one a language, under build/tree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from portal.build.kept import OTHERS, inputs
from portal.build.laboratory import laboratory
from portal.build.store import Store, key
from portal.corpus.corpus import Corpus
from portal.corpus.load import load
from portal.exports import data, feeds, manifest
from portal.language.catalogue import Catalogue, catalogue
from portal.language.translate import translate
from portal.render import cards, icons
from portal.render.chrome import chrome
from portal.render.desk import Desk
from portal.render.diagrams import PIXELS, Drawing, font_data, picture
from portal.render.site import Files, Once, files
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
    root: Path,
    corpus: Corpus | None = None,
    language: str | None = None,
    progress: Callable[[str], None] = lambda step: None,
    store: Store | None = None,
) -> Tree:
    """Write the tree of one language. What ``store`` has of the same sources is not made again. Raises ProblemsFound before
    anything is written."""
    corpus = corpus or load(root).corpus
    original = corpus.site.languages[0]
    words = catalogue(root, language or original, original)
    translated = translate(corpus, words)
    lab, scripts = laboratory(root, corpus, progress)
    once = _once(store or Store(), words.language, inputs(root, names=OTHERS))
    opened = data.plan(translated, words, once)
    others = {**opened.files, **feeds.plan(translated, words), **scripts, **manifest.plan(translated, words)}
    made = chain(files(translated, words, lab, opened.tables, once), others.items())
    folder = root / "build" / "tree" / words.language
    known = root / "build" / "pictures" / words.language
    desk = Desk(translated, words, {})
    drawn = {**cards.drawings(translated, desk), **icons.drawings(desk)}
    write(folder, _with_pictures(made, drawn, known, root / "build" / "fonts"))
    return Tree(folder, translated, words, chrome(translated, words))


def _once(store: Store, *settings: str) -> Once:
    """What the store has of the same parts and settings; else it is made."""
    known = store.key("case", *settings)
    return lambda parts, make: store.once(key(known, *parts), make)


def _with_pictures(made: Files, drawn: dict[str, bytes], known: Path, fonts: Path) -> Files:
    """The files, and a PNG of each drawing among them and of those already ``drawn``."""
    svgs: dict[str, bytes] = {}
    for name, file in made:
        if name.startswith("assets/diagrams/") and name.endswith(".svg"):
            svgs[name.removesuffix("svg") + "png"] = file
        yield name, file
    yield from pictures({**svgs, **drawn}, known, fonts).items()


def pictures(drawings: dict[str, bytes], known: Path, fonts: Path) -> dict[str, bytes]:
    """The PNG of every drawing, by its path. ``known`` keeps those of the last build, each under the digest of its SVG."""
    maker = f"resvg_py {version('resvg_py')}\n".encode()
    kept = {name: f"{hashlib.sha256(maker + svg).hexdigest()}.png" for name, svg in drawings.items()}
    made = {name: _picture(known / kept[name], name, svg, fonts) for name, svg in drawings.items()}
    write(known, {kept[name]: png for name, png in made.items()})
    return made


def _picture(known: Path, name: str, svg: bytes, fonts: Path) -> bytes:
    """A PNG from the last build, or drawn: cards and icons in their own size, drawings large enough to print."""
    if known.is_file():
        return known.read_bytes()
    wide = icons.SIZES.get(name) or (cards.WIDTH if name.startswith(cards.FOLDER) else PIXELS)
    return picture(Drawing(svg.decode(), 0, 0), _font_files(fonts), wide)


def _font_files(folder: Path) -> list[Path]:
    """The fonts of the drawings, on disk, where the rasteriser can read them."""
    data = font_data()
    if any(not (folder / name).is_file() for name in data):
        write(folder, data)
    return [folder / name for name in data]
