"""Finished pages bound into a book: the articles one after another, without what only a screen can use.

A book is a module with its questions and a key, or the whole handbook. PDF and EPUB are made from the same chapters.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from portal.exports.lms import Inside
from portal.render.safe import Safe, element, join, text

# What only a screen can use, or what the book says once for all its pages.
SCREEN = (
    "script, template, button, form, input, select, [hidden], .hidden, .tools, .downloads, .anchor, .letters, .filters, .more, "
    ".count-line, .without-js, .part-end, #related, .related, #learn, .learn, #cite, .cite-box, .brief-bar, #quiz-start, "
    ".of-instrument, .tally"
)
KEPT = frozenset({"id", "href", "src", "alt", "class", "lang", "dir", "colspan", "rowspan", "scope", "datetime", "start"})


@dataclass(frozen=True)
class Chapter:
    """A page in a book: its id there, its title, and what stands below the title."""

    id: str
    title: Safe
    body: Safe


@dataclass(frozen=True)
class Part:
    """Chapters that belong together. A part without a title is the book itself."""

    title: Safe
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Book:
    """A book before it has a format. ``pictures`` are its files by address."""

    name: str
    title: str
    summary: str
    kicker: Safe
    updated: date
    online: str
    parts: tuple[Part, ...]
    pictures: Mapping[str, bytes]

    @property
    def chapters(self) -> list[Chapter]:
        """All chapters in their order."""
        return [chapter for part in self.parts for chapter in part.chapters]


@dataclass
class Bound(Inside):
    """What is in a book: pages by address, with the id of each as a chapter. All else is on the portal."""

    pages: Mapping[str, str] = field(default_factory=dict)
    unnamed = "h1[id], #citation"

    @property
    def parts(self) -> Mapping[str, str]:
        """The pages that are chapters, with the id of each."""
        return self.pages

    def place(self, path: str, fragment: str) -> str:
        """A place in the book: the ids of a page begin with that of its chapter, as pages share ids."""
        return f"#{self.pages[path]}--{fragment}" if fragment and fragment != "top" else f"#{self.pages[path]}"

    def _turn(self, page: str, node: LexborNode) -> None:
        name = "href" if node.tag == "a" else "src"
        to, _ = self.target(page, node.attributes[name] or "")
        node.attrs[name] = self.home + to if node.tag == "a" and to.startswith("assets/") else to

    def body(self, page: str) -> LexborNode:
        """The article of a page as a book prints it."""
        whole = LexborHTMLParser(f"<article>{self.article(page)}</article>").css_first("article")
        assert whole is not None, "the parser keeps what it is given"
        for node in whole.css(SCREEN):
            node.decompose()
        for node in whole.css("figure.diagram > svg"):
            self._draw(node)
        for node in whole.css("dl > div"):  # a list of terms has no groups in a PDF
            node.unwrap()
        for node in whole.css("*"):
            self._strip(node, self.pages[page])
        return whole

    def _draw(self, node: LexborNode) -> None:
        """A drawing as a picture from the file that readers download: the parser writes HTML, and a picture has to be XML."""
        name = f"assets/diagrams/{(node.parent.attributes['id'] or '').removeprefix('figure-')}.svg"
        self.wanted.add(name)
        said = ". ".join(part.text(deep=True).strip().rstrip(".") for part in node.css("title, desc"))
        node.replace_with(fragment(f'<img src="{text(name)}" alt="{text(said)}">'))

    @staticmethod
    def _strip(node: LexborNode, chapter: str) -> None:
        for name in set(node.attributes) - KEPT:
            del node.attrs[name]
        if own := node.attributes.get("id"):
            node.attrs["id"] = f"{chapter}--{own}"


def fragment(source: str) -> LexborNode:
    """The first element of a piece of HTML."""
    made = LexborHTMLParser(source).css_first("body > *")
    assert made is not None, "an element was given"
    return made


def split(whole: LexborNode, *leave: str) -> tuple[Safe, Safe]:
    """Title and body of an article. ``leave`` names what a chapter leaves out."""
    title = whole.css_first("h1")
    words = Safe(title.inner_html) if title else Safe("")
    for node in ([title] if title else []) + [node for selector in leave for node in whole.css(selector)]:
        node.decompose()
    return words, Safe(whole.inner_html)


# Elements that a reader unfolds are open on paper.
UNFOLDED = {"details": "div", "summary": "p", "figure": "div", "figcaption": "p", "nav": "div"}
UNFOLD = re.compile(rf"<(/?)({'|'.join(UNFOLDED)})\b")
CLASSED = re.compile(r"<(summary|figcaption)>")
LEVEL = re.compile(r"(</?h)([1-6])\b")


def paper(body: Safe, deeper: int) -> Safe:
    """A body with everything unfolded and its headings ``deeper`` by so many levels."""
    unfolded = UNFOLD.sub(lambda tag: f"<{tag[1]}{UNFOLDED[tag[2]]}", CLASSED.sub(r'<\1 class="\1">', str(body)))
    return Safe(LEVEL.sub(lambda tag: f"{tag[1]}{min(6, int(tag[2]) + deeper)}", unfolded))


def key(whole: LexborNode, words: Mapping[str, Safe]) -> Safe:
    """The answers of an article of questions, taken out of it: hints, right answers and remarks, question by question."""
    return join(_answers(whole, words))


def _answers(whole: LexborNode, words: Mapping[str, Safe]) -> Iterator[Safe]:
    for number, item in enumerate(whole.css("section.item"), 1):
        own = item.attributes["id"] or ""
        parts = [_without(node, "summary", f"{words['hint']} {place}:") for place, node in enumerate(item.css(".q-hint"), 1)]
        parts += [_without(node, "summary") for node in item.css(".answer")]
        parts += [Safe(node.html) for node in item.css(".q-back")]
        for node in item.css(".q-hint, .answer, .q-back"):
            node.decompose()
        head = item.css_first("h3")
        head.insert_child(fragment(f'<a class="to-key" href="#{own}--key">{words["answer"]}</a>'))
        back = element("a", Safe(words["question"].replace("{n}", str(number))), href=f"#{own}")
        yield element("div", join([element("h2", back, id=f"{own}--key"), *parts]), class_="answered")


def _without(node: LexborNode, selector: str, before: str = "") -> Safe:
    for inner in node.css(selector):
        inner.decompose()
    return Safe(node.inner_html.replace("<p>", f"<p><b>{before}</b> ", 1) if before else node.inner_html)


HELD = re.compile(r'\bid="([^"]+)"')
INNER = re.compile(r'href="#([^"]+)"')


def whole_links(chapters: Iterable[Chapter]) -> list[Chapter]:
    """The chapters with every link inside the book leading to a place that is there: else to the start of its chapter."""
    listed = list(chapters)
    held = {chapter.id for chapter in listed} | {name for chapter in listed for name in HELD.findall(chapter.body)}

    def mend(link: re.Match) -> str:
        return link[0] if link[1] in held else f'href="#{link[1].partition("--")[0]}"'

    return [Chapter(chapter.id, chapter.title, Safe(INNER.sub(mend, str(chapter.body)))) for chapter in listed]


def chapter_id(page: str) -> str:
    """The id of a page as a chapter: no id of an author has two hyphens, and no two pages share one."""
    return re.sub(r"[^a-z0-9]+", "-", posixpath.splitext(page)[0].lower()).strip("-")
