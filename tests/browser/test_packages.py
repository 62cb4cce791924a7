"""Modules inside a learning system: launched, answered, score and completion recorded, resumed, in the runtime scorm-again.
And banks in GIFT, read by a parser that others have made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.corpus.load import load
from portal.exports import gift, scorm
from portal.exports.abroad import Abroad
from portal.exports.fates import FATES
from portal.language.catalogue import Original
from tests.fixtures.quiz import pages
from tests.fixtures.quiz.hands import PARTLY, PLANS, RIGHT, WRONG, Mouse, answer, at, quick
from tests.support import axe, lms
from tests.support.exported import hostile, opened, words_of
from tests.support.npm import GIFT, unpacked
from tests.support.payloads import PAYLOADS, REFUSED
from tests.support.pick import pick
from tests.support.project import ROOT
from tests.support.server import serving
from tests.support.tab import SIZES, folder_base

VERSIONS = {"1.2": scorm.V12, "2004": scorm.V2004}
FIELDS = {
    "1.2": {"score": "core.score.raw", "status": "core.lesson_status", "exit": "core.exit", "time": "core.session_time"},
    "2004": {"score": "score.raw", "status": "completion_status", "exit": "exit", "time": "session_time"},
}
# What is broken on purpose, in package.js.
FAULTS = {
    "the score is never sent": ('set(names.score + "raw", percent, true);', ""),
    "the score is wrong": ('set(names.score + "raw", percent, true);', 'set(names.score + "raw", tried.length, true);'),
    "answers are not kept": ("if (!set(KEPT, text, true)) throw", "if (false) throw"),
    "completed too early": ("if (parts[0] === parts[1])", "if (parts[0] > 0)"),
    "nothing is committed": ("[call.commit](", "[call.get]("),
    "the session is never ended": ('addEventListener("pagehide", end);', ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The learning system with the module of tests/fixtures/quiz, whole and with faults."""
    home = tmp_path_factory.mktemp("lms")
    site = pages.build(home / "site")
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    desk = Abroad(pages.desk().corpus, Original())
    made = {name: scorm.package(desk, "wells", pages.course(), version, built) for name, version in VERSIONS.items()}
    for number, (old, new) in enumerate(FAULTS.values()):
        script = made["1.2"]["assets/js/package.js"].decode()
        assert old in script
        made[f"fault-{number}"] = {**made["1.2"], "assets/js/package.js": script.replace(old, new).encode()}
    return lms.install(home / "lms", made)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """It takes the place of the whole site: ``open_tab`` opens its pages."""
    with serving(folder) as address:
        yield address


def session(page: Page, version: str, plan: dict, name: str = "", state: object = None) -> dict:
    """A learner starts the module, answers, and leaves; what the system has of it."""
    module = lms.launch(page, version, name or version, state)
    module.locator(".package-bar a").last.click()
    answer(Mouse(module), module, plan)
    before = {field: lms.value(page, place) for field, place in FIELDS[version].items()}
    kept = lms.leave(page)
    ended = page.evaluate("api.isTerminated()")
    after = {field: lms.value(page, place) for field, place in FIELDS[version].items()}
    commits, refused = page.evaluate("[commits, refused]")
    return {"before": before, "after": after, "kept": kept, "ended": ended, "commits": commits, "refused": refused}


def graded(plan: dict) -> str:
    """The score in percent that a plan of answers gives, from what the page says to each."""
    points = {kind: re.findall(r"(\d+) of (\d+)", says)[-1] for kind, (_, says) in plan.items() if kind != "rubric"}
    most = sum(item.points for item in pages.course().items if item.type != "rubric")
    return f"{round(100 * sum(int(got) for got, _ in points.values()) / most, 2):g}"


