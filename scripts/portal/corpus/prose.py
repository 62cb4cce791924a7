"""Authors' Markdown: parsed once into tokens, with citations and figures as tokens of their own.

Raw HTML, images from elsewhere and strange link schemes are faults, not things to strip. Rendering happens in
``render/prose.py`` from the same tokens, with HTML switched off.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any, Literal
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from portal.problems import MOST
from portal.read.files import HIDDEN
from portal.schema import walk
from portal.schema.base import SourceRef
from portal.schema.bind import places

CITATION = re.compile(r"\[@([^\]\n]+)\]")
RESULT = re.compile(r"\[#([^\]\s]+)\]")
UNFINISHED = re.compile(r"\[[@#][^\s\]]*")
ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]*\}")
DIGIT = re.compile(r"\d")
INTERNAL = ("concept", "case", "term", "source", "module", "template")
CAPTION = "Table:"  # a paragraph that begins so, right above a table, is its caption
SCHEMES = ("https", "http", "mailto")

# Digits that are no claim and need no citation. One list, one place.
EXEMPT = re.compile(
    r"""
      \b(?:19|20)\d{2}(?:\s?[-–/]\s?(?:(?:19|20)\d{2}|\d{2}))?\b   # years and periods of years
    | \b\d{1,2}\ (?:January|February|March|April|May|June|July|August|September|October|November|December)\b   # days
    | \b5\ ?Cs?\b | \bSDGs?\ ?\d+\b | \b\d+(?:st|nd|rd|th)\b       # names with a digit, ordinals
    | \bB2B\b | \bCO2\b | \bISO\ ?\d+\b                            # abbreviations and standards
    | \b(?:[Pp]hase|[Pp]rinciple|[Ss]tep|[Pp]ar\.|[Ss]ection|[Ll]aw|[Aa]rticle)\ (?:[Nn]o\.\ )?\d+(?:[/.-]\d+)*\b
    | \bCC\ BY\ 4\.0\b | \bWCAG\ 2\.2\b | \bA4\b
    | \b(?:R1|S2|C3|P4|B5|N6)(?:\d\d)?\b                             # codes of problems
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Cite:
    """One citation: the source's id and the place in it (None for the whole)."""

    ref: str
    at: str | None


@dataclass(frozen=True)
class Fault:
    """What is wrong in a text: code, message, mend, the words to point at, and which of them (counted from 0)."""

    code: str
    message: str
    mend: str
    find: str
    nth: int = 0


def citations(body: str) -> tuple[Cite, ...]:
    """The citations in the inside of ``[@…]``, split at semicolons."""
    found = []
    for part in body.split(";"):
        ref, _, at = part.strip().removeprefix("@").partition(":")
        found.append(Cite(ref.strip(), at.strip() or None))
    return tuple(found)


def _special(state: StateInline, silent: bool) -> bool:
    """``[@source: place]`` and ``[#result]`` become tokens ``cite`` and ``result``."""
    if state.src[state.pos] != "[":
        return False
    for pattern, kind in ((CITATION, "cite"), (RESULT, "result")):
        match = pattern.match(state.src, state.pos)
        if match and not silent:
            token = state.push(kind, "", 0)
            token.content, token.markup = match.group(1), match.group()
        if match:
            state.pos = match.end()
            return True
    return False


@lru_cache
def parser(page: bool = False) -> MarkdownIt:
    """The Markdown we accept: in a field, paragraphs, lists, quotations; in a page, headings, tables and code too."""
    md = MarkdownIt("commonmark", {"html": True})
    md.disable(["code", "fence", "hr", "reference", "autolink", "lheading", "backticks"])
    md.inline.ruler.before("link", "portal", _special)
    md.validateLink = lambda _: True  # judged by us, with a message, not dropped in silence
    if page:
        md.enable(["table", "fence", "backticks"])
    return md


@lru_cache(maxsize=500)
def tokens(text: str, page: bool = False) -> tuple[Token, ...]:
    """The block tokens of a text. They are shared: never change them."""
    return tuple(parser(page).parse(text))


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation, a figure from the data, or a link in a text; its inside, as it is written, and where a link leads."""

    type: Literal["cite", "result", "link"]
    content: str
    markup: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules and pages ask about a text, small enough to be kept for every text of a large corpus."""

    references: tuple[Reference, ...]
    faults: tuple[Fault, ...]
    unsourced: tuple[Fault, ...]


@lru_cache(maxsize=20_000)
def facts(text: str, page: bool = False) -> Facts:
    """What a text refers to and what is wrong with it; asked many times, found out once."""
    return Facts(tuple(_references(text, page)), _some(_faults(text, page)), _some(_unsourced(text, page)))


