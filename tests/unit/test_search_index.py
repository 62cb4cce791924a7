"""The search index says what the pages say: it is read back here as the script in the browser reads it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.build import search
from portal.build.html import Page
from portal.build.search import KINDS, PER_CHUNK, SHARD_BYTES, Entry, base36, entries, fold, index, kind_of, words

LABELS = {name: label.upper() for name, label in KINDS}
CALL = re.compile(rb'portalSearch\("(\w+)",(.*)\)\n', re.DOTALL)


def entry(number: int, text: str, title: str = "", kind: str = "case") -> Entry:
    return Entry(title or f"Title {number}", f"cases/{number:04}.html", f"Summary {number}", kind, ((title, 8), (text, 1)))


def loaded(files: dict[str, bytes]) -> dict[str, object]:
    """What each file of the index hands over when a browser runs it."""
    parts = {}
    for name, data in files.items():
        match = CALL.fullmatch(data)
        assert match and name == f"search/{match[1].decode()}.js"
        parts[match[1].decode()] = json.loads(match[2])
    return parts


def decoded(parts: dict[str, object]) -> dict[str, dict[int, int]]:
    """Every term with its documents and weights."""
    found: dict[str, dict[int, int]] = {}
    for number in range(len(parts["boot"]["shards"])):
        for line in parts[f"t{number}"].split("\n"):
            term, packed = line.split(" ")
            assert term not in found
            found[term] = dict(_postings(packed))
    return found


def _postings(packed: str):
    at = 0
    for digits, weight in re.findall("([0-9a-z]*)([A-I])", packed):
        at += int(digits, 36) if digits else 0
        yield at, "ABCDEFGHI".index(weight) + 1
    assert re.fullmatch("([0-9a-z]*[A-I])+", packed)


texts = st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=1, max_size=60)


@given(texts)
def test_every_word_leads_to_its_documents_and_to_no_other(given_texts):
    listed = [entry(number, text) for number, text in enumerate(given_texts)]
    found = decoded(loaded(index(listed, LABELS)))
    wanted: dict[str, set[int]] = {}
    for number, text in enumerate(given_texts):
        for word in words(text):
            wanted.setdefault(word, set()).add(number)
    assert {term: set(postings) for term, postings in found.items()} == wanted


@given(texts)
def test_terms_stand_in_order_and_each_shard_is_named_by_its_first(given_texts):
    parts = loaded(index([entry(number, text) for number, text in enumerate(given_texts)], LABELS))
    shards = [[line.split(" ")[0] for line in parts[f"t{n}"].split("\n")] for n in range(len(parts["boot"]["shards"]))]
    every = [term for shard in shards for term in shard]
    assert every == sorted(every)
    assert [shard[0] for shard in shards] == parts["boot"]["shards"]


def test_a_large_index_comes_in_shards_of_the_wanted_size():
    listed = [entry(number, " ".join(f"word{number}x{n}" for n in range(200))) for number in range(40)]
    files = index(listed, LABELS)
    shards = {name: data for name, data in files.items() if re.fullmatch(r"search/t\d+\.js", name)}
    assert len(shards) > 3
    assert max(map(len, shards.values())) < SHARD_BYTES * 1.2
    assert len(decoded(loaded(files))) == 8000


def test_what_is_shown_of_a_document_is_found_by_its_number():
    listed = [entry(number, "same", kind=KINDS[number % len(KINDS)][0]) for number in range(PER_CHUNK * 2 + 3)]
    parts = loaded(index(reversed(listed), LABELS))
    boot = parts["boot"]
    assert (boot["n"], boot["per"]) == (len(listed), PER_CHUNK)
    assert boot["kinds"] == [{"id": name, "label": LABELS[name]} for name, _ in KINDS]
    for number in decoded(parts)["same"]:
        title, address, summary, kind = parts[f"d{number // PER_CHUNK}"][number % PER_CHUNK]
        assert (title, address, summary, boot["kinds"][kind]["id"]) == (
            listed[number].title, listed[number].address, listed[number].summary, listed[number].kind,
        )  # fmt: skip


def test_an_empty_index_is_an_index():
    parts = loaded(index([], LABELS))
    assert set(parts) == {"boot"} and parts["boot"]["shards"] == []


def test_the_order_of_documents_does_not_matter():
    listed = [entry(number, f"word {number}") for number in range(30)]
    assert index(listed, LABELS) == index(listed[::-1], LABELS)


def test_a_word_in_the_title_weighs_more_than_one_in_the_text():
    filler = "other " * 20
    listed = [entry(0, f"trust {filler}"), entry(1, filler, title="Trust"), *(entry(number, filler) for number in range(2, 9))]
    weights = decoded(loaded(index(listed, LABELS)))["trust"]
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
    assert all(len(word) > 1 and word.isalnum() for word in found)
    assert found == [word for word in search.WORD.findall(fold(text)) if len(word) > 1], "cutting at blanks first changes nothing"


@given(st.integers(0, 10**9))
def test_numbers_in_base_36_read_back(number):
    assert int(base36(number), 36) == number


@pytest.mark.parametrize("address,kind", [
    ("cases/ghana.html", "case"), ("cases/index.html", "list"), ("cases/map.html", "list"), ("cases/by/country/gh.html", "list"),
    ("concepts/phases.html", "concept"), ("about.html", "page"), ("briefs/ghana.html", None), ("404.html", None),
    ("index.html", None), ("evidence/results.html", "evidence"), ("compare.html", "evidence"), ("data/index.html", "evidence"),
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
    files = index([entry(0, 'x"y</script>\u2028', title='"); alert("x')], LABELS)
    parts = loaded(files)
    assert parts["d0"][0][0] == '"); alert("x'


def test_folded_answers_and_data_of_scripts_are_not_searched():
    """Whoever searches for a word must not land on the answer to a question, nor on a page that only has it in its data."""
    page = PAGE.format(robots="").replace("</p>", '</p><script type="application/json">{"a": "secret"}</script>')
    (lesson,), (quiz,) = ([*entries([Page(f"modules/wells/{name}.html", page)])] for name in ("index", "quiz"))
    texts = [" ".join(text for text, _ in found.parts) for found in (lesson, quiz)]
    assert "Firms act." in texts[0] and "secret" not in texts[0]
    assert "Firms act." not in texts[1] and "Why trust" in texts[1]
