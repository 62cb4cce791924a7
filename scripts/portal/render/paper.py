"""A test on paper: what stands on the sheets of a form, in the order of a seed, and what is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import singledispatch
from string import ascii_uppercase
from typing import Any

from portal.corpus import seeds
from portal.corpus.assessments import Pair
from portal.schema import quiz as kinds

Texts = Mapping[str, str]  # id to text
TRUTH = ("true", "false")


@dataclass(frozen=True)
class Line:
    """Something to choose or to fill in: what it is marked with, its id and its text."""

    mark: str
    id: str
    text: str


@dataclass(frozen=True)
class Remark:
    """What the key says to an answer: its mark, its text, what belongs to it, whether it is right, and why."""

    mark: str
    text: str
    right: bool | None
    belongs: str
    says: str


@dataclass(frozen=True)
class Sheet:
    """A question on paper. ``options`` have letters, ``blanks`` are filled in with them; ``right`` are the letters, in order."""

    number: int
    key: str
    item: Any
    options: tuple[Line, ...]
    blanks: tuple[Line, ...]
    right: tuple[str, ...]
    remarks: tuple[Remark, ...]


def form(drawn: Iterable[Pair], name: str, seed: str) -> list[Sheet]:
    """The questions of a form in the order of a seed: the same as on the screen."""
    items = {f"{pair.mid}/{pair.forms[name].id}": pair.forms[name] for pair in drawn}
    return [sheet(number, key, items[key], f"{seed}/{key}") for number, key in enumerate(seeds.order(seed, items), 1)]


def sheet(number: int, key: str, item: Any, seed: str) -> Sheet:
    """One question; ``seed`` decides the order of its answers."""
    options = _lettered(options_of(item, seed))
    letters = {line.id: line.mark for line in options}
    blanks = tuple(Line(str(place), name, words) for place, (name, words) in enumerate(blanks_of(item, seed).items(), 1))
    answers = right_of(item)
    names = answers if isinstance(answers, list) else [answers[line.id] for line in blanks]
    right = tuple(letters[name] for name in names)
    right = tuple(sorted(right)) if isinstance(item, kinds.Multiple) else right
    return Sheet(number, key, item, options, blanks, right, tuple(_remarks(item, options, blanks, letters)))


def _lettered(texts: Texts) -> tuple[Line, ...]:
    return tuple(Line(letter, name, words) for letter, (name, words) in zip(ascii_uppercase, texts.items(), strict=False))


def _ordered(names: Iterable[str], texts: Texts) -> Texts:
    return {name: texts[name] for name in names}


# What is chosen from, by id: in the order of the sheet.


@singledispatch
def options_of(item: Any, seed: str) -> Texts:
    """The answers to choose from, in the order of the seed."""
    texts = {choice.id: choice.text for choice in item.choices}
    return _ordered(seeds.order(seed, texts), texts)


@options_of.register
def _(item: kinds.TrueFalse, seed: str) -> Texts:
    return dict.fromkeys(TRUTH, "")  # the words are those of the language: the template has them


@options_of.register
def _(item: kinds.Numeric, seed: str) -> Texts:
    return {}


@options_of.register
def _(item: kinds.Order, seed: str) -> Texts:
    texts = {entry.id: entry.text for entry in item.entries}
    return _ordered(seeds.apart(seed, texts, list(texts)), texts)


@options_of.register
def _(item: kinds.Match, seed: str) -> Texts:
    texts = {pair.id: pair.right for pair in item.pairs} | {spare.id: spare.text for spare in item.spares}
    return _ordered(seeds.apart(seed, texts, [pair.id for pair in item.pairs]), texts)


@options_of.register
def _(item: kinds.Categorise, seed: str) -> Texts:
    return {category.id: category.label for category in item.categories}


@options_of.register
def _(item: kinds.Matrix, seed: str) -> Texts:
    return {column.id: column.label for column in item.columns}


# What is filled in with the letter of an option, by id; nothing where the letter itself is marked.


@singledispatch
def blanks_of(item: Any, seed: str) -> Texts:
    """What is filled in."""
    return {}


@blanks_of.register
def _(item: kinds.Order, seed: str) -> Texts:
    return {entry.id: "" for entry in item.entries}


@blanks_of.register
def _(item: kinds.Match, seed: str) -> Texts:
    return {pair.id: pair.left for pair in item.pairs}


@blanks_of.register
def _(item: kinds.Categorise, seed: str) -> Texts:
    texts = {card.id: card.text for card in item.cards}
    return _ordered(seeds.order(seed, texts), texts)


@blanks_of.register
def _(item: kinds.Matrix, seed: str) -> Texts:
    return {row.id: row.text for row in item.rows}


# What is right: a list of options, or the option of each blank.


@singledispatch
def right_of(item: Any) -> Any:
    """The right options of a question; for each blank, where there are several."""
    return [choice.id for choice in item.choices if choice.right]


@right_of.register
def _(item: kinds.TrueFalse) -> Any:
    return [TRUTH[0] if item.answer else TRUTH[1]]


@right_of.register
def _(item: kinds.Numeric) -> Any:
    return []


@right_of.register
def _(item: kinds.Order) -> Any:
    return [entry.id for entry in item.entries]


@right_of.register
def _(item: kinds.Match) -> Any:
    return {pair.id: pair.id for pair in item.pairs}


@right_of.register
def _(item: kinds.Categorise) -> Any:
    return {card.id: card.category for card in item.cards}


@right_of.register
def _(item: kinds.Matrix) -> Any:
    return {row.id: row.answer for row in item.rows}


# What the key says.


def _remarks(item: Any, options: Iterable[Line], blanks: Iterable[Line], letters: Mapping[str, str]) -> Iterable[Remark]:
    if isinstance(item, kinds.TrueFalse):
        says = {"true": item.if_true, "false": item.if_false}
        return (Remark(line.mark, "", line.id == right_of(item)[0], line.id, says[line.id]) for line in options)
    if isinstance(item, (kinds.Single, kinds.Multiple)):
        choices = {choice.id: choice for choice in item.choices}
        return (Remark(line.mark, line.text, choices[line.id].right, "", choices[line.id].feedback) for line in options)
    if isinstance(item, kinds.Order):
        return (Remark(letters[entry.id], entry.text, None, "", entry.feedback) for entry in item.entries)
    if isinstance(item, kinds.Numeric):
        return ()
    parts = {part.id: part for part in (getattr(item, "pairs", None) or getattr(item, "cards", None) or item.rows)}
    texts = {line.id: line.text for line in options}
    right = right_of(item)
    return (Remark(f"{b.mark} {letters[right[b.id]]}", b.text, None, texts[right[b.id]], parts[b.id].feedback) for b in blanks)
