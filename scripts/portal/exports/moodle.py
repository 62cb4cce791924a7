"""Banks of questions as Moodle XML: one a module, with the questions about an order in files of their own.

An import stops at the first kind of question that a Moodle does not know, and older ones know no ordering.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import singledispatch
from xml.etree.ElementTree import Element

from portal.corpus.corpus import Corpus, Course
from portal.exports import cloze, gift, parts
from portal.exports.abroad import Abroad
from portal.exports.fates import report
from portal.exports.markup import document, node
from portal.exports.parts import Asked
from portal.exports.plan import Plan
from portal.language.catalogue import Catalogue
from portal.render.safe import Safe, text
from portal.schema import quiz as kinds

# The shares of a mark that Moodle knows; it refuses others when it imports.
SHARES = sorted({*(1 / n for n in range(1, 11)), 0.9, 5 / 6, 0.8, 0.75, 0.7, 2 / 3, 0.6, 0.4, 0.3, 0.05, 0})
LONGEST_NUMBER = 100  # letters of Moodle's "ID number"
Question = tuple[str, Iterable[Element]]  # the kind in Moodle's words, and what only this kind has


def plan(corpus: Corpus, catalogue: Catalogue, modules: Iterable[str]) -> Plan:
    """The banks of some modules, as Moodle XML and as GIFT."""
    desk, files = Abroad(corpus, catalogue), {}
    courses = {mid: corpus.modules[mid] for mid in modules if corpus.modules[mid].items}
    for mid, course in courses.items():
        files.update(banks(desk, mid, course))
        files[f"{mid}.gift"] = gift.bank(desk, mid, course)
    lines = [*report("moodle", courses), *rounded(courses), *report("gift", courses)]
    return Plan(files, tuple(lines))


def banks(desk: Abroad, mid: str, course: Course) -> Iterator[tuple[str, bytes]]:
    """The files of a module: questions that every Moodle knows, and those about an order in two forms."""
    found = list(parts.asked(mid, course))
    ordered = [one for one in found if isinstance(one.item, kinds.Order)]
    others = [one for one in found if one not in ordered]
    if others:
        yield f"{mid}.xml", _bank(desk, mid, course, [_question(one, made(one.item, desk), desk) for one in others])
    if ordered:
        yield f"{mid}-order.xml", _bank(desk, mid, course, [_question(one, ordering(one.item, desk), desk) for one in ordered])
        matched = [_question(one, _matching(one.item, desk), desk) for one in ordered]
        yield f"{mid}-order-as-match.xml", _bank(desk, mid, course, matched)


def category(desk: Abroad, course: Course) -> str:
    """The path of a module's category: names of the portal and of the module. A slash in a name is written twice."""
    names = (desk.corpus.site.short_name, course.module.title)
    return "/".join(["$course$", "top", *(" ".join(name.split()).replace("/", "//") for name in names)])


def _bank(desk: Abroad, mid: str, course: Course, questions: Iterable[Element]) -> bytes:
    about = node("info", node("text", str(text(course.module.summary))), format="html")
    head = node("question", node("category", node("text", category(desk, course))), about, node("idnumber", mid), type="category")
    return document(node("quiz", head, *questions))


def _html(name: str, words: Safe, *more: Element, **attributes: str) -> Element:
    """A text of Moodle's: HTML inside XML."""
    return node(name, node("text", str(words)), *more, format="html", **attributes)


def _question(one: Asked, question: Question, desk: Abroad) -> Element:
    """What every question has, around what only its kind has."""
    kind, own = question
    item = one.item
    shown = {"scenario": parts.told, "rubric": parts.criteria, "cloze-select": cloze.question, "cloze-type": cloze.question}
    asks = shown.get(item.type, lambda item, desk: desk.prose(item.ask))(item, desk)
    points = 0 if kind == "description" else item.points
    number = one.name.replace("/", "-")
    return node(
        "question",
        node("name", node("text", one.name)),
        _html("questiontext", asks),
        _html("generalfeedback", parts.after(one, desk)),
        node("defaultgrade", str(points)),
        node("penalty", "0"),
        node("hidden", "0"),
        node("idnumber", number) if len(number) <= LONGEST_NUMBER else None,
        *own,
        *(_html("hint", desk.prose(hint)) for hint in item.hints),
        node("tags", *(node("tag", node("text", tag)) for tag in one.tags)),
        type=kind,
    )


def share(part: Decimal | float) -> float:
    """The share that Moodle knows nearest to the given one."""
    return min(SHARES, key=lambda known: abs(known - float(part)))


def percent(part: float) -> str:
    """A share of the mark as Moodle writes it: 33.33333."""
    return f"{100 * part:.5f}".rstrip("0").rstrip(".")


def rounded(courses: Mapping[str, Course]) -> Iterator[str]:
    """Lines about shares of points that Moodle does not know."""
    for mid, course in courses.items():
        for item in course.items:
            for part in _credits(item):
                if abs(share(part) - part) > 1e-5:
                    yield f"  {mid}/{item.id}: {percent(part)} percent of the points become {percent(share(part))} percent"