def _some(found: Iterable[Fault]) -> tuple[Fault, ...]:
    """The first faults of a text, as ``problems.some`` tells the first problems of a file."""
    told = tuple(islice(found, MOST + 1))
    last = Fault("S230", f"the text has more problems than the {MOST} that are told", "mend those first, then check again", "")
    return told if len(told) <= MOST else (*told[:MOST], last)


def _references(text: str, page: bool) -> Iterator[Reference]:
    for block in tokens(text, page):
        for token in (block, *(inner for child in block.children or () for inner in (child, *(child.children or ())))):
            target = token.attrGet("href") or token.attrGet("src")
            if token.type in ("cite", "result"):
                yield Reference(token.type, token.content, token.markup)
            elif target is not None:
                yield Reference("link", "", "", str(target))


def cited(text: str, page: bool = False) -> Iterator[Cite]:
    """Every citation in a text."""
    for reference in facts(text, page).references:
        if reference.type == "cite":
            yield from citations(reference.content)


def refs(item: Any) -> Iterator[str]:
    """The ids of all sources an item names, in reading order, with repeats."""
    for _, value, kind in walk.values(item):
        if isinstance(value, SourceRef):
            yield value.ref
        elif kind == "prose" and value:
            yield from (cite.ref for cite in cited(value))


def links(text: str, page: bool = False) -> Iterator[str]:
    """Every link target and picture address in a text."""
    return (reference.target for reference in facts(text, page).references if reference.type == "link")


def words(text: str, page: bool = False) -> Iterator[str]:
    """The words that readers see in a text, piece by piece: no markup, no citations."""
    for block in tokens(text, page):
        for token in (inner for child in block.children or () for inner in (child, *(child.children or ()))):
            if token.type == "text":
                yield token.content


def slug(words: str) -> str:
    """A heading's id: its letters and digits in small, joined by hyphens."""
    return re.sub(r"[\W_]+", "-", words.lower()).strip("-") or "section"


def headings(body: str) -> Iterator[tuple[int, str]]:
    """Level and words of a page's headings, in order."""
    stream = tokens(body, page=True)
    for token, inner in zip(stream, stream[1:]):
        if token.type == "heading_open":
            yield int(token.tag[1]), "".join(child.content for child in inner.children or ())


def anchors(body: str, sections: Iterable[str] = ()) -> tuple[str, ...]:
    """The ids of a page's headings, in order: those given for ## headings, else made of the words."""
    given = iter(sections)
    found: list[str] = []
    for level, words in headings(body):
        name = next(given, None) if level == 2 else None
        name = name or slug(words)
        found.append(name if name not in found else f"{name}-{len(found)}")
    return tuple(found)


def faults(text: str, page: bool = False) -> tuple[Fault, ...]:
    """Every fault in one text that can be seen without the rest of the corpus; see also ``unsourced``."""
    return facts(text, page).faults


def unsourced(text: str, page: bool = False) -> tuple[Fault, ...]:
    """A paragraph or item with a digit needs a citation or a figure from the data in the same paragraph or item."""
    return facts(text, page).unsourced


def _faults(text: str, page: bool) -> Iterator[Fault]:
    for start, block in _blocks(text, page):
        for fault in _faults_of(block, page):
            yield _placed(fault, text, start)


