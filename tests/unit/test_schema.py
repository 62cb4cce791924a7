"""Stage 2: what each kind of plain value takes, and problems at their places."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from portal.problems import ProblemsFound
from portal.read.tree import parse
from portal.schema import scalars, walk
from portal.schema.base import SourceRef
from portal.schema.bind import Document, bind, places
from portal.schema.case import Case, Period, Result


def take(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refused(kind: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as found:
        take(kind, value)
    [error] = found.value.errors()
    return error["type"]


ACCEPTED = [
    (scalars.Whole, "0", 0), (scalars.Whole, " 1250 ", 1250), (scalars.Whole, "-3", -3), (scalars.Whole, "9" * 15, int("9" * 15)),
    (scalars.Number, "1.10", Decimal("1.10")), (scalars.Number, "-0.5", Decimal("-0.5")), (scalars.Number, "12", Decimal(12)),
    (scalars.Year, "1900", 1900), (scalars.Year, "2100", 2100),
    (scalars.Truth, "true", True), (scalars.Truth, "false", False),
    (scalars.Id, "export-consortium", "export-consortium"), (scalars.Id, "sdg-8", "sdg-8"), (scalars.Id, "9", "9"),
    (scalars.Address, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"), (scalars.Address, "http://x", "http://x"),
    (scalars.Colour, "#0B5C6B", "#0b5c6b"), (scalars.Country, "GH", "GH"),
    (scalars.Language, "pt-BR", "pt-BR"), (scalars.Language, "sr-Latn", "sr-Latn"), (scalars.Language, "ar", "ar"),
    (scalars.Name, "no", "no"), (scalars.Name, "1.10", "1.10"), (scalars.Name, "  trimmed  ", "trimmed"),
    (scalars.Name, "e\u0301", "é"),
    (scalars.Prose, "\n  a\n\nb\n", "  a\n\nb"), (scalars.Prose, "a\rb", "a\nb"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "expected"), ACCEPTED)
def test_values_that_fit(kind: Any, value: str, expected: Any) -> None:
    found = take(kind, value)
    assert (found, type(found)) == (expected, type(expected))


REFUSED = [
    *((scalars.Whole, value, "S210") for value in ("1_000", "1,000", "1 000", "1.0", "007", "1e3", "0x1f", "+1", "٣")),
    *((scalars.Whole, value, "S210") for value in ("one", "9" * 5000)),
    *((scalars.Number, value, "S211") for value in ("1,5", ".5", "5.", "nan", ".inf", "1e3", "1_0", "--1", "½", "9" * 16)),
    *((scalars.Date, value, "S212") for value in ("2026-02-30", "2026-2-3", "03.02.2020", "2026", "0000-01-01", "٢٠٢٦-٠١-٠١")),
    *((scalars.Date, value, "S212") for value in ("2026-01-02 10:00", "20260102", "0", "today")),
    *((scalars.Year, value, "S213") for value in ("16", "1899", "2101", "-2016")),
    (scalars.Year, "2016.0", "S210"),
    *((scalars.Truth, value, "S214") for value in ("no", "yes", "True", "0", "on")),
    *((scalars.Id, value, "S215") for value in ("A", "a_b", "a--b", "-a", "a-", "../x", "a/b", "a.b", "é", "a b", "x" * 81)),
    *((scalars.Address, value, "S216") for value in ("www.example.org", "ftp://example.org", "https://", "https:///x", "//x")),
    *((scalars.Address, value, "S216") for value in ("https://[::1", "https://a b", 'https://a"b', "https://é", "javascript:x")),
    *((scalars.Colour, value, "S217") for value in ("red", "#fff", "0b5c6b", "#0b5c6g", "#0b5c6b00")),
    *((scalars.Country, value, "S218") for value in ("gh", "GHA", "G1", "Ghana")),
    *((scalars.Language, value, "S219") for value in ("english", "EN", "pt_BR", "pt-br", "e")),
    *((scalars.Name, value, "S204") for value in (None, "", "  ", "\n")),
    *((scalars.Name, value, "S205") for value in ([], ["a"], {"a": "b"})),
    *((scalars.Name, value, "S206") for value in ("a\nb", "a\rb", "a\u2028b", "a\x0bb")),
    (scalars.line(3), "four", "S207"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "code"), REFUSED)
def test_values_that_do_not(kind: Any, value: Any, code: str) -> None:
    assert refused(kind, value) == code


def test_a_text_of_exactly_the_limit_fits() -> None:
    assert take(scalars.line(4), " four ") == "four"


def codes(text: str, kind: Any) -> list[tuple[str, int, int]]:
    with pytest.raises(ProblemsFound) as found:
        bind("f.yml", text, parse("f.yml", text), kind)
    return [(problem.code, problem.line, problem.column) for problem in found.value.problems]


def test_every_problem_of_a_file_is_told_at_its_place() -> None:
    text = "start: 2o16\nend:\nsource: {reff: a, at: [b]}\nstages: []\nstagges: 1\n"
    expected = [
        ("S210", 1, 8), ("S204", 2, 5), ("S202", 3, 1), ("S201", 3, 10), ("S205", 3, 23), ("S204", 4, 9), ("S201", 5, 1),
    ]  # fmt: skip
    assert codes(text, Period) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("[]", SourceRef, ("S203", 1, 1)),
        ("text", SourceRef, ("S203", 1, 1)),
        ("~", SourceRef, ("S204", 1, 1)),
        ("a: b", tuple[SourceRef, ...], ("S203", 1, 1)),
        ("- {ref: a}\n- b", tuple[SourceRef, ...], ("S203", 2, 3)),
        ("- {ref: a}\n- {at: b}", tuple[SourceRef, ...], ("S202", 2, 3)),
    ],
)
def test_shapes(text: str, kind: Any, expected: tuple[str, int, int]) -> None:
    assert codes(text, kind) == [expected]


def test_messages_name_the_key_and_its_mend() -> None:
    with pytest.raises(ProblemsFound) as found:
        bind("f.yml", "sector: [a]", parse("f.yml", "sector: [a]"), Case)
    by_message = {problem.message: problem.mend for problem in found.value.problems}
    assert by_message['unknown key "sector"'] == 'did you mean "sectors"?'
    assert by_message['the key "added" is missing'].startswith("add `added: 2026-11-23` (")


def test_a_refused_item_does_not_make_its_list_too_short() -> None:
    text = "by: 2\nas: half"
    assert codes(text, Result.model_fields["change"].annotation) == [("S208", 2, 5)]
    assert ("S218", 1, 13) in (found := codes("countries: [x]", Case)) and ("S203", 1, 12) not in found


def test_a_key_with_another_name_in_the_code_is_written_as_authors_know_it() -> None:
    change = bind("f.yml", "by: 2\nas: times", parse("f.yml", "by: 2\nas: times"), Result.model_fields["change"].annotation)
    assert [path for path, _, _ in walk.values(change.item)] == [("by",), ("as",)]
    assert codes("by: 2\nas_: times", Result.model_fields["change"].annotation) == [("S202", 1, 1), ("S201", 2, 1)]


def test_words_are_found_as_whole_words() -> None:
    assert list(places("8", "2018, 8 and SDG-8")) == [(6, 7)]
    assert list(places("unido-2", "unido-2020 unido-2")) == [(11, 18)]
    assert list(places("a b", "a\n      b")) == [(0, 9)]
    assert list(places("ell", "hello")) == [(1, 4)]
    assert places("", "x") == places("y", "x") == ()


def test_a_problem_points_at_the_words_it_means() -> None:
    text = "note: |\n  one two\n  two three\n"
    document = Document("f.yml", text, parse("f.yml", text), None)
    at = [document.problem("P401", ("note",), "m", find="two", nth=nth) for nth in (0, 1, 9)]
    assert [(problem.line, problem.column, problem.width) for problem in at] == [(2, 7, 3), (3, 3, 3), (3, 3, 3)]
    lost = document.problem("P401", ("note", "gone", 3), "m", find="four")
    assert (lost.line, lost.column) == (1, 7)


def test_nothing_that_was_read_can_be_changed() -> None:
    ref = take(SourceRef, {"ref": "a"})
    with pytest.raises(ValidationError):
        ref.ref = "b"
