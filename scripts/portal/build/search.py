"""A search index in small classic scripts: it works from any folder, needs no server and loads only what a query needs.

    search/boot.js   number of documents, kinds, the first term of each shard
    search/t<n>.js   a shard: terms in order, each with the documents that have it and how strongly
    search/d<n>.js   what is shown of documents: title, address, summary, kind

Weights follow BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3), term part, cut
to nine steps.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.build.html import Page

SHARD_BYTES = 24_000
PER_CHUNK = 16
K1, B = 1.2, 0.75
WORD = re.compile(r"[^\W_]+")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

# Groups of results, in the order they are shown, and the addresses that belong to each.
KINDS = (
    ("module", "Modules"),
    ("path", "Paths and workshops"),
    ("case", "Cases"),
    ("concept", "Concepts"),
    ("template", "Templates"),
    ("term", "Glossary"),
    ("evidence", "Evidence"),
    ("list", "Lists of cases"),
    ("page", "Other pages"),
)


@dataclass(frozen=True)
class Entry:
    """Something that can be found."""

    title: str
    address: str
    summary: str
    kind: str
    parts: tuple[tuple[str, int], ...]  # text and its weight


def fold(text: str) -> str:
    """Small letters without accents: what is compared."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", lowered).lower())  # "㎅" opens into capitals
    return "".join(char for char in plain if not unicodedata.category(char).startswith("M"))


def words(text: str) -> list[str]:
    """The terms of a text, of two letters or more."""
    return [word for piece in text.split() for word in _words(piece)]


@lru_cache(maxsize=50_000)
def _words(piece: str) -> tuple[str, ...]:
    return tuple(word for word in WORD.findall(fold(piece)) if len(word) > 1)


def kind_of(address: str) -> str | None:
    """The group a page belongs to; None for pages that are not searched."""
    if address.startswith(("briefs/", "404", "trainer/")) or address in ("index.html", "progress.html"):
        return None
    for folder, kind in (("modules/", "module"), ("paths/", "path"), ("programmes/", "path"), ("templates/", "template")):
        if address.startswith(folder):
            return kind
    if address.startswith(("evidence/", "data/", "compare")):
        return "evidence"
    if address.startswith("cases/"):
        return "list" if address.startswith("cases/by/") or address in ("cases/index.html", "cases/map.html") else "case"
    return "concept" if address.startswith("concepts/") else "page"


def entries(pages: Iterable[Page]) -> Iterator[Entry]:
    """Every page, every term of the glossary and every acronym."""
    for page in pages:
        kind = kind_of(page.address)
        if kind and "noindex" not in page.attribute("meta[name=robots]", "content"):
            yield _entry(page, kind)
        if page.address == "glossary.html":
            yield from _terms(page)
        if page.address == "acronyms.html":
            yield from _acronyms(page)


def _entry(page: Page, kind: str) -> Entry:
    """A page. Pages that only list others are found by their own name, and stand behind what they list."""
    title = page.text("h1")
    summary = page.attribute("meta[name=description]", "content")
    if kind == "list":
        return Entry(title, page.address, summary, kind, ((title, 1),))
    headings = " ".join(node.text() for node in page.document.css("main h2, main h3"))
    if page.address.endswith("/quiz.html"):  # its answers are folded; it stands behind the lesson, which has more words
        return Entry(title, page.address, summary, kind, ((title, 1), (headings, 1)))
    body = "" if _listed_apart(page.address) else page.text("main")
    return Entry(title, page.address, summary, kind, ((title, 8), (summary, 3), (headings, 2), (body, 1)))


def _listed_apart(address: str) -> bool:
    """Whether a page is found by title and headings alone: its entries are found one by one."""
    return address in ("glossary.html", "acronyms.html") or kind_of(address) == "evidence"


