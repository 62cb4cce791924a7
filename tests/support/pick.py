"""Which cases of a test run with `make test`, and which with `make test-slow` only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def pick(values: Iterable[Any], *quick: Any) -> list:
    """The values of a parameter (tuples for several); those that are not ``quick`` too are marked as slow."""
    listed = list(values)
    if unknown := [value for value in quick if value not in listed]:
        raise ValueError(f"no such case: {unknown}")
    return [pytest.param(*_tuple(value), marks=() if value in quick else pytest.mark.slow) for value in listed]


def _tuple(value: Any) -> tuple:
    return value if isinstance(value, tuple) else (value,)
