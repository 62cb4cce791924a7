"""XML documents from nested values. What is given as text stays text: the serialiser escapes it."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def node(name: str, *inside: Element | str | None, **attributes: str) -> Element:
    """An element with what is in it. Attribute names get hyphens for underscores, and ``class_`` is ``class``."""
    return full(name, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}, *inside)


def full(name: str, attributes: dict[str, str], *inside: Element | str | None) -> Element:
    """An element whose attributes have names of any kind, such as xmlns:adlcp. None in it is passed over."""
    made = Element(name, attributes)
    for part in inside:
        if isinstance(part, str):
            made.text = (made.text or "") + str(part)
        elif part is not None:
            made.append(part)
    return made


def document(root: Element) -> bytes:
    """The element as a file of its own, one element a line."""
    ElementTree.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="utf-8") + b"\n"