@pytest.mark.parametrize(("version", "plan"), pick(product(VERSIONS, PLANS), ("2004", "partly"), ("1.2", "right")))
def test_score_and_completion_are_recorded(open_tab, version, plan):
    page = open_tab().go("lms.html")
    found = session(page, version, PLANS[plan])
    assert found["before"]["score"] == found["after"]["score"] == graded(PLANS[plan])
    whole = len(PLANS[plan]) == len(pages.course().items)
    assert found["after"]["status"] == ("completed" if whole else "incomplete")
    assert (found["refused"], found["ended"], found["after"]["exit"]) == ([], True, "suspend")
    assert found["commits"] >= 1 and re.fullmatch(r"\d+:\d\d:\d\d|PT\d+H\d+M\d+S", found["after"]["time"])


@pytest.mark.parametrize("version", pick(VERSIONS, "1.2"))
def test_a_second_session_goes_on_where_the_first_has_ended(open_tab, version):
    page = open_tab().go("lms.html")
    first = session(page, version, PARTLY)
    page.goto(page.url)
    module = lms.launch(page, version, version, first["kept"])
    expect(module.locator(".package-part").last).to_be_visible()  # the part that was open
    for kind, (_, says) in PARTLY.items():
        expect(at(module, kind).locator(".q-verdict")).to_have_text(says)
    expect(at(module, "numeric").locator("input")).to_have_value("95")
    expect(module.locator("#quiz-result")).to_be_visible()
    answer(Mouse(module), module, {kind: RIGHT[kind] for kind in ("single", "true-false", "rubric")})
    assert lms.value(page, FIELDS[version]["status"]) == "completed"
    assert float(lms.value(page, FIELDS[version]["score"])) > float(first["after"]["score"])


def test_a_worse_answer_later_takes_no_points(open_tab):
    page = open_tab().go("lms.html")
    first = session(page, "1.2", RIGHT)
    page.goto(page.url)
    module = lms.launch(page, "1.2", "1.2", first["kept"])
    quick(module, "mayor")
    expect(at(module, "single").locator(".q-verdict")).to_contain_text("Not right.")
    lms.leave(page)
    assert (lms.value(page, "core.score.raw"), lms.value(page, "core.lesson_status")) == ("100", "completed")


def test_sections_that_were_read_are_kept_too(open_tab):
    page = open_tab().go("lms.html")
    module = lms.launch(page, "2004", "2004")
    module.locator(".part-end input").first.check()
    kept = lms.leave(page)
    page.goto(page.url)
    module = lms.launch(page, "2004", "2004", kept)
    expect(module.locator(".part-end input").first).to_be_checked()
    expect(module.locator(".part-end input").nth(1)).not_to_be_checked()


THREE = {kind: RIGHT[kind] for kind in ("single", "multiple", "true-false")}
GOOD = {"score": graded(THREE), "status": "incomplete", "kept": True, "ended": True, "committed": True}


@pytest.mark.parametrize("name", pick(FAULTS, "the score is never sent", "answers are not kept"))
def test_a_seeded_fault_is_caught(open_tab, name):
    """Each fault changes what the system gets, in a way that the tests above would see."""
    assert judged(open_tab().go("lms.html"), f"fault-{[*FAULTS].index(name)}") != GOOD


def test_the_whole_module_has_none_of_these_faults(open_tab):
    assert judged(open_tab().go("lms.html"), "1.2") == GOOD


def judged(page: Page, name: str) -> dict:
    """What the system gets of three right answers."""
    found = session(page, "1.2", THREE, name)
    kept = '"q":[[' in str(found["kept"].get("suspend_data"))
    return {"score": found["after"]["score"], "status": found["after"]["status"], "kept": kept, "ended": found["ended"],
            "committed": found["commits"] > 0}  # fmt: skip


@pytest.mark.parametrize("base", pick(["server", "folder"], "folder"))
def test_without_a_learning_system_it_works_and_says_that_nothing_is_kept(open_tab, folder, base):
    tab = open_tab(**({"base": folder_base(folder)} if base == "folder" else {}))
    page = tab.go("1.2/index.html#package--questions")
    expect(page.locator("#package-state")).to_contain_text("No learning system was found")
    answer(Mouse(page), page, RIGHT)
    assert page.evaluate("Object.keys(localStorage).length + document.cookie.length") == 0
    page.reload()
    expect(page.locator(".q-verdict")).to_have_count(0)


