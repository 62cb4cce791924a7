"""A module as one file to keep and to pass on: text, drawings and questions, with the styles and scripts inside.

It is no page of the portal: it asks for nothing, so its own policy allows its scripts and styles by their digests and no more.
"""

from __future__ import annotations

import base64
import math
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from selectolax.lexbor import LexborNode

from portal.corpus.corpus import Corpus, Course
from portal.exports import lms
from portal.exports.abroad import Abroad
from portal.exports.lms import Inside
from portal.language.catalogue import Catalogue
from portal.render.chrome import key
from portal.render.safe import Safe, inlined

FOLDER = "downloads"
SCRIPTS = ("portal", "state", "whole", "score", "lesson", "questions", "quiz")
# In the lesson the way to the file is hidden, and the place for its size empty, until it is made: plain MkDocs makes none.
WAY, SIZE = b'<div class="take-whole" hidden>', b'<span class="file-size"></span>'
KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}


class Alone(Inside):
    """What is in the file of a module. Pictures stand in it; every other file is on the portal."""

    def target(self, page: str, link: str) -> tuple[str, bool]:
        """Where a link leads: to a place in the file, or out of it."""
        to, out = super().target(page, link)
        return (self.home + to, True) if to.startswith("assets/") else (to, out)

    def _turn(self, page: str, node: LexborNode) -> None:
        if node.tag == "img":
            node.attrs["src"] = self._picture(super().target(page, node.attributes["src"] or "")[0])
        else:
            super()._turn(page, node)

    def _picture(self, name: str) -> str:
        """A picture of the site as an address that holds it; what is there already stays."""
        if name not in self.site:
            return name
        return f"data:{KINDS[posixpath.splitext(name)[1]]};base64,{base64.b64encode(self.site[name]).decode()}"


def address(mid: str) -> str:
    """Where the file of a module stands. The folder says that it is no page."""
    return f"{FOLDER}/{mid}.html"


def plan(corpus: Corpus, catalogue: Catalogue, site: Mapping[str, bytes]) -> dict[str, bytes]:
    """The file of each module, and its lesson with the way to it. ``site`` are the files of the language by address."""
    desk, made = Abroad(corpus, catalogue), {}
    for mid, course in corpus.modules.items():
        lesson = f"modules/{mid}/index.html"
        made[address(mid)] = whole(desk, mid, course, site)
        size = desk.words_of.t("({n} KB)", n=desk.words_of.number(Decimal(math.ceil(len(made[address(mid)]) / 1000))))
        shown = site[lesson].replace(WAY, WAY.replace(b" hidden", b""))
        made[lesson] = shown.replace(SIZE, SIZE.replace(b"></", f">{size}</".encode()))
    return made


def whole(desk: Abroad, mid: str, course: Course, site: Mapping[str, bytes]) -> bytes:
    """The file of one module."""
    inside = Alone(mid, desk.home, site, desk.words_of.t("(leads out of this file)"))
    styles = list(_inlined("style", (f"assets/css/{name}.css" for name in lms.STYLES), site))
    scripts = list(_inlined("script", (f"assets/js/{name}.js" for name in ("theme", *SCRIPTS)), site))
    given = lms.given(desk, course, inside)
    made = {
        **given,
        "mid": mid,
        "home": desk.home,
        "key": key(desk.corpus.site.address),
        "questions": below(given["questions"]),
        "styles": [part for part, _ in styles],
        "first": scripts[0][0],  # before the first paint
        "scripts": [part for part, _ in scripts[1:]],
        "allowed": {"style": [digest for _, digest in styles], "script": [digest for _, digest in scripts]},
    }
    return desk.environment.get_template("whole.html.j2").render(**made).encode()


def below(article: Safe) -> Safe:
    """An article as a part of another: its first heading is no longer the first of the page."""
    return Safe(article.replace(Safe("<h1"), Safe("<h2")).replace(Safe("</h1>"), Safe("</h2>")))


def _inlined(kind: str, names: Iterable[str], site: Mapping[str, bytes]) -> Iterator[tuple[Safe, Safe]]:
    for name in names:
        yield inlined(kind, site[name].decode())
