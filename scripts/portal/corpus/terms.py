"""Find the glossary's terms in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.schema.reference import Term

WORD = re.compile(r"\w+")
FIRST_SENTENCE = re.compile(r".+?[.!?](?=\s|\Z)", re.DOTALL)


class TermFinder:
    """All forms of all terms, by the word they begin with: one pattern a word, the longest form first."""

    def __init__(self, terms: tuple[Term, ...]):
        self.by_form: dict[str, Term] = {}
        for term in terms:
            if term.auto:
                for form in (term.term, *term.forms):
                    self.by_form.setdefault(_key(form), term)
        by_word: dict[str, list[str]] = {}
        for form in sorted(self.by_form, key=len, reverse=True):
            if first := WORD.match(form):
                by_word.setdefault(first.group(), []).append(re.escape(form))
        self.patterns = {word: re.compile(rf"(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE) for word, forms in by_word.items()}

    def split(self, plain: str, seen: set[str]) -> Iterator[tuple[str, Term | None]]:
        """The text in pieces; a piece with a term is its first use on the page. ``seen`` is updated."""
        at = 0
        for start, found in self._forms(plain):
            term = self.by_form.get(_key(found))
            if term is None or term.id in seen or _is_other_acronym(found, term):
                continue
            seen.add(term.id)
            yield plain[at:start], None
            yield found, term
            at = start + len(found)
        yield plain[at:], None

    def _forms(self, plain: str) -> Iterator[tuple[int, str]]:
        """Every form in a text and where it starts; none begins inside another."""
        end = 0
        for word in WORD.finditer(plain):
            pattern = self.patterns.get(_key(word.group())) if word.start() >= end else None
            match = pattern.match(plain, word.start()) if pattern else None
            if match:
                end = match.end()
                yield match.start(), match.group()


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
