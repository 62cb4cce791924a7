"""Every fact that the paper prints stands on a page, or is left out for a reason that is given."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TABLE = yaml.safe_load((ROOT / "tests" / "coverage" / "facts.yml").read_text(encoding="utf-8"))
PRINTED: dict[str, list[str]] = TABLE["printed"]
FACTS: dict[str, dict] = TABLE["facts"]
CARRIED = {fact: entry for fact, entry in FACTS.items() if "left_out" not in entry}
LEFT_OUT = {fact: entry for fact, entry in FACTS.items() if "left_out" in entry}
REFERENCE = ("acronyms", "glossary")


def source_of(page: str, root: Path = ROOT) -> Path:
    """The file behind a page's address."""
    if page.startswith("cases/"):
        return root / "case_studies" / f"{page.removeprefix('cases/')}.yml"
    if page in REFERENCE:
        return root / "docs" / "reference" / f"{page}.yml"
    return root / "docs" / f"{page}.md"


def absent(entry: dict, root: Path = ROOT) -> list[str]:
    """The strings of an entry that do not stand in the source of its page."""
    text = " ".join(source_of(entry["page"], root).read_text(encoding="utf-8").split())
    return [wanted for wanted in entry["look_for"] if " ".join(wanted.split()) not in text]


def test_the_table_has_every_printed_fact_once():
    ids = [fact for facts in PRINTED.values() for fact in facts]
    assert [fact for fact, times in Counter(ids).items() if times > 1] == []
    assert set(FACTS) == set(ids)
    assert len(ids) == 507
    assert all(re.fullmatch(r"F\d{3}", fact) for fact in ids)


def test_the_topics_are_complete():
    sizes = {topic: len(facts) for topic, facts in PRINTED.items()}
    assert len(sizes) == 35
    assert all(facts == sorted(facts) for facts in PRINTED.values())
    assert {topic: size for topic, size in sizes.items() if topic.startswith("case-")} == {
        "case-punjab": 27,
        "case-ghana": 28,
        "case-colombia": 28,
        "case-creative-mediterranean": 22,
        "case-pampat": 39,
        "case-argan": 21,
        "case-montenegro": 31,
        "case-samara": 18,
    }
    groups = Counter()
    for topic, size in sizes.items():
        groups[topic.split("-")[0]] += size
    assert (groups["principle"], groups["phase"], groups["actor"]) == (37, 37, 22)


def test_little_is_left_out_and_each_time_for_a_reason():
    assert len(LEFT_OUT) <= 5
    for fact, entry in LEFT_OUT.items():
        assert set(entry) == {"left_out"}, fact
        assert len(entry["left_out"].split()) >= 5, fact


@pytest.mark.parametrize("topic", PRINTED)
def test_every_fact_of_a_topic_stands_on_its_page(topic):
    missing = {fact: absent(CARRIED[fact]) for fact in PRINTED[topic] if fact in CARRIED}
    assert {fact: strings for fact, strings in missing.items() if strings} == {}


@pytest.mark.parametrize("page", sorted({entry["page"] for entry in CARRIED.values()}))
def test_every_page_named_exists(page):
    assert source_of(page).is_file()


@pytest.mark.parametrize("topic", [topic for topic in PRINTED if topic.startswith("case-")])
def test_the_facts_of_a_case_stand_on_the_page_of_the_case(topic):
    own = f"cases/{topic.removeprefix('case-')}"
    elsewhere = [fact for fact in PRINTED[topic] if CARRIED[fact]["page"] != own]
    assert len(elsewhere) <= 1, "only the paper's title of a case may stand on another page"
    assert {CARRIED[fact]["page"] for fact in elsewhere} <= {"paper"}


def test_entries_are_short_and_can_be_looked_for():
    for fact, entry in CARRIED.items():
        assert set(entry) == {"page", "statement", "look_for"}, fact
        assert 0 < len(entry["statement"].split()) <= 12, fact
        assert 1 <= len(entry["look_for"]) <= 2, fact
        assert all(len(wanted) >= 8 for wanted in entry["look_for"]), fact


def test_no_two_facts_of_a_page_rest_on_the_same_words():
    resting = Counter((entry["page"], *entry["look_for"]) for entry in CARRIED.values())
    assert [place for place, times in resting.items() if times > 1] == []


def test_a_fact_that_a_page_loses_is_missed(tmp_path):
    page = tmp_path / "docs" / "concepts" / "bread.md"
    page.parent.mkdir(parents=True)
    page.write_text("Seven bakers bought\n  one big oven.\n", encoding="utf-8")
    entry = {"page": "concepts/bread", "statement": "A shared oven", "look_for": ["bought one big oven", "seven bakers"]}
    assert absent(entry, tmp_path) == ["seven bakers"]
