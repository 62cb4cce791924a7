"""The trainer's page of an exercise: the whole notebook, solved, as mkdocs-jupyter renders it.

The plugin puts 600 KB of styles and scripts into each page. Our policy refuses them, and readers would pay for them; so the
text, the code with its colours and the outputs are kept, and all else is cut. The notebook itself says in its metadata what
the page shell needs (see ``render/exercises.py``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nh3
from mkdocs.plugins import BasePlugin
from selectolax.lexbor import LexborHTMLParser, LexborNode

from portal.render.safe import Safe, element, join, text

KEPT = ".jp-MarkdownOutput, .highlight-ipynb pre, .jp-OutputArea-output"
# What may stand in a text or an output.
TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "em", "img", "li", "ol", "p", "pre", "span", "strong", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
COLOURED = {"k", "kn", "kc", "ow", "s1", "s2", "sa", "c1"}  # words of Python, texts, comments; see lab.css
ATTRIBUTES = {"a": {"href", "translate"}, "img": {"src", "alt"}, "th": {"scope"}}
CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    generic_attribute_prefixes=set(),
    allowed_classes={
        "a": {"cite"}, "img": {"lab-drawing"}, "pre": {"lab-text"}, "table": {"lab-table"}, "td": {"number"}, "th": {"number"},
        "span": {*COLOURED, "cites"},
    },
    url_schemes={"https", "mailto", "data"},
    attribute_filter=lambda tag, name, value: None if tag == "a" and value.startswith("data:") else value,
)  # fmt: skip


class Notebooks(BasePlugin):
    """Gives pages of notebooks their settings, and cuts them to what readers need."""

    def on_page_content(self, html: str, page: Any, **_: object) -> str:
        """The page as it is shown; pages that are no notebooks stay as they are."""
        if not page.file.src_uri.endswith(".ipynb"):
            return html
        about = json.loads(Path(page.file.abs_src_path).read_text(encoding="utf-8"))["metadata"]["portal"]
        page.meta.update(about["page"])
        return shown(html, about)


def shown(html: str, about: dict[str, Any]) -> str:
    """The cells of a rendered notebook, each code with a label that says what it is for."""
    return str(join(_cells(LexborHTMLParser(html), about["labels"], Safe(about["head"])), "\n"))


def _cells(document: LexborHTMLParser, labels: dict[str, str], head: Safe) -> Iterator[Safe]:
    for node in document.css(".anchor-link, .clipboard-copy-txt, script, style"):
        node.decompose()
    for node in document.css(".highlight-ipynb span"):
        if node.attributes.get("class") not in COLOURED:
            node.unwrap()
    for node in document.css(KEPT):
        yield from _shown(node, labels, head)


def _shown(node: LexborNode, labels: dict[str, str], head: Safe) -> Iterator[Safe]:
    """A text with its heading, a code with its label, or an output."""
    for level in ("h1", "h2"):
        title = node.css_first(level)
        if title:
            yield element(level, text(title.text().strip()), id="top" if level == "h1" else _cell(node))
            title.decompose()
            yield head if level == "h1" else Safe("")
    content = Safe(CLEANER.clean(node.inner_html or ""))
    if node.tag == "pre":
        yield element("p", text(labels[_purpose(node)]), class_="lab-label")
        yield element("pre", element("code", content), class_="lab-source", dir="ltr", lang="en", tabindex="0")
    elif "jp-MarkdownOutput" in (node.attributes["class"] or ""):
        yield element("div", content, class_="prose")
    else:
        yield element("div", content, class_="lab-shown", lang="en", tabindex="0")


def _above(node: LexborNode) -> Iterator[LexborNode]:
    while node.parent is not None:
        node = node.parent
        yield node


def _cell(node: LexborNode) -> str:
    """The id of the cell that something stands in."""
    return next(
        name.removeprefix("cell-id=") for name in (above.id or "" for above in _above(node)) if name.startswith("cell-id=")
    )


def _purpose(node: LexborNode) -> str:
    """The tag of the cell that some code stands in. The checks of notebooks refuse a cell without one."""
    classes = (name for above in _above(node) for name in (above.attributes.get("class") or "").split())
    return next(name.removeprefix("celltag_") for name in classes if name.startswith("celltag_"))
