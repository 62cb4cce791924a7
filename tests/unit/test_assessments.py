"""Tests: what is drawn, in which order, and that both forms are alike. Pools are made here, of many sizes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.corpus import assessments, seeds
from portal.corpus.corpus import Corpus
from portal.corpus.load import load
from portal.language.catalogue import PSEUDO, Original
from portal.language.translate import translate
from portal.render.site import render
from portal.schema.path import PathStep
from tests.support.project import ROOT

SMALL = ROOT / "tests" / "fixtures" / "small"
ALIKE = ("type", "outcome", "difficulty", "points")


@pytest.fixture(scope="module")
def small() -> Corpus:
    return load(SMALL).corpus


def many(small: Corpus, sizes: list[list[int]], items: int, kind: str = "before-after") -> tuple[Corpus, object]:
    """A path through modules; each has outcomes with as many twins as ``sizes`` says. And a test of it."""
    course, pattern = small.modules["pots"], small.modules["pots"].pool[0]
    modules, steps = {}, []
    for number, outcomes in enumerate(sizes):
        places = [(f"o{place}", n) for place, count in enumerate(outcomes) for n in range(count)]
        pool = tuple(
            pattern.model_copy(update={"id": f"q-{o}-{n}-{form}", "twin": f"t-{o}-{n}", "form": form, "outcome": o})
            for o, n in places
            for form in "ab"
        )
        modules[f"m{number}"] = replace(course, pool=pool)
        steps.append(PathStep(module=f"m{number}", why="It is asked."))
    path = small.paths[0].model_copy(update={"steps": tuple(steps)})
    test = small.assessments.tests[0].model_copy(update={"items": items, "kind": kind})
    listed = small.assessments.model_copy(update={"tests": (test,)})
    return replace(small, modules=modules, paths=(path,), programmes=(), assessments=listed), test


SIZES = st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=4), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(SIZES, st.integers(1, 30), st.sampled_from(["before-after", "final"]))
def test_questions_are_drawn_evenly_and_always_the_same_ones(sizes, items, kind):
    corpus, test = many(load_once(), sizes, items, kind)
    drawn = assessments.draw(corpus, test)
    counts = [Counter({f"o{place}": count for place, count in enumerate(found) if count}) for found in sizes]
    there = {f"m{number}": found for number, found in enumerate(counts)}
    assert len(drawn) == min(items, sum(sum(found.values()) for found in there.values()))
    assert len({(pair.mid, pair.twin) for pair in drawn}) == len(drawn)
    assert assessments.draw(corpus, test) == drawn
    asked = Counter(pair.mid for pair in drawn)
    most = max(asked.values(), default=0)
    for mid, found in there.items():  # no module falls behind while it has questions left
        assert asked[mid] >= most - 1 or asked[mid] == sum(found.values())
        own = Counter(pair.outcome for pair in drawn if pair.mid == mid)
        for outcome, count in found.items():  # nor does an outcome of a module
            assert own[outcome] >= max(own.values(), default=0) - 1 or own[outcome] == count


_SMALL: list[Corpus] = []


def load_once() -> Corpus:
    if not _SMALL:
        _SMALL.append(load(SMALL).corpus)
    return _SMALL[0]


def test_both_forms_ask_for_the_same(small, corpus):
    """Same outcomes, kinds, difficulty and points: of the real course too."""
    known = [(own, test) for own in (small, corpus) for test in assessments.published(own)]
    for corpus, test in known:
        drawn = assessments.draw(corpus, test)
        listed = {form: [[getattr(pair.forms[form], key) for key in ALIKE] for pair in drawn] for form in "ab"}
        assert listed["a"] == listed["b"] and drawn, test.id
        assert {pair.forms["a"].id for pair in drawn}.isdisjoint(pair.forms["b"].id for pair in drawn)


def test_a_final_test_repeats_as_few_questions_as_it_can(small):
    corpus, test = many(small, [[3, 3], [5]], 6)
    before = {(pair.mid, pair.twin) for pair in assessments.draw(corpus, test)}
    final = {(p.mid, p.twin) for p in assessments.draw(corpus, test.model_copy(update={"kind": "final", "items": 5}))}
    assert len(before) == 6 and len(final) == 5 and not before & final


def test_a_module_that_is_taken_out_shrinks_the_test(small):
    corpus, test = many(small, [[2], [2], [2]], 6)
    left = replace(corpus, modules={mid: course for mid, course in corpus.modules.items() if mid != "m1"})
    assert [pair.mid for pair in assessments.draw(left, test)] == ["m0", "m0", "m2", "m2"]


def test_only_sections_that_are_read_are_asked_about_and_what_is_known_too(small):
    test = small.assessments.tests[0].model_copy(update={"items": 50})
    step = small.paths[0].steps[0].model_copy(update={"sections": ("leaving",)})
    path = small.paths[0].model_copy(update={"steps": (step,)})
    drawn = assessments.draw(replace(small, paths=(path,)), test)
    assert {item.section for pair in drawn for item in pair.forms.values()} == {"leaving"} and len(drawn) == 2
    known = path.model_copy(update={"steps": (), "assumes": ("pots",)})
    assert len(assessments.draw(replace(small, paths=(known,)), test)) == 8


def test_a_portal_without_pools_and_one_without_tests_stay_whole(small):
    bare = replace(small, modules={mid: replace(course, pool=()) for mid, course in small.modules.items()})
    for corpus in (bare, replace(small, assessments=type(small.assessments)())):
        pages = render(corpus, Original())
        assert [name for name in pages if name.startswith("tests/")] == ["tests/index.md"]
        assert b"There is no test yet." in pages["tests/index.md"]
        for name in ("paths/potters.md", "programmes/one-day.md", "trainer/modules/pots/index.md"):
            assert b"tests/" not in pages[name]


def test_pages_lead_to_the_tests(small):
    pages = render(small, Original())
    for name, test in (("paths/potters.md", "before-after-potters"), ("programmes/one-day.md", "final-one-day"),
                       ("trainer/modules/pots/index.md", "final-one-day")):  # fmt: skip
        assert f"tests/{test}.html".encode() in pages[name]
    assert b"../tests/index.html" in pages["paths/index.md"]


def test_pages_for_practice_and_search_do_not_ask_what_tests_ask(small):
    pages = render(small, Original())
    asked = [item.solution for item in small.modules["pots"].pool]
    for name, page in pages.items():
        if not name.startswith("tests/"):
            assert not [words for words in asked if words.encode() in page], name
    key = pages["tests/final-one-day.md"]
    assert not [words for words in asked if words.encode() in key]


def test_the_texts_of_tests_are_translated(small):
    other = translate(small, PSEUDO["en-XA"])
    item, own = other.modules["pots"].pool[0], small.modules["pots"].pool[0]
    assert item.ask != own.ask and item.choices[0].feedback != own.choices[0].feedback and item.id == own.id
    assert other.assessments.tests[0].title != small.assessments.tests[0].title
    assert other.assessments.achievement == small.assessments.achievement


def test_the_thresholds_have_defaults_and_can_be_set(small):
    assert (small.assessments.participation.sections, small.assessments.achievement.final) == (70, 90)
    bare = type(small.assessments)()
    assert (bare.participation.sections, bare.achievement.final, bare.tests) == (80, 80, ())


def test_the_script_finds_every_text_it_asks_for(small):
    """Each `words.…` of the scripts stands in the data of a test's page, and nothing there is left over."""
    page = render(small, Original())["tests/final-one-day.md"].decode()
    texts = set(re.findall(r'"(\w+)":"', page[page.index('"texts":') : page.index("</script>", page.index('"texts":'))]))
    source = "".join((ROOT / "docs/assets/js" / f"{name}.js").read_text(encoding="utf-8") for name in ("questions", "test"))
    asked = set(re.findall(r"\bwords\.(\w+)", source)) | {"before", "after", "score", "score_one"}
    assert asked - texts == set() and texts - asked - {"best"} == set()


