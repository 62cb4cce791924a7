"""Words as the search compares them: folded, cut at the same places as in search.js, and grouped by their stem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

import snowballstemmer
from babel import Locale, UnknownLocaleError

# Scripts without blanks between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese. They are cut into pairs of signs.
DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(f"[{DENSE}]+|[^\\W_{DENSE}]+")
# The Arabic article, with what is written together with it. Stemmers cut it; here too, as shards are ordered by beginnings.
ARTICLE = re.compile("^(?:[\u0648\u0628\u0643\u0641]?\u0627\u0644|\u0644\u0644)(?=.{3})")
HYPHENS = re.compile("[-\u2010]")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
NOT_SPOKEN = ("porter",)  # algorithms of the library that are no language

Stem = Callable[[str], str]


def fold(text: str) -> str:
    """Small letters without accents: what is compared."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", lowered).lower())  # "㎅" opens into capitals
    return "".join(char for char in plain if not unicodedata.category(char).startswith("M"))


def words(text: str) -> list[str]:
    """The terms of a text: words of two letters or more, pairs of signs, and letters that stand together, as in "R&D"."""
    return [word for piece in text.split() for word in _words(piece)]


def indexed(text: str) -> list[str]:
    """The same, and words with a hyphen once more as one: "co-operative" is found as "cooperative"."""
    return [word for piece in text.split() for word in _indexed(piece)]


@lru_cache(maxsize=100_000)
def _words(piece: str) -> tuple[str, ...]:
    runs = WORD.findall(fold(piece))
    if len(runs) > 1 and all(len(run) == 1 for run in runs):
        return ("".join(runs),)
    return tuple(word for run in runs for word in _cut(run))


@lru_cache(maxsize=100_000)
def _indexed(piece: str) -> tuple[str, ...]:
    found = _words(piece)
    if len(found) == 2 and HYPHENS.search(fold(piece)) and all(word.isalpha() for word in found):
        return (*found, "".join(found))
    return found


def _cut(run: str) -> list[str]:
    if dense(run):
        return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return [ARTICLE.sub("", run)] if len(run) > 1 else []


def dense(word: str) -> bool:
    """Whether a word is of a script without blanks between words."""
    return bool(re.match(f"[{DENSE}]", word))


def order(word: str) -> bytes:
    """The key by which browsers sort texts."""
    return word.encode("utf-16-be", "surrogatepass")


def base36(number: int) -> str:
    """A whole number, not negative, in digits 0 to z."""
    digits = DIGITS[number % 36]
    while number := number // 36:
        digits = DIGITS[number % 36] + digits
    return digits


# Stems.


def stemmer(language: str) -> Stem:
    """The Snowball stemmer of a language; where there is none, a long word without its last three letters."""
    name = _english_name(language)
    if name in snowballstemmer.algorithms() and name not in NOT_SPOKEN:
        return snowballstemmer.stemmer(name).stemWord
    return lambda word: word[: max(5, len(word) - 3)]


def _english_name(language: str) -> str:
    try:
        return (Locale.parse(language.split("-")[0]).get_language_name("en") or "").split(" ")[0].lower()
    except (UnknownLocaleError, ValueError):
        return ""


def families(terms: Iterable[str], stem: Stem) -> dict[str, str]:
    """A mark for each term that shares its stem with others; two terms are of one family when both marks are the same
    and the terms begin alike, as far as the mark says.

    A mark is the number of letters that the family has in common, and a letter where several families begin so.
    """
    by_stem: dict[str, list[str]] = {}
    for term in sorted(terms, key=order):
        if len(term) > 2 and not dense(term):
            by_stem.setdefault(fold(stem(term)), []).append(term)
    marks: dict[str, str] = {}
    known: dict[str, int] = {}
    for members in by_stem.values():
        shared = _beginning(members[0], members[-1])
        if len(members) > 1 and len(shared) > 1:
            number = known[shared] = known.get(shared, -1) + 1
            mark = base36(min(35, len(shared))) + (chr(64 + number) if number else "")
            marks.update(dict.fromkeys(members, mark))
    return marks


def _beginning(one: str, other: str) -> str:
    """What two terms have in common; of terms in order, the first and the last have least."""
    return one[: next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))]
