"""The one place where text becomes safe to print. Everything a template prints has come through here."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape


class Safe(Markup):
    """Text that may stand in a page as it is."""


class UnsafeValue(TypeError):
    """A template printed a value that nobody made safe: a fault of ours, never of an author."""


def text(value: str) -> Safe:
    """Plain text for an element or a quoted attribute."""
    return value if isinstance(value, Safe) else Safe(escape(value))


def refuse(value: Any) -> Any:
    """Jinja's ``finalize``: anything that is not marked safe stops the build."""
    if isinstance(value, Markup):
        return value
    raise UnsafeValue(f"not marked safe: {value!r:.80}")


def pieces(plain: str) -> list[tuple[str, bool]]:
    """Plain text in pieces, each with whether it stood between backticks."""
    return [(piece, number % 2 == 1) for number, piece in enumerate(_CODE.split(plain)) if piece]


_CODE = re.compile(r"`([^`]+)`")


def coded(plain: str) -> Safe:
    """Plain text with what stands between backticks as code."""
    return join(element("code", text(piece)) if code else text(piece) for piece, code in pieces(plain))


def element(name: str, content: Safe, **attributes: str | None) -> Safe:
    """An HTML element. Attribute names get hyphens for underscores (``class_`` is ``class``); None leaves one out."""
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    inside = "".join(f' {key}="{text(value)}"' for key, value in given.items())
    return Safe(f"<{name}{inside}>{refuse(content)}</{name}>")


def join(parts: Any, between: str = "") -> Safe:
    """Safe parts one after another, with plain text between them."""
    return Safe(str(text(between)).join(str(refuse(part)) for part in parts))


def embed(value: Any) -> Safe:
    """Data inside a ``<script type="application/json">``: nothing in it can end the element or start another."""
    shown = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        shown = shown.replace(character, f"\\u{ord(character):04x}")
    return Safe(shown)


def inlined(kind: str, source: str) -> tuple[Safe, Safe]:
    """A script or style sheet inside a page, and what a policy allows it by: its digest. It cannot end its element."""
    if re.search(rf"</{kind}|<!--", source, re.IGNORECASE):
        raise UnsafeValue(f"ends the element it stands in: a {kind}")
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return Safe(f"<{kind}>{source}</{kind}>"), Safe(f"'sha256-{digest}'")


def data_block(value: Any) -> Safe:
    """JSON-LD in a page: data that no browser runs."""
    return Safe(f'<script type="application/ld+json">{embed(value)}</script>')


def _plain(value: Any) -> Any:
    """The same with texts that were made safe for HTML as plain text."""
    if isinstance(value, Markup):
        return str(value.unescape())
    if isinstance(value, Mapping):
        return {name: _plain(entry) for name, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, (list, tuple)) else value


# Characters that Markdown may take for markup in the text of a heading.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~:<>&\"'$^=@]")


def heading(level: int, words: str, name: str) -> Safe:
    """A Markdown heading with an id; its text reads as plain text to any Markdown engine."""
    words = words.unescape() if isinstance(words, Markup) else words
    plain = _MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", " ".join(words.split()))
    return Safe(f"{'#' * level} {plain} {{#{_name(name)}}}")


def _name(name: str) -> str:
    if not re.fullmatch(r"[\w-]+", name):
        raise UnsafeValue(f"not usable as an id: {name!r}")
    return name


def front_matter(fields: dict[str, Any]) -> Safe:
    """The YAML block of a page. Texts are escaped for HTML, as the engine prints them without escaping."""
    rows = [f"{key}: {json.dumps(_for_engine(value), ensure_ascii=False)}" for key, value in fields.items() if value is not None]
    return Safe("\n".join(["---", *rows, "---"]))


def _for_engine(value: Any) -> Any:
    if isinstance(value, str):
        return str(text(value))  # leaves what is safe already as it is
    if isinstance(value, dict):
        return {key: _for_engine(entry) for key, entry in value.items()}
    return [_for_engine(entry) for entry in value] if isinstance(value, (list, tuple)) else value
