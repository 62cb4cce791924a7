"""Banks of questions for Moodle: every question of the corpus is in them, as Moodle reads it, and hostile texts stay texts."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from functools import cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.corpus.load import load
from portal.exports import cloze, moodle, parts
from portal.exports.abroad import Abroad
from portal.language.catalogue import PSEUDO, Original
from portal.language.translate import translate
from portal.schema import quiz as kinds
from portal.schema.answers import SelectGap, TypeGap
from tests.support import real
from tests.support.exported import hostile, opened, words_of
from tests.support.payloads import PAYLOADS, REFUSED
from tests.support.project import ROOT

KINDS = {
    "single": "multichoice", "multiple": "multichoice", "true-false": "truefalse", "order": "ordering", "match": "matching",
    "categorise": "matching", "numeric": "numerical", "cloze-select": "cloze", "cloze-type": "cloze", "matrix": "matching",
    "scenario": "essay", "rubric": "description",
}  # fmt: skip


@cache
def corpus():
    return real.corpus()


@cache
def small():
    return load(ROOT / "tests" / "fixtures" / "small").corpus


@cache
def banks(mid: str) -> dict[str, list[Element]]:
    """The questions of a module's files, without the category at their head."""
    desk = Abroad(corpus(), Original())
    made = dict(moodle.banks(desk, mid, corpus().modules[mid]))
    return {name: ElementTree.fromstring(data).findall("question")[1:] for name, data in made.items()}


def said(node: Element | None) -> str:
    return (node.findtext("text") if node is not None else None) or ""


def by_name(questions: list[Element]) -> dict[str, Element]:
    return {said(question.find("name")): question for question in questions}


MODULES = sorted(path.parent.name for path in ROOT.glob("modules/*/quiz.yml"))


@pytest.mark.parametrize("mid", MODULES)
def test_every_question_is_there_once_with_its_kind_and_what_all_have(mid):
    found = banks(mid)
    main, ordering = found[f"{mid}.xml"], found.get(f"{mid}-order.xml", [])
    named = by_name([*main, *ordering])
    items = corpus().modules[mid].items
    assert len(main) + len(ordering) == len(items)
    assert set(named) == {f"{mid}/{item.id}" for item in items}
    for item in items:
        question = named[f"{mid}/{item.id}"]
        assert question.get("type") == KINDS[item.type]
        assert question.findtext("idnumber") == f"{mid}-{item.id}"
        assert question.findtext("defaultgrade") == str(0 if item.type == "rubric" else item.points)
        tags = {said(tag) for tag in question.find("tags")}
        assert tags == {f"outcome:{item.outcome}", f"section:{item.section}", f"difficulty:{item.difficulty}"}
        assert [words_of(said(hint)) for hint in question.findall("hint")] == [rendered(hint) for hint in item.hints]
        assert words_of(said(question.find("generalfeedback"))).startswith(rendered(item.solution))
        asked = html.unescape(words_of(said(question.find("questiontext"))))
        assert asked.startswith(rendered(item.ask))


def rendered(markdown: str) -> str:
    return words_of(str(Abroad(corpus(), Original()).prose(markdown)))


@pytest.mark.parametrize("mid", MODULES)
def test_questions_about_an_order_have_files_of_their_own_in_two_forms(mid):
    """An import stops at a kind that a Moodle does not know: the main file has none that is new."""
    found = banks(mid)
    assert "ordering" not in {question.get("type") for question in found[f"{mid}.xml"]}
    items = {f"{mid}/{item.id}": item for item in corpus().modules[mid].items if item.type == "order"}
    for name, question in by_name(found.get(f"{mid}-order.xml", [])).items():
        right = [entry.text for entry in items[name].entries]
        assert [words_of(said(answer)) for answer in question.findall("answer")] == [rendered(text) for text in right]
        assert question.find("answer").get("fraction") == "1.0000000"
    for name, question in by_name(found.get(f"{mid}-order-as-match.xml", [])).items():
        places = {words_of(said(row)): said(row.find("answer")) for row in question.findall("subquestion")}
        assert places == {rendered(entry.text): str(n) for n, entry in enumerate(items[name].entries, 1)}
    assert ("order" in {item.type for item in corpus().modules[mid].items}) == (f"{mid}-order.xml" in found)


