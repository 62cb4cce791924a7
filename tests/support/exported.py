"""What tests of exports share: a module full of hostile texts, and what a piece of HTML does beside showing text."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args

from pydantic import BaseModel
from selectolax.lexbor import LexborHTMLParser

from portal.corpus.corpus import Course
from portal.schema import scalars

# Every element that our renderer writes into a question, with its attributes.
KNOWN = {
    "p": set(), "ul": set(), "ol": set(), "li": set(), "blockquote": set(), "em": set(), "strong": set(), "b": set(), "br": set(),
    "span": {"class"}, "a": {"href", "class", "translate"},
}  # fmt: skip
DATA = ("https://", "http://", "mailto:")


def words_of(html: str) -> str:
    """The text of HTML, words parted by single spaces."""
    return " ".join(LexborHTMLParser(f"<body>{html}").body.text().split())


def opened(html: str) -> list[str]:
    """Everything in a piece of HTML that is not known: elements, attributes, links that are none, comments."""
    body = LexborHTMLParser(f"<!doctype html><html><head></head><body>{html}</body></html>")
    found = [node.html[:80] for node in body.head.css("*") if node.tag != "head"]
    for node in body.body.css("body *"):
        known = node.tag in KNOWN and set(node.attributes) <= KNOWN[node.tag]
        if not known or (node.tag == "a" and not (node.attributes["href"] or "").startswith(DATA)):
            found.append(node.html[:80])
    return found + (["a comment"] if "<!--" in html else [])


def hostile(course: Course, payload: str) -> Course:
    """The module with the payload in every text that readers see. Gaps keep their places; texts stay different."""
    return dataclasses.replace(course, items=tuple(_attacked(item, payload) for item in course.items))


def _attacked(value: Any, payload: str, place: str = "") -> Any:
    if isinstance(value, BaseModel):
        changed = {}
        for name, info in type(value).model_fields.items():
            old = getattr(value, name)
            if _is_text(info) and isinstance(old, str):
                gaps = " ".join(f"[[{gap.id}]]" for gap in getattr(value, "gaps", ())) if name == "text" else ""
                changed[name] = (
                    f"Steady words {payload} go on {place} {gaps}"  # at the start of a text, HTML is a block, which is refused
                )
            elif _is_text(info) and isinstance(old, tuple):
                changed[name] = tuple(f"{payload} {place}{n}" for n in range(len(old)))
            else:
                changed[name] = _attacked(old, payload, f"{place}{name[:3]}")
        return value.model_copy(update=changed)
    if isinstance(value, tuple):
        return tuple(_attacked(one, payload, f"{place}{n}") for n, one in enumerate(value))
    return value


def _is_text(info: Any) -> bool:
    marks = [*info.metadata, *(mark for part in _parts(info.annotation) for mark in getattr(part, "__metadata__", ()))]
    return any(isinstance(mark, scalars.Translate) for mark in marks)


def _parts(kind: Any):
    yield kind
    for part in get_args(kind):
        yield from _parts(part)