NAMES = st.lists(st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True), unique=True)


@given(st.text(alphabet="0123456789", min_size=1, max_size=6), NAMES)
def test_the_order_of_a_seed_is_its_own_and_of_nothing_else(seed, names):
    found = seeds.order(seed, names)
    assert sorted(found) == sorted(names) and seeds.order(seed, reversed(names)) == found
    if len(names) > 1:
        assert seeds.apart(seed, names, names) != names


def test_known_numbers_of_the_generator():
    """Written down once, so that no edition of the portal gives another order to a seed on paper."""
    assert [seeds.number(text) for text in ("", "a", "4711/pots/small-potter")] == [
        seeds_of("") , seeds_of("a"), seeds_of("4711/pots/small-potter"),
    ]  # fmt: skip
    assert seeds.order("4711", ["one", "two", "three", "four", "five"]) == ["four", "two", "five", "one", "three"]


def seeds_of(text: str) -> int:
    """FNV-1a and the finish of MurmurHash3, once more in other words."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = ((found ^ byte) * 0x01000193) % 2**32
    for shift, times in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        found = ((found ^ (found >> shift)) * times) % 2**32
    return found ^ (found >> 16)


def test_every_place_is_as_likely(small):
    """Over many seeds each of five names comes first about as often."""
    first = Counter(seeds.order(str(seed), ["a", "b", "c", "d", "e"])[0] for seed in range(5000))
    assert all(850 < count < 1150 for count in first.values()), first
