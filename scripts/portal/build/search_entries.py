"""What can be found: pages, sections of lessons, questions, terms, acronyms, sources. Read from the finished pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from portal.build.html import Page
from portal.build.search_meaning import Meanings
from portal.build.search_words import words

# What stands in a page and is not searched: answers, hints and code; data; citations; and what only serves the page.
LEFT_OUT = (
    "script, svg, [hidden], .hidden, a.anchor, .cites, .count-line, .tools, .without-js, .part-end, #markdown, "
    ".answer, .q-hint, .lab-help, .lab-code, .lab-back"
)
# Sections that only name other pages, by their id.
ABOUT_OTHERS = frozenset({"related", "cite", "sources", "next", "words", "further", "learn", "try-it", "take-away"})
IN_EVERY_LESSON = "key-points"  # a section that is found with its lesson, not by itself
TITLE, FORMS, TONGUES, SOURCE, SUMMARY, HEADINGS, BODY = 40, 25, 30, 8, 5, 3, 1  # what a word counts by where it stands
KIND_OF = {"concepts": "concept", "templates": "template", "paths": "path", "programmes": "path", "tests": "path",
           "evidence": "evidence", "data": "evidence", "compare.html": "evidence"}  # fmt: skip
# Pages that are found by title, summary and headings alone: what they hold is found elsewhere, one by one.
LISTS = frozenset({"glossary.html", "acronyms.html", "sources.html", "programmes/planner.html", "modules/index.html",
                   "paths/index.html", "concepts/index.html", "templates/index.html"})  # fmt: skip
LISTED, ASKED = "sources/", "tests/"  # folders of such pages: their sources are found one by one; questions of a test never
WHOLE = ("evidence", "data")  # folders whose first page is of the kind of the others
LOOSE = re.compile(r" (?=[.,)])|(?<=\() ")  # a blank where an element ended
ASK_TITLE = 70  # letters of a question that stand for it


@dataclass(frozen=True)
class Entry:
    """Something that can be found."""

    title: str
    address: str
    summary: str
    kind: str
    parts: tuple[tuple[str, int], ...]  # text and its weight
    also: str = ""  # other names, shown below the title
    text: str = ""  # where excerpts are taken from


def kind_of(address: str) -> str | None:
    """The group a page belongs to; None for pages that are not searched."""
    if address.startswith(("briefs/", "404", "trainer/")) or address in ("index.html", "progress.html", "search.html"):
        return None
    folder, _, name = address.partition("/")
    if folder == "cases":
        return "list" if name.startswith("by/") or name in ("index.html", "map.html") else "case"
    if folder == "modules" and name != "index.html":
        return _in_module(name)
    return KIND_OF.get(folder, "page") if name != "index.html" or folder in WHOLE else "page"


def _in_module(name: str) -> str:
    return {"index.html": "module", "quiz.html": "question"}.get(name.rpartition("/")[2], "exercise")


def entries(pages: Iterable[Page], meanings: Meanings | None = None) -> Iterator[Entry]:
    """Every page; and every section of a lesson, question, term, acronym and source by itself."""
    known = meanings or Meanings()
    for page in pages:
        kind = kind_of(page.address)
        if not kind or "noindex" in page.attribute("meta[name=robots]", "content"):
            continue
        parts = [] if kind == "list" else list(_parts(page))
        yield _entry(page, kind, parts)
        if kind == "module":
            yield from (_section(page, *part) for part in parts if part[0] not in ("", IN_EVERY_LESSON))
        elif kind == "question":
            yield from _questions(page)
        elif page.address == "glossary.html":
            yield from _terms(page, known)
        elif page.address == "acronyms.html":
            yield from _acronyms(page)
        elif page.address.startswith(LISTED):
            yield from _sources(page)


def _entry(page: Page, kind: str, parts: list[tuple[str, str, str]]) -> Entry:
    """A page. Pages that only list others are found by their own name, and stand behind what they list."""
    title = page.text("h1")
    summary = page.attribute("meta[name=description]", "content")
    if kind == "list":
        return Entry(title, page.address, summary, kind, ((title, TITLE),))
    headings = " ".join(heading for _, heading, _ in parts)
    apart = page.address in LISTS or page.address.startswith((LISTED, ASKED)) or kind in ("evidence", "question")
    body = "" if apart else " ".join(text for _, _, text in parts)
    weighed = ((title, TITLE), (summary, SUMMARY), (headings, HEADINGS), (body, BODY))
    return Entry(title, page.address, summary, kind, weighed, text=body)


def _parts(page: Page) -> Iterator[tuple[str, str, str]]:
    """Id, heading and text of each section, of what stands before the first ("" as id and heading) too."""
    main = page.document.css_first("main article") or page.document.css_first("main")
    if main is None:
        return
    copy = LexborHTMLParser(main.html)
    for node in copy.css(LEFT_OUT):
        node.decompose()
    name, heading, texts = "", "", []
    for node in (copy.css_first("article, main") or copy.body).iter():
        if node.tag != "h2":
            texts += [] if node.tag == "h1" else [_text(node)]
            continue
        if name not in ABOUT_OTHERS:
            yield name, heading, " ".join(texts)
        name, heading, texts = node.attributes.get("id") or "", _text(node), []
    if name not in ABOUT_OTHERS:
        yield name, heading, " ".join(texts)


def _text(node: LexborNode) -> str:
    return LOOSE.sub("", " ".join(node.text(separator=" ").split()))


def _section(page: Page, name: str, heading: str, text: str) -> Entry:
    address = f"{page.address}#{name}"
    return Entry(heading, address, shortened(text, 160), "section", ((heading, TITLE), (text, BODY)), text=text)


def _questions(page: Page) -> Iterator[Entry]:
    """What each question asks; nothing of what can be answered, as one of the choices is right."""
    for node in page.document.css("section.item[id]"):
        ask = _text(node.css_first(".q-ask"))
        title = shortened(ask, ASK_TITLE)
        rest = ask.removeprefix(title.removesuffix("…")).strip()
        yield Entry(title, f"{page.address}#{node.attributes['id']}", shortened(rest, 160), "question", ((ask, SUMMARY),))


def _sources(page: Page) -> Iterator[Entry]:
    """Each source by its title, with its authors and publisher."""
    for node in page.document.css("li.entry[id]"):
        title = _text(node.css_first("cite"))
        about = ". ".join(_text(part) for part in node.css("p:first-child > span"))
        yield Entry(title, f"{page.address}#{node.attributes['id']}", about, "source", ((f"{title} {about}", SOURCE),))


def _acronyms(page: Page) -> Iterator[Entry]:
    """Each acronym that is no term of the glossary."""
    for row in page.document.css("table.acronyms tbody tr"):
        if not row.css_first("td a[href^='glossary.html#']"):
            short, meaning = _text(row.css_first("th")), _text(row.css_first("td"))
            yield Entry(short, page.address, meaning, "term", ((short, TITLE), (meaning, SUMMARY)))


def _terms(page: Page, meanings: Meanings) -> Iterator[Entry]:
    for node in page.document.css("section.entry[id]"):
        title = " ".join(node.css_first("h3").text(deep=False).split())
        definition = _text(node.css_first("p"))
        tongues = [_text(part) for part in node.css(".tongues [lang]")]
        known = meanings.of_term.get(node.attributes["id"])
        forms = " ".join(dict.fromkeys(words(" ".join(known.forms if known else ()))))
        parts = ((title, TITLE), (forms, FORMS), (definition, SUMMARY), (" ".join(tongues), TONGUES))
        also = ", ".join([*_others(title, known.forms if known else ()), *tongues])
        yield Entry(title, f"{page.address}#{node.attributes['id']}", definition, "term", parts, also)


def _others(title: str, forms: tuple[str, ...]) -> list[str]:
    """The forms that are no plural or longer form of the title or of one before."""
    kept = [title]
    for form in forms:
        if not any(form.casefold().startswith(other.casefold()) for other in kept):
            kept.append(form)
    return kept[1:]


def shortened(text: str, most: int) -> str:
    """The first words of a text, with a mark when some are left out."""
    if len(text) <= most:
        return text
    cut = text[:most].rpartition(" ")[0] or text[:most]
    return f"{cut.rstrip(' ,;:.')}…"
