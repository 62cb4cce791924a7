"""The books of the portal: each module with its questions and a key, and the handbook with all that is not a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from portal.corpus.corpus import Corpus
from portal.exports.abroad import Abroad
from portal.exports.bound import Book, Bound, Chapter, Part, chapter_id, fragment, key, paper, split, whole_links
from portal.render import bibliography
from portal.render.dates import newest
from portal.render.safe import Safe, text

HANDBOOK = "handbook"
HEAD = ".kicker, .lede"


def module(desk: Abroad, mid: str, site: Mapping[str, bytes]) -> Book:
    """A module as a book: lesson, questions, and a key at the end."""
    course = desk.corpus.modules[mid]
    lesson, questions = f"modules/{mid}/index.html", f"modules/{mid}/quiz.html"
    bound = _bound(desk, mid, site, [lesson, *([questions] if questions in site else [])])
    article = bound.body(lesson)
    kicker = article.css_first(".kicker")
    words = Safe(kicker.inner_html) if kicker else text("")
    chapters = [Chapter(bound.pages[lesson], text(""), paper(split(article, HEAD)[1], 0))]
    if questions in site:
        chapters += _questions(desk, bound, questions)
    return Book(
        name=mid,
        title=course.module.title,
        summary=course.module.summary,
        kicker=words,
        updated=course.module.updated,
        online=f"{desk.home}{lesson}",
        parts=(Part(text(""), tuple(whole_links(chapters))),),
        pictures=_pictures(bound, chapters),
    )


def _questions(desk: Abroad, bound: Bound, page: str) -> Iterator[Chapter]:
    t, own = desk.words_of.t, bound.pages[page]
    whole = bound.body(page)
    words = {"hint": t("Hint"), "answer": t("Answer"), "question": t("Question {n}", n="{n}")}
    answers = key(whole, words)
    for back in whole.css(".lede a"):
        back.decompose()
    yield Chapter(own, t("Questions"), paper(split(whole)[1], 1))
    yield Chapter(f"{own}-key", t("Answers and explanations"), paper(answers, 1))


def handbook(desk: Abroad, site: Mapping[str, bytes]) -> Book:
    """All concept pages, cases, lessons, words and sources as one book."""
    t, corpus = desk.words_of.t, desk.corpus
    named = [(title, [page for page in pages if page in site]) for title, pages in _parts(desk)]
    bound = _bound(desk, HANDBOOK, site, [page for _, pages in named for page in pages])
    listed = iter(whole_links(_chapter(bound, page) for _, pages in named for page in pages))
    parts = tuple(Part(title, tuple(next(listed) for _ in pages)) for title, pages in named if pages)
    return Book(
        name=HANDBOOK,
        title=desk.words_of.say("Handbook: {name}", name=corpus.site.name),
        summary=corpus.site.description,
        kicker=t("The method, the cases, the lessons, the words and the sources. Questions stand in the books of the modules."),
        updated=newest(corpus),
        online=desk.home + "index.html",
        parts=parts,
        pictures=_pictures(bound, (chapter for part in parts for chapter in part.chapters)),
    )


def _parts(desk: Abroad) -> Iterator[tuple[Safe, list[str]]]:
    """What the handbook holds, in its order: the title of each part, and its pages."""
    t, corpus = desk.words_of.t, desk.corpus
    yield t("About this handbook"), ["about.html", "paper.html"]
    yield t("The method"), [name.removesuffix(".md") + ".html" for name in corpus.pages if name.startswith("concepts/")]
    yield t("Cases"), [f"cases/{cid}.html" for cid in corpus.cases]
    yield t("Modules"), [f"modules/{mid}/index.html" for mid in _in_order(corpus)]
    yield t("Words"), ["glossary.html", "acronyms.html"]
    yield t("Sources"), [f"sources/{kind}.html" for kind in bibliography.NAMES]


def _in_order(corpus: Corpus) -> list[str]:
    return sorted(corpus.modules, key=lambda mid: corpus.modules[mid].module.number)


def _chapter(bound: Bound, page: str) -> Chapter:
    leave = (".see",) if page.startswith("sources/") else ()
    title, body = split(bound.body(page), *leave)
    return Chapter(bound.pages[page], title, paper(body, 1))


def _bound(desk: Abroad, name: str, site: Mapping[str, bytes], pages: list[str]) -> Bound:
    chapters = {page: chapter_id(page) for page in pages}
    return Bound(name, desk.home, site, desk.words_of.t("(leads out of this file)"), pages=chapters)


def _pictures(bound: Bound, chapters: Iterable[Chapter]) -> dict[str, bytes]:
    """The pictures that chapters show. Other files of the site stay on the portal."""
    shown = {name for chapter in chapters for name in re.findall(r'src="([^"]+)"', chapter.body)}
    return {name: bound.site[name] for name in sorted(shown & bound.wanted)}


HEADING = re.compile(r'<h([12]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


def contents(document: Safe) -> list[tuple[int, Safe, Safe]]:
    """The first two levels of headings of a document: level, id and words."""
    found = []
    for level, name, words in HEADING.findall(document):
        node = fragment(f"<div>{words}</div>")
        for link in node.css("a"):
            link.unwrap()
        found.append((int(level), text(name), Safe(node.inner_html)))
    return found
