"""Authors' Markdown tokens to HTML: a small renderer that knows only what the validator lets through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from markdown_it.token import Token

from portal.corpus.prose import CAPTION, Cite, citations, tokens
from portal.render.safe import Safe, element, heading, join, text

BLOCKS = {
    "paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote",
    "table": "table", "thead": "thead", "tbody": "tbody", "tr": "tr", "th": "th", "td": "td",
}  # fmt: skip
INLINES = {"em": "em", "strong": "strong"}


class Desk(Protocol):
    """What the renderer asks of the page it writes for."""

    def link(self, target: str) -> str | None: ...
    def citation(self, cites: Sequence[Cite]) -> Safe: ...
    def result(self, name: str) -> Safe: ...
    def diagram(self, name: str) -> Safe: ...
    def table_caption(self, words: Safe) -> Safe: ...
    def words(self, plain: str) -> Safe: ...


def blocks(markdown: str, desk: Desk) -> Safe:
    """A field's Markdown as HTML blocks."""
    return _run(tokens(markdown), desk)


def line(markdown: str, desk: Desk) -> Safe:
    """A field's Markdown without its paragraph element, for a cell or a list item."""
    inner = [_inline(token.children or (), desk) for token in tokens(markdown) if token.type == "inline"]
    return join(inner, " ")


def page(markdown: str, anchors: Sequence[str], desk: Desk) -> Safe:
    """A page's Markdown: headings stay Markdown, so that the engine sees them; the rest becomes HTML blocks.

    ``anchors`` are the ids of the headings in order.
    """
    pieces = (piece for _, found in parts(markdown, anchors, desk) for piece in found)
    return join([piece for piece in pieces if piece], "\n\n")


def parts(markdown: str, anchors: Sequence[str], desk: Desk) -> list[tuple[str, list[Safe]]]:
    """A page's Markdown in parts: what stands before the first ## heading (id ""), then a part for each of them."""
    found: list[tuple[str, list[Safe]]] = [("", [])]
    names = iter(anchors)
    run: list[Token] = []
    stream = tokens(markdown, page=True)
    for index, token in enumerate(stream):
        if token.type == "heading_open":
            found[-1][1].append(_wrapped(run, desk))
            run, name = [], next(names)
            if token.tag == "h2":
                found.append((name, []))
            found[-1][1].append(_heading(token, stream[index + 1], name))
        elif not _of_heading(stream, index):
            run.append(token)
    found[-1][1].append(_wrapped(run, desk))
    return found


def _of_heading(stream: Sequence[Token], index: int) -> bool:
    return stream[index].type == "heading_close" or (index > 0 and stream[index - 1].type == "heading_open")


def _wrapped(run: list[Token], desk: Desk) -> Safe:
    return element("div", _run(run, desk), class_="prose") if run else Safe("")


def _heading(opening: Token, inner: Token, name: str) -> Safe:
    return heading(int(opening.tag[1]), "".join(child.content for child in inner.children or ()), name)


def _run(stream: Iterable[Token], desk: Desk) -> Safe:
    """Block tokens as HTML. A paragraph that is a drawing becomes a figure, one that starts with "Table:" a caption."""
    listed = list(stream)
    out: list[Safe] = []
    index = 0
    while index < len(listed):
        token = listed[index]
        step, made = _whole(listed[index : index + 4], desk) if token.type == "paragraph_open" else (0, None)
        out.append(_single(token, desk) if made is None else made)
        index += step or 1
    return join(out)


def _whole(ahead: Sequence[Token], desk: Desk) -> tuple[int, Safe | None]:
    """How many tokens a paragraph of a special kind takes, and what becomes of it."""
    children = ahead[1].children or []
    if len(children) == 1 and children[0].type == "image":
        return 3, desk.diagram(str(children[0].attrGet("src")).removeprefix("diagram:"))
    if len(ahead) == 4 and ahead[3].type == "table_open" and children[0].content.startswith(CAPTION):
        first = replace(children[0], content=children[0].content.removeprefix(CAPTION).lstrip())
        return 4, join([_tag("table", "open"), desk.table_caption(_inline([first, *children[1:]], desk))])
    return 0, None


def _single(token: Token, desk: Desk) -> Safe:
    kind, _, side = token.type.rpartition("_")
    if token.type == "inline":
        return _inline(token.children or [], desk)
    if token.type == "fence":
        return element("pre", element("code", text(token.content)), tabindex="0")
    return _tag(BLOCKS[kind], side) if kind in BLOCKS and not token.hidden else Safe("")


def _tag(name: str, side: str) -> Safe:
    if name == "table":  # a wide table scrolls inside its own frame, also with the keyboard
        return Safe('<div class="scroll" tabindex="0"><table>' if side == "open" else "</table></div>")
    return Safe(f"<{name}>" if side == "open" else f"</{name}>")


def _inline(children: Sequence[Token], desk: Desk) -> Safe:
    out: list[Safe] = []
    links: list[bool] = []
    for token in children:
        if token.type == "link_open":
            target = desk.link(str(token.attrGet("href")))
            links.append(target is not None)
            out.append(Safe(f'<a href="{text(target)}">') if target is not None else Safe(""))
        elif token.type == "link_close":
            out.append(Safe("</a>") if links.pop() else Safe(""))
        else:
            out.append(_leaf(token, desk, inside_link=bool(links)))
    return join(out)


def _leaf(token: Token, desk: Desk, inside_link: bool) -> Safe:
    name, _, side = token.type.rpartition("_")
    if name in INLINES:
        return Safe(f"<{INLINES[name]}>" if side == "open" else f"</{INLINES[name]}>")
    if token.type == "cite":
        return desk.citation(citations(token.content))
    if token.type == "result":
        return desk.result(token.content)
    if token.type == "code_inline":
        return element("code", text(token.content))
    if token.type == "softbreak":
        return Safe(" ")
    if token.type == "hardbreak":
        return Safe("<br>")
    return text(token.content) if inside_link else desk.words(token.content)
