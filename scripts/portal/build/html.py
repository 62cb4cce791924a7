"""One parse of a finished page, shared by the audit and the search index."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

# Attributes that name another resource or page.
LINKS = frozenset({"href", "src", "srcset", "poster", "data", "action", "formaction", "xlink:href"})
# How a page that has moved leads to another one of the portal: no scheme, no other host.
MOVED = re.compile(r"0; url=(?P<to>[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*)\Z")


def is_page(address: str) -> bool:
    """Whether a file is a page of the portal. What stands in "downloads" is there to be saved, even where it is HTML."""
    return address.endswith(".html") and "downloads" not in address.split("/")[:-1]


def refresh(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element leads readers to another page by itself."""
    return tag == "meta" and (attributes.get("http-equiv") or "").strip().lower() == "refresh"


@dataclass
class Page:
    """A finished page: address, source and parsed document."""

    address: str
    source: str = field(repr=False)

    @cached_property
    def document(self) -> LexborHTMLParser:
        """The parsed page, as a browser would see it."""
        return LexborHTMLParser(self.source)

    @cached_property
    def elements(self) -> list[tuple[str, dict[str, str | None]]]:
        """Name and attributes of every element in document order."""
        return [(node.tag, node.attributes) for node in self.document.css("*")]

    @cached_property
    def ids(self) -> list[str]:
        """Every id, with repeats."""
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]

    @cached_property
    def links(self) -> list[str]:
        """Every address in an attribute, with repeats."""
        found = [
            value for _, attributes in self.elements for name, value in attributes.items() if name in LINKS and value is not None
        ]
        moved = (MOVED.match(attributes.get("content") or "") for tag, attributes in self.elements if refresh(tag, attributes))
        return [*found, *(match["to"] for match in moved if match)]

    def text(self, selector: str) -> str:
        """The text of the first match, words separated by single spaces, without the data of scripts."""
        node = self.document.css_first(selector)
        if node and node.css_first("script"):  # data for scripts is no text; the document itself stays whole
            node = LexborHTMLParser(node.html)
            node.strip_tags(["script"])
            node = node.body
        return " ".join(node.text(separator=" ").split()) if node else ""

    def attribute(self, selector: str, name: str) -> str:
        """An attribute of the first match."""
        node = self.document.css_first(selector)
        return (node.attributes.get(name) or "") if node else ""