def _blocks(text: str, page: bool) -> Iterator[tuple[int, Token]]:
    """Every block token, with the offset of its first line in the text."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    line = 0
    for block in tokens(text, page):
        line = block.map[0] if block.map else line
        yield starts[min(line, len(starts) - 1)], block


def _placed(fault: Fault, text: str, start: int) -> Fault:
    """The fault with the number of the place it means: the first one in its block."""
    before = bisect_left(places(fault.find, text), (start, 0))
    return replace(fault, nth=before + fault.nth)


def _faults_of(block: Token, page: bool) -> Iterator[Fault]:
    """Faults of one block; equal ones are told apart by their number."""
    seen: Counter[str] = Counter()
    alone = len(block.children or ()) == 1
    brackets = 0
    for token in (block, *(inner for child in block.children or () for inner in (child, *(child.children or ())))):
        for fault in (*_markup(token, page), *_picture(token, page, alone), *_target(token)):
            if fault.code == "P405" and fault.find not in block.content:  # written with codes: point at its brackets
                yield replace(fault, find="](", nth=brackets)
                continue
            yield replace(fault, nth=seen[fault.find])
            seen[fault.find] += 1
        brackets += token.type in ("link_open", "image")


def _markup(token: Token, page: bool) -> Iterator[Fault]:
    if token.type in ("html_block", "html_inline"):
        snippet = token.content.strip().split("\n")[0]
        mend = "remove it, or write it as Markdown; a plain < is written &lt;"
        yield Fault("P401", f"HTML is not allowed here: {snippet[:40]}", mend, snippet)
    elif token.type == "heading_open":
        yield from _heading(token, page)
    elif token.type == "text":
        yield from _plain(token.content)


def _heading(token: Token, page: bool) -> Iterator[Fault]:
    find = token.markup + " "
    if not page:
        yield Fault("P402", "headings are not allowed in a field", "the page makes the headings; use **strong** words", find)
    elif token.tag not in ("h2", "h3"):
        yield Fault("P402", "only ## and ### headings are allowed", "the title is the first heading; start with ##", find)
    elif token.level:
        message = "a heading stands inside a list or quotation"
        yield Fault("P402", message, "leave an empty line before it and no indentation", find)


def _plain(words: str) -> Iterator[Fault]:
    if match := ATTRIBUTES.search(words):
        message = f"{match.group()} is not allowed: braces like these set the look of a page"
        yield Fault("P404", message, "remove the braces and what is in them", match.group())
    if match := UNFINISHED.search(words):
        mend = "write [@source-id: place] or [#result-id] on one line, with the closing bracket"
        yield Fault("P407", f'the citation or figure "{match.group()}" is not complete', mend, match.group())
    if match := HIDDEN.search(words):
        message = f"an invisible character stands in the text (U+{ord(match.group()):04X})"
        yield Fault("P408", message, f"remove the code that writes it, such as &#x{ord(match.group()):x};", "&")


def _picture(token: Token, page: bool, alone: bool) -> Iterator[Fault]:
    if token.type != "image":
        return
    source = str(token.attrGet("src"))
    if not page:
        yield Fault("P403", "pictures are not allowed in a field", "remove the picture", "![")
    elif not source.startswith("diagram:"):
        yield Fault("P403", "only drawings of the portal can be shown", "write ![what it shows](diagram:phases-ring)", "![")
    elif not alone:
        yield Fault("P403", "a drawing needs a paragraph of its own", "leave an empty line before and after it", "![")


def _target(token: Token) -> Iterator[Fault]:
    if token.type != "link_open":
        return
    target = str(token.attrGet("href"))
    try:
        parts = urlsplit(target)
    except ValueError:
        yield Fault("P405", f'"{target}" is not an address', "correct the address", target)
        return
    if target.startswith(tuple(f"{kind}:" for kind in (*INTERNAL, "mailto"))):
        return
    if parts.scheme not in (*SCHEMES, ""):
        mend = "link to https:, mailto:, or to a page of the portal such as case:ghana or concept:clusters"
        yield Fault("P405", f'links with "{parts.scheme}:" are not allowed', mend, target)
    elif (parts.scheme and not parts.hostname) or (not parts.scheme and _strange(target)):
        mend = "write https:// and the site, or the name of a page of the portal, such as case:ghana"
        yield Fault("P405", f'"{target}" does not lead to a site or a page', mend, target or "](")


def _strange(target: str) -> bool:
    """Whether a relative address is empty, starts at the root of the site, or has signs that browsers read differently."""
    return not target or bool(re.search(r"^/|:|\\|%5C", target.partition("#")[0], re.IGNORECASE))


def _unsourced(text: str, page: bool) -> Iterator[Fault]:
    for unit in _units(text, page):
        if any(child.type in ("cite", "result") for _, block in unit for child in block.children or ()):
            continue
        for start, block in unit:
            words = "".join(child.content if child.type == "text" else " " for child in block.children or ())
            found = next((word for word in EXEMPT.sub(" ", words).split() if DIGIT.search(word)), None)
            if found:
                figure = found.strip(".,;:()“”\"'") or found
                mend = "add [@source-id: place] to this paragraph, or point at a result of the case with [#result-id]"
                yield _placed(Fault("P406", f'the figure "{figure}" has no source', mend, figure), text, start)


def _units(text: str, page: bool) -> Iterator[list[tuple[int, Token]]]:
    """What one citation speaks for: a paragraph, an item, or a whole table with its caption."""
    table: list[tuple[int, Token]] | None = None
    caption: list[tuple[int, Token]] = []
    for start, block in _blocks(text, page):
        if block.type == "table_open":
            table, caption = caption, []
        elif block.type == "table_close" and table is not None:
            yield table
            table = None
        elif block.type == "inline" and table is not None:
            table.append((start, block))
        elif block.type == "inline":
            if caption:
                yield caption
            caption = [(start, block)] if block.content.startswith(CAPTION) else []
            if not caption:
                yield [(start, block)]
    if caption:
        yield caption
