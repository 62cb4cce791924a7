"""What a reader of a finished page can read."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN = {"script", "style", "code", "pre", "head"}


def words(source: str) -> Iterator[str]:
    """Every piece of text of a page that a translator would have to translate: no code, no names, no other languages."""
    yield from _below(LexborHTMLParser(source).root)


def _below(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield child.text_content or ""
        elif not _left_alone(child):
            yield from _below(child)


def _left_alone(node: LexborNode) -> bool:
    marks = node.attributes
    return node.tag in HIDDEN or marks.get("translate") == "no" or (node.tag != "html" and "lang" in marks)
