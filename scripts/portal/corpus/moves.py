"""Rules for addresses that were published once and lead elsewhere now."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.corpus.corpus import Library
from portal.corpus.pages import addresses
from portal.problems import Problem, nearest

FILE = "docs/reference/redirects.yml"
FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*\.html\Z")


def check_moves(library: Library) -> Iterator[Problem]:
    """An old address has the form of one, stands once, and is free; it leads to a page that exists."""
    document = library.documents.get(FILE)
    pages = addresses(library)
    seen: set[str] = set()
    for index, moved in enumerate(document.item if document else ()):
        if not FORM.fullmatch(moved.old):
            mend = "write it from the top of the portal, in small letters, like cases/old-name.html"
            yield document.problem("C323", (index, "old"), f'"{moved.old}" is not the address of a page', mend)
        elif moved.old in seen:
            yield document.problem("C323", (index, "old"), f'"{moved.old}" stands twice in this list', "keep one of the two")
        elif moved.old in pages:
            yield document.problem("C322", (index, "old"), f'there is a page at "{moved.old}"', "remove the entry")
        if moved.to not in pages:
            near = nearest(moved.to, pages)
            mend = f'did you mean "{near}"?' if near else "write the address that took its place, like cases/ghana.html"
            yield document.problem("C308", (index, "to"), f'no page has the address "{moved.to}"', mend)
        seen.add(moved.old)
