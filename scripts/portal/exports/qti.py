"""Questions for a Common Cartridge: IMS QTI 1.2 in the profile of the cartridge, which knows few kinds of questions.

A question with rows or gaps becomes several, one for each row or gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from portal.exports import cloze, parts
from portal.exports.abroad import Abroad
from portal.exports.fates import FATES
from portal.exports.markup import document, full, node
from portal.exports.parts import Asked
from portal.render import items
from portal.render.safe import Safe, element, join, text
from portal.schema import quiz as kinds

SPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
LARGEST_WEIGHT = 99


@dataclass(frozen=True)
class Answer:
    """An answer to choose or to type: its id or words, how it looks, whether it is right, and the remark on it."""

    id: str
    shown: Safe
    right: bool
    said: Safe | None = None


@dataclass(frozen=True)
class Single:
    """A question of the cartridge: a profile, what is asked, the answers, and what is read afterwards."""

    id: str
    profile: str
    asks: Safe
    answers: tuple[Answer, ...]
    after: Safe
    points: int = 1


def assessment(name: str, title: str, questions: Iterable[Asked], desk: Abroad) -> bytes:
    """A test with those questions that fit."""
    made = [single for one in questions if FATES["cartridge"][one.item.type].becomes for single in singles(one, desk)]
    about = {"cc_profile": "cc.exam.v0p1", "qmd_assessmenttype": "Examination", "cc_maxattempts": "unlimited"}
    section = node("section", *map(_item, made), ident="questions")
    whole = node("assessment", _metadata(about), section, ident=name, title=title)
    return document(full("questestinterop", {"xmlns": SPACE}, whole))


def singles(one: Asked, desk: Abroad) -> Iterator[Single]:
    """The questions of the cartridge that a question becomes; none for a rubric, which becomes a page."""
    name = one.name.replace("/", ".")
    for tail, profile, asks, answers, more in SHAPES.get(type(one.item), _none)(one.item, desk):
        after = parts.after(one, desk, more)
        yield Single(f"{name}{tail}", profile, asks, tuple(answers), after, 1 if tail else one.item.points)


# The shapes: what is put behind the name, the profile, what is asked, the answers, the remarks that have no other place
# (None: all those of the question; a part must not tell the answers of the others).

Shapes = Iterator[tuple[str, str, Safe, Iterable[Answer], Iterable[Safe] | None]]
CHOICE, SEVERAL, TRUTH = "cc.multiple_choice.v0p1", "cc.multiple_response.v0p1", "cc.true_false.v0p1"
BLANK, ESSAY = "cc.fib.v0p1", "cc.essay.v0p1"


def _none(item: kinds.Item, desk: Abroad) -> Shapes:
    yield from ()


def _choices(item: kinds.Single | kinds.Multiple, desk: Abroad) -> Shapes:
    profile = CHOICE if isinstance(item, kinds.Single) else SEVERAL
    yield "", profile, desk.prose(item.ask), _answers(items.shuffled(item.id, item.choices), desk), None


def _answers(choices, desk: Abroad) -> Iterator[Answer]:
    for choice in choices:
        yield Answer(choice.id, desk.inline(choice.text), choice.right, desk.prose(choice.feedback))


def _true_false(item: kinds.TrueFalse, desk: Abroad) -> Shapes:
    words = desk.words_of
    answers = (
        Answer("true", words.t("True"), item.answer, desk.prose(item.if_true)),
        Answer("false", words.t("False"), not item.answer, desk.prose(item.if_false)),
    )
    yield "", TRUTH, desk.prose(item.ask), answers, None


def _rows(item: kinds.Item, desk: Abroad) -> Shapes:
    found = parts.rows(item, desk)
    order = items.shuffled(item.id, found.choices, name=str)
    for row in found.rows:
        asks = join([desk.prose(item.ask), element("p", element("strong", row.left))])
        answers = (
            Answer(f"a{found.choices.index(right)}", text(right), right == row.right, row.said if right == row.right else None)
            for right in (sorted(order, key=int) if isinstance(item, kinds.Order) else order)
        )
        yield f".{row.id}", CHOICE, asks, answers, ()


def _gaps(item: kinds.ClozeSelect | kinds.ClozeType, desk: Abroad) -> Shapes:
    places = {gap.id: place for place, gap in enumerate(item.gaps, 1)}
    story = cloze.filled(item, desk, lambda name: f"___ ({places[name]})")
    for gap in item.gaps:
        which = element("p", element("strong", desk.words_of.t("Gap {n}", n=places[gap.id])))
        asks = join([desk.prose(item.ask), story, which])
        if isinstance(item, kinds.ClozeSelect):
            answers = _answers(items.shuffled(item.id, gap.choices), desk)
            yield f".{gap.id}", CHOICE, asks, answers, parts.missed(gap.choices, desk)
        else:
            answers = (Answer(word, text(word), True) for word in cloze.accepted(gap))
            yield f".{gap.id}", BLANK, asks, answers, (desk.prose(gap.feedback), desk.prose(gap.otherwise))


def _essay(item: kinds.Scenario, desk: Abroad) -> Shapes:
    yield "", ESSAY, parts.told(item, desk), (), None


SHAPES: dict[type, Callable[..., Shapes]] = {
    kinds.Single: _choices, kinds.Multiple: _choices, kinds.TrueFalse: _true_false, kinds.Order: _rows, kinds.Match: _rows,
    kinds.Categorise: _rows, kinds.Matrix: _rows, kinds.ClozeSelect: _gaps, kinds.ClozeType: _gaps, kinds.Scenario: _essay,
}  # fmt: skip


# XML.


def _metadata(fields: dict[str, str], name: str = "qtimetadata") -> Element:
    return node(
        name, *(node("qtimetadatafield", node("fieldlabel", key), node("fieldentry", value)) for key, value in fields.items())
    )


def _words(html: Safe) -> Element:
    return node("material", node("mattext", str(html), texttype="text/html"))


def _item(one: Single) -> Element:
    about = {"cc_profile": one.profile, "cc_weighting": str(min(one.points, LARGEST_WEIGHT))}
    score = node("outcomes", node("decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal"))
    remarks = [_feedback("general_fb", one.after)]
    remarks += [_feedback(f"{answer.id}_fb", answer.said) for answer in one.answers if answer.said]
    return node(
        "item",
        node("itemmetadata", _metadata(about)),
        node("presentation", _words(one.asks), _field(one)),
        node("resprocessing", score, *_conditions(one)),
        *remarks,
        ident=one.id, title=one.id,
    )  # fmt: skip


def _field(one: Single) -> Element:
    """Where the answer is given."""
    if one.profile in (BLANK, ESSAY):
        return node("response_str", node("render_fib", prompt="Box" if one.profile == ESSAY else "Asterisk"), ident="answer")
    labels = (node("response_label", _words(answer.shown), ident=answer.id) for answer in one.answers)
    many = "Multiple" if one.profile == SEVERAL else "Single"
    return node("response_lid", node("render_choice", *labels), ident="answer", rcardinality=many)


def _conditions(one: Single) -> Iterator[Element]:
    """What is always said, what is said to each answer, and what is right."""
    yield node("respcondition", node("conditionvar", node("other")), _says("general_fb"), continue_="Yes")
    for answer in one.answers:
        if answer.said:
            yield node("respcondition", node("conditionvar", _is(answer)), _says(f"{answer.id}_fb"), continue_="Yes")
    if one.answers:
        full_mark = node("setvar", "100", action="Set", varname="SCORE")
        yield node("respcondition", node("conditionvar", *_right(one)), full_mark, continue_="No")


def _right(one: Single) -> Iterator[Element]:
    """One of the right answers; or, where several are asked for, all right ones and no other."""
    if one.profile == SEVERAL:
        yield node("and", *(_is(answer) if answer.right else node("not", _is(answer)) for answer in one.answers))
    else:
        yield from (_is(answer) for answer in one.answers if answer.right)


def _is(answer: Answer) -> Element:
    return node("varequal", answer.id, respident="answer", case="No")


def _says(name: str) -> Element:
    return node("displayfeedback", feedbacktype="Response", linkrefid=name)


def _feedback(name: str, words: Safe) -> Element:
    return node("itemfeedback", _words(words), ident=name)