def shares(question: Element) -> dict[str, float]:
    return {words_of(said(answer)): float(answer.get("fraction")) for answer in question.findall("answer")}


@pytest.mark.parametrize("mid", MODULES)
def test_choices_give_the_points_that_the_portal_gives(mid):
    named = by_name(banks(mid)[f"{mid}.xml"])
    for item in corpus().modules[mid].items:
        found = named.get(f"{mid}/{item.id}")
        if item.type == "single":
            assert shares(found) == {rendered(choice.text): 100.0 * choice.right for choice in item.choices}
            assert found.findtext("single") == "true"
        elif item.type == "multiple":
            got = shares(found)
            right = [rendered(choice.text) for choice in item.choices if choice.right]
            assert sum(got[text] for text in right) == pytest.approx(100, abs=1e-3)
            assert {round(abs(part), 5) for part in got.values()} == {round(100 / len(right), 5)}
            assert {text for text, part in got.items() if part > 0} == set(right)
            assert found.findtext("single") == "false"
        elif item.type == "true-false":
            assert shares(found) == {"true": 100.0 * item.answer, "false": 100.0 * (not item.answer)}
        if item.type in ("single", "multiple"):
            remarks = [words_of(said(answer.find("feedback"))) for answer in found.findall("answer")]
            assert remarks == [rendered(choice.feedback) for choice in item.choices]
            for choice in item.choices:
                assert not choice.missed or rendered(choice.missed) in words_of(said(found.find("generalfeedback")))


def grade(question: Element, given: Decimal) -> float:
    """The share of the mark for a number, as Moodle finds it: the first answer that fits."""
    for answer in question.findall("answer"):
        right = said(answer)
        if right == "*" or abs(given - Decimal(right)) <= Decimal(answer.findtext("tolerance")):
            return float(answer.get("fraction")) / 100
    raise AssertionError("no answer fits")


@pytest.mark.parametrize("mid", MODULES)
def test_numbers_are_judged_as_on_the_portal(mid):
    named = by_name(banks(mid)[f"{mid}.xml"])
    for item in corpus().modules[mid].items:
        if item.type != "numeric":
            continue
        question, near = named[f"{mid}/{item.id}"], item.tolerance
        for given in (item.answer, item.answer - near, item.answer + near):
            assert grade(question, given) == 1
        assert grade(question, item.answer + near + 1_000_000) == 0
        for entry in item.ranges:
            if not item.answer - near <= (middle := (entry.low + entry.high) / 2) <= item.answer + near:
                before = item.ranges[: item.ranges.index(entry)]
                if not any(other.low <= middle <= other.high for other in before):
                    assert grade(question, middle) == pytest.approx(float(entry.credit), abs=1e-5)
        unit = question.findtext("units/unit/unit_name")
        assert (unit, question.findtext("showunits")) == (item.unit, "0" if item.unit else "3")


@pytest.mark.parametrize("mid", MODULES)
def test_rows_have_their_answers_and_every_choice_can_be_made(mid):
    named = by_name(banks(mid)[f"{mid}.xml"])
    for item in corpus().modules[mid].items:
        if item.type not in ("match", "categorise", "matrix"):
            continue
        pairs = [(words_of(said(row)), html.unescape(said(row.find("answer")))) for row in
                 named[f"{mid}/{item.id}"].findall("subquestion")]  # fmt: skip
        assert {left: right for left, right in pairs if left} == expected(item)
        choices = {right for _, right in pairs}
        if item.type == "match":
            assert {words_of(spare.text) for spare in item.spares} <= choices
        else:
            groups = item.categories if item.type == "categorise" else item.columns
            assert {group.label for group in groups} == choices


