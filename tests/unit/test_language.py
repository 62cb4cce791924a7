"""The translate stage: every text passes through it, and nothing that must stay is changed."""

from __future__ import annotations

import dataclasses
import re
from datetime import date as day
from decimal import Decimal
from pathlib import Path

import polib
import pytest

from portal.language.catalogue import KEPT, PSEUDO, Original, catalogue, date, from_folder, number, percent
from portal.language.translate import translate
from portal.render.site import render
from portal.schema import walk
from tests.support import real
from tests.support.pick import pick

ROOT = Path(__file__).parents[2]
LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="module")
def corpus():
    return real.corpus()


@pytest.mark.parametrize("language", sorted(PSEUDO))
def test_every_text_that_readers_see_is_looked_up(corpus, language):
    translated = translate(corpus, PSEUDO[language])
    items = [*translated.cases.values(), translated.site, translated.glossary, translated.taxonomy]
    for item in items:
        for path, value, kind in walk.values(item):
            if kind and value is not None:
                assert not LATIN.search(KEPT.sub(" ", value)), (path, value)


@pytest.mark.parametrize("language", sorted(PSEUDO))
def test_citations_figures_and_targets_survive(corpus, language):
    translated = translate(corpus, PSEUDO[language])
    for name, case in corpus.cases.items():
        before = [KEPT.findall(text) for _, text in walk.prose(case)]
        after = [KEPT.findall(text) for _, text in walk.prose(translated.cases[name])]
        assert before == after


def test_identifiers_and_figures_are_not_translated(corpus):
    translated = translate(corpus, PSEUDO["en-XA"])
    for name, case in corpus.cases.items():
        other = translated.cases[name]
        assert (case.countries, case.sectors, case.instruments) == (other.countries, other.sectors, other.instruments)
        assert [(r.id, r.value, r.change) for r in case.results] == [(r.id, r.value, r.change) for r in other.results]


def test_translation_keeps_types_and_structure(corpus):
    translated = translate(corpus, PSEUDO["ar-XB"])
    assert type(translated) is type(corpus)
    assert [type(value) for _, value, _ in walk.values(translated.site)] == [
        type(value) for _, value, _ in walk.values(corpus.site)
    ]


def test_an_item_written_in_the_language_stays_as_it_is(corpus):
    name = next(iter(corpus.cases))
    native = dataclasses.replace(corpus, cases={name: corpus.cases[name].model_copy(update={"language": "en-XA"})})
    assert translate(native, PSEUDO["en-XA"]).cases[name].title == corpus.cases[name].title


def test_po_entries_are_found_by_context_and_fuzzy_ones_are_not_used(tmp_path, corpus):
    folder = tmp_path / "fr"
    folder.mkdir()
    name, case = next(iter(corpus.cases.items()))
    book = polib.POFile()
    book.append(polib.POEntry(msgctxt=f"case_studies/{name}.yml#title", msgid=case.title, msgstr="Un titre"))
    book.append(polib.POEntry(msgctxt=f"case_studies/{name}.yml#summary", msgid=case.summary, msgstr="Non", flags=["fuzzy"]))
    book.append(polib.POEntry(msgctxt=f"case_studies/{name}.yml#short", msgid="another text", msgstr="Périmé"))
    book.append(polib.POEntry(msgid="Results", msgstr="Résultats"))
    book.save(str(folder / "site.po"))
    words = from_folder(folder, "fr")
    translated = translate(corpus, words).cases[name]
    assert (translated.title, translated.summary, translated.short) == ("Un titre", case.summary, case.short)
    assert words.lookup("ui", "Results", "text") == "Résultats"


def test_messages_of_a_list_keep_their_name_when_it_is_sorted_anew(corpus):
    contexts = []

    class Recorder:
        language, direction, locale = "xx", "ltr", "en"

        def lookup(self, context, text, kind):
            contexts.append(context)
            return text

    [*translate(corpus, Recorder()).cases.values()]
    assert any(re.fullmatch(r"docs/reference/glossary\.yml#[a-z-]+\.definition", context) for context in contexts)
    assert any(re.fullmatch(r"case_studies/colombia\.yml#results\.joint-exports\.label", context) for context in contexts)


def test_direction_and_formats_of_languages():
    arabic, german = catalogue(ROOT, "ar", "en"), catalogue(ROOT, "de", "en")
    assert (arabic.direction, german.direction, Original().direction) == ("rtl", "ltr", "ltr")
    assert number(Original(), Decimal("871941")) == "871,941"
    assert number(german, Decimal("871941.5")) == "871.941,5"
    assert percent(Original(), Decimal("64")) == "64%"
    assert percent(Original(), Decimal("0.42")) == "0.42%"
    assert date(Original(), day(2026, 11, 23)) == "23 November 2026"
    assert date(PSEUDO["en-XA"], day(2026, 11, 23)) == "2026-11-23"


@pytest.mark.parametrize("language", pick(sorted(PSEUDO), "ar-XB"))
def test_all_pages_are_written_in_every_language(corpus, language):
    words = PSEUDO[language]
    pages = {name for name in render(translate(corpus, words), words) if name.endswith(".md")}
    assert pages == {name for name in real.pages() if name.endswith(".md")}


@pytest.mark.parametrize("language", sorted(PSEUDO))
def test_gaps_of_a_text_with_gaps_survive(language):
    changed = PSEUDO[language].lookup("", "Firms [[act-how]] and share", "prose")
    assert "[[act-how]]" in changed and "Firms" not in changed