def _credits(item: kinds.Item) -> Iterator[float]:
    """The shares of the points that a question gives for parts of an answer."""
    if isinstance(item, kinds.Multiple):
        yield 1 / sum(choice.right for choice in item.choices)
    yield from (float(entry.credit) for entry in getattr(item, "ranges", ()))


# The kinds.


@singledispatch
def made(item: kinds.Item, desk: Abroad) -> Question:
    """What a question is in Moodle."""
    raise TypeError(f"no such kind of question: {type(item).__name__}")


def _answer(fraction: str, words: str, remark: Safe, *more: Element, how: str = "html") -> Element:
    return node("answer", node("text", words), _html("feedback", remark), *more, fraction=fraction, format=how)


def _choices(single: bool, answers: Iterable[Element]) -> Iterator[Element]:
    yield node("single", "true" if single else "false")
    yield node("shuffleanswers", "true")
    yield node("answernumbering", "abc")
    yield from answers


@made.register
def _(item: kinds.Single, desk: Abroad) -> Question:
    answers = (
        _answer("100" if choice.right else "0", str(desk.inline(choice.text)), desk.prose(choice.feedback))
        for choice in item.choices
    )
    return "multichoice", _choices(True, answers)


@made.register
def _(item: kinds.Multiple, desk: Abroad) -> Question:
    """A right answer gives what a wrong one takes, as on the portal."""
    part = percent(weight(item))
    answers = (
        _answer(part if choice.right else f"-{part}", str(desk.inline(choice.text)), desk.prose(choice.feedback))
        for choice in item.choices
    )
    return "multichoice", _choices(False, answers)


def weight(item: kinds.Multiple) -> float:
    """The share of the mark for one right answer."""
    return share(1 / sum(choice.right for choice in item.choices))


@made.register
def _(item: kinds.TrueFalse, desk: Abroad) -> Question:
    said = {"true": item.if_true, "false": item.if_false}
    right = "true" if item.answer else "false"
    answers = (
        _answer("100" if name == right else "0", name, desk.prose(words), how="moodle_auto_format")
        for name, words in said.items()
    )
    return "truefalse", answers


@made.register(kinds.Match)
@made.register(kinds.Categorise)
@made.register(kinds.Matrix)
def _matching(item, desk: Abroad) -> Question:
    """Rows with their answers; an answer that is right for none has an empty row. Answers are text, shown as HTML."""
    found = parts.rows(item, desk)
    pairs = [*((str(row.left), row.right) for row in found.rows), *(("", other) for other in found.others)]
    listed = (
        node("subquestion", node("text", left), node("answer", node("text", str(text(right)))), format="html")
        for left, right in pairs
    )
    return "matching", [node("shuffleanswers", "true"), *listed]


def ordering(item: kinds.Order, desk: Abroad) -> Question:
    """Entries to put in order. The right order is that of the answers."""
    settings = {
        "layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0", "gradingtype": "RELATIVE_NEXT_EXCLUDE_LAST",
        "showgrading": "SHOW", "numberingstyle": "none",
    }  # fmt: skip
    entries = (
        node("answer", node("text", str(desk.inline(entry.text))), fraction=f"{place}.0000000", format="html")
        for place, entry in enumerate(item.entries, 1)
    )
    return "ordering", [*(node(name, value) for name, value in settings.items()), *entries]


@made.register
def _(item: kinds.Numeric, desk: Abroad) -> Question:
    """The right number first, then typical mistakes, then any other: the first that fits counts."""
    found = [("100", item.answer, item.tolerance, item.feedback)]
    for entry in item.ranges:
        middle = (entry.low + entry.high) / 2
        found.append((percent(share(entry.credit)), middle, entry.high - middle, entry.feedback))
    answers = [
        _answer(part, number(right), desk.prose(said), node("tolerance", number(near)), how="moodle_auto_format")
        for part, right, near, said in found
    ]
    answers.append(_answer("0", "*", desk.prose(item.otherwise), node("tolerance", "0"), how="moodle_auto_format"))
    return "numerical", [*answers, *_unit(item)]


def number(value: Decimal) -> str:
    """A number in digits, with a point, without an exponent."""
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _unit(item: kinds.Numeric) -> Iterator[Element]:
    """The unit may be typed and need not be; it does not change the mark."""
    if item.unit:
        yield node("units", node("unit", node("multiplier", "1"), node("unit_name", item.unit)))
    yield node("unitgradingtype", "0")
    yield node("unitpenalty", "0.1")
    yield node("showunits", "0" if item.unit else "3")
    yield node("unitsleft", "0")


@made.register(kinds.ClozeSelect)
@made.register(kinds.ClozeType)
def _(item, desk: Abroad) -> Question:
    return "cloze", []


@made.register
def _(item: kinds.Scenario, desk: Abroad) -> Question:
    return "essay", [
        node("responseformat", "editor"),
        node("responserequired", "1"),
        node("responsefieldlines", "15"),
        node("attachments", "0"),
        node("attachmentsrequired", "0"),
        _html("graderinfo", parts.credits(item, desk)),
        _html("responsetemplate", text("")),
    ]


@made.register
def _(item: kinds.Rubric, desk: Abroad) -> Question:
    return "description", []