def expected(item) -> dict[str, str]:
    if item.type == "match":
        return {rendered(pair.left): rendered(pair.right) for pair in item.pairs}
    field, groups, things = ("category", "categories", "cards") if item.type == "categorise" else ("answer", "columns", "rows")
    labels = {group.id: group.label for group in getattr(item, groups)}
    return {rendered(thing.text): labels[getattr(thing, field)] for thing in getattr(item, things)}


# Gaps, read as Moodle reads them: a pattern for the whole, one for each answer, and entities undone once.

ANSWER = r".+?(?<!\\)(?<!&)(?<!&amp;)(?=[~#}]|$)"
ONE = rf"(=|%-?[0-9]+(?:[.,][0-9]*)?%)?({ANSWER})(?:#(.*?(?<!\\)(?=[~}}]|$)))?"
GAP = re.compile(rf"\{{([0-9]*):(MULTICHOICE_S|SHORTANSWER):({ONE}(?:~{ONE})*)\}}", re.DOTALL)


def gaps(text: str) -> list[tuple[str, list[tuple[bool, str, str]]]]:
    """The gaps that Moodle finds: kind, and right or not, words and remark of each answer."""
    found = []
    for gap in GAP.finditer(text):
        answers, rest = [], gap[3]
        while rest:
            one = re.match(rf"~?{ONE}", rest, re.DOTALL)
            answers.append((one[1] == "=", html.unescape(one[2]), html.unescape(one[3] or "")))
            rest = rest[one.end() :]
        found.append((gap[2], answers))
    return found


@pytest.mark.parametrize("mid", MODULES)
def test_gaps_are_found_with_their_answers_and_remarks(mid):
    named = by_name(banks(mid)[f"{mid}.xml"])
    for item in corpus().modules[mid].items:
        if item.type not in ("cloze-select", "cloze-type"):
            continue
        text = said(named[f"{mid}/{item.id}"].find("questiontext"))
        found, order = gaps(text), re.findall(r"\[\[([a-z0-9-]+)\]\]", item.text)
        assert len(found) == len(item.gaps)
        assert not re.search(r"[{}]", GAP.sub("", text))
        for (kind, answers), name in zip(found, order):
            gap = next(one for one in item.gaps if one.id == name)
            if item.type == "cloze-select":
                assert kind == "MULTICHOICE_S"
                assert [(right, html.unescape(words), words_of(remark)) for right, words, remark in answers] == [
                    (choice.right, rendered(choice.text), rendered(choice.feedback)) for choice in gap.choices
                ]
            else:
                assert [words for right, words, _ in answers if right][: len(gap.answers)] == list(gap.answers)
                assert (answers[-1][0], answers[-1][1], words_of(answers[-1][2])) == (False, "*", rendered(gap.otherwise))


TRICKY = [
    "R&D &",
    "a } b",
    "{1:SHORTANSWER:=x}",
    "~wrong",
    "#remark",
    "=right",
    "%50%half",
    "back\\",
    "1 < 2 & 3 > 2",
    "&amp;",
    "*",
    "é",
]


@pytest.mark.parametrize("words", TRICKY)
def test_an_answer_in_a_gap_may_hold_any_sign(words):
    desk = Abroad(small(), Original())
    gap = TypeGap(id="x", answers=[words], feedback="Well done.", otherwise="Not so.")
    ((kind, answers),) = gaps(cloze.typed(gap, desk))
    assert kind == "SHORTANSWER" and answers[0][:2] == (True, words.replace("*", "\\*"))
    assert answers[-1][:2] == (False, "*")
    markdown = re.sub(r"([\\`*_{}\[\]<>&~])", r"\\\1", words)
    select = SelectGap(id="x", choices=[{"id": "a", "text": markdown, "right": "true", "feedback": "Yes."},
                                        {"id": "b", "text": "other", "feedback": markdown}])  # fmt: skip
    ((kind, answers),) = gaps(cloze.select(select, desk))
    assert [(right, html.unescape(found)) for right, found, _ in answers] == [(True, words), (False, "other")]
    assert words_of(answers[1][2]) == words


