"""Questions on their way to a page: data that is safe in HTML, an order that gives nothing away, a digest that holds."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.render import items, safe
from portal.render.safe import Safe, text
from portal.schema import quiz
from tests.fixtures.quiz import pages

BY_TYPE = pages.by_type()
ALL = pages.course().items


def question(item: quiz.Item) -> items.Question:
    return items.Question(item, 1, f"wells/{item.id}")


def data(item: quiz.Item) -> dict:
    return json.loads(question(item).data)


def changed(item: quiz.Item, **fields) -> quiz.Item:
    return item.model_copy(update=fields)


def test_the_fixture_has_every_kind() -> None:
    assert set(BY_TYPE) == set(quiz.KINDS) and len(ALL) == len(BY_TYPE)


# Data.

SCORED = {
    "single": {"options": ["mayor", "bakers", "nobody"], "right": "bakers"},
    "multiple": {"options": ["rope", "rule", "flag", "song"], "right": ["rope", "rule"]},
    "true-false": {"options": ["true", "false"], "right": "false"},
    "order": {"right": ["find", "dig", "line", "test"]},
    "match": {"right": {"rope": "rope", "spade": "spade", "level": "level"}, "spares": ["sail"]},
    "numeric": {"right": 950.5, "tolerance": 0.5, "ranges": [[95, 95.1, 0.5], [1449, 1450, 0]]},
    "cloze-select": {
        "right": {"turn": "arrival", "payer": "all"},
        "options": {"turn": ["arrival", "size"], "payer": ["all", "one", "none"]},
    },
    "cloze-type": {"right": {"why": ["trust", "mutual confidence"], "where": ["café"]}},
    "matrix": {"right": {"turns": "bakers", "place": "valley", "price": "both"}, "options": ["bakers", "valley", "both"]},
    "scenario": {
        "start": "broken",
        "scenes": {
            "broken": {"buy": ["waiting", 0], "ask": ["talking", 1]},
            "waiting": {"again": [None, 0], "stop": ["talking", 0.5]},
            "talking": {"list": [None, 1], "leave": [None, 0.5]},
        },
    },
    "rubric": {"criteria": {"payer": [0, 2, 4], "day": [0, 3]}},
    "categorise": {
        "right": {"rope": "bakers", "lid": "bakers", "road": "valley", "test": "valley"},
        "options": ["bakers", "valley"],
    },
}


@pytest.mark.parametrize("kind", quiz.KINDS)
def test_what_an_answer_is_scored_by(kind: str) -> None:
    item = BY_TYPE[kind]
    common = {"type": kind, "points": item.points, "of": items.digest(item), "section": item.section, "outcome": item.outcome}
    assert data(item) == {**common, **SCORED[kind]}


def test_numbers_stay_plain() -> None:
    assert [items.number(Decimal(text)) for text in ("3", "3.0", "-0.5", "775.2")] == [3, 3, -0.5, 775.2]
    assert json.dumps(items.number(Decimal("100"))) == "100"


def test_an_unknown_kind_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="Item"):
        items.scored_by(quiz.Item.model_construct())


NASTY = "</script><script>alert(1)</script><!-- & \u2028 \u2029 ]]> \\u003c \" '"


def test_data_can_not_leave_its_element() -> None:
    made = safe.embed({"a": NASTY, NASTY: [NASTY], "b": {"c": (1, None, True)}})
    assert not set(str(made)) & set("<>&\u2028\u2029")
    assert json.loads(made) == {"a": NASTY, NASTY: [NASTY], "b": {"c": [1, None, True]}}
    page = LexborHTMLParser(f'<p><script type="application/json">{made}</script><b>after</b>')
    assert json.loads(page.css_first("script").text()) == json.loads(made) and page.css_first("b").text() == "after"


def test_texts_made_safe_for_html_are_plain_in_data() -> None:
    assert json.loads(safe.embed({"a": text("R&D <b>"), "b": [Safe("&lt;")]})) == {"a": "R&D <b>", "b": ["<"]}


# Digest.


def test_the_digest_is_of_the_meaning_and_not_of_the_words() -> None:
    for item in ALL:
        again = changed(item, ask="Otherwise asked", solution="Otherwise solved", hints=(), section="other", difficulty="recall")
        assert items.digest(again) == items.digest(item), item.id
        assert items.digest(changed(item, points=item.points + 1)) != items.digest(item), item.id
        assert items.digest(changed(item, id="another")) != items.digest(item), item.id
    assert len({items.digest(item) for item in ALL}) == len(ALL)


def test_the_digest_does_not_see_the_order_of_choices_but_that_of_entries() -> None:
    for kind, field in (
        ("single", "choices"),
        ("multiple", "choices"),
        ("match", "pairs"),
        ("categorise", "cards"),
        ("matrix", "columns"),
    ):
        item = BY_TYPE[kind]
        assert items.digest(changed(item, **{field: getattr(item, field)[::-1]})) == items.digest(item), kind
    entries = BY_TYPE["order"]
    assert items.digest(changed(entries, entries=entries.entries[::-1])) != items.digest(entries)


def test_another_right_answer_is_another_question() -> None:
    single = BY_TYPE["single"]
    other = tuple(choice.model_copy(update={"right": choice.id == "mayor"}) for choice in single.choices)
    assert items.digest(changed(single, choices=other)) != items.digest(single)
    assert items.digest(changed(BY_TYPE["true-false"], answer=True)) != items.digest(BY_TYPE["true-false"])
    assert items.digest(changed(BY_TYPE["numeric"], tolerance=Decimal(2))) != items.digest(BY_TYPE["numeric"])


def test_a_translation_keeps_the_answers_given() -> None:
    item = BY_TYPE["cloze-type"]
    french = tuple(gap.model_copy(update={"answers": ("confiance",)}) for gap in item.gaps)
    assert items.digest(changed(item, gaps=french)) == items.digest(item)


# Order.


def test_the_order_is_the_same_each_time_and_loses_nothing() -> None:
    choices = BY_TYPE["multiple"].choices
    made = items.shuffled("seed", choices)
    assert made == items.shuffled("seed", choices[::-1]) and set(made) == set(choices)


def test_no_place_tells_the_right_answer() -> None:
    """Over many questions the right choice stands at each place about equally often."""
    names = ["right", "wrong-a", "wrong-b", "wrong-c"]
    places = Counter(items.shuffled(f"question-{n}", names, name=str).index("right") for n in range(2000))
    assert all(400 < places[place] < 600 for place in range(4)), places


def test_entries_are_never_shown_in_the_right_order() -> None:
    entries = BY_TYPE["order"].entries[:3]
    seen = {tuple(entry.id for entry in items.disordered(f"question-{n}", entries)) for n in range(200)}
    assert tuple(entry.id for entry in entries) not in seen and len(seen) == 5


def test_second_things_never_stand_opposite_their_partners() -> None:
    item = BY_TYPE["match"]
    for n in range(300):
        shown = question(changed(item, id=f"question-{n}", spares=())).options
        assert [option.id for option in shown] != [pair.id for pair in item.pairs]
        assert [option.letter for option in shown] == ["A", "B", "C"]
    assert {option.id for option in question(item).options} == {"rope", "spade", "level", "sail"}


# Gaps.


def test_gaps_are_numbered_blanks_in_the_rendered_text() -> None:
    item = BY_TYPE["cloze-select"]
    made = question(item).filled(lambda markdown: Safe(f"<p>{markdown}</p>"))
    assert re.findall(r'<span class="q-gap" data-gap="(\w+)">\((\d)\)</span>', made) == [("turn", "1"), ("payer", "2")]
    assert "[[" not in made and "\ue000" not in made


def test_a_gap_that_a_translation_lost_breaks_nothing() -> None:
    lost = changed(BY_TYPE["cloze-select"], text="Only [[payer]] is left, and [[stranger]].")
    assert question(lost).gaps == {"payer": 1, "turn": 2}
    made = question(lost).filled(lambda markdown: Safe(markdown))
    assert 'data-gap="payer">(1)' in made and "[[stranger]]" in made


def test_a_term_does_not_take_the_name_of_a_gap() -> None:
    item = changed(
        BY_TYPE["cloze-type"], text="A [[cluster]].", gaps=(BY_TYPE["cloze-type"].gaps[0].model_copy(update={"id": "cluster"}),)
    )
    made = question(item).filled(lambda markdown: Safe(markdown.replace("cluster", "<a>cluster</a>")))
    assert made == 'A <span class="q-gap" data-gap="cluster">(1)</span>.'


# Pages.


def test_questions_stand_by_section_in_the_order_of_the_lesson() -> None:
    course = pages.course()
    found = items.quiz_page("wells", course)["groups"]
    assert [(group.id, group.title, len(group.questions)) for group in found] == [
        ("wells", "Wells", 4),
        ("rules", "Rules & turns", 5),
        ("deciding", "Deciding", 3),
    ]
    assert [q.number for group in found for q in group.questions] == list(range(1, 13))
    assert found[0].questions[0].key == "wells/who-brings-water"


@pytest.fixture(scope="module")
def parsed() -> dict[str, LexborHTMLParser]:
    import markdown

    def page(source: str) -> LexborHTMLParser:
        return LexborHTMLParser(markdown.markdown(source.split("---\n", 2)[2], extensions=["attr_list", "toc"]))

    return {name: page(source) for name, source in pages.markdowns().items()}


def test_every_question_is_a_section_that_reads_without_a_script(parsed) -> None:
    page = parsed["modules/wells/quiz.html"]
    for item in ALL:
        section = page.css_first(f"section.item#item-{item.id}")
        assert section.attributes["data-type"] == item.type and section.attributes["data-key"] == f"wells/{item.id}"
        assert section.css_first("h3") and section.css_first(".q-ask").text().strip()
        assert section.css_first(f'.q-back a[href="index.html#{item.section}"]')
        assert section.css_first("details.answer .q-solution").text().strip()
        assert len(section.css("details.q-hint")) == len(item.hints)
        assert json.loads(section.css_first("script.item-data").text())["of"] == items.digest(item)
        assert section.parent.tag == "body", "a section stands inside another element"


def test_no_answer_stands_outside_of_its_fold(parsed) -> None:
    page = parsed["modules/wells/quiz.html"]
    for said in page.css("[data-said], .q-key, .q-debrief, .q-solution"):
        above = said
        while above is not None and above.tag != "details":
            above = above.parent
        assert above is not None, said.html[:80]


def test_every_remark_is_there_under_the_name_that_the_script_asks_for(parsed) -> None:
    page, item = parsed["modules/wells/quiz.html"], BY_TYPE
    expected = {
        "single": {"mayor", "bakers", "nobody", "missed:bakers", "missed:nobody"},
        "true-false": {"true", "false"},
        "numeric": {"right", "range:0", "range:1", "otherwise"},
        "cloze-select": {"turn:arrival", "turn:size", "missed:turn:size", "payer:all", "payer:one", "payer:none"},
        "cloze-type": {"why:right", "why:otherwise", "where:right", "where:otherwise"},
        "scenario": {"broken:buy", "broken:ask", "waiting:again", "waiting:stop", "talking:list", "talking:leave"},
        "matrix": {"turns", "place", "price"},
        "rubric": set(),
    }
    for kind, names in expected.items():
        found = page.css(f"#item-{item[kind].id} [data-said]")
        assert {node.attributes["data-said"] for node in found} == names and len(found) == len(names), kind
        assert all(node.text().strip() for node in found)


def test_pages_hold_nothing_inline_and_no_form(parsed) -> None:
    for name, page in parsed.items():
        assert not page.css("form, style, [style], iframe"), name
        assert all(script.attributes.get("type") == "application/json" for script in page.css("script")), name
        for node in page.root.traverse() if page.root else ():
            assert not any(key.startswith("on") for key in node.attributes), name
        ids = Counter(node.attributes["id"] for node in page.css("[id]"))
        assert [name for name, count in ids.items() if count > 1] == []


def test_the_script_finds_every_text_it_asks_for(parsed) -> None:
    """Each `words.…` of a script stands in the data of its page, and nothing there is left over."""
    built = {"n_new", "n_newer", "n_older", "n_same", "n_unknown", "do_new", "do_newer", "do_older", "do_same", "do_unknown"}
    built |= {"last", "save", "clear", "not_json", "not_progress", "other_version", "other_site", "too_large", "damaged", "extra",
              "bad_head", "bad_list", "bad_record", "twice", "score", "score_one"}  # fmt: skip
    for name, scripts, holder in (
        ("modules/wells/quiz.html", ("questions", "quiz"), "quiz-data"),
        ("progress.html", ("progress",), "progress-data"),
    ):
        source = "".join((pages.ROOT / "docs/assets/js" / f"{script}.js").read_text(encoding="utf-8") for script in scripts)
        asked = set(re.findall(r"\bwords\.(\w+)", source))
        given = set(json.loads(parsed[name].css_first(f"#{holder}").text())["texts"])
        assert asked - given == set(), name
        assert given - asked - built == set(), name


def test_the_lesson_gives_every_text_its_script_asks_for(parsed) -> None:
    source = (pages.ROOT / "docs/assets/js/lesson.js").read_text(encoding="utf-8")
    given = parsed["modules/wells/index.html"].css_first("#lesson-ui").attributes
    assert {f"data-{name}" for name in re.findall(r"\bwords\.(\w+)", source)} <= set(given)


def test_the_progress_page_knows_every_question_and_section(parsed) -> None:
    page = parsed["progress.html"]
    [module] = json.loads(page.css_first("#progress-data").text())["modules"]
    assert module["sections"] == ["wells/wells", "wells/rules", "wells/deciding"]
    assert module["items"] == [[f"wells/{item.id}", item.points, items.digest(item), item.type] for item in ALL]
    assert [node.attributes["data-section"] for node in page.css("[data-section]")] == module["sections"]
    assert page.css_first(".without-js").text().startswith("This page needs JavaScript")


@pytest.mark.parametrize("language", ["en-XA", "ar-XB"])
def test_pages_of_other_languages_have_the_same_data(parsed, language: str) -> None:
    import markdown

    source = pages.markdowns(language)["modules/wells/quiz.html"]
    page = LexborHTMLParser(markdown.markdown(source.split("---\n", 2)[2], extensions=["attr_list", "toc"]))
    own = [node.text() for node in page.css("script.item-data")]
    assert own == [node.text() for node in parsed["modules/wells/quiz.html"].css("script.item-data")]
    texts = json.loads(page.css_first("#quiz-data").text())["texts"]
    assert texts["check"] != "Check" and "{n}" in texts["score"] and "{m}" in texts["score"]
