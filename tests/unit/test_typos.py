"""Slips of the hand in names: the right word is suggested, and for a word that is none of them nothing is."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from functools import cache

import pytest

from portal.corpus.load import read
from portal.problems import ProblemsFound, nearest, slips
from portal.schema.bind import keys
from portal.schema.case import Case
from tests.support.project import FIXTURES, ROOT

CASE = "case_studies/north-valley.yml"
TYPOS = 100  # of each sort: names of fields, and ids
SHARE = 0.95
# Words of every day that name no field and no id.
WORDS = (
    "harbour", "pencil", "morning", "quickly", "seven", "yellow", "window", "mountain", "carpet", "hospital",
    "thunder", "bicycle", "garden", "kettle", "island", "ladder", "pigeon", "velvet", "orchard", "whistle",
    "blanket", "candle", "feather", "hammer", "jungle", "lantern", "mirror", "needle", "ocean", "pepper",
    "quarrel", "ribbon", "saddle", "tunnel", "umbrella", "vinegar", "walnut", "zebra", "anchor", "butter",
    "cabbage", "dolphin", "engine", "forest", "gravel", "hollow", "insect", "jacket", "kitchen", "lemon",
)  # fmt: skip


@cache
def vocabularies() -> dict[str, tuple[str, ...]]:
    """The names of fields, and the ids of this project by kind."""
    parts = {name: read(f"docs/reference/{name}.yml", text(f"docs/reference/{name}.yml")).item for name in
             ("glossary", "sources", "taxonomy")}  # fmt: skip
    tags = {kind: tuple(tag.id for tag in listed) for kind, listed in parts["taxonomy"]}
    return {
        "field": tuple(keys(Case)),
        "case": tuple(path.stem for path in (ROOT / "case_studies").glob("*.yml")),
        "module": tuple(path.parent.name for path in (ROOT / "modules").glob("*/module.yml")),
        **{name: tuple(entry.id for entry in parts[name]) for name in ("glossary", "sources")},
        **{name: tags[name] for name in ("sector", "instrument", "actor", "measure", "principle")},
    }


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def mistyped(word: str, chance: random.Random) -> str:
    """The word with a letter left out, added or mistaken, or with two neighbours that changed places."""
    at = chance.randrange(len(word) - 1)
    letter = chance.choice(string.ascii_lowercase)
    return chance.choice((
        word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ))  # fmt: skip


def typos(kinds: list[str]) -> Iterator[tuple[str, str, str]]:
    """The same slips in every run: kind, what was meant, and what was typed. They go from kind to kind."""
    chance, made = random.Random(20261123), 0
    while made < TYPOS:
        kind = kinds[made % len(kinds)]
        known = vocabularies()[kind]
        meant = chance.choice([word for word in known if len(word) > 3])
        typed = mistyped(meant, chance)
        if typed not in known:
            made += 1
            yield kind, meant, typed


@pytest.mark.parametrize("kinds", [["field"], sorted(set(vocabularies()) - {"field"})], ids=["fields", "ids"])
def test_the_right_word_is_suggested(kinds: list[str]) -> None:
    wrong = [(meant, typed) for kind, meant, typed in typos(kinds) if nearest(typed, vocabularies()[kind]) != meant]
    assert len(wrong) <= TYPOS * (1 - SHARE), wrong


def test_a_mistyped_field_is_told_with_the_right_one() -> None:
    """The same from end to end: in a file, each key of a case is mistyped in turn."""
    source = (FIXTURES / "small" / CASE).read_text(encoding="utf-8")
    chance = random.Random(7)
    found = [key for key in keys(Case) if f"\n{key}:" in source and len(key) > 3]
    assert len(found) > 15
    for key in found:
        typed = mistyped(key, chance)
        if typed in found:
            continue
        with pytest.raises(ProblemsFound) as caught:
            read(CASE, source.replace(f"\n{key}:", f"\n{typed}:", 1))
        (unknown,) = [problem for problem in caught.value.problems if problem.code == "S201"]
        assert unknown.mend == f'did you mean "{key}"?'


def test_nothing_is_suggested_for_other_words() -> None:
    assert len(set(WORDS)) == 50
    assert [(word, near) for word in WORDS for known in vocabularies().values() if (near := nearest(word, known))] == []


def test_nothing_is_suggested_for_any_letters() -> None:
    chance = random.Random(50)
    made = ["".join(chance.choices(string.ascii_lowercase, k=chance.randint(4, 12))) for _ in range(50)]
    assert [(word, near) for word in made for known in vocabularies().values() if (near := nearest(word, known))] == []


@pytest.mark.parametrize(("one", "other", "count"), [
    ("", "", 0), ("a", "", 1), ("sector", "sector", 0), ("sectro", "sector", 1), ("sctor", "sector", 1), ("seector", "sector", 1),
    ("kettle", "title", 3), ("ab", "ba", 1),
])  # fmt: skip
def test_slips_are_counted(one: str, other: str, count: int) -> None:
    assert slips(one, other) == slips(other, one) == count


@pytest.mark.parametrize(("typed", "meant"), [
    ("Sectors", "sectors"), ("agencies", "agency"), ("secotrs", "sectors"), ("umbrella", None), ("feather", None), ("", None),
])  # fmt: skip
def test_what_is_near(typed: str, meant: str | None) -> None:
    assert nearest(typed, ["sectors", "agency", "umbrella-brand", "further", "title"]) == meant
