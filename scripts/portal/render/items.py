"""Questions as their pages need them: numbered, shuffled, and with the data that their script scores by.

The data of a question holds ids and numbers only (the words of typed gaps excepted); every text that readers see
stands once, as HTML, and the script takes it from there.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch
from string import ascii_uppercase
from typing import Any, TypeVar

from portal.corpus.corpus import Course
from portal.render.safe import Safe, element, embed, text
from portal.schema import quiz as kinds

T = TypeVar("T")
GAP = re.compile(r"\[\[([a-z0-9-]+)\]\]")
_HELD = re.compile("\ue000(\\d+)\ue001")  # a gap while Markdown is rendered: no word that a term could match


# Order.


def shuffled(seed: str, things: Iterable[T], name: Callable[[T], str] = lambda thing: thing.id) -> tuple[T, ...]:
    """The things in an order that depends on nothing but ``seed`` and their ids: no place is likelier than another."""
    return tuple(sorted(things, key=lambda thing: hashlib.sha256(f"{seed}/{name(thing)}".encode()).digest()))


def disordered(seed: str, things: Sequence[T]) -> tuple[T, ...]:
    """Shuffled, and never in the order given."""
    found = shuffled(seed, things)
    return found[1:] + found[:1] if found == tuple(things) else found


# Data.


def number(value: Decimal) -> int | float:
    """A number as JSON writes it."""
    return int(value) if value == value.to_integral_value() else float(value)


@singledispatch
def scored_by(item: kinds.Item) -> dict[str, Any]:
    """What answers to a question are scored by."""
    raise TypeError(f"no such kind of question: {type(item).__name__}")


@scored_by.register
def _(item: kinds.Single) -> dict[str, Any]:
    return {"options": _ids(item.choices), "right": _right(item.choices)}


@scored_by.register
def _(item: kinds.Multiple) -> dict[str, Any]:
    return {"options": _ids(item.choices), "right": [choice.id for choice in item.choices if choice.right]}


@scored_by.register
def _(item: kinds.TrueFalse) -> dict[str, Any]:
    return {"options": ["true", "false"], "right": "true" if item.answer else "false"}


@scored_by.register
def _(item: kinds.Order) -> dict[str, Any]:
    return {"right": [entry.id for entry in item.entries]}


@scored_by.register
def _(item: kinds.Match) -> dict[str, Any]:
    return {"right": {pair.id: pair.id for pair in item.pairs}, "spares": _ids(item.spares)}


@scored_by.register
def _(item: kinds.Categorise) -> dict[str, Any]:
    return {"right": {card.id: card.category for card in item.cards}, "options": _ids(item.categories)}


@scored_by.register
def _(item: kinds.Numeric) -> dict[str, Any]:
    ranges = [[number(entry.low), number(entry.high), number(entry.credit)] for entry in item.ranges]
    return {"right": number(item.answer), "tolerance": number(item.tolerance), "ranges": ranges}


@scored_by.register
def _(item: kinds.ClozeSelect) -> dict[str, Any]:
    options = {gap.id: _ids(gap.choices) for gap in item.gaps}
    return {"right": {gap.id: _right(gap.choices) for gap in item.gaps}, "options": options}


@scored_by.register
def _(item: kinds.ClozeType) -> dict[str, Any]:
    return {"right": {gap.id: list(gap.answers) for gap in item.gaps}}


@scored_by.register
def _(item: kinds.Matrix) -> dict[str, Any]:
    return {"right": {row.id: row.answer for row in item.rows}, "options": _ids(item.columns)}


@scored_by.register
def _(item: kinds.Scenario) -> dict[str, Any]:
    scenes = {scene.id: {way.id: [way.to, number(way.credit)] for way in scene.decisions} for scene in item.scenes}
    return {"start": item.scenes[0].id, "scenes": scenes}


@scored_by.register
def _(item: kinds.Rubric) -> dict[str, Any]:
    return {"criteria": {entry.id: [level.points for level in entry.levels] for entry in item.criteria}}


def _ids(things: Iterable[Any]) -> list[str]:
    return [thing.id for thing in things]


def _right(choices: Iterable[kinds.Choice]) -> str:
    return next(choice.id for choice in choices if choice.right)


def digest(item: kinds.Item) -> str:
    """The same for every language and wording of a question; another one when its ids, points or right answers change."""
    known = scored_by(item)
    if isinstance(item, kinds.ClozeType):
        known = {"right": _ids(item.gaps)}  # the words are those of a language
    if not isinstance(item, kinds.Order):
        known = _sorted(known)
    whole = json.dumps([item.id, item.type, item.points, known], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _sorted(known: Any) -> Any:
    """The same with lists of ids in one order: the order of choices is no part of a question."""
    if isinstance(known, dict):
        return {name: _sorted(value) for name, value in known.items()}
    if isinstance(known, list) and all(isinstance(entry, str) for entry in known):
        return sorted(known)
    return known


# What templates read.


@dataclass(frozen=True)
class Option:
    """A second thing to match, with its letter."""

    id: str
    text: str
    letter: str


@dataclass(frozen=True)
class Question:
    """A question with its number on the page and the key its answer is kept under."""

    item: Any  # one of the twelve kinds
    number: int
    key: str
    scope: str = ""  # what tells its id from others with the same name on a page: the module, where there are several

    @property
    def name(self) -> str:
        """What its id on the page is made of."""
        return f"{self.scope}--{self.item.id}" if self.scope else self.item.id

    @property
    def data(self) -> Safe:
        """What the script needs."""
        item = self.item
        common = {"type": item.type, "points": item.points, "of": digest(item)}
        return embed({**common, "section": item.section, "outcome": item.outcome, **scored_by(item)})

    def shuffled(self, things: Sequence[T]) -> tuple[T, ...]:
        """Choices, cards or decisions in the order shown; the same in every language."""
        return shuffled(self.item.id, things)

    def disordered(self, things: Sequence[T]) -> tuple[T, ...]:
        """Entries in the order shown, which is not the right one."""
        return disordered(self.item.id, things)

    @property
    def options(self) -> tuple[Option, ...]:
        """The second things of a match, spares too, each with a letter."""
        texts = {pair.id: pair.right for pair in self.item.pairs} | {spare.id: spare.text for spare in self.item.spares}
        lefts = [pair.id for pair in self.item.pairs]
        order = shuffled(self.item.id, texts, name=str)
        if list(order[: len(lefts)]) == lefts:  # each would stand opposite its partner
            order = order[1:] + order[:1]
        return tuple(Option(name, texts[name], _letter(place)) for place, name in enumerate(order))

    @property
    def letters(self) -> dict[str, str]:
        """The letter of each second thing."""
        return {option.id: option.letter for option in self.options}

    @property
    def gaps(self) -> dict[str, int]:
        """The number of each gap, as it is printed in the text."""
        order = [name for name in GAP.findall(self.item.text) if name in _ids(self.item.gaps)]
        return {name: place for place, name in enumerate(dict.fromkeys([*order, *_ids(self.item.gaps)]), 1)}

    def filled(self, prose: Callable[[str], Safe]) -> Safe:
        """The text of a cloze, rendered by ``prose``, with a numbered blank for each gap."""
        numbers = self.gaps
        names = {str(place): name for name, place in numbers.items()}
        held = GAP.sub(lambda gap: f"\ue000{numbers[gap[1]]}\ue001" if gap[1] in numbers else gap[0], self.item.text)
        return Safe(_HELD.sub(lambda gap: str(_blank(gap[1], names[gap[1]])), str(prose(held))))

    @property
    def scenes(self) -> dict[str, int]:
        """The number of each scene."""
        return {scene.id: place for place, scene in enumerate(self.item.scenes, 1)}


def _letter(place: int) -> str:
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)


def _blank(place: str, name: str) -> Safe:
    return element("span", text(f"({place})"), class_="q-gap", data_gap=name)


@dataclass(frozen=True)
class Group:
    """The questions that go back to one section of the lesson."""

    id: str
    title: str
    questions: tuple[Question, ...]


def groups(mid: str, items: Iterable[kinds.Item], titles: Mapping[str, str]) -> tuple[Group, ...]:
    """Questions by section, in the order of ``titles`` (section id to title), numbered from 1 through the page."""
    listed = tuple(items)
    sections = dict.fromkeys([*titles, *(item.section for item in listed)])
    ordered = [item for section in sections for item in listed if item.section == section]
    numbered = [Question(item, place, f"{mid}/{item.id}") for place, item in enumerate(ordered, 1)]
    found = [Group(name, titles.get(name, name), tuple(q for q in numbered if q.item.section == name)) for name in sections]
    return tuple(group for group in found if group.questions)


def titles(course: Course) -> dict[str, str]:
    """The title of each section of a lesson, by its id."""
    return dict(zip((part.id for part in course.module.sections), course.headings, strict=False))


def quiz_page(mid: str, course: Course) -> dict[str, Any]:
    """The context of quiz.md.j2."""
    found = groups(mid, course.items, titles(course))
    outcomes = {outcome.id: outcome.text for outcome in course.module.outcomes}
    sections = {group.id: group.title for group in found}
    given = {"mid": mid, "module": course.module, "groups": found, "count": len(course.items)}
    return {**given, "outcomes": outcomes, "sections": sections}


def progress_page(modules: Mapping[str, Course]) -> dict[str, Any]:
    """The context of progress.md.j2."""
    courses = [_course(mid, course) for mid, course in modules.items()]
    return {"modules": courses, "data": [course["data"] for course in courses]}


def _course(mid: str, course: Course) -> dict[str, Any]:
    named = titles(course)
    items = [{"id": item.id, "outcome": item.outcome, "section": item.section, "points": item.points} for item in course.items]
    sections = [{"id": part.id, "title": named.get(part.id, part.id)} for part in course.module.sections]
    data = {
        "id": mid, "title": course.module.title, "sections": [f"{mid}/{part['id']}" for part in sections],
        "items": [[f"{mid}/{item.id}", item.points, digest(item), item.type] for item in course.items],
    }  # fmt: skip
    address = f"modules/{mid}/index.html"
    return {"id": mid, "module": course.module, "address": address, "items": items, "sections": sections, "data": data}
