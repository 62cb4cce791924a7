"""Figures, dates and texts of the interface in the words of one language. Plain text out; ``safe`` escapes it."""

from __future__ import annotations

from decimal import Decimal

from portal.language import catalogue as language
from portal.language.catalogue import Catalogue
from portal.render.safe import Safe, text
from portal.schema.case import Change, Result
from portal.schema.reference import Tag


def fill(pattern: Safe, **values: object) -> Safe:
    """Safe text with ``{name}`` replaced. Not ``format``: a translation must not reach into our objects."""
    for name, value in values.items():
        pattern = Safe(pattern.replace(Safe(f"{{{name}}}"), text(value)))
    return pattern


class Words:
    """Texts of the interface and figures in one language."""

    def __init__(self, catalogue: Catalogue, units: dict[str, Tag]):
        self.catalogue, self.units = catalogue, units

    def plain(self, message: str) -> str:
        """The translation of one text of the interface."""
        return self.catalogue.lookup("ui", message, "text")

    def t(self, message: str, **values: object) -> Safe:
        """The same as safe text, with each ``{name}`` that is given filled in and escaped."""
        return fill(text(self.plain(message)), **values)

    def say(self, message: str, **values: object) -> str:
        """The same as plain text, for files that are no pages."""
        return str(self.t(message, **values).unescape())

    def tn(self, one: str, many: str, count: int) -> Safe:
        """``one`` or ``many``, with ``{n}`` as the count."""
        return self.t(one if count == 1 else many, n=self.number(Decimal(count)))

    def number(self, value: Decimal) -> str:
        """A number with the marks of the language."""
        return language.number(self.catalogue, value)

    def amount(self, value: Decimal, unit: str | None) -> str:
        """A value with its unit: "871,941 US dollars", "64%"."""
        if unit == "percent":
            return language.percent(self.catalogue, value)
        number = self.number(value)
        label = self.units[unit].label if unit else ""
        return self.plain("{number} {unit}").replace("{number}", number).replace("{unit}", label) if label else number

    def figure(self, result: Result) -> str:
        """What the source gives: an amount, a change, or its words in quotation marks."""
        if result.stated_as:
            return self.plain("“{words}”").replace("{words}", result.stated_as)
        stated = self.amount(result.value, result.unit) if result.value is not None else self.change(result.change)
        if result.change and result.change.as_ == "times" and result.change.by == 2:
            return self.plain("more than doubled" if result.qualifier in ("over", "at-least") else "doubled")
        patterns = {
            "about": "about {figure}",
            "over": "over {figure}",
            "at-least": "at least {figure}",
            "up-to": "up to {figure}",
        }
        return self.plain(patterns.get(result.qualifier, "{figure}")).replace("{figure}", stated)

    def change(self, change: Change) -> str:
        """A relative change. From +100 % on, what it means in times is said too: +150 % is 2.5 times."""
        if change.as_ == "times":
            return self.plain("{n} times").replace("{n}", self.number(change.by))
        sign = "+" if change.by > 0 else ""
        shown = sign + language.percent(self.catalogue, change.by)
        if change.by < 100:
            return shown
        times = self.number(1 + change.by / 100)
        return self.plain("{change} ({n} times)").replace("{change}", shown).replace("{n}", times)