def _acronyms(page: Page) -> Iterator[Entry]:
    """Each acronym leads to the term it stands for, or to the list of acronyms."""
    for row in page.document.css("table.acronyms tbody tr"):
        short = " ".join(row.css_first("th").text().split())
        link = row.css_first("td a[href^='glossary.html#']")
        meaning = " ".join((link or row.css_first("td")).text(separator=" ").split())
        yield Entry(short, (link and link.attributes["href"]) or page.address, meaning, "term", ((short, 8), (meaning, 2)))


def _terms(page: Page) -> Iterator[Entry]:
    for node in page.document.css("section.entry[id]"):
        heading, definition = node.css_first("h3"), node.css_first("p")
        title = " ".join(heading.text(deep=False).split())
        meaning = " ".join(definition.text().split())
        tongues = " ".join(part.text() for part in node.css(".tongues [lang]"))
        address = f"{page.address}#{node.attributes['id']}"
        yield Entry(title, address, meaning, "term", ((title, 8), (meaning, 2), (tongues, 3)))


def index(found: Iterable[Entry], labels: dict[str, str], prefix: str = "search/") -> dict[str, bytes]:
    """The files of the index. ``labels`` names the kinds in the readers' language."""
    listed = sorted(found, key=lambda entry: entry.address)
    shards = list(_shards(_postings(listed)))
    kinds = [name for name, _ in KINDS]
    boot = {
        "n": len(listed),
        "per": PER_CHUNK,
        "kinds": [{"id": name, "label": labels[name]} for name in kinds],
        "shards": [shard[0].split(" ", 1)[0] for shard in shards],
    }
    files = {"boot": boot}
    files.update({f"t{number}": "\n".join(shard) for number, shard in enumerate(shards)})
    for start in range(0, len(listed), PER_CHUNK):
        chunk = listed[start : start + PER_CHUNK]
        files[f"d{start // PER_CHUNK}"] = [[e.title, e.address, e.summary[:160], kinds.index(e.kind)] for e in chunk]
    return {f"{prefix}{name}.js": _script(name, value) for name, value in files.items()}


def _script(name: str, value: object) -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"portalSearch({json.dumps(name)},{data})\n".encode()


def _postings(listed: list[Entry]) -> dict[str, list[tuple[int, int]]]:
    """For each term the documents that have it, with a weight from 1 to 9."""
    counts = [_counts(entry) for entry in listed]
    lengths = [sum(count.values()) for count in counts]
    mean = sum(lengths) / max(1, len(lengths)) or 1
    found: dict[str, list[tuple[int, int]]] = {}
    for number, count in enumerate(counts):
        norm = K1 * (1 - B + B * lengths[number] / mean)
        for term, times in count.items():
            strength = times * (K1 + 1) / (times + norm)
            found.setdefault(term, []).append((number, min(9, 1 + int(strength * 4))))
    return found


def _counts(entry: Entry) -> dict[str, int]:
    count: dict[str, int] = {}
    for text, weight in entry.parts:
        for term in words(text):
            count[term] = count.get(term, 0) + weight
    return count


def _shards(postings: dict[str, list[tuple[int, int]]]) -> Iterator[list[str]]:
    """Lines "term postings" in order, in groups of about SHARD_BYTES."""
    shard: list[str] = []
    size = 0
    for term in sorted(postings):
        line = f"{term} {_packed(postings[term])}"
        shard.append(line)
        size += len(line.encode()) + 1
        if size >= SHARD_BYTES:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def _packed(posting: list[tuple[int, int]]) -> str:
    """Document numbers as differences in base 36, each followed by its weight as a letter A to I."""
    out, last = [], 0
    for number, weight in posting:
        out.append((base36(number - last) if number > last else "") + "ABCDEFGHI"[weight - 1])
        last = number
    return "".join(out)


def base36(number: int) -> str:
    """A whole number, not negative, in digits 0 to z."""
    digits = DIGITS[number % 36]
    while number := number // 36:
        digits = DIGITS[number % 36] + digits
    return digits
