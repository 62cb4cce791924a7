"""Stage 1: bytes to text, and YAML to values with marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.problems import Problem, ProblemsFound, as_github, as_json, as_text, nearest, suggest, visible
from portal.read.files import MAX_BYTES, collect, decode
from portal.read.tree import MAX_DEPTH, parse


def problems(call, *given) -> list[Problem]:
    with pytest.raises(ProblemsFound) as found:
        call(*given)
    return found.value.problems


def codes(text: str) -> list[str]:
    return [problem.code for problem in problems(parse, "f.yml", text)]


# Bytes to text.


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa: b\r\nc: d", b"a: b\nc: d", b"a: b\rc: d"])
def test_a_mark_at_the_start_and_any_line_end_are_accepted(data: bytes) -> None:
    assert decode("f.yml", data) == "a: b\nc: d"


@pytest.mark.parametrize(
    ("data", "place"),
    [(b"a\xe9", (1, 2)), (b"\xef\xbb\xbfa\r\n\xc3\xa9\xff", (2, 2)), (b"\xff\xfea\x00", (1, 1)), (b"a\xed\xa0\x80", (1, 2))],
)
def test_other_encodings_are_refused_where_they_begin(data: bytes, place: tuple[int, int]) -> None:
    [problem] = problems(decode, "f.yml", data)
    assert (problem.code, problem.line, problem.column) == ("R102", *place)


@pytest.mark.parametrize("char", ["\0", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ufffe"])
def test_control_characters_are_refused(char: str) -> None:
    [problem] = problems(decode, "f.yml", f"a\nbc{char}".encode())
    assert (problem.code, problem.line, problem.column) == ("R103", 2, 3)


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u200b", "\u2028", "\u2060", "\u200f", "\ufeff", "\U000e0041"])
def test_hidden_characters_are_refused(char: str) -> None:
    [problem] = problems(decode, "f.yml", f"a\nbc{char}".encode())
    assert (problem.code, problem.line, problem.column) == ("R104", 2, 3)


@pytest.mark.parametrize("text", ["می\u200cخواهم", "👩\u200d🌾", "a\u00adb", "1\u00a0000", "\tx", "e\u0301"])
def test_characters_that_languages_need_are_accepted(text: str) -> None:
    assert decode("f.yml", text.encode()) == text


def test_a_file_may_have_the_largest_size_and_no_more() -> None:
    assert len(decode("f.yml", b"x" * MAX_BYTES)) == MAX_BYTES
    assert [problem.code for problem in problems(decode, "f.yml", b"x" * (MAX_BYTES + 1))] == ["R101"]


def test_only_sources_are_collected(tmp_path: Path) -> None:
    for name in ("case_studies/a.yml", "case_studies/.b.yml", "case_studies/deep/c.yml", "case_studies/d.txt", "docs/e.md",
                 "docs/deep/f.md", "docs/reference/g.yml", "docs/h.yml", "docs/assets/img/i.svg"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    sources = collect(tmp_path)
    assert sorted(sources.texts) == ["case_studies/a.yml", "docs/deep/f.md", "docs/e.md", "docs/reference/g.yml"]
    assert list(sources.assets) == ["docs/assets/img/i.svg"]
    assert sources.problems == []


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_bytes(b"x")

    def refuse(path: Path) -> bytes:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [(problem.file, problem.code) for problem in collect(tmp_path).problems] == [("docs/a.md", "R116")]


# YAML to values.


def test_every_plain_value_stays_the_text_that_was_typed() -> None:
    text = "a: no\nb: 1.10\nc: 2020-01-02\nd: 0o17\ne: 'null'\nf: \"~\"\ng: 1_000\nh: .inf\ni: TRUE\n"
    assert parse("f.yml", text).value == {
        "a": "no", "b": "1.10", "c": "2020-01-02", "d": "0o17", "e": "null", "f": "~", "g": "1_000", "h": ".inf", "i": "TRUE",
    }  # fmt: skip


@pytest.mark.parametrize("empty", ["", " ~", " null", " Null", " NULL", " # a comment"])
def test_only_a_plain_empty_value_is_none(empty: str) -> None:
    assert parse("f.yml", f"a:{empty}\nb: c\n").value == {"a": None, "b": "c"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("a: {{ x }}", "R113"), ("[]", []), ("{}", {}), ("a: [b, [c]]", {"a": ["b", ["c"]]}), ("? a\n: b", {"a": "b"}),
     ("--- a\n...\n", "a"), ("a: |\n  b\n\n  c\n", {"a": "b\n\nc\n"}), ("a: >-\n  b\n  c\n", {"a": "b c"}),
     ('"a b": c', {"a b": "c"})],
)  # fmt: skip
def test_values(text: str, value: object) -> None:
    if isinstance(value, str) and value.startswith("R"):
        assert codes(text) == [value]
    else:
        assert parse("f.yml", text).value == value


def test_marks_say_where_keys_and_values_stand() -> None:
    text = "a: x\nlist:\n  - one\n  - b: é two\n"
    tree = parse("f.yml", text)
    marks = {path: ((m.key.line, m.key.column), text[m.value.start : m.value.end]) for path, m in tree.marks.items()}
    assert marks["a",] == ((1, 1), "x")
    assert marks["list", 0] == ((3, 5), "one")
    assert marks["list", 1, "b"] == ((4, 5), "é two")
    assert marks["list",][0] == (2, 1)


def test_all_twins_of_a_key_are_told_at_once() -> None:
    found = problems(parse, "f.yml", "a: 1\nb:\n  c: 1\n  c: 2\na: 2\na: {d: 1, d: 2}\n")
    assert [(problem.code, problem.line) for problem in found] == [("R112", 4), ("R112", 5), ("R112", 6), ("R112", 6)]
    assert "line 1" in found[1].mend


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x b", "R109"), ("a: *x", "R109"), ("<<: {a: b}", "R109"), ("&x a: b", "R110"), ("a: !!int 1", "R110"),
        ("!x a: b", "R110"),
        ("a: b\n---\nc: d", "R107"), ("", "R108"), ("# only a comment", "R108"), ("[a]: b", "R113"), ("{a: b}: c", "R113"),
        ("a:\n\tb: c", "R106"), ("a: 'b", "R105"), ("a: [b", "R105"), ("a: b: c", "R105"), ("a: @b", "R105"), ("]", "R105"),
        ('a: "\\x00"', "R103"), ('a: "\\u202e"', "R104"), ('"\\u200b": a', "R104"), ('a: "\\L"', "R104"), ("a: \ud800", "R105"),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_depth_has_a_limit() -> None:
    assert parse("f.yml", "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert codes("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2)) == ["R111"]
    assert codes("[" * 100_000) == ["R111"]


SLIPS = [
    ("a: x: y", 1, 5, 'contains ": "'),
    ("a: 'x\nb: 'y'\n", 1, 4, "closes only in line 2"),
    ('a: "x', 1, 4, "never closed"),
    ("a: 'it's'", 1, 8, "goes on after its closing quotation mark"),
    ("a: [x] y", 1, 8, "goes on after its closing bracket"),
    ("a: *x* y", 1, 4, 'cannot start with "*"'),
    ("a: *x y", 1, 4, 'cannot start with "*"'),
    ("a: %x", 1, 4, 'cannot start with "%"'),
    ("a: > 5", 1, 4, 'on the line of its ">"'),
    ("a: - x", 1, 4, "the list starts on the line of its key"),
    ("a: x\n- y", 2, 1, "a list item stands where a key is expected"),
    ("- x\ny: z", 2, 1, 'does not start with "- "'),
    ("a: {b: c\nd: e", 1, 4, 'no matching "}"'),
    ("a:x\nb: c", 2, 2, 'a space is missing after ":"'),
    ("a: x\n  b: c", 2, 4, "indented further"),
    ("a\nb: c", 2, 2, "where the text above goes on"),
    ("a: b\nc\nd: e", 2, 1, 'no ": "'),
    ('a: "\\d"', 1, 5, 'a "\\" stands inside'),
    ("a: b\n...\nc", 3, 1, "after the end"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), SLIPS)
def test_slips_are_told_in_plain_words(text: str, line: int, column: int, words: str) -> None:
    [problem] = problems(parse, "f.yml", text)
    assert (problem.line, problem.column) == (line, column)
    assert words in problem.message
    assert problem.mend


# Problems as text.


def test_the_caret_stands_below_the_place() -> None:
    source = "short\n" + "x" * 200 + "HERE" + "y" * 200
    problem = Problem("f.yml", 2, 201, "R105", "message", "mend", 4)
    head, line, caret, mend, _, closing = as_text([problem], {"f.yml": source}).split("\n")
    assert head == "f.yml:2:201: R105 message"
    assert line[caret.index("^") : caret.rindex("^") + 1] == "HERE"
    assert (line[:9], line[-1], mend) == ("    2 | …", "…", "  mend: mend")
    assert closing.startswith("1 problem. ")


def test_nothing_that_is_printed_can_drive_a_terminal() -> None:
    problem = Problem("f\x1b.yml", 1, 2, "S208", '"\x1b[31m\u202e" is wrong', "mend \x07")
    shown = as_text([problem], {"f\x1b.yml": "\t\x1b[31m\u202e\u2028"})
    assert shown.isprintable() or set(shown) - set("\n") <= {char for char in shown if char.isprintable()}
    assert "→\\u001b[31m\\u202e" in shown
    assert visible("\ud800").encode() == b"\\ud800"


def test_problems_are_sorted_and_told_once() -> None:
    one, two = Problem("a.yml", 2, 1, "S201", "m"), Problem("a.yml", 1, 9, "S202", "m")
    assert ProblemsFound([one, two, one]).problems == [two, one]


def test_machines_get_one_line_or_object_a_problem() -> None:
    problem = Problem("a,b.yml", 1, 2, "S201", "50 % of\nit", "mend: x")
    assert as_github([problem]).startswith("::error file=a%2Cb.yml,line=1,col=2,title=S201::")
    assert as_github([problem]).count("\n") == 0
    assert "50 %25 of%0Ait. mend: x" in as_github([problem])
    assert '"column": 2' in as_json([problem])


def test_suggestions() -> None:
    assert nearest("sector", ["sectors", "donors"]) == "sectors"
    assert nearest("weather", ["sectors", "donors"]) is None
    assert suggest("weather", ["b", "a"]) == "known: a, b"
    assert suggest("x", []) == ""
    assert suggest("zzz", [f"k{n:03}" for n in range(40)], limit=2) == "known: k000, k001, …"
