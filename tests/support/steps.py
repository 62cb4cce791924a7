"""Count the steps of a program: calls of functions, which are the same on every machine, unlike seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class TooManySteps(Exception):
    """Something takes more steps than it may."""


@contextmanager
def bounded(steps: int) -> Iterator[None]:
    """Stops what takes more steps than these."""
    left = steps

    def count(_: object, event: str, __: object) -> None:
        nonlocal left
        left -= event == "call"
        if left < 0:
            raise TooManySteps(steps)

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
