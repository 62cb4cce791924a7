"""A search index in small classic scripts: it works from any folder, needs no server and loads only what a query needs.

    search/boot.js   kinds and where their documents begin, facets, pages that help, the first term of each shard and list
    search/t<n>.js   a shard: terms in order, each with the documents that have it and how strongly
    search/d<n>.js   what is shown of documents: title, address, summary, other names, whether there is more text
    search/x<n>.js   the text of a document, for excerpts
    search/f-<facet>.js   the values of a facet, each with the documents that have it
    search/v<n>.js, r<n>.js   lists of all terms, forwards and backwards, for words that are not found

Weights follow BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.6), without the
part for rare terms, which the browser adds; cut to 26 steps.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from portal.build.search_entries import TITLE, Entry
from portal.build.search_meaning import Facet, Meanings, owner
from portal.build.search_reading import Read, Reading, read
from portal.build.search_words import base36, dense, families, order, stemmer

SHARD_BYTES = 8_000
NEAR_BYTES = 4_000
PER_CHUNK = 4
COMMON, STRONGEST = 3, 2_000  # a term that one document in three has keeps those that have it most
BROAD, BEST = 2, 60  # a beginning that fills more shards than this has a line of its own, with the best documents
K1, B = 10, 0.6
STEPS = 26

# Groups of results: their names, what their hits count (of ten), and their order where nothing else decides.
KINDS = (
    ("module", "Modules", 10),
    ("path", "Paths and workshops", 10),
    ("case", "Cases", 10),
    ("concept", "Concepts", 10),
    ("term", "Glossary", 10),
    ("template", "Templates", 10),
    ("exercise", "Exercises", 9),
    ("section", "Module sections", 8),
    ("question", "Questions", 5),
    ("evidence", "Evidence", 10),
    ("page", "Other pages", 5),
    ("source", "Sources", 2),
    ("list", "Lists of cases", 4),
)
# Where somebody who finds nothing can look.
HELP = (("Glossary", "glossary.html"), ("Cases", "cases/index.html"), ("Modules", "modules/index.html"))

# For each term a number for each document that has it: that of the document times 32, plus the weight.
Postings = dict[str, array]


def index(
    found: Iterable[Entry],
    label: Callable[[str], str],
    language: str = "en",
    meanings: Meanings | None = None,
    facets: Sequence[Facet] = (),
) -> dict[str, bytes]:
    """The files of the index over these entries; see ``files``."""
    reading, known = Reading(), meanings or Meanings()
    for entry in found:
        reading.add(read(entry, known))
    return dict(files(reading, label, language, facets))


def files(
    reading: Reading, label: Callable[[str], str], language: str = "en", facets: Sequence[Facet] = (), prefix: str = "search/"
) -> Iterator[tuple[str, bytes]]:
    """The files of the index, one after another. ``label`` translates the names of kinds and of the pages in HELP."""
    places = {name: number for number, (name, *_) in enumerate(KINDS)}
    listed = sorted(reading.documents, key=lambda entry: (places[entry.kind], entry.address, entry.title))
    for name, value in _parts(reading, listed, label, language, facets):
        yield f"{prefix}{name}.js", _script(name, value)


def _parts(
    reading: Reading, listed: list[Read], label: Callable[[str], str], language: str, facets: Sequence[Facet]
) -> Iterator[tuple[str, object]]:
    """Name and value of every script."""
    postings = _postings(listed, [*reading.terms])
    near, lists = _near(postings)
    keys, shards = _shards(postings, families(postings, stemmer(language)), len(listed))
    yield (
        "boot",
        {
            "n": len(listed),
            "per": PER_CHUNK,
            "most": STRONGEST,
            "kinds": list(_kinds(listed, label)),
            "facets": [facet.id for facet in facets],
            "help": [[label(name), address] for name, address in HELP if any(entry.address == address for entry in listed)],
            "shards": keys,
            "near": near,
        },
    )
    yield from ((f"f-{facet.id}", _facet(facet, listed)) for facet in facets)
    yield from lists.items()
    yield from _shown(reading, listed)
    yield from ((f"t{number}", "\n".join(shard)) for number, shard in enumerate(shards))


def _script(name: str, value: object) -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"portalSearch({json.dumps(name)},{data})\n".encode()


def _kinds(listed: list[Read], label: Callable[[str], str]) -> Iterator[dict[str, object]]:
    """Kinds with the number of their first document: documents stand in the order of their kinds."""
    first = 0
    for name, shown, weight in KINDS:
        yield {"id": name, "label": label(shown), "first": first, "weight": weight}
        first += sum(entry.kind == name for entry in listed)


def _facet(facet: Facet, listed: list[Read]) -> dict[str, object]:
    pages: dict[str, list[int]] = {}
    for number, entry in enumerate(listed):
        pages.setdefault(owner(entry.address), []).append(number)
    values = []
    for value, label, owners in facet.values:
        numbers = sorted(number for page in owners for number in pages.get(page, ()))
        if numbers:
            values.append([value, label, _packed(number << 5 | 1 for number in numbers)])
    return {"label": facet.label, "values": values}


def _shown(reading: Reading, listed: list[Read]) -> Iterator[tuple[str, object]]:
    """What is shown of documents, and the texts of those that have more."""
    titles = {entry.address: entry.title for entry in listed}
    for start in range(0, len(listed), PER_CHUNK):
        yield f"d{start // PER_CHUNK}", [_row(entry, titles) for entry in listed[start : start + PER_CHUNK]]
    yield from ((f"x{number}", reading.text(entry)) for number, entry in enumerate(listed) if entry.text)


def _row(entry: Read, titles: Mapping[str, str]) -> list[object]:
    home = f"{owner(entry.address)}/index.html"
    where = titles.get(home, "") if entry.kind in ("section", "exercise", "question") else entry.also
    row = [entry.title, entry.address, entry.summary, where, int(bool(entry.text))]
    while not row[-1]:
        row.pop()
    return row


# Terms.


def _postings(listed: list[Read], terms: list[str]) -> Postings:
    """For each of ``terms``, which documents name by its number, the documents that have it, with a weight from 1 to 26.

    What a document means in other words counts with the least weight; what its title means, half as much as the title.
    """
    found: list[array] = [array("I") for _ in terms]
    means = _means(listed)
    for number, entry in enumerate(listed):
        strengths: dict[int, float] = {}
        meant: set[int] = set()
        for part in entry.parts:
            share = part.weight / (1 - B + B * part.length / means[part.weight])
            for term, times in zip(part.terms, part.times):
                strengths[term] = strengths.get(term, 0) + share * times
            meant.update(part.more)
            for term in part.more if part.weight == TITLE and entry.kind != "term" else ():
                strengths[term] = strengths.get(term, 0) + share / 2
        for term, strength in strengths.items():
            found[term].append(number << 5 | 1 + int(strength / (K1 + strength) * (STEPS - 1)))
        for term in meant.difference(strengths):
            found[term].append(number << 5 | 1)
    return {term: posting for term, posting in zip(terms, found) if posting}


def _means(listed: list[Read]) -> dict[int, float]:
    """The mean number of words in parts of each weight."""
    lengths: dict[int, list[int]] = {}
    for entry in listed:
        for part in entry.parts:
            lengths.setdefault(part.weight, []).append(part.words)
    return {weight: sum(some) / len(some) or 1 for weight, some in lengths.items()}


def _shards(postings: Postings, marks: Mapping[str, str], documents: int) -> tuple[list[str], list[list[str]]]:
    """Lines "term|mark postings" in groups of about SHARD_BYTES, with what each group begins with; and in the group where
    a broad beginning would stand, its line "beginning* postings"."""
    terms = sorted(postings, key=order)
    lines = [_line(term, marks.get(term, ""), postings[term], documents) for term in terms]
    starts, shards = _cut(lines, SHARD_BYTES)
    keys = _keys(terms, starts)
    for beginning in _broad([terms[start] for start in starts]):
        place = max(0, bisect_right([*map(order, keys)], order(beginning)) - 1)
        shards[place].append(f"{beginning}* {_packed(_best(beginning, terms, postings))}")
    return keys, shards


def _best(beginning: str, terms: list[str], postings: Postings) -> list[int]:
    """The documents that have a term that begins so most."""
    best: dict[int, int] = {}
    for term in terms[bisect_left(terms, order(beginning), key=order) :]:
        if not term.startswith(beginning):
            break
        for code in postings[term]:
            best[code >> 5] = max(code & 31, best.get(code >> 5, 0))
    return _strongest((number << 5 | weight for number, weight in best.items()), BEST)


def _strongest(codes: Iterable[int], most: int) -> list[int]:
    return sorted(sorted(codes, key=lambda code: (-(code & 31), code))[:most])


def _cut(lines: list[str], most: int) -> tuple[list[int], list[list[str]]]:
    """Where groups of lines begin, and the groups: none has more bytes than ``most`` unless its only line has."""
    starts, size = [], most
    for number, line in enumerate(lines):
        more = len(line.encode()) + 1
        if size + more > most:
            starts.append(number)
            size = 0
        size += more
    return starts, [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)])]


def _broad(firsts: list[str]) -> list[str]:
    """Beginnings whose terms fill more than BROAD shards."""
    counts: dict[str, int] = {}
    for first in firsts:
        for end in range(1 if dense(first) else 2, len(first) + 1):
            counts[first[:end]] = counts.get(first[:end], 0) + 1
    return sorted((prefix for prefix, count in counts.items() if count >= BROAD), key=order)


def _line(term: str, mark: str, posting: Sequence[int], documents: int) -> str:
    """A term that many documents have is marked with "+", and only the documents that have it most are kept."""
    common = "+" if len(posting) * COMMON > documents and documents > COMMON else ""
    if common and len(posting) > STRONGEST:
        posting = _strongest(posting, STRONGEST)
    return f"{term}{f'|{mark}' if mark else ''}{common} {_packed(posting)}"


def _keys(terms: list[str], starts: list[int]) -> list[str]:
    """For each group the fewest letters that tell its first term from the last one of the group before."""
    return [_key(terms[start - 1] if start else "", terms[start]) for start in starts]


def _key(before: str, first: str) -> str:
    return next((first[:end] for end in range(1, len(first)) if order(first[:end]) > order(before)), first)


def _near(postings: Postings) -> tuple[dict[str, list[str]], dict[str, object]]:
    """All terms of three letters or more, each with a letter for how many documents have it; forwards and backwards. Before
    the lists, what each begins with."""
    files: dict[str, object] = {}
    keys: dict[str, list[str]] = {}
    for name, turned in (("v", 1), ("r", -1)):
        counts = {term[::turned]: len(posting).bit_length() for term, posting in postings.items() if len(term) > 2}
        terms = sorted(counts, key=order)
        starts, shards = _cut([f"{term}{chr(64 + counts[term])}" for term in terms], NEAR_BYTES)
        keys[name] = _keys(terms, starts)
        files.update({f"{name}{number}": "\n".join(shard) for number, shard in enumerate(shards)})
    return keys, files


def _packed(posting: Iterable[int]) -> str:
    """Document numbers as differences in base 36, each followed by its weight as a letter A to Z."""
    out, last = [], 0
    for code in posting:
        number = code >> 5
        out.append((base36(number - last) if number > last else "") + chr(64 + (code & 31)))
        last = number
    return "".join(out)
