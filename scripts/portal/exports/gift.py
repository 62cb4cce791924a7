"""Banks of questions as GIFT, a text that many systems read. It holds less than Moodle XML.

Traps, each with a test: an empty line ends a question; ~ = # { } : and the backslash need a backslash before them; a text that
begins with a bracket would name a format; "->" parts a pair; the name of a category is never escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from portal.corpus.corpus import Course
from portal.exports import moodle, parts
from portal.exports.abroad import Abroad
from portal.exports.fates import FATES
from portal.exports.parts import Asked
from portal.render.safe import Safe, element, join, text
from portal.schema import quiz as kinds

SPECIAL = re.compile(r"([~=#{}:\\])")


def escaped(words: str) -> str:
    """Words on one line, with nothing in them that GIFT would read as a sign of its own."""
    line = " ".join(words.split())
    line = f"&#91;{line[1:]}" if line.startswith("[") else line
    return SPECIAL.sub(r"\\\1", line).replace("->", "-&gt;")


def bank(desk: Abroad, mid: str, course: Course) -> bytes:
    """The questions of a module that GIFT can carry."""
    carried = [one for one in parts.asked(mid, course) if FATES["gift"][one.item.type].becomes]
    blocks = [f"$CATEGORY: {moodle.category(desk, course)}", *(_block(one, desk) for one in carried)]
    return ("\n\n".join(blocks) + "\n").encode()


def _block(one: Asked, desk: Abroad) -> str:
    """A question: a comment with its tags, its name, what is asked, and the answers in braces."""
    tags = " ".join(f"[tag:{tag}]" for tag in one.tags)
    head = f"// [id:{one.name.replace('/', '-')}] {tags}\n::{one.name}::[html]"
    if isinstance(one.item, kinds.Rubric):  # only read: there are no braces, so nothing is read afterwards either
        return head + escaped(join([parts.criteria(one.item, desk), parts.after(one, desk)]))
    lines = "".join(f"\n{line}" for line in ANSWERS[type(one.item)](one.item, desk))
    start = "#" if isinstance(one.item, kinds.Numeric) else ""
    return f"{head}{escaped(_asks(one.item, desk))}{{{start}{lines}\n####{escaped(parts.after(one, desk))}\n}}"


def _asks(item: kinds.Item, desk: Abroad) -> Safe:
    if isinstance(item, kinds.Scenario):
        return parts.told(item, desk)
    if isinstance(item, kinds.Numeric) and item.unit:
        return join([desk.prose(item.ask), element("p", desk.words_of.t("Unit: {unit}", unit=item.unit))])
    return desk.prose(item.ask)


Lines = Iterator[str]


def _single(item: kinds.Single, desk: Abroad) -> Lines:
    for choice in item.choices:
        yield _choice("=" if choice.right else "~", choice, desk)


def _multiple(item: kinds.Multiple, desk: Abroad) -> Lines:
    part = moodle.percent(moodle.weight(item))
    for choice in item.choices:
        yield _choice(f"~%{'' if choice.right else '-'}{part}%", choice, desk)


def _choice(sign: str, choice, desk: Abroad) -> str:
    return f"{sign}{escaped(desk.inline(choice.text))}#{escaped(desk.prose(choice.feedback))}"


def _true_false(item: kinds.TrueFalse, desk: Abroad) -> Lines:
    """After the answer come the remark on a wrong answer and the remark on a right one."""
    wrong, right = (item.if_false, item.if_true) if item.answer else (item.if_true, item.if_false)
    yield f"{'TRUE' if item.answer else 'FALSE'}#{escaped(desk.prose(wrong))}#{escaped(desk.prose(right))}"


def _rows(item: kinds.Item, desk: Abroad) -> Lines:
    found = parts.rows(item, desk)
    yield from (f"={escaped(row.left)} -> {escaped(text(row.right))}" for row in found.rows)
    yield from (f"= -> {escaped(text(other))}" for other in found.others)


def _numeric(item: kinds.Numeric, desk: Abroad) -> Lines:
    yield f"=%100%{moodle.number(item.answer)}:{moodle.number(item.tolerance)}#{escaped(desk.prose(item.feedback))}"
    for entry in item.ranges:
        middle = (entry.low + entry.high) / 2
        part = moodle.percent(moodle.share(entry.credit))
        near = moodle.number(entry.high - middle)
        yield f"=%{part}%{moodle.number(middle)}:{near}#{escaped(desk.prose(entry.feedback))}"
    yield f"~#{escaped(desk.prose(item.otherwise))}"


def _none(item: kinds.Item, desk: Abroad) -> Lines:
    yield from ()


ANSWERS: dict[type, Callable[..., Lines]] = {
    kinds.Single: _single, kinds.Multiple: _multiple, kinds.TrueFalse: _true_false, kinds.Order: _rows, kinds.Match: _rows,
    kinds.Categorise: _rows, kinds.Matrix: _rows, kinds.Numeric: _numeric, kinds.Scenario: _none,
}  # fmt: skip
