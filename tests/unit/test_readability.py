"""The readability of a lesson is counted from what readers read, and from nothing else."""

from __future__ import annotations

import pytest

from tests.scale.readability import blocks, reading, syllables, table


@pytest.mark.parametrize(("word", "count"), [
    ("cat", 1), ("made", 1), ("makes", 1), ("table", 2), ("changes", 2), ("asked", 1), ("wanted", 2), ("cluster", 2),
    ("you", 1), ("agree", 2), ("value", 2), ("family", 3), ("cooperation", 4), ("well-known", 2), ("women's", 2), ("the", 1),
    ("SME", 1),
])  # fmt: skip
def test_syllables_are_counted_from_the_spelling(word, count):
    assert syllables(word) == count


def test_the_ease_is_that_of_flesch():
    found = reading(["The cat sat on the mat. It was a table."])
    assert (found.sentences, found.words, found.syllables) == (2, 10, 11)
    assert found.length == 5
    assert found.ease == pytest.approx(206.835 - 1.015 * 5 - 84.6 * 1.1)


def test_a_sentence_ends_where_readers_see_it_end():
    assert reading(['He said: "Stop." She did. Sales rose by 4.5 percent in no. of cases!']).sentences == 3
    assert reading(["One item", "Another item"]).sentences == 2
    assert reading(["**", "Words (and more.) Then others?"]).sentences == 2


PAGE = """
Firms *buy* [together](concept:clusters) [@unido-2020: Rationale, par. 6].
They save.

## A heading that nobody counts

| Head | of |
|---|---|
| a | table |

- One item.
- Another.

![A drawing](diagram:phases-ring)
"""


def test_only_running_text_counts():
    found = [" ".join(block.split()) for block in blocks(PAGE)]
    assert [block for block in found if block] == ["Firms buy together . They save.", "One item.", "Another."]


def test_there_is_a_line_for_each_module(corpus):
    lines = [*table()]
    assert [line.split()[0] for line in lines[1:]] == [*corpus.modules]
    assert all(len(line.split()) >= 4 for line in lines[1:])
