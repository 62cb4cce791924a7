"""Rules for one question: it can be answered rightly, in one way only, and gives nothing away. A rule for each kind."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from portal.problems import nearest, suggest
from portal.read.tree import Path
from portal.schema import answers, quiz

GAP = re.compile(r"\[\[([^\]]+)\]\]")
ABOUT_ALL = re.compile(r"\b(?:all|none) of (?:the|these)\b.*\b(?:above|answers)\b|^(?:all|none) of (?:these|them)\b", re.I)


class Fault(NamedTuple):
    """What is wrong in a question: where, what, the mend, words in the value to point at and which of them, and the code."""

    path: Path
    message: str
    mend: str
    find: str = ""
    nth: int = 0
    code: str = "C335"


Found = Iterator[Fault]


def faults(item: quiz.Item) -> Found:
    """Everything that is wrong in one question."""
    yield from CHECKS[quiz.KINDS[item.type]](item)
    if item.points < 0 or (item.points == 0 and not isinstance(item, quiz.Rubric)):
        yield Fault(("points",), f"the question is worth {item.points} points", "write 1 or more, or leave the key out")


def folded(text: str) -> str:
    """Text without capitals, accents and repeated spaces, for comparison."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return " ".join(plain.split())


# What several kinds share.


def _at_least(count: int, listed: tuple, path: Path) -> Found:
    """A list has as many entries as its kind of question needs."""
    if len(listed) < count:
        here = f"here {'is' if len(listed) == 1 else 'are'} {len(listed)}"
        yield Fault(
            path, f'"{path[-1]}" needs {count} entries or more; {here}', "add another, or choose another kind of question"
        )


def _distinct(texts: Iterable[tuple[Path, str]]) -> Found:
    """What learners choose between can be told apart."""
    seen: set[str] = set()
    for path, text in texts:
        if folded(text) in seen:
            shown = text if len(text) <= 40 else text[:40] + "…"
            yield Fault(path, f'"{shown}" stands here a second time', "learners cannot tell the two apart: change or remove one")
        seen.add(folded(text))


def _texts(listed: Iterable, path: Path, key: str = "text") -> list[tuple[Path, str]]:
    """The text of each entry of a list, with its path."""
    return [((*path, number, key), getattr(entry, key)) for number, entry in enumerate(listed)]


def _known(listed: Iterable, path: Path, key: str, what: str, known: Iterable[answers.Category]) -> Found:
    """An entry names one of the groups or columns of its question."""
    ids = [entry.id for entry in known]
    for number, entry in enumerate(listed):
        if getattr(entry, key) not in ids:
            message = f'the question has no {what} "{getattr(entry, key)}"'
            yield Fault((*path, number, key), message, suggest(getattr(entry, key), ids))


def _share(credit: object, path: Path) -> Found:
    """Credit is a share of the points."""
    if not 0 <= credit <= 1:
        yield Fault(path, f"{credit} is no share of the points", "write a number from 0 to 1, like 0.5")


def _choices(choices: tuple[answers.Choice, ...], path: Path, least: int) -> Found:
    """There are enough answers, they differ, one at least is right, and none speaks about all the others."""
    yield from _at_least(least, choices, path)
    yield from _distinct(_texts(choices, path))
    if not any(choice.right for choice in choices):
        yield Fault(path, "no answer is marked as right", "add `right: true` to the right one")
    for where, text in _texts(choices, path):
        if match := ABOUT_ALL.search(text):
            mend = "write what it would say; a question may have several right answers with `type: multiple`"
            yield Fault(where, "an answer about all the others gives the question away", mend, match.group())


def _one_right(choices: tuple[answers.Choice, ...], path: Path, mend: str) -> Found:
    """No more than one answer is right."""
    right = [number for number, choice in enumerate(choices) if choice.right]
    for number in right[1:]:
        yield Fault((*path, number, "right"), f'"{choices[right[0]].id}" is marked as right already', mend)


# A rule for each kind.


def _single(item: quiz.Single) -> Found:
    yield from _choices(item.choices, ("choices",), 3)
    yield from _one_right(item.choices, ("choices",), "keep one of them, or write `type: multiple`")


def _multiple(item: quiz.Multiple) -> Found:
    yield from _choices(item.choices, ("choices",), 3)
    if all(choice.right for choice in item.choices):
        yield Fault(("choices",), "every answer is marked as right", "add a wrong one that learners often choose")


def _true_false(item: quiz.TrueFalse) -> Found:
    yield from ()


def _order(item: quiz.Order) -> Found:
    yield from _at_least(3, item.entries, ("entries",))
    yield from _distinct(_texts(item.entries, ("entries",)))


def _match(item: quiz.Match) -> Found:
    yield from _at_least(3, item.pairs, ("pairs",))
    yield from _distinct(_texts(item.pairs, ("pairs",), "left"))
    yield from _distinct([*_texts(item.pairs, ("pairs",), "right"), *_texts(item.spares, ("spares",))])
    pairs = {pair.id for pair in item.pairs}
    for number, spare in enumerate(item.spares):
        if spare.id in pairs:
            message = f'the id "{spare.id}" stands twice in this question'
            yield Fault(("spares", number, "id"), message, "a pair has it already: choose another", code="C306")


def _categorise(item: quiz.Categorise) -> Found:
    yield from _at_least(2, item.categories, ("categories",))
    yield from _at_least(3, item.cards, ("cards",))
    yield from _distinct(_texts(item.categories, ("categories",), "label"))
    yield from _distinct(_texts(item.cards, ("cards",)))
    yield from _known(item.cards, ("cards",), "category", "category", item.categories)


