"""The search index says what the pages say: it is read back here as the script in the browser reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.build.html import Page
from portal.build.search import KINDS, PER_CHUNK, SHARD_BYTES, STRONGEST, index
from portal.build.search_entries import Entry, entries, kind_of, shortened
from portal.build.search_meaning import Facet, Meanings, owner
from portal.build.search_words import base36, families, fold, indexed, order, stemmer, words
from portal.schema.base import SourceRef
from portal.schema.reference import Acronym, Term

CALL = re.compile(rb'portalSearch\("([\w-]+)",(.*)\)\n', re.DOTALL)
HEAD = re.compile(r"([^|*+ ]+)(?:\|(\w+))?([*+]?) (.*)", re.DOTALL)  # "export|6+ 3C5A"
PLACES = [name for name, *_ in KINDS]


def entry(number: int, text: str, title: str = "", kind: str = "case") -> Entry:
    return Entry(title or f"Title {number}", f"cases/{number:04}.html", f"Summary {number}", kind, ((title, 40), (text, 1)))


def loaded(files: dict[str, bytes]) -> dict[str, object]:
    """What each file of the index hands over when a browser runs it."""
    parts = {}
    for name, data in files.items():
        match = CALL.fullmatch(data)
        assert match and name == f"search/{match[1].decode()}.js"
        parts[match[1].decode()] = json.loads(match[2])
    return parts


def unpacked(postings: str) -> Iterator[tuple[int, int]]:
    """ "3C5A" as numbers and weights: (3, 3), (8, 1)."""
    at = 0
    for digits, weight in re.findall("([0-9a-z]*)([A-Z])", postings):
        at += int(digits, 36) if digits else 0
        yield at, ord(weight) - 64


def lines(parts: dict[str, object]) -> list[tuple[str, str, str, str]]:
    """Term, family, sign and postings of every line."""
    shards = [parts[f"t{number}"] for number in range(len(parts["boot"]["shards"]))]
    return [HEAD.fullmatch(line).groups() for shard in shards for line in shard.split("\n")]


def decoded(parts: dict[str, object]) -> dict[str, dict[int, int]]:
    """Every term with its documents and weights."""
    found: dict[str, dict[int, int]] = {}
    for term, _, sign, packed in lines(parts):
        assert re.fullmatch("([0-9a-z]*[A-Z])+", packed)
        if sign != "*":
            assert term not in found
            found[term] = dict(unpacked(packed))
    return found


texts = st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=1, max_size=60)


@given(texts)
def test_every_word_leads_to_its_documents_and_to_no_other(given_texts):
    listed = [entry(number, text) for number, text in enumerate(given_texts)]
    found = decoded(loaded(index(listed, str.upper)))
    wanted: dict[str, set[int]] = {}
    for number, text in enumerate(given_texts):
        for word in indexed(text):
            wanted.setdefault(word, set()).add(number)
    assert {term: set(postings) for term, postings in found.items()} == wanted


@given(texts)
def test_terms_stand_in_the_order_of_browsers_and_each_shard_can_be_told_by_its_key(given_texts):
    parts = loaded(index([entry(number, text) for number, text in enumerate(given_texts)], str.upper))
    keys, last = parts["boot"]["shards"], b""
    for number, key in enumerate(keys):
        terms = [order(HEAD.match(line)[1]) for line in parts[f"t{number}"].split("\n") if HEAD.match(line)[3] != "*"]
        assert terms == sorted(terms) and last < order(key) <= terms[0]
        last = terms[-1]


def test_a_large_index_comes_in_shards_of_the_wanted_size():
    listed = [entry(number, " ".join(f"word{number}x{n}" for n in range(200))) for number in range(40)]
    files = index(listed, str.upper)
    shards = {name: data for name, data in files.items() if re.fullmatch(r"search/t\d+\.js", name)}
    assert len(shards) > 3
    assert max(map(len, shards.values())) < SHARD_BYTES * 1.2
    assert len(decoded(loaded(files))) == 8000


def test_a_beginning_of_many_terms_has_the_best_documents_in_a_line_of_its_own():
    texts = [" ".join(f"wo{number}x{n}" for n in range(200)) for number in range(40)]
    listed = [entry(number, text, title="word" * (number == 7)) for number, text in enumerate(texts)]
    parts = loaded(index(listed, str.upper))
    best = {term: dict(unpacked(packed)) for term, _, sign, packed in lines(parts) if sign == "*"}
    assert max(best["wo"], key=best["wo"].get) == 7
    for beginning in best:
        shards = [key for key in parts["boot"]["shards"] if key.startswith(beginning)]
        assert len(shards) >= 2, "only what fills more than two shards needs one"


def test_what_is_shown_of_a_document_is_found_by_its_number():
    listed = [entry(number, "same", kind=PLACES[number % len(KINDS)]) for number in range(PER_CHUNK * 4 + 3)]
    parts = loaded(index(reversed(listed), str.upper))
    boot = parts["boot"]
    assert (boot["n"], boot["per"]) == (len(listed), PER_CHUNK)
    assert [(kind["id"], kind["label"], kind["weight"]) for kind in boot["kinds"]] == [
        (name, label.upper(), weight) for name, label, weight in KINDS
    ]
    firsts = [kind["first"] for kind in boot["kinds"]]
    assert firsts == sorted(firsts)
    by_kind = sorted(listed, key=lambda one: (PLACES.index(one.kind), one.address))
    for number in decoded(parts)["same"]:
        title, address, summary = parts[f"d{number // PER_CHUNK}"][number % PER_CHUNK]
        assert (title, address, summary) == (by_kind[number].title, by_kind[number].address, by_kind[number].summary)
        assert max(place for place, first in enumerate(firsts) if first <= number) == PLACES.index(by_kind[number].kind)


def test_an_empty_index_is_an_index():
    parts = loaded(index([], str.upper))
    assert set(parts) == {"boot"} and parts["boot"]["shards"] == []


def test_a_term_of_most_documents_is_marked_and_keeps_those_that_have_it_most():
    listed = [entry(number, "many " * (number % 7 + 1) + f"own{number}") for number in range(STRONGEST + 500)]
    parts = loaded(index(listed, str.upper))
    (line,) = [line for line in lines(parts) if line[0] == "many"]
    weights = dict(unpacked(line[3]))
    assert line[2] == "+" and len(weights) == STRONGEST
    assert all(number in weights for number in range(6, STRONGEST, 7)), "the strongest stay"


def test_the_text_for_excerpts_lies_apart():
    long = Entry("One", "about.html", "Short", "page", (("One", 40),), text="The whole text")
    parts = loaded(index([long], str.upper))
    assert parts["d0"] == [["One", "about.html", "Short", "", 1]] and parts["x0"] == "The whole text"


def test_facets_name_the_documents_of_a_page_and_of_its_parts():
    listed = [
        entry(0, "a"),
        Entry("S", "modules/wells/index.html#deep", "", "section", ()),
        Entry("Q", "about.html", "", "page", ()),
    ]
    facet = Facet("phase", "Phase", (("start", "Start", frozenset({"modules/wells", "cases/0000"})), ("end", "End", frozenset())))
    parts = loaded(index(listed, str.upper, facets=[facet]))
    assert parts["boot"]["facets"] == ["phase"]
    assert parts["f-phase"] == {"label": "Phase", "values": [["start", "Start", "A1A"]]}
    assert owner("modules/wells/quiz.html#item-a") == "modules/wells"


def test_the_order_of_documents_does_not_matter():
    listed = [entry(number, f"word {number}") for number in range(30)]
    assert index(listed, str.upper) == index(listed[::-1], str.upper)


def test_a_word_in_the_title_weighs_more_than_one_in_the_text():
    filler = "other " * 20
    listed = [entry(0, f"trust {filler}"), entry(1, filler, title="Trust"), *(entry(number, filler) for number in range(2, 9))]
    weights = decoded(loaded(index(listed, str.upper)))["trust"]
    assert weights[1] > weights[0]


@pytest.mark.parametrize("typed,same", [
    ("Économie", "economie"), ("E\u0301conomie", "économie"), ("STRASSE", "strasse"), ("İzmir", "izmir"), ("ﬁrm", "firm"),
    ("Č", "c"), ("Ａ４", "a4"), ("كِتَاب", "كتاب"), ("Ελλάδα", "ελλαδα"),
])  # fmt: skip
def test_folding_takes_away_case_and_marks(typed, same):
    assert fold(typed) == fold(same)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_hold_no_blank_and_are_folded(text):
    found = words(text)
    assert all(word and not re.search(r"\s", word) and fold(word) == word for word in found)
    assert set(found) <= set(indexed(text))


@pytest.mark.parametrize("text,found", [
    ("The R&D of U.S. firms", ["the", "rd", "of", "us", "firms"]), ("a cluster’s cost", ["cluster", "cost"]),
    ("日本語", ["日本", "本語"]), ("輸", ["輸"]), ("l’économie", ["economie"]), ("والتجمع", ["تجمع"]), ("?! x", []),
])  # fmt: skip
def test_words_of_a_text(text, found):
    assert words(text) == found


def test_a_word_with_a_hyphen_is_found_as_one_too():
    assert indexed("co-operative 2016-2019 value‑chain") == [
        "co", "operative", "cooperative", "2016", "2019", "value", "chain", "valuechain",
    ]  # fmt: skip


@pytest.mark.parametrize("language,one,other", [
    ("en", "cities", "city"), ("fr", "exportations", "exportation"), ("es", "consorcios", "consorcio"), ("ar", "كتابين", "كتاب"),
    ("de", "Häuser", "Haus"), ("sl", "grozdov", "grozdi"), ("pt-BR", "redes", "rede"), ("nb", "klynger", "klynge"),
])  # fmt: skip
def test_forms_of_a_word_have_one_stem(language, one, other):
    stem = stemmer(language)
    assert stem(fold(one)) == stem(fold(other))


def test_a_family_shares_its_mark_and_its_beginning():
    marks = families(["city", "cities", "cite", "cited", "export", "exports", "alone"], stemmer("en"))
    assert "alone" not in marks
    assert marks["city"] == marks["cities"] != marks["cite"] == marks["cited"]
    assert marks["export"][0] == base36(len("export"))


@given(st.integers(0, 10**9))
def test_numbers_in_base_36_read_back(number):
    assert int(base36(number), 36) == number


@pytest.mark.parametrize("address,kind", [
    ("cases/ghana.html", "case"), ("cases/index.html", "list"), ("cases/map.html", "list"), ("cases/by/country/gh.html", "list"),
    ("concepts/phases.html", "concept"), ("about.html", "page"), ("briefs/ghana.html", None), ("404.html", None),
    ("index.html", None), ("evidence/results.html", "evidence"), ("compare.html", "evidence"), ("data/index.html", "evidence"),
    ("index.html", None), ("search.html", None), ("modules/index.html", "page"), ("modules/wells/index.html", "module"),
    ("modules/wells/quiz.html", "question"), ("modules/wells/pump.html", "exercise"), ("templates/rule.html", "template"),
    ("trainer/modules/wells/index.html", None), ("templates/index.html", "page"), ("paths/trainer.html", "path"),
    ("programmes/two-days.html", "path"),
])  # fmt: skip
def test_kinds_of_pages(address, kind):
    assert kind_of(address) == kind


PAGE = """<html lang="en"><head><title>x</title><meta name="description" content="In short">{robots}</head>
<body><nav>Menu</nav><main><h1>Joint action</h1><h2>Why trust</h2><p>Firms act.</p></main><footer>Foot</footer></body></html>"""


def test_a_page_is_found_by_its_main_part_only():
    (found,) = entries([Page("concepts/joint-action.html", PAGE.format(robots=""))])
    assert (found.title, found.summary, found.kind) == ("Joint action", "In short", "concept")
    every = " ".join(text for text, _ in found.parts)
    assert "Firms act." in every and "Menu" not in every and "Foot" not in every


def test_pages_that_search_engines_pass_over_are_passed_over():
    page = PAGE.format(robots='<meta name="robots" content="noindex, follow">')
    assert list(entries([Page("cases/by/country/gh/2.html", page)])) == []


def test_nothing_in_a_page_ends_the_script():
    """The files are scripts of their own, so no text can close an element around them; JSON keeps quotes inside."""
    files = index([entry(0, 'x"y</script>\u2028', title='"); alert("x')], str.upper)
    parts = loaded(files)
    assert parts["d0"][0][0] == '"); alert("x'


def test_folded_answers_and_data_of_scripts_are_not_searched():
    """Whoever searches for a word must not land on the answer to a question, nor on a page that only has it in its data."""
    page = PAGE.format(robots="").replace("</p>", '</p><script type="application/json">{"a": "secret"}</script>')
    (lesson, *_), (quiz,) = ([*entries([Page(f"modules/wells/{name}.html", page)])] for name in ("index", "quiz"))
    texts = [" ".join(text for text, _ in found.parts) for found in (lesson, quiz)]
    assert "Firms act." in texts[0] and "secret" not in texts[0]
    assert "Firms act." not in texts[1] and "Why trust" in texts[1]


LESSON = """<html lang="en"><body><main><article><h1>Wells</h1><p>Opening.</p><h2 id="deep">Deep wells</h2><p>They cost more
<span class="cites">(Source)</span>.</p><div><p>Much more.</p></div><h2 id="cite">How to cite</h2>
<p>Address</p></article></main></body></html>"""


def test_sections_of_a_lesson_are_found_by_themselves():
    lesson, start = entries([Page("modules/wells/index.html", LESSON)])
    assert (start.title, start.address, start.kind) == ("Deep wells", "modules/wells/index.html#deep", "section")
    assert start.text == "They cost more. Much more." and "Opening." in lesson.text
    assert "Address" not in lesson.text and "Source" not in lesson.text


QUIZ = """<html lang="en"><body><main><h1>Questions: Wells</h1><section class="item" id="item-one"><h3>Question 1</h3>
<div class="q-ask"><p>Which well costs more when the ground water is low and everybody digs at once?</p></div>
<div class="q-body"><ol><li>Choice</li></ol></div><details class="q-hint"><p>Hint</p></details>
<details class="answer"><p>Right</p></details></section></main></body></html>"""


def test_questions_are_found_by_what_they_ask_and_never_by_their_answers():
    _, question = entries([Page("modules/wells/quiz.html", QUIZ)])
    assert (question.address, question.kind) == ("modules/wells/quiz.html#item-one", "question")
    assert question.title == "Which well costs more when the ground water is low and everybody digs…"
    every = " ".join([question.title, question.summary, question.text, *(text for text, _ in question.parts)])
    assert "once" in every and not re.search("Choice|Hint|Right", every)


SOURCES = """<html lang="en"><body><main><h1>Sources</h1><ul><li class="entry" id="made-up"><p><span>A. Author</span>.
<a href="https://example.org"><cite>Deep wells</cite></a>. <span>Publisher, 2020.</span> <a class="anchor">Link</a></p>
<p class="hint"><span>read in full</span></p></li></ul></main></body></html>"""


def test_sources_are_found_by_title_and_author_and_their_list_by_its_name():
    page, source = entries([Page("sources/press.html", SOURCES)])
    assert "Deep" not in " ".join(text for text, _ in page.parts)
    assert (source.title, source.summary, source.kind) == ("Deep wells", "A. Author. Publisher, 2020.", "source")
    assert source.address == "sources/press.html#made-up"


def test_a_long_text_is_shortened_between_words():
    assert shortened("one two, three", 9) == "one two…"
    assert shortened("one two", 9) == "one two"


SOURCE = SourceRef(ref="made-up")
AGENT = Term(
    id="agent", term="Cluster agent", forms=("cluster broker",), definition="A person.", basis="defined", source=SOURCE,
    fr="agent de grappe", es="agente", ar="وكيل",
)  # fmt: skip
SHORT = Acronym(acronym="CDA", expands="Cluster development agent", printed="list", term="agent", source=SOURCE)
HEALTH = Acronym(acronym="WHO", expands="World Health Organization", printed="list", source=SOURCE)


@pytest.mark.parametrize("text,meant,not_meant", [
    ("The CDA comes", {"broker", "grappe", "agente", "وكيل"}, {"who", "de"}), ("a cluster broker", {"cda", "agent"}, {"broker"}),
    ("Who is it?", set(), {"health"}), ("The WHO says", {"world", "health"}, {"cda"}), ("a broker", set(), {"cda"}),
])  # fmt: skip
def test_a_text_means_the_other_forms_of_its_terms(text, meant, not_meant):
    added = Meanings([AGENT], [SHORT, HEALTH]).added(text, words(text))
    assert meant <= added and not added & not_meant


def test_what_a_document_means_is_found_with_the_least_weight():
    listed = [entry(0, "the CDA comes"), entry(1, "a cluster broker comes"), entry(2, "nobody")]
    found = decoded(loaded(index(listed, str.upper, meanings=Meanings([AGENT], [SHORT]))))
    assert found["broker"].keys() == {0, 1} and found["broker"][0] == 1 < found["broker"][1]
