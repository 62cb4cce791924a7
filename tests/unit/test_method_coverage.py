"""Every fact of the method that the paper prints is taught in a module, in words that stand in its lesson."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

from tests.support.project import ROOT
from tests.unit.test_coverage import PRINTED

TAUGHT: dict[str, dict[str, str]] = yaml.safe_load((ROOT / "tests" / "coverage" / "method.yml").read_text(encoding="utf-8"))
METHOD = {
    topic: facts for topic, facts in PRINTED.items() if not topic.startswith("case-") and topic not in ("acronym", "organisation")
}


def lesson(module: str) -> str:
    """The words of a lesson, with one blank between them."""
    return " ".join((ROOT / "modules" / module / "lesson.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("topic", METHOD)
def test_every_printed_fact_of_the_method_has_its_module(topic):
    assert [fact for fact in METHOD[topic] if not any(fact in facts for facts in TAUGHT.values())] == []


def test_the_method_is_all_but_cases_acronyms_and_the_organisation():
    assert len(METHOD) == 25
    assert sum(map(len, METHOD.values())) == 263


@pytest.mark.parametrize("module", TAUGHT)
def test_the_words_stand_in_the_lesson(module):
    text = lesson(module)
    assert {fact: words for fact, words in TAUGHT[module].items() if words not in text} == {}


def test_only_facts_that_the_paper_prints_are_listed_in_order():
    known = {fact for facts in PRINTED.values() for fact in facts}
    for module, facts in TAUGHT.items():
        assert set(facts) <= known, module
        assert [*facts] == sorted(facts), module


def test_words_can_be_looked_for_and_carry_one_fact_or_two():
    for module, facts in TAUGHT.items():
        assert all(len(words) >= 8 for words in facts.values()), module
        assert max(Counter(facts.values()).values()) <= 2, module
