"""Texts with gaps in the syntax that Moodle calls embedded answers (cloze).

    {1:MULTICHOICE_S:=right#remark~wrong#remark}     {1:SHORTANSWER:=word#remark~*#remark}

Traps, each with a test: Moodle looks for gaps with a pattern, so the signs ~ # { } = % and the backslash must not stand in a
text; it undoes HTML entities once inside a gap, so they are written as entities; an answer must not end with "&amp;"; the star
stands for any text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from portal.exports.abroad import Abroad, plain
from portal.render.items import GAP
from portal.render.safe import Safe, join, text
from portal.schema import quiz as kinds
from portal.schema.answers import SelectGap, TypeGap

HELD = re.compile("\ue000(\\d+)\ue001")
STAR = "\\*"  # a star that means a star
SPECIAL = re.compile(r"[^\w\s.,;!?()\[\]/+-]|[\ue000\ue001]")


def code(words: str) -> str:
    """Words as they may stand in a gap: every sign that may mean something is an entity with its number."""
    return SPECIAL.sub(lambda sign: f"&#{ord(sign.group())};", " ".join(words.split()))


def question(item: kinds.ClozeSelect | kinds.ClozeType, desk: Abroad) -> Safe:
    """What is asked and the text, with the code of each gap in its place."""
    gap_code = select if isinstance(item, kinds.ClozeSelect) else typed
    made = {gap.id: gap_code(gap, desk) for gap in item.gaps}
    return join([braces(desk.prose(item.ask)), filled(item, desk, lambda name: made[name], braces)])


def filled(item, desk: Abroad, gap: Callable[[str], str], change: Callable[[Safe], Safe] = lambda html: html) -> Safe:
    """The text of a cloze as HTML, changed by ``change``, with what ``gap`` gives for a gap's id in its place."""
    names = list(dict.fromkeys(GAP.findall(item.text)))
    known = {one.id for one in item.gaps}
    held = GAP.sub(lambda found: f"\ue000{names.index(found[1])}\ue001" if found[1] in known else found[0], item.text)
    return Safe(HELD.sub(lambda found: gap(names[int(found[1])]), str(change(desk.prose(held)))))


def braces(html: Safe) -> Safe:
    """The same HTML without braces, which would look like a gap."""
    return Safe(html.replace(Safe("{"), Safe("&#123;")).replace(Safe("}"), Safe("&#125;")))


def select(gap: SelectGap, desk: Abroad) -> str:
    """A gap with a menu. Its words are read as HTML, so they are escaped before they are coded."""
    parts = [
        ("=" if choice.right else "") + code(text(plain(desk.inline(choice.text)))) + "#" + code(desk.prose(choice.feedback))
        for choice in gap.choices
    ]
    return "{1:MULTICHOICE_S:" + "~".join(parts) + "}"


def typed(gap: TypeGap, desk: Abroad) -> str:
    """A gap to type into: every right word, also without its accents, and a remark on any other."""
    remark = code(desk.prose(gap.feedback))
    parts = [f"={code(word.replace('*', STAR))}#{remark}" for word in accepted(gap)]
    return "{1:SHORTANSWER:" + "~".join([*parts, f"*#{code(desk.prose(gap.otherwise))}"]) + "}"


def accepted(gap: TypeGap) -> tuple[str, ...]:
    """Every right word, as it is and without its accents."""
    return tuple(dict.fromkeys([*gap.answers, *map(unaccented, gap.answers)]))


def unaccented(word: str) -> str:
    """A word without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
