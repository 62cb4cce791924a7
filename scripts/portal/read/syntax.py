"""What the YAML parser stumbled over, said in words for people who do not know YAML.

The parser's own words ("mapping values are not allowed in this context") name its grammar, not the slip. Each rule
below looks at the parser's words and at the source, and says which slip that most likely was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from portal.problems import Problem

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
QUOTE = "put quotes around the whole text"
INDENT = "lines that belong together start in the same column: check the indentation of this line and of those above"


@dataclass(frozen=True)
class Rule:
    """If the parser's words match ``says``: the message and the mend; ``opening`` points at where the part began."""

    says: str
    message: str
    mend: str
    opening: bool = False


RULES = (
    Rule("quoted scalar.* end of stream", "the quotation mark that opens here is never closed",
         'add the closing quotation mark; inside "…" a quotation mark is written \\"', opening=True),
    Rule("expected ':'", 'this line has no ": "',
         'write "key: value"; a line that goes on from the text above is indented further', opening=True),
    Rule("',' or '\\]'|flow sequence", 'the "[" here has no matching "]", or a comma is missing between two items',
         "close the bracket; quote items that contain : , [ or {", opening=True),
    Rule("',' or '}'|flow mapping", 'the "{" here has no matching "}", or a comma is missing between two keys',
         "close the brace; quote values that contain : , [ or {", opening=True),
    Rule("scanning an (alias|anchor)|directive|incompatible YAML", 'a text cannot start with "{char}"', QUOTE, opening=True),
    Rule("cannot start any token|undefined tag handle", 'a text cannot start with "{char}"', QUOTE),
    Rule("escape char|escape code|escape sequence", 'a "\\" stands inside "…", where it has a meaning of its own',
         "write \\\\ for one backslash, or use '…' instead of \"…\""),
    Rule("block scalar", 'the text stands on the line of its "{char}"',
         'start the text on the next line, indented; or put quotes around it if it begins with "{char}"', opening=True),
    Rule("sequence entries are not allowed", "the list starts on the line of its key", 'start a new line before "- "'),
    Rule("expected '-'|parsing a block collection", 'a line of this list does not start with "- "',
         'add "- "; or move the line to the right (it belongs to the item above) or to the left (it is a new key)'),
    Rule("<document start>", "something stands after the end of the document", 'remove the line "..." or "---"'),
)  # fmt: skip


def stumble(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """The parser's error as a problem (R105, or R106 for tabs)."""
    mark = error.problem_mark or error.context_mark
    place = (mark.line, mark.column) if mark else (0, 0)
    lines = [*re.split("\r\n|[\n\r\x85\u2028\u2029]", text), ""]  # the parser may stumble after the last line
    tab = _tab(lines, place[0])
    if tab is not None:
        return Problem(file, place[0] + 1, tab + 1, "R106", "a tab is used for indentation", "use spaces instead of the tab")
    says = f"{error.context}: {error.problem}"
    opened = _left_open(text, mark) if "block mapping" in says else None
    if opened:
        message = f"the quotation mark that opens here closes only in line {opened.end_mark.line + 1}"
        mend = "add the closing quotation mark at the end of the text"
        return Problem(file, opened.start_mark.line + 1, opened.start_mark.column + 1, "R105", message, mend)
    rule = _shape(lines, place, says) or next((rule for rule in RULES if re.search(rule.says, says)), None)
    if rule is None:
        rule = Rule("", "this line does not fit what stands above it", INDENT)
    if rule.opening and error.context_mark:
        place = (error.context_mark.line, error.context_mark.column)
    char = lines[place[0]][place[1] : place[1] + 1] if place[0] < len(lines) else ""
    message, mend = (words.replace("{char}", char) for words in (rule.message, rule.mend))
    return Problem(file, place[0] + 1, place[1] + 1, "R105", message, mend)


def _tab(lines: list[str], row: int) -> int | None:
    """The column of a tab in the indentation of a line."""
    here = lines[row] if row < len(lines) else ""
    indent = here[: _indent(here)]
    return indent.index("\t") if "\t" in indent else None


def _shape(lines: list[str], place: tuple[int, int], says: str) -> Rule | None:
    """The slips that only the source line tells apart."""
    here = lines[min(place[0], len(lines) - 1)]
    before = here[: place[1]].rstrip()
    if "mapping values are not allowed" in says:
        return _second_colon(before, lines[: place[0]])
    if "block mapping" not in says:
        return None
    if before.endswith(('"', "'")):
        return Rule("", "the text goes on after its closing quotation mark",
                    f"{QUOTE} (inside '…' an apostrophe is written ''), or close a quotation mark left open above")  # fmt: skip
    if before.endswith(("]", "}")):
        return Rule("", "the text goes on after its closing bracket", QUOTE)
    if re.search(r"(?:^|[\s:-])\*\S+$", before):
        return Rule("", 'a text cannot start with "*"', QUOTE)
    if here.lstrip().startswith("- "):
        mend = 'end the key above with ":" and nothing after it; ' + INDENT
        return Rule("", "a list item stands where a key is expected", mend)
    return None


def _second_colon(before: str, above: list[str]) -> Rule:
    """A colon where none can stand: inside a text, or after a line above that is no complete key and value."""
    if re.search(r":\s", before):
        return Rule("", 'the text contains ": "', QUOTE)
    last = next((line for line in reversed(above) if line.strip()), "")
    if re.match(r"\s*[\w-]+:\S", last):
        return Rule("", 'in the line above, a space is missing after ":"', 'write "key: value", with a space')
    if re.search(r":\s", last) and _indent(before) > _indent(last):
        return Rule("", "this key is indented further than the line above, which has a value already", INDENT)
    return Rule("", "a key stands where the text above goes on", 'the line above may lack its ": "; or ' + INDENT)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _left_open(text: str, mark: yaml.Mark | None) -> yaml.Token | None:
    """The quoted text that ends where the parser stumbled, when it runs over several lines: its quote was left open."""
    last = None
    try:
        for token in yaml.scan(text, Loader=LOADER):
            if mark is None or token.start_mark.index >= mark.index:
                break
            last = token
    except yaml.YAMLError:
        pass
    quoted = isinstance(last, yaml.ScalarToken) and last.style in ("'", '"')
    return last if quoted and last.start_mark.line < last.end_mark.line else None