def test_nothing_is_stored_beside_the_learning_system(open_tab):
    page = open_tab().go("lms.html")
    module = lms.launch(page, "1.2", "1.2")
    module.locator(".package-bar a").last.click()
    answer(Mouse(module), module, WRONG)
    expect(module.locator("#package-state")).to_contain_text("go to the learning system")
    assert module.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length + document.cookie.length") == 0


def test_a_full_system_and_one_that_refuses_are_told(open_tab):
    page = open_tab().go("lms.html")
    module = lms.launch(page, "1.2", "1.2")
    module.locator(".package-bar a").last.click()
    module.evaluate("portalState.set('quiz', 'wells/words-of-the-well', {answer: {why: 'x'.repeat(4000)}, score: null, of: ''})")
    quick(module)
    expect(module.locator(".state-note")).to_have_count(0)
    module.evaluate("portalState.set('quiz', 'wells/words-of-the-well', {answer: {why: 'x'.repeat(4090)}, score: null, of: ''})")
    expect(module.locator(".state-note")).to_contain_text("no more room")
    assert page.evaluate("refused") == []
    page.evaluate("api.LMSSetValue = () => 'false'")
    quick(module, "mayor")
    expect(module.locator("#package-state")).to_contain_text("did not take")


@pytest.mark.parametrize("kept", ["{", '{"q":[[99,"x",1,1],[0,"0000","bakers",1],5],"l":[77]}', "null", "[@zz]", "@", '{"q":0}'])
def test_what_cannot_be_read_is_no_answer(open_tab, kept):
    page = open_tab().go("lms.html")
    module = lms.launch(page, "1.2", "1.2", {"suspend_data": kept, "core": {"lesson_status": "incomplete"}})
    assert module.evaluate("portalState.list('quiz').length") == 0
    module.locator(".package-bar a").last.click()
    quick(module)
    expect(at(module, "single").locator(".q-verdict")).to_have_text("Right. 1 of 1 point.")


def test_one_part_is_shown_at_a_time_and_links_lead_to_the_other(open_tab):
    page = open_tab().go("1.2/index.html")
    lesson, questions = page.locator(".package-part").first, page.locator(".package-part").last
    expect(lesson).to_be_visible()
    expect(questions).to_be_hidden()
    page.get_by_role("link", name="Questions").first.click()
    expect(lesson).to_be_hidden()
    expect(page.locator(".package-bar [aria-current]")).to_have_text("Questions")
    page.locator("#item-cost-of-a-rope .q-back a").click()
    expect(page.locator("#rules")).to_be_in_viewport()
    page.get_by_role("link", name="Lesson").first.click()
    page.locator("#next-step a, .next-bar a").first.focus()
    page.go_back()
    page.go_back()
    expect(questions).to_be_visible()


def test_without_scripts_all_can_be_read(open_tab):
    page = open_tab(java_script_enabled=False).go("1.2/index.html")
    expect(page.locator(".package-part")).to_have_count(2)
    for part in page.locator(".package-part").all():
        expect(part).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), pick(product(SIZES, ("light", "dark")), (360, "light")))
def test_the_page_is_accessible_and_fits(open_tab, width, scheme):
    page = open_tab(width, color_scheme=scheme, reduced_motion="reduce").go("2004/index.html")
    for part in ("Lesson", "Questions"):
        page.get_by_role("link", name=part).first.click()
        assert axe.violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# GIFT, read by gift-pegjs.


@pytest.fixture(scope="module")
def parser(browser) -> Iterator[Page]:
    """A page with the parser: ``giftParser.parse(text)``."""
    page = browser.new_page()
    page.add_script_tag(content=(unpacked(GIFT) / "lib" / "gift-parser-globals.js").read_text(encoding="utf-8"))
    yield page
    page.close()


def parsed(parser: Page, text: str) -> list[dict]:
    return parser.evaluate("text => giftParser.parse(text)", text)


