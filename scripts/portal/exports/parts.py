"""What the formats for questions share: rows with their answers, remarks, and what is read after an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch

from portal.corpus.corpus import Course
from portal.exports.abroad import Abroad, plain
from portal.render import items
from portal.render.safe import Safe, element, join, text
from portal.schema import quiz as kinds
from portal.schema.answers import Choice


@dataclass(frozen=True)
class Asked:
    """A question on its way abroad: its item, its name, and the section of the lesson it goes back to."""

    item: kinds.Item
    name: str
    section: str
    back: str

    @property
    def tags(self) -> tuple[str, str, str]:
        """What a bank of questions can be searched by."""
        item = self.item
        return f"outcome:{item.outcome}", f"section:{item.section}", f"difficulty:{item.difficulty}"


def asked(mid: str, course: Course) -> Iterator[Asked]:
    """The questions of a module in the order of its page. Names are made of ids, so they never change."""
    for group in items.groups(mid, course.items, items.titles(course)):
        for question in group.questions:
            yield Asked(question.item, question.key, group.title, f"modules/{mid}/index.html#{group.id}")


# Kinds in which each of several things gets one answer.


@dataclass(frozen=True)
class Row:
    """A thing, as HTML; the id and the words of what is right for it; and the remark on it."""

    id: str
    left: Safe
    right: str
    said: Safe


@dataclass(frozen=True)
class Rows:
    """Things, and the second things that are right for none of them."""

    rows: tuple[Row, ...]
    others: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """Everything that can be chosen, each once."""
        return tuple(dict.fromkeys([*(row.right for row in self.rows), *self.others]))


@singledispatch
def rows(item: kinds.Item, desk: Abroad) -> Rows:
    """A question of a kind with rows."""
    raise TypeError(f"no rows in a question of the kind {item.type}")


@rows.register
def _(item: kinds.Match, desk: Abroad) -> Rows:
    found = (
        Row(pair.id, desk.inline(pair.left), plain(desk.inline(pair.right)), desk.prose(pair.feedback)) for pair in item.pairs
    )
    return Rows(tuple(found), tuple(plain(desk.inline(spare.text)) for spare in item.spares))


@rows.register
def _(item: kinds.Categorise, desk: Abroad) -> Rows:
    return _sorted(item.cards, "category", item.categories, desk)


@rows.register
def _(item: kinds.Matrix, desk: Abroad) -> Rows:
    return _sorted(item.rows, "answer", item.columns, desk)


@rows.register
def _(item: kinds.Order, desk: Abroad) -> Rows:
    places = {entry.id: str(place) for place, entry in enumerate(item.entries, 1)}
    shown = items.disordered(item.id, item.entries)
    found = (Row(entry.id, desk.inline(entry.text), places[entry.id], desk.prose(entry.feedback)) for entry in shown)
    return Rows(tuple(found))


def _sorted(things: Sequence, field: str, groups: Sequence, desk: Abroad) -> Rows:
    labels = {group.id: group.label for group in groups}
    found = (Row(one.id, desk.inline(one.text), labels[getattr(one, field)], desk.prose(one.feedback)) for one in things)
    used = {getattr(one, field) for one in things}
    return Rows(tuple(found), tuple(label for name, label in labels.items() if name not in used))


# What is read after an answer.


def after(question: Asked, desk: Abroad, more: Iterable[Safe] | None = None) -> Safe:
    """The solution, remarks, and the way back to the lesson. The remarks are all that have no other place, or those given."""
    back = desk.words_of.t("Read again: {section}", section=question.section)
    link = element("p", element("a", back, href=desk.url(question.back).unescape()))
    return join([desk.prose(question.item.solution), *(remarks(question.item, desk) if more is None else more), link])


@singledispatch
def remarks(item: kinds.Item, desk: Abroad) -> Iterator[Safe]:
    """Remarks on parts of an answer, for formats with one remark for the whole question."""
    yield from ()


@remarks.register(kinds.Match)
@remarks.register(kinds.Categorise)
@remarks.register(kinds.Matrix)
@remarks.register(kinds.Order)
def _(item, desk: Abroad) -> Iterator[Safe]:
    listed = rows(item, desk).rows
    if isinstance(item, kinds.Order):
        listed = tuple(sorted(listed, key=lambda row: int(row.right)))
    for row in listed:
        yield _remark(join([row.left, text(row.right)], ": "), row.said)


@remarks.register(kinds.Single)
@remarks.register(kinds.Multiple)
def _(item, desk: Abroad) -> Iterator[Safe]:
    yield from missed(item.choices, desk)


@remarks.register
def _(item: kinds.ClozeSelect, desk: Abroad) -> Iterator[Safe]:
    for gap in item.gaps:
        yield from missed(gap.choices, desk)


@remarks.register
def _(item: kinds.Scenario, desk: Abroad) -> Iterator[Safe]:
    for scene in item.scenes:
        yield from (_remark(desk.inline(way.text), desk.prose(way.consequence)) for way in scene.decisions)
    yield desk.prose(item.debrief)


def missed(choices: Sequence[Choice], desk: Abroad) -> Iterator[Safe]:
    """What is said to those who have not chosen an answer."""
    when = desk.words_of.t("If you did not choose it:")
    for choice in choices:
        if choice.missed:
            yield _remark(join([desk.inline(choice.text), when], " – "), desk.prose(choice.missed))


def _remark(what: Safe, said: Safe) -> Safe:
    return join([element("p", element("b", what)), said])


# Kinds that no learning system knows.


def told(item: kinds.Scenario, desk: Abroad) -> Safe:
    """A story as a text: its scenes with the decisions and where they lead."""
    numbers = {scene.id: place for place, scene in enumerate(item.scenes, 1)}
    parts = [desk.prose(item.ask)]
    for scene in item.scenes:
        ways = (element("li", _way(way, numbers, desk)) for way in items.shuffled(item.id, scene.decisions))
        head = element("p", element("b", desk.words_of.t("Scene {n}", n=numbers[scene.id])))
        parts += [head, desk.prose(scene.text), element("ul", join(ways))]
    return join([*parts, element("p", desk.words_of.t("Say what you would do in each scene you come to, and why."))])


def _way(way, numbers: dict[str, int], desk: Abroad) -> Safe:
    leads = desk.words_of.t("go on at {n}", n=numbers[way.to]) if way.to else desk.words_of.t("the story ends")
    return join([desk.inline(way.text), join([text("("), leads, text(")")])], " ")


def credits(item: kinds.Scenario, desk: Abroad) -> Safe:
    """What whoever marks a story needs: the share of the points of each decision."""
    ways = [(way, scene) for scene in item.scenes for way in scene.decisions]
    listed = (element("li", join([desk.inline(way.text), text(desk.words_of.amount(way.credit, None))], ": ")) for way, _ in ways)
    about = desk.words_of.t("The share of the points for each decision. The mark is their mean over the decisions taken.")
    return join([element("p", about), element("ul", join(listed))])


def criteria(item: kinds.Rubric, desk: Abroad) -> Safe:
    """A rubric as a text: its criteria with their levels."""
    parts = [desk.prose(item.ask)]
    for entry in item.criteria:
        levels = (element("li", join([text(str(level.points)), desk.inline(level.text)], ": ")) for level in entry.levels)
        parts += [element("p", element("b", desk.inline(entry.text))), element("ul", join(levels))]
    return join(parts)