# Hostile texts.


@pytest.mark.parametrize("name", sorted(set(PAYLOADS) - REFUSED))
def test_a_hostile_text_stays_a_text(name):
    """Every text of every kind of question is attacked: nothing but the elements that we write comes out."""
    course = hostile(small().modules["pots"], PAYLOADS[name])
    desk = Abroad(small(), Original())
    for data in dict(moodle.banks(desk, "pots", course)).values():
        root = ElementTree.fromstring(data)
        for node in root.iter():
            if node.get("format") == "html":
                assert opened(said(node)) == [], said(node)
        for question in root.findall("question"):
            if question.get("type") == "cloze":
                assert len(gaps(said(question.find("questiontext")))) == len(by_id(course, question).gaps)


def by_id(course, question: Element) -> kinds.Item:
    return next(item for item in course.items if said(question.find("name")) == f"pots/{item.id}")


# The rest.


def test_the_category_is_that_of_the_module_and_a_slash_is_written_twice():
    course = small().modules["pots"]
    desk = Abroad(small(), Original())
    odd = course.module.model_copy(update={"title": "In/out: {a} = b"})
    changed = type(course)(odd, course.lesson, course.items)
    root = ElementTree.fromstring(dict(moodle.banks(desk, "pots", changed))["pots.xml"])
    path = root.findtext("question/category/text")
    assert path == f"$course$/top/{small().site.short_name}/In//out: {{a}} = b"
    assert root.findtext("question/idnumber") == "pots"


def test_shares_that_moodle_does_not_know_are_told():
    course = small().modules["pots"]
    number = next(item for item in course.items if item.type == "numeric")
    odd = number.model_copy(update={"ranges": (number.ranges[0].model_copy(update={"credit": Decimal("0.37")}),)})
    lines = list(moodle.rounded({"pots": type(course)(course.module, course.lesson, (odd,))}))
    assert lines == ["  pots/kiln-shares: 37 percent of the points become 40 percent"]
    assert list(moodle.rounded(corpus().modules)) == []


def test_in_another_language_names_stay_and_texts_change():
    translated = translate(small(), PSEUDO["en-XA"])
    desk = Abroad(translated, PSEUDO["en-XA"])
    root = ElementTree.fromstring(dict(moodle.banks(desk, "pots", translated.modules["pots"]))["pots.xml"])
    english = ElementTree.fromstring(dict(moodle.banks(Abroad(small(), Original()), "pots", small().modules["pots"]))["pots.xml"])
    assert set(by_name(root.findall("question")[1:])) == set(by_name(english.findall("question")[1:]))
    for question in root.findall("question")[1:]:
        shown = LexborHTMLParser(said(question.find("questiontext")))
        for cited in shown.css(".cites"):  # places in sources are not translated
            cited.decompose()
        left = re.findall(r"\b[a-z]{4,}\b", re.sub(r"\S*(?:MULTICHOICE|SHORTANSWER)\S*", "", shown.body.text()))
        assert left == []


def test_every_kind_with_rows_is_carried_by_the_same_rows():
    desk = Abroad(small(), Original())
    for item in small().modules["pots"].items:
        if item.type in ("match", "categorise", "matrix", "order"):
            found = parts.rows(item, desk)
            assert len({row.id for row in found.rows}) == len(found.rows) >= 2
            assert {row.right for row in found.rows} <= set(found.choices)


def test_links_lead_to_the_published_portal():
    desk = Abroad(corpus(), Original())
    for data in dict(moodle.banks(desk, "joint-action", corpus().modules["joint-action"])).values():
        for node in ElementTree.fromstring(data).iter("text"):
            for link in LexborHTMLParser(html.unescape(node.text or "")).css("a"):
                assert link.attributes["href"].startswith(("https://", "http://", "mailto:"))
