"""Whether two figures may be set side by side as numbers. A browser script applies the same rule to the same traits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.schema.case import Result

ASPECTS = ("measure", "figure", "unit", "level", "qualifier", "period", "definition")
WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True)
class Traits:
    """What two figures must have in common. ``unit`` is empty where the source gives words only."""

    measure: str
    unit: str
    level: str
    qualifier: str
    period: str
    words: tuple[str, ...]


def traits(result: Result) -> Traits:
    """The traits of a result. A change in percent and a value in percent are two units."""
    unit = result.unit or (f"change in {result.change.as_}" if result.change else "")
    said = f"{result.label} {result.group or ''}".casefold()
    words = tuple(sorted(set(WORD.findall(said))))
    return Traits(result.measure, unit, result.level, result.qualifier, result.period or "", words)


def differences(one: Traits, other: Traits) -> tuple[str, ...]:
    """The aspects in which two figures differ; none when they may be compared.

    They must be figures of one measure, in one unit, at one level, equally exact, for one period that both sources state,
    and with definitions that overlap: more than half of their words of four letters or more are the same.
    """
    same = {
        "measure": one.measure == other.measure,
        "figure": bool(one.unit and other.unit),
        "unit": one.unit == other.unit,
        "level": one.level == other.level,
        "qualifier": one.qualifier == other.qualifier,
        "period": bool(one.period) and one.period == other.period,
        "definition": _overlap(one.words, other.words),
    }
    return tuple(aspect for aspect in ASPECTS if not same[aspect])


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return 2 * len({*one} & {*other}) > len({*one} | {*other})
