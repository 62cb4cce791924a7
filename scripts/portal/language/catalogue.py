"""Where translations come from: the source itself, PO files, or a pseudo-language that shows what was missed.

A message is one field, named by its context ``file#key.id.key``, or one text of the user interface (context ``ui``).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import polib
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

RTL = {"ar", "fa", "he", "ur", "ps"}  # languages written from right to left


class Catalogue(Protocol):
    """Texts of one language. ``lookup`` gives the source text back where there is no translation."""

    language: str
    direction: str
    locale: str

    def lookup(self, context: str, text: str, kind: str) -> str: ...


@dataclass(frozen=True)
class Original:
    """The language the sources are written in."""

    language: str = "en"
    direction: str = "ltr"
    locale: str = "en_GB"

    def lookup(self, context: str, text: str, kind: str) -> str:
        return text


@dataclass(frozen=True)
class Translated:
    """PO files of one language, merged by context."""

    language: str
    direction: str
    locale: str
    messages: dict[tuple[str, str], str] = field(repr=False)

    def lookup(self, context: str, text: str, kind: str) -> str:
        return self.messages.get((context, text), text)


def from_folder(folder: Path, language: str) -> Translated:
    """The catalogue in ``locales/<language>/*.po``; fuzzy and empty entries count as missing."""
    messages = {}
    for path in sorted(folder.glob("*.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgstr and not entry.fuzzy and not entry.obsolete:
                messages[entry.msgctxt or "ui", entry.msgid] = entry.msgstr
    direction = "rtl" if language.split("-")[0] in RTL else "ltr"
    return Translated(language, direction, _known_locale(language), messages)


def _known_locale(language: str) -> str:
    if language == "en":
        return "en_GB"  # day before month, as the United Nations write it
    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"


# Everything in a text that a translator must leave as it is.
KEPT = re.compile(r"\[\[[^\]]*\]\]|\[@[^\]]*\]|\[#[^\]]*\]|\]\([^)]*\)|\{\w+\}|https?://\S+|&\w+;")
ACCENTS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                        "áƀçđéƒǧħíĵķľɱñóþɋřšŧúṽŵẋýžÁƁÇĐÉƑǦĦÍĴĶĽṀÑÓÞɊŘŠŦÚṼŴẊÝŽ")  # fmt: skip
ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                       "ابثدعفغهيجكلمنوپقرستؤڤشخىزابثدعفغهيجكلمنوپقرستؤڤشخىز")  # fmt: skip
VOWELS = re.compile("[aeiouAEIOU]")


@dataclass(frozen=True)
class Pseudo:
    """Every letter replaced, every text about 40 % longer: what stays plain English was never translated."""

    language: str = "en-XA"
    direction: str = "ltr"
    locale: str = ""

    def lookup(self, context: str, text: str, kind: str) -> str:
        """The text with every letter changed that a translator may change."""
        parts, at = [], 0
        for match in KEPT.finditer(text):
            parts += [self._changed(text[at : match.start()]), match.group()]
            at = match.end()
        return "".join([*parts, self._changed(text[at:])])

    def _changed(self, text: str) -> str:
        longer = VOWELS.sub(lambda match: match.group() * 2, text)
        return longer.translate(ARABIC if self.direction == "rtl" else ACCENTS)


PSEUDO = {"en-XA": Pseudo(), "ar-XB": Pseudo("ar-XB", "rtl")}


def catalogue(root: Path, language: str, original: str) -> Catalogue:
    """The catalogue of ``language`` in the project at ``root``."""
    if language in PSEUDO:
        return PSEUDO[language]
    if language == original:
        direction = "rtl" if language.split("-")[0] in RTL else "ltr"
        return Original(language, direction, _known_locale(language))
    return from_folder(root / "locales" / language, language)


def own_name(language: str) -> str:
    """What a language calls itself; its code where that is not known."""
    try:
        name = Locale.parse(language, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:] if name else language


def number(words: Catalogue, value: Decimal | int) -> str:
    """A number with the marks of the language."""
    return format_decimal(value, locale=words.locale or "en")


def percent(words: Catalogue, value: Decimal) -> str:
    """A number of parts in a hundred, as a percentage with its sign."""
    places = max(0, -value.normalize().as_tuple().exponent)
    pattern = Locale.parse(words.locale or "en").percent_formats[None].pattern
    wanted = pattern.replace("0%", "0." + "0" * places + "%") if places else pattern
    return format_percent(value / 100, format=wanted, locale=words.locale or "en")


def date(words: Catalogue, value: datetime.date) -> str:
    """A date in words of the language; in figures where a pseudo-language has no words."""
    return format_date(value, "long", locale=words.locale) if words.locale else value.isoformat()
