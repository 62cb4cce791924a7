"""Every finished page is looked at once: for the audit, the search and the list of pages. What was seen is kept, so that a
page that comes out as before need not be parsed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from portal.build import gates
from portal.build.audit import Survey, survey
from portal.build.html import Page
from portal.build.search_entries import entries
from portal.build.search_meaning import Meanings
from portal.build.search_reading import Document, Reading, read
from portal.build.store import Store, key
from portal.build.tree import Tree


@dataclass(frozen=True, slots=True)
class Seen:
    """A page: what the audit has to know, whether it may be listed, and what can be found in it."""

    survey: Survey
    listed: bool
    documents: tuple[Document, ...]


SEEN = TypeAdapter(Seen)


class _Language:
    """What the pages of one language are read with, and for."""

    def __init__(self, tree: Tree, store: Store, base: str):
        glossary, acronyms = tree.corpus.glossary, tree.corpus.acronyms
        self.meanings, self.reading = Meanings(glossary, acronyms), Reading()
        self.settings = store.key("seen", base, *(entry.model_dump_json() for entry in (*glossary, *acronyms)))


class Noted:
    """What the pages of a site are noted to be. ``base`` is the path that the site is published under."""

    def __init__(self, trees: Sequence[Tree], base: str, store: Store):
        self.base, self.store = base, store
        self.listed: list[str] = []  # the pages that search engines may list
        longest_first = sorted(trees, key=lambda tree: len(tree.prefix), reverse=True)
        self._languages = {tree.prefix: _Language(tree, store, base) for tree in longest_first}

    @property
    def readings(self) -> dict[str, Reading]:
        """What can be found, by the folder of the language."""
        return {prefix: own.reading for prefix, own in self._languages.items()}

    def look(self, name: str, data: bytes) -> Survey:
        """Look at a page, and note it under its language."""
        prefix, own = next(entry for entry in self._languages.items() if name.startswith(entry[0]))
        known = key(own.settings, name, data)
        if kept := self.store.get(known):
            seen = SEEN.validate_json(kept)
        else:
            seen = self._seen(Page(name, data.decode()), prefix, own.meanings)
            if not seen.survey.problems:
                self.store.put(known, SEEN.dump_json(seen))
        self.listed += [name] if seen.listed else []
        for document in seen.documents:
            own.reading.add(document)
        return seen.survey

    def _seen(self, page: Page, prefix: str, meanings: Meanings) -> Seen:
        """Look at a page that is new. For the search, addresses are counted from the folder of the language."""
        surveyed = survey(page, self.base, gates.CHECKS)
        listed = page.address != "404.html" and "noindex" not in page.attribute("meta[name=robots]", "content")
        page.address = page.address.removeprefix(prefix)
        return Seen(surveyed, listed, tuple(read(entry, meanings) for entry in entries([page], meanings)))
