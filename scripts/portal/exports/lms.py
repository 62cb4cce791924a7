"""A module as one page for a learning system: the lesson and the questions as the portal prints them, without its frame.

Links stay inside the package or lead to the published portal; those that lead out are marked, and open beside it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from portal.corpus.corpus import Course
from portal.exports.abroad import Abroad
from portal.render import items
from portal.render.safe import Safe
from portal.schema import quiz as kinds

LESSON, QUESTIONS = "package--lesson", "package--questions"  # two hyphens: no id of an author has them
STYLES = ("site", "portal", "diagrams", "quiz", "package")
SCRIPTS = ("package", "portal", "state", "score", "lesson", "questions", "quiz")
# What belongs to the portal around a module: trainer view, texts of the store, the way to the reader's progress, marks of
# places, and what search engines read.
FRAME = (
    ".tools:has(a[href*='trainer/']), [data-not-stored], #next-step li:has(a[href$='progress.html']), .without-js, .anchor, "
    "script[type='application/ld+json']"
)
# Ids that would stand twice, or bring the menu with links to the place at hand: inside a system they lead nowhere.
NAMED = "h1[id], #citation, figure.diagram[id]"
SHORT = 4  # letters of a digest that tell an edited question from the one that was answered


@dataclass
class Inside:
    """What is in the package of a module; ``pages`` and files of the site by address. Files asked for are noted."""

    mid: str
    home: str
    site: Mapping[str, bytes]
    leads_out: Safe
    wanted: set[str] = field(default_factory=set)
    unnamed = NAMED  # ids that go

    @property
    def parts(self) -> dict[str, str]:
        """The pages that become parts of the page, with the id of each."""
        return {f"modules/{self.mid}/index.html": LESSON, f"modules/{self.mid}/quiz.html": QUESTIONS}

    def target(self, page: str, link: str) -> tuple[str, bool]:
        """Where a link on a page of the site leads in the package, and whether it leads out of it."""
        there = urlsplit(link)
        if there.scheme or there.netloc:
            return link, there.scheme != "mailto"
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(there.path))) if there.path else page
        if path in self.parts and path in self.site:
            return self.place(path, there.fragment), False
        if path.startswith("assets/") and path in self.site:
            self.wanted.add(path)
            return path, False
        return self.home + path + (f"#{there.fragment}" if there.fragment else ""), True

    def place(self, path: str, fragment: str) -> str:
        """The address of a place on a page that is a part."""
        return f"#{fragment or self.parts[path]}"

    def article(self, page: str, selector: str = "main > article") -> Safe:
        """The text of a page of the site, with links as they are in the package; nothing when there is no such page."""
        if page not in self.site:
            return Safe("")
        whole = LexborHTMLParser(self.site[page].decode()).css_first(selector)
        if whole is None:
            return Safe("")
        for node in whole.css(FRAME):
            node.decompose()
        for node in whole.css(self.unnamed):
            del node.attrs["id"]
        for node in whole.css("a[href], img[src]"):
            self._turn(page, node)
        return Safe(whole.inner_html)  # HTML that the audit has passed

    def _turn(self, page: str, node: LexborNode) -> None:
        name = "href" if node.tag == "a" else "src"
        node.attrs[name], out = self.target(page, node.attributes[name] or "")
        if out and node.tag == "a":
            node.attrs["target"], node.attrs["rel"] = "_blank", "noopener noreferrer"
            node.attrs["class"] = " ".join(filter(None, [node.attributes.get("class"), "out"]))
            note = LexborHTMLParser(f'<span class="hidden"> {self.leads_out}</span>').css_first("span")
            node.insert_child(note)


def page(desk: Abroad, course: Course, inside: Inside, version: str) -> bytes:
    """The page of the package."""
    inside.wanted.update(f"assets/{kind}/{name}.{kind}" for kind, names in (("css", STYLES), ("js", SCRIPTS)) for name in names)
    made = {"styles": STYLES, "scripts": SCRIPTS, "data": data(inside.mid, course, version)}
    return desk.environment.get_template("package.html.j2").render(**given(desk, course, inside), **made).encode()


def given(desk: Abroad, course: Course, inside: Inside) -> dict[str, Any]:
    """What a page with a whole module prints, whatever frame it has."""
    lesson, questions = inside.parts
    return {
        "module": course.module,
        "site": desk.corpus.site,
        "language": desk.catalogue.language,
        "direction": desk.catalogue.direction,
        "parts": {"lesson": LESSON, "questions": QUESTIONS},
        "contents": inside.article(lesson, ".toc-fold"),
        "lesson": inside.article(lesson),
        "questions": inside.article(questions),
    }


def data(mid: str, course: Course, version: str) -> dict[str, Any]:
    """What the script of the package needs: keys and points of the questions, the sections, and the words of answers.

    The words make what is kept short: SCORM has little room.
    """
    listed = [
        [f"{mid}/{item.id}", item.points, items.digest(item)[:SHORT], items.digest(item), not isinstance(item, kinds.Rubric)]
        for item in course.items
    ]
    words = sorted({word for item in course.items for word in _words(items.scored_by(item))})
    return {
        "version": version,
        "items": listed,
        "sections": [f"{mid}/{part.id}" for part in course.module.sections],
        "words": words,
    }


def _words(value: Any) -> Iterator[str]:
    """Every text in the data of a question."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from (name, *_words(inner))
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _words(inner)