# The parser gives the second half of a pair as it was written.
WRITTEN = {"&&058;": ":", "&&035;": "#", "&&061;": "=", "&&123;": "{", "&&125;": "}", "&&126;": "~", "&&092;": "\\"}


def right_side(pair: dict) -> str:
    text = pair["subanswer"]
    for sign, meant in WRITTEN.items():
        text = text.replace(sign, meant)
    return words_of(text)


TYPES = {
    "single": "MC", "multiple": "MC", "true-false": "TF", "order": "Matching", "match": "Matching", "categorise": "Matching",
    "matrix": "Matching", "numeric": "Numerical", "scenario": "Essay", "rubric": "Description",
}  # fmt: skip


@pytest.mark.parametrize("mid", sorted(path.parent.name for path in ROOT.glob("modules/*/quiz.yml")))
def test_another_parser_reads_what_we_wrote(parser, corpus, mid):
    desk, course = Abroad(corpus, Original()), corpus.modules[mid]

    def shown(markdown: str) -> str:
        return words_of(str(desk.prose(markdown)))

    category, *found = parsed(parser, gift.bank(desk, mid, course).decode())
    assert category["type"] == "Category" and category["title"].endswith(course.module.title.replace("/", "//"))
    by_name = {question["title"]: question for question in found}
    carried = {f"{mid}/{item.id}": item for item in course.items if FATES["gift"][item.type].becomes}
    assert set(by_name) == set(carried) and len(found) == len(carried)
    for name, item in carried.items():
        question = by_name[name]
        assert (question["type"], question["stem"]["format"]) == (TYPES[item.type], "html") if item.type != "rubric" else True
        text = question["stem"] if isinstance(question["stem"], str) else question["stem"]["text"]
        assert words_of(text).startswith(shown(item.ask))
        assert set(question["tags"]) == {f"outcome:{item.outcome}", f"section:{item.section}", f"difficulty:{item.difficulty}"}
        if item.type != "rubric":
            assert words_of(question["globalFeedback"]["text"]).startswith(shown(item.solution))
        if item.type in ("single", "multiple"):
            read = [(words_of(one["text"]["text"]), words_of(one["feedback"]["text"])) for one in question["choices"]]
            assert read == [(shown(choice.text), shown(choice.feedback)) for choice in item.choices]
        if item.type == "single":
            assert [one["isCorrect"] for one in question["choices"]] == [choice.right for choice in item.choices]
        if item.type == "multiple":
            assert [one["weight"] > 0 for one in question["choices"]] == [choice.right for choice in item.choices]
        if item.type == "true-false":
            assert question["isTrue"] == item.answer
        if item.type == "numeric":
            first, last = question["choices"][0], question["choices"][-1]
            assert (first["weight"], first["text"]["number"]) == (100, float(item.answer))
            assert len(question["choices"]) == len(item.ranges) + 2 and not last["isCorrect"]
        if item.type == "match":
            pairs = {words_of(pair["subquestion"]["text"]): right_side(pair) for pair in question["matchPairs"]}
            assert {left: right for left, right in pairs.items() if left} == {
                shown(pair.left): shown(pair.right) for pair in item.pairs
            }


@pytest.mark.parametrize("name", pick(sorted(set(PAYLOADS) - REFUSED), "script", "markdown", "template", "entities"))
def test_a_hostile_text_stays_a_text_in_gift(parser, name):
    small = load(ROOT / "tests" / "fixtures" / "small").corpus
    course = hostile(small.modules["pots"], PAYLOADS[name])
    _, *found = parsed(parser, gift.bank(Abroad(small, Original()), "pots", course).decode())
    carried = [item for item in course.items if FATES["gift"][item.type].becomes]
    assert sorted(question["title"] for question in found) == sorted(f"pots/{item.id}" for item in carried)
    for question in found:
        for text in texts(question):
            assert opened(text) == [], text


def texts(value: object) -> Iterator[str]:
    """Every text with the format html in what the parser gives."""
    if isinstance(value, dict):
        if value.get("format") == "html" and isinstance(value.get("text"), str):
            yield value["text"]
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
