"""Authors' Markdown: what is let through, what is a fault, and where."""

from __future__ import annotations

import pytest

from portal.corpus import prose
from portal.corpus.prose import Cite, Fault
from portal.schema.bind import places


def codes(text: str, page: bool = False) -> list[str]:
    return [fault.code for fault in (*prose.faults(text, page), *prose.unsourced(text, page))]


def offset(fault: Fault, text: str) -> int:
    """Where in the text the fault points."""
    return places(fault.find, text)[fault.nth][0]


FIELD = [
    "A paragraph.\n\nAnother, *with* **words**.",
    "- an item\n- another\n\n1. first\n2. second\n\n> quoted",
    "In 2016, from 2016–2019 and 2016/17, the 3rd of 5 Cs, SDG 8, Phase 4, ISO 9001, B2B, 14 March.",
    "It grew by 14 % [@a: b].\n\nIt is [#joint-exports].",
    "[a](https://example.org/x) [b](http://example.org) [c](mailto:a@example.org)",
    "[d](case:ghana) [e](cases/ghana.html#results) [f](#g:h)",
    "a < b, R&D, 5 Cs, `code`, \\*not strong\\*, &lt;b&gt;",
    "Women {and men} met {see below}.",
    "No problem was found: codes such as S201, P406 and R1 are names.",
]


@pytest.mark.parametrize("text", FIELD)
def test_what_a_field_may_hold(text: str) -> None:
    assert codes(text) == []


PAGE = [
    "## Two\n\n### Three\n\nText.",
    "| a | b |\n|---|---|\n| c | 12 [@x] |",
    "```yaml\nvalue: 12\n<b>\n```\n\n`[@x` and `<b>` and `7`",
    "![A ring](diagram:phases-ring)",
]


@pytest.mark.parametrize("text", PAGE)
def test_what_a_page_may_hold(text: str) -> None:
    assert codes(text, page=True) == []


FAULTS = [
    ("a <b>b</b>", ["P401", "P401"]), ("<div>\n\nx", ["P401"]), ("a <!-- b -->", ["P401"]), ("<https://example.org>", []),
    ("<?php x ?>", ["P401"]), ("<!DOCTYPE html>", ["P401"]), ("a <br/> b", ["P401"]), ("<script>alert(1)</script>", ["P401"]),
    ("# a", ["P402"]), ("## a", ["P402"]), ("> # a", ["P402"]), ("![a](b.png)", ["P403"]), ("[![a](b.png)](c.html)", ["P403"]),
    ("a {: .b }", ["P404"]), ("a {#b}", ["P404"]), ("a {.b}", ["P404"]), ("*a*{: onclick=x}", ["P404"]),
    ("[a](javascript:b)", ["P405"]), ("[a](JAVASCRIPT:b)", ["P405"]), ("[a](java&#x73;cript:b)", ["P405"]),
    ("[a](vbscript:b)", ["P405"]),
    ("[a](data:text/html,b)", ["P405"]), ("[a](file:///b)", ["P405"]), ("[a](//b)", ["P405"]), ("[a](/b)", ["P405"]),
    ("[a](\\\\b)", ["P405"]),
    ("[a](https:///b)", ["P405"]), ("[a](https://[::1)", ["P405"]), ("[a]()", ["P405"]), ("[a](diagram:b)", ["P405"]),
    ("[a](CASE:ghana)", ["P405"]), ("[a](x\\y)", ["P405"]), ("[a](<java\tscript:b>)", ["P405"]),
    ("12 pots", ["P406"]), ("- a\n- 12 pots\n- b [@x]", ["P406"]), ("**12** pots", ["P406"]), ("In 1850, 12 %", ["P406"]),
    ("٣ pots", ["P406"]),
    ("1_000", ["P406"]), ("20161 pots", ["P406"]), ("> 12", ["P406"]), ("a 1\n\nb [@x]", ["P406"]),
    ("a [@b", ["P407"]), ("a [#b", ["P407"]), ("a [@b\nc]", ["P407"]),
    ("a&#x202e;b", ["P408"]), ("a&ZeroWidthSpace;b", ["P408"]), ("&rlm;", ["P408"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_what_it_may_not(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


PAGE_FAULTS = [
    ("# a", ["P402"]), ("#### a", ["P402"]), ("- ## a", ["P402"]), ("> ## a", ["P402"]), ("<b>", ["P401"]),
    ("![a](https://example.org/b.png)", ["P403"]), ("![a](b.png)", ["P403"]), ("See ![a](diagram:b)", ["P403"]),
    ("[a](diagram:b)", ["P405"]),
    ("| a |\n|---|\n| 12 |", ["P406"]), ("## 12 pots", ["P406"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAGE_FAULTS)
def test_what_a_page_may_not(text: str, expected: list[str]) -> None:
    assert codes(text, page=True) == expected


@pytest.mark.parametrize(
    ("body", "cites"),
    [
        ("a", [Cite("a", None)]),
        ("a: b, par. 1", [Cite("a", "b, par. 1")]),
        ("a: b: c", [Cite("a", "b: c")]),
        ("a: b; @c ;@d:", [Cite("a", "b"), Cite("c", None), Cite("d", None)]),
    ],
)
def test_citations_in_one_bracket(body: str, cites: list[Cite]) -> None:
    assert list(prose.citations(body)) == cites
    assert list(prose.cited(f"x [@{body}] y")) == cites


def test_citations_are_found_everywhere_but_in_code() -> None:
    text = "- *a [@b]*\n\n> c [@d; @e: f]\n\n`[@g]`\n\n| h |\n|---|\n| [@i] |\n\n```\n[@j]\n```"
    assert [cite.ref for cite in prose.cited(text, page=True)] == ["b", "d", "e", "i"]


def test_links_and_pictures_are_found_in_order() -> None:
    assert list(prose.links("[a](b) ![c](d) *[e](f)*")) == ["b", "d", "f"]


POINTED = [
    ("In 2018 [@x: 8].\n\nIn all 8 pots.", "P406", 1, "8 pots"),
    ("<b>a</b>\n\n<b>c", "P401", 2, "<b>c"),
    ("[#x] a\n\n# Women", "P402", 0, "# Women"),
    ("[a](b) [c](d)\n\n[e](f) [g](javascript&#58;h)", "P405", 0, "](javascript"),
    ("a {.b} c\n\nd {.b} e", "P404", 1, "{.b} e"),
]


@pytest.mark.parametrize(("text", "code", "which", "there"), POINTED)
def test_a_fault_points_at_its_own_words(text: str, code: str, which: int, there: str) -> None:
    found = [fault for fault in (*prose.faults(text), *prose.unsourced(text)) if fault.code == code]
    which = min(which, len(found) - 1)
    assert text[offset(found[which], text) :].startswith(there)


def test_deep_nesting_does_not_break_the_reader() -> None:
    for piece in (">", "- ", "*", "[", "![", "[@", "`", "<", "&#", "(", "\\"):
        assert isinstance(codes(piece * 500, page=True), list)
