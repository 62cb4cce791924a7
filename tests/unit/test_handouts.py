"""Templates to take away: what becomes of a form as Markdown, blank and filled, and the sheet that is made from a schema."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from markdown_it import MarkdownIt

from portal.build.html import Page
from portal.build.search_entries import entries
from portal.corpus.load import load
from portal.exports import new_handout
from portal.language.catalogue import PSEUDO, Original
from portal.language.translate import translate
from portal.problems import ProblemsFound
from portal.read.tree import parse
from portal.render import markdown
from portal.render.handouts import widths
from portal.render.site import render
from portal.schema.base import WRITE_HERE, Authored
from portal.schema.bind import bind, keys
from portal.schema.case import Case, Result
from portal.schema.handout import FormTable, Handout
from tests.support import real
from tests.unit.test_exports import models
from tests.unit.test_golden import SMALL, expected
from tests.unit.test_templates import in_use, project

BLANK, FILLED = "templates/cluster-profile.md.txt", "templates/cluster-profile-example.md.txt"
SHEET, SAMPLE = "templates/case-sheet.md.txt", "templates/case-sheet-example.md.txt"


@pytest.fixture(scope="module")
def small() -> dict[str, bytes]:
    return render(load(SMALL).corpus, Original())


@pytest.fixture(scope="module")
def own() -> dict[str, bytes]:
    return real.pages()


def text(files: dict[str, bytes], name: str) -> str:
    """A file of Markdown, which begins with the mark of UTF-8."""
    whole = files[name].decode("utf-8")
    assert whole.startswith("\ufeff")
    return whole[1:]


def test_a_form_becomes_this_markdown(small):
    for name, golden in ((BLANK, "template.md"), (FILLED, "template-example.md")):
        assert text(small, name) == expected(golden, text(small, name))


def test_plain_text_is_no_markup_in_markdown(small):
    html = MarkdownIt("commonmark").enable("table").render(text(small, FILLED))
    assert "Valley &lt;of&gt; potters" in html
    assert "<td>3 | 4</td>" in html
    html = MarkdownIt("commonmark").enable("table").render(text(small, BLANK))
    assert "<strong>Name_of_the place | today:</strong> As <code>they</code> say *it*" in html


PLAIN = (
    "# one",
    "1. one",
    "- one",
    "> one",
    "a *b* _c_ `d",
    "<b>",
    "&lt;",
    "[a](b)",
    "![a](b)",
    "a\\\\*b",
    "1) x",
    "a_b",
    "5 > 3 & 2",
)


@pytest.mark.parametrize("plain", PLAIN)
def test_any_line_reads_as_it_was_written(plain):
    shown = MarkdownIt("commonmark").render(markdown.line(plain)).strip()
    assert unescape(shown.removeprefix("<p>").removesuffix("</p>")) == plain


def test_links_and_sources_are_written_out(small):
    blank = text(small, BLANK)
    assert "(Invented 2020, Valley, par. 1)" in blank
    assert "[the place](https://example.org/invented/cases/north-valley.html)" in blank
    assert "[clusters](https://example.org/invented/concepts/clusters.html)" in blank
    assert "- Invented 2020: A. Nobody, The invented report, Invented Press, 2020, <https://example.org/report>" in blank
    assert "[@" not in blank


def test_a_link_to_a_case_that_is_not_published_is_only_text():
    corpus = load(SMALL).corpus
    files = render(replace(corpus, cases={}, diagrams=()), Original())
    assert "See the place and [clusters]" in text(files, BLANK)


def test_an_example_says_first_that_it_is_invented(own):
    examples = [name for name in own if name.startswith("templates/") and name.endswith("-example.md.txt")]
    assert len(examples) >= 2
    for name in examples:
        title, warning = text(own, name).split("\n\n")[:2]
        assert title.startswith("# INVENTED example: ")
        assert warning == f"> **INVENTED** {markdown.INVENTED}"
        assert b'class="invented"' in own[name.removesuffix(".txt")]


def test_the_page_holds_the_text_that_the_file_holds(own):
    for name in (name for name in own if name.startswith("templates/") and name.endswith(".md.txt")):
        shown = Page("page", own[name.removesuffix(".txt")].decode()).document.css_first("#markdown")
        assert shown.text() == text(own, name)


def test_a_form_without_answers_has_no_example():
    corpus = load(SMALL).corpus
    handout = corpus.handouts["cluster-profile"]
    bare = tuple(part.model_copy(update={"fields": (), "table": None}) for part in handout.parts)
    files = render(replace(corpus, handouts={"cluster-profile": handout.model_copy(update={"parts": bare})}), Original())
    assert BLANK in files
    assert FILLED not in files


def test_modules_and_phases_lead_to_their_templates(small):
    assert b"../../templates/cluster-profile.html" in small["modules/pots/index.md"]
    page = Page("page", small["templates/cluster-profile.md"].decode()).document
    links = {node.attributes["href"] for node in page.css(".facts a")}
    assert links == {"../modules/pots/index.html", "../concepts/phases.html#shows-looking"}


def test_phases_show_their_templates(own):
    page = Page("page", own["concepts/phases.md"].decode()).document
    assert page.css_first("#shows-selection a[href='../templates/cluster-profile.html']")


def test_sources_name_the_templates_that_cite_them(small):
    assert b'href="../templates/cluster-profile.html"' in small["sources/own-report.md"]


@pytest.mark.parametrize("language", sorted(PSEUDO))
def test_every_text_of_a_form_is_translated(language):
    words = PSEUDO[language]
    made = text(render(translate(load(SMALL).corpus, words), words), BLANK)
    left = re.sub(
        r"\([^)]*\)|<https?://\S+>|`[^`]*`|(?m:^- Invented 2020.*$|^- Invented News.*$|^Invented Academy.*$)", " ", made
    )
    assert re.findall("[A-Za-z]{4,}", left) == []
    assert f"https://example.org/invented/{language}/templates/" in made


def test_a_sheet_asks_for_every_key_of_the_file_it_mirrors(own):
    blank = text(own, SHEET)
    asked = set(re.findall(r"\*\* \(`(\w+)`\):", blank))
    groups = set(models(Case))
    assert set(keys(Result)) <= asked
    assert set(Authored.model_fields) <= asked
    for name in set(keys(Case)) - {"id"}:
        inner = [model for model in models(Case.model_fields[name].annotation) if model in groups]
        assert name in asked or any(set(keys(model)) <= asked for model in inner), name
    for info in Result.model_fields.values():
        assert markdown.line(info.description) in blank


def test_a_filled_sheet_holds_what_its_file_holds(own):
    case, filled = real.corpus().samples["case-sheet"], text(own, SAMPLE)
    for words in (case.title, case.answer.checked, case.gender, *(result.label for result in case.results)):
        assert markdown.line(words.strip()) in filled
    assert filled.count("## Results") == len(case.results)
    assert f"**Value** (`value`): {case.results[0].value}" in filled


def test_a_template_is_found_and_its_example_is_not(own):
    page = '<html><head><meta name="robots" content="{}"></head><body><main><h1>A form</h1></main></body></html>'
    found = [list(entries([Page("templates/a.html", page.format(robots))])) for robots in ("", "noindex, follow")]
    assert [[entry.kind for entry in one] for one in found] == [["template"], []]
    assert b'robots: "noindex, follow"' in own["templates/cluster-profile-example.md"]
    assert b"robots" not in own["templates/cluster-profile.md"]


NEW = new_handout("demo")["docs/templates/demo.yml"]


def test_a_new_template_has_every_key_in_order_and_parts_in_use():
    assert [*parse("t.yml", in_use(NEW)).value] == [key for key in keys(Handout) if key != "mirrors"]
    assert bind("t.yml", NEW, parse("t.yml", NEW), Handout).item.parts


@pytest.mark.parametrize("change", [str, in_use], ids=["as written", "all in use"])
def test_a_new_template_is_refused_until_each_text_is_replaced(change, tmp_path):
    made = change(NEW)
    with pytest.raises(ProblemsFound) as found:
        load(project(tmp_path / "as-it-was", {"docs/templates/demo.yml": made}))
    assert {(problem.file, problem.code) for problem in found.value.problems} == {("docs/templates/demo.yml", "C320")}
    mended = made.replace(f"{WRITE_HERE} ", "Our ")
    assert "demo" in load(project(tmp_path / "mended", {"docs/templates/demo.yml": mended})).corpus.handouts


def test_columns_are_as_wide_as_their_examples_need():
    table = FormTable(
        columns=["Line", "What happens"], rows="3", example=[["1", "Sixteen firms order jars together"], ["2", "A label"]]
    )
    narrow, wide = widths(table)
    assert narrow < wide and 19 <= narrow + wide <= 21
    assert widths(FormTable(columns=["Same", "Long"], rows="3")) == (10, 10)
