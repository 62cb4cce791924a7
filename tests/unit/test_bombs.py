"""Small files made to keep a reader busy: each is refused with its code, few problems and few steps."""

from __future__ import annotations

import pytest

from portal.problems import MOST
from portal.read.files import MAX_BRACKETS, MAX_PARAGRAPH, MAX_TEXT, unreadable
from tests.scale.bombs import BOMBS, refused
from tests.support.steps import bounded

STEPS = 10_000_000


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(name: str) -> None:
    with bounded(STEPS):
        found = refused(BOMBS[name])
    assert BOMBS[name].code in {problem.code for problem in found}
    assert len(found) <= 2 * MOST + 2


def test_texts_up_to_the_limits_are_read() -> None:
    assert unreadable(("word " * (MAX_PARAGRAPH // 5 - 1) + "\n\n") * (MAX_TEXT // MAX_PARAGRAPH)) is None
    assert unreadable("[" * MAX_BRACKETS + "\n\n" + "[" * MAX_BRACKETS) is None
    assert "characters; " in unreadable("word\n\n" * MAX_TEXT)[0]
    assert "characters" in unreadable("w" * (MAX_PARAGRAPH + 1))[0]
    assert '"["' in unreadable("[" * (MAX_BRACKETS + 1))[0]