def _numeric(item: quiz.Numeric) -> Found:
    if item.tolerance < 0:
        yield Fault(("tolerance",), "a tolerance cannot be below zero", "write 0 or more")
    for number, part in enumerate(item.ranges):
        if part.low > part.high:
            yield Fault(("ranges", number, "high"), f"the range ends at {part.high}, before it starts", "swap low and high")
        yield from _share(part.credit, ("ranges", number, "credit"))


def _gaps(item: quiz.ClozeSelect | quiz.ClozeType) -> Found:
    """Every gap stands once in the text and once in the list."""
    made = [gap.id for gap in item.gaps]
    named, meant = Counter(GAP.findall(item.text)), set()
    for name, count in named.items():
        if name not in made:
            near = nearest(name, made)
            meant.add(near)
            mend = f'did you mean "{near}"?' if near else f"add an entry with `id: {name}` to `gaps`"
            yield Fault(("text",), f'`gaps` has no entry for the gap "{name}"', mend, f"[[{name}]]")
        if count > 1:
            message, mend = f'the gap "{name}" stands here a second time', "give each gap a name of its own"
            yield Fault(("text",), message, mend, f"[[{name}]]", 1)
    for number, name in enumerate(made):
        if name not in named and name not in meant:
            mend = f"write [[{name}]] where the gap belongs, or remove this entry"
            yield Fault(("gaps", number, "id"), f'the gap "{name}" does not stand in the text', mend)


def _cloze_select(item: quiz.ClozeSelect) -> Found:
    yield from _gaps(item)
    for number, gap in enumerate(item.gaps):
        path = ("gaps", number, "choices")
        yield from _choices(gap.choices, path, 2)
        yield from _one_right(gap.choices, path, "keep one of them")


def _matrix(item: quiz.Matrix) -> Found:
    yield from _at_least(2, item.columns, ("columns",))
    yield from _at_least(2, item.rows, ("rows",))
    yield from _distinct(_texts(item.columns, ("columns",), "label"))
    yield from _distinct(_texts(item.rows, ("rows",)))
    yield from _known(item.rows, ("rows",), "answer", "column", item.columns)


def _rubric(item: quiz.Rubric) -> Found:
    for number, criterion in enumerate(item.criteria):
        path = ("criteria", number, "levels")
        yield from _at_least(2, criterion.levels, path)
        for place, (before, level) in enumerate(zip(criterion.levels, criterion.levels[1:], strict=False), 1):
            if level.points <= before.points:
                message = f"this level has {level.points} points and the one before it {before.points}"
                yield Fault((*path, place, "points"), message, "start with the lowest level; each has more points than the last")


# Scenarios.


def _scenario(item: quiz.Scenario) -> Found:
    """Every scene can be reached, every decision leads on or ends, and no story is endless."""
    ways = {scene.id: [decision.to for decision in scene.decisions if decision.to] for scene in item.scenes}
    met = reached(ways, item.scenes[0].id)
    for number, scene in enumerate(item.scenes):
        if scene.id not in met:
            mend = f"let a decision lead here with `to: {scene.id}`, or remove the scene"
            yield Fault(("scenes", number, "id"), f'no decision leads to the scene "{scene.id}"', mend)
        yield from _decisions(scene, ("scenes", number, "decisions"), ways)
    yield from _round(item, circle(ways))


def _decisions(scene: answers.Scene, path: Path, known: Iterable[str]) -> Found:
    if len(scene.decisions) < 2:
        yield Fault(path, "there is only one decision, so nothing is decided", "add what somebody else would do here")
    for number, decision in enumerate(scene.decisions):
        if decision.to is not None and decision.to not in known:
            message = f'the story has no scene "{decision.to}"'
            yield Fault((*path, number, "to"), message, suggest(decision.to, known))
        yield from _share(decision.credit, (*path, number, "credit"))


def _round(item: quiz.Scenario, names: list[str]) -> Found:
    """Points at the decision that leads back to where the story has been."""
    if not names:
        return
    place = {scene.id: number for number, scene in enumerate(item.scenes)}
    first = names.index(min(names, key=place.__getitem__))
    names = [*names[first:], *names[:first]]
    last = place[names[-1]]
    back = next(number for number, decision in enumerate(item.scenes[last].decisions) if decision.to == names[0])
    way = ", ".join([*names[:6], *(["…"] if len(names) > 6 else []), names[0]])
    message = f"the story can go round for ever: {way}"
    yield Fault(
        ("scenes", last, "decisions", back, "to"), message, "lead on to a scene that has not been yet, or let the story end"
    )


def reached(ways: dict[str, list[str]], start: str) -> set[str]:
    """The scenes a story can come to."""
    met, open_ends = {start}, [start]
    while open_ends:
        after = [name for name in ways.get(open_ends.pop(), ()) if name not in met]
        met.update(after)
        open_ends += after
    return met


def circle(ways: dict[str, list[str]]) -> list[str]:
    """The scenes of a way that comes back to where it began; none when every way ends."""
    try:
        TopologicalSorter(ways).prepare()
    except CycleError as error:
        return error.args[1][:0:-1]
    return []


CHECKS: dict[type, Callable[..., Found]] = {
    quiz.Single: _single, quiz.Multiple: _multiple, quiz.TrueFalse: _true_false, quiz.Order: _order, quiz.Match: _match,
    quiz.Categorise: _categorise, quiz.Numeric: _numeric, quiz.ClozeSelect: _cloze_select, quiz.ClozeType: _gaps,
    quiz.Matrix: _matrix, quiz.Scenario: _scenario, quiz.Rubric: _rubric,
}  # fmt: skip
