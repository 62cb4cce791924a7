"""Authors' Markdown tokens to HTML: a small renderer that knows only what the validator lets through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from markdown_it.token import Token

from portal.corpus.prose import Cite, citations, tokens
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
    parts: list[Safe] = []
    names = iter(anchors)
    run: list[Token] = []
    stream = list(tokens(markdown, page=True))
    for index, token in enumerate(stream):
        if token.type == "heading_open":
            parts += [_wrapped(run, desk), _heading(token, stream[index + 1], next(names))]
            run = []
        elif token.type == "heading_close" or (token.type == "inline" and stream[index - 1].type == "heading_open"):
            continue
        else:
            run.append(token)
    parts.append(_wrapped(run, desk))
    return join([part for part in parts if part], "\n\n")


def _wrapped(run: list[Token], desk: Desk) -> Safe:
    return element("div", _run(run, desk), class_="prose") if run else Safe("")


def _heading(opening: Token, inner: Token, name: str) -> Safe:
    return heading(int(opening.tag[1]), "".join(child.content for child in inner.children or ()), name)


def _run(stream: Iterable[Token], desk: Desk) -> Safe:
    out: list[Safe] = []
    for token in stream:
        kind, _, side = token.type.rpartition("_")
        if token.type == "inline":
            out.append(_paragraph_content(token, desk))
        elif token.type == "fence":
            out.append(element("pre", element("code", text(token.content))))
        elif kind in BLOCKS and not (token.hidden and kind == "paragraph"):
            out.append(_tag(BLOCKS[kind], side))
    return join(out)


def _tag(name: str, side: str) -> Safe:
    if name == "table":  # a wide table scrolls inside its own frame, also with the keyboard
        return Safe('<div class="scroll" tabindex="0"><table>' if side == "open" else "</table></div>")
    return Safe(f"<{name}>" if side == "open" else f"</{name}>")


def _paragraph_content(token: Token, desk: Desk) -> Safe:
    children = token.children or []
    if len(children) == 1 and children[0].type == "image":
        source = str(children[0].attrGet("src"))
        return Safe(f"</p>{desk.diagram(source.removeprefix('diagram:'))}<p>")
    return _inline(children, desk)


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
