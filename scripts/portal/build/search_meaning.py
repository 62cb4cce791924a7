"""What the search knows beyond the words of a page: words of the same meaning, and what a page can be narrowed by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from portal.build.search_words import words
from portal.corpus.corpus import Corpus
from portal.schema.reference import Acronym, Term


@dataclass(frozen=True)
class Meaning:
    """The ways to write one thing, and the words of all of them, in all languages of the glossary."""

    forms: tuple[str, ...]
    words: frozenset[str]


class Meanings:
    """Whoever writes one form of a term of the glossary, or an acronym, means the others too."""

    def __init__(self, terms: Iterable[Term] = (), acronyms: Iterable[Acronym] = ()):
        self.by_first: dict[str, list[tuple[str, str, Meaning]]] = {}
        self.of_term: dict[str, Meaning] = {}
        shorts: dict[str, list[str]] = {}
        for entry in acronyms:
            if entry.term:
                shorts.setdefault(entry.term, []).append(entry.acronym)
            else:
                self._add((entry.acronym, entry.expands), ())
        for term in terms:
            forms = (term.term, *term.forms, *shorts.get(term.id, ()))
            self.of_term[term.id] = self._add(forms, (term.fr, term.es, term.ar), term.auto)

    def _add(self, forms: tuple[str, ...], elsewhere: tuple[str, ...], known: bool = True) -> Meaning:
        """``known``: whether the forms are looked for in texts; everyday words are not."""
        telling = {word for form in (*forms, *elsewhere) for word in words(form) if len(word) > 2 or _short(form)}
        meaning = Meaning(forms, frozenset(telling))
        for form in forms if known else ():
            if found := words(form):
                self.by_first.setdefault(found[0], []).append((f" {' '.join(found)} ", form, meaning))
        return meaning

    def added(self, text: str, found: list[str]) -> set[str]:
        """The words that a text means besides those it has. ``found``: its words, in order. An acronym counts only as it
        is written: "WHO" is not "who"."""
        more: set[str] = set()
        joined = f" {' '.join(found)} "
        for word in self.by_first.keys() & set(found):
            for form, written, meaning in self.by_first[word]:
                if form in joined and (not _short(written) or written in text):
                    more |= meaning.words
        return more.difference(found)


def _short(form: str) -> bool:
    return form.isupper() and len(form) <= 6


# Facets.


@dataclass(frozen=True)
class Facet:
    """A way to narrow results: its values with their labels, and the pages (folder and name) that have each."""

    id: str
    label: str
    values: tuple[tuple[str, str, frozenset[str]], ...]


def owner(address: str) -> str:
    """The page or module that an address belongs to: "cases/ghana", "modules/joint-action"."""
    return "/".join(address.partition("#")[0].removesuffix(".html").split("/")[:2])


def facets(corpus: Corpus, label: Callable[[str], str]) -> tuple[Facet, ...]:
    """Sector, country, phase and instrument; ``label`` translates their names."""
    names = {"sector": "Sector", "country": "Country", "phase": "Phase", "instrument": "Instrument"}
    found: dict[str, dict[tuple[str, str], set[str]]] = {name: {} for name in names}
    for facet, value, shown, page in _tagged(corpus):
        found[facet].setdefault((value.lower(), shown), set()).add(page)
    order = {tag.id: f"{tag.number:02}" for tag in corpus.taxonomy.phase if tag.number is not None}
    made = (Facet(name, label(names[name]), _values(values, order)) for name, values in found.items())
    return tuple(facet for facet in made if facet.values)


def _values(values: dict[tuple[str, str], set[str]], order: dict[str, str]) -> tuple[tuple[str, str, frozenset[str]], ...]:
    """In the order of their labels; phases in their own."""
    listed = sorted(values.items(), key=lambda entry: (order.get(entry[0][0], entry[0][1]), entry[0][0]))
    return tuple((value, shown, frozenset(pages)) for (value, shown), pages in listed)


def _tagged(corpus: Corpus) -> Iterator[tuple[str, str, str, str]]:
    """Facet, value, label and page for every case, module and template."""
    for cid, case in corpus.briefs:
        page = f"cases/{cid}"
        yield from (("country", code, corpus.country[code].name, page) for code in case.countries)
        yield from (("sector", name, corpus.tags["sector", name].label, page) for name in case.sectors)
        yield from (("instrument", name, corpus.tags["instrument", name].label, page) for name in case.instruments)
        phases = (entry.name for entry in case.illustrates if entry.kind == "phase")
        yield from (("phase", name, corpus.tags["phase", name].label, page) for name in phases)
    for mid, course in corpus.modules.items():
        page = f"modules/{mid}"
        for facet, names in (("phase", course.module.phases), ("instrument", course.module.instruments)):
            yield from ((facet, name, corpus.tags[facet, name].label, page) for name in names)
    for name, handout in corpus.handouts.items():
        yield from (("phase", phase, corpus.tags["phase", phase].label, f"templates/{name}") for phase in handout.phases)
