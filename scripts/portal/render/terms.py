"""Find the glossary's terms in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.schema.reference import Term

FIRST_SENTENCE = re.compile(r".+?[.!?](?=\s|\Z)", re.DOTALL)


class TermFinder:
    """All forms of all terms as one pattern, the longest form first."""

    def __init__(self, terms: tuple[Term, ...]):
        self.by_form: dict[str, Term] = {}
        for term in terms:
            if term.auto:
                for form in (term.term, *term.forms):
                    self.by_form.setdefault(_key(form), term)
        forms = sorted({form for term in terms if term.auto for form in (term.term, *term.forms)}, key=len, reverse=True)
        words = "|".join(re.escape(form) for form in forms)
        self.pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None

    def split(self, plain: str, seen: set[str]) -> Iterator[tuple[str, Term | None]]:
        """The text in pieces; a piece with a term is its first use on the page. ``seen`` is updated."""
        at = 0
        for match in self.pattern.finditer(plain) if self.pattern else ():
            term = self.by_form.get(_key(match.group()))
            if term is None or term.id in seen or _is_other_acronym(match.group(), term):
                continue
            seen.add(term.id)
            yield plain[at : match.start()], None
            yield match.group(), term
            at = match.end()
        yield plain[at:], None


def _key(form: str) -> str:
    return form.casefold()


def _is_other_acronym(found: str, term: Term) -> bool:
    """An acronym is recognised only as it is written: "CoP" is not "COP"."""
    exact = [form for form in (term.term, *term.forms) if _key(form) == _key(found)]
    return any(form.isupper() and len(form) <= 6 for form in exact) and found not in exact


def tip(term: Term) -> str:
    """What is shown on tap: the first sentence of the definition."""
    match = FIRST_SENTENCE.match(term.definition)
    return match.group() if match else term.definition
