"""The list of pages for search engines, with the day of their last change in substance."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from portal.corpus.corpus import Corpus
from portal.render.dates import changes, newest
from portal.render.safe import element, join, text


def plan(corpus: Corpus, addresses: Iterable[str], prefixes: Iterable[str] = ("",)) -> dict[str, bytes]:
    """sitemap.xml for the pages at ``addresses``; ``prefixes`` are the folders of the languages."""
    days, last = changes(corpus), newest(corpus)
    folders = sorted(prefixes, key=len, reverse=True)
    rows = []
    for address in sorted(addresses):
        own = next((address.removeprefix(folder) for folder in folders if address.startswith(folder)), address)
        day = text(_changed(own, days, last).isoformat())
        rows.append(element("url", join([element("loc", text(corpus.site.address + address)), element("lastmod", day)])))
    made = element("urlset", join(rows, "\n"), xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    return {"sitemap.xml": f'<?xml version="1.0" encoding="utf-8"?>\n{made}\n'.encode()}


def _changed(address: str, days: dict[str, datetime.date], last: datetime.date) -> datetime.date:
    """The day of a page: its own, that of its module, or for pages that list others, that of the last change anywhere."""
    module = "/".join(address.split("/")[:2]) + "/index.html"
    return days.get(address) or days.get(module, last)
