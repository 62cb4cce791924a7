"""What has changed, as an Atom feed, and what there is, as a list for language models (llms.txt)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from portal.corpus.corpus import Corpus
from portal.language.catalogue import Catalogue
from portal.render.chrome import home
from portal.render.dates import newest
from portal.render.opendata import FOLDER, PAGE
from portal.render.safe import Safe, element, join, text
from portal.render.words import Words

ENTRIES = 50  # in the feed, the newest ones
LISTED = 200  # cases in llms.txt; beyond that it names the list of cases


@dataclass(frozen=True)
class Item:
    """A page with an author and a date."""

    address: str
    title: str
    summary: str
    author: str
    added: datetime.date
    updated: datetime.date


def plan(corpus: Corpus, words: Catalogue) -> dict[str, bytes]:
    """Both files, in one language."""
    found = listed(corpus)
    return {"feed.atom": _feed(corpus, words, [item for items in found.values() for item in items]),
            "llms.txt": _llms(corpus, words, found)}  # fmt: skip


def listed(corpus: Corpus) -> dict[str, list[Item]]:
    """The pages with an author and a date, by kind."""
    return {"Cases": _cases(corpus), "Modules": _modules(corpus), "Concepts": _texts(corpus)}


def _cases(corpus: Corpus) -> list[Item]:
    return [_item(f"cases/{cid}.html", case.title, case.summary, case) for cid, case in corpus.briefs]


def _modules(corpus: Corpus) -> list[Item]:
    found = ((f"modules/{mid}/index.html", course.module) for mid, course in corpus.modules.items())
    return [_item(address, module.title, module.summary, module) for address, module in found]


def _texts(corpus: Corpus) -> list[Item]:
    found = ((name.removesuffix(".md") + ".html", text.page) for name, text in corpus.pages.items())
    return [_item(address, page.title, page.summary, page) for address, page in found if not address.startswith("authors/")]


def _item(address: str, title: str, summary: str, signed) -> Item:
    return Item(address, title, " ".join(summary.split()), signed.author, signed.added, signed.updated)


def _feed(corpus: Corpus, words: Catalogue, items: list[Item]) -> bytes:
    """The pages that changed last, in substance."""
    site, start = corpus.site, home(corpus, words)
    newest_first = sorted(items, key=lambda item: (-item.updated.toordinal(), item.address))[:ENTRIES]
    about = [
        element("title", text(site.name)), element("subtitle", text(site.tagline)), element("id", text(start)),
        _link(start, "alternate"), _link(start + "feed.atom", "self"), _moment("updated", newest(corpus)),
        element("rights", text(site.licence)), element("author", element("name", text(site.publisher))),
        *(_entry(item, start) for item in newest_first),
    ]  # fmt: skip
    language = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": words.language}
    return f'<?xml version="1.0" encoding="utf-8"?>\n{element("feed", join(about, chr(10)), **language)}\n'.encode()


def _entry(item: Item, start: str) -> Safe:
    address = start + item.address
    parts = (
        element("title", text(item.title)), element("id", text(address)), _link(address, "alternate"),
        _moment("published", item.added), _moment("updated", item.updated), element("summary", text(item.summary)),
        element("author", element("name", text(item.author))),
    )  # fmt: skip
    return element("entry", join(parts))


def _link(address: str, relation: str) -> Safe:
    return element("link", Safe(""), rel=relation, href=address)


def _moment(name: str, day: datetime.date) -> Safe:
    """A day as the moment at which it begins: the feed's format knows no days."""
    return element(name, text(f"{day.isoformat()}T00:00:00Z"))


def _llms(corpus: Corpus, words: Catalogue, listed: dict[str, list[Item]]) -> bytes:
    """The portal in plain Markdown, after the proposal llmstxt.org: a title, a summary, and lists of links."""
    site, start, told = corpus.site, home(corpus, words), Words(words, {}).plain
    lines = [f"# {site.name}", "", f"> {' '.join(site.description.split())}", "", site.licence, "",
             told("Figures are claims of the sources named beside them. Disputed figures are not merged.")]  # fmt: skip
    for title, items in listed.items():
        few = items if len(items) <= LISTED else []
        lines += ["", f"## {told(title)}", "", *(_row(start + item.address, item.title, item.summary) for item in few)]
        lines += [] if few else [_row(f"{start}cases/index.html", told("All cases"), "")]
    lines += ["", f"## {told('Evidence')}", "", *_evidence(start, told)]
    return ("\n".join(lines) + "\n").encode()


def _evidence(start: str, told) -> Iterator[str]:
    for address, title, about in (
        ("evidence/results.html", "All results", "Every figure, with level, period and source"),
        ("evidence/silences.html", "Silences", "What the sources do not give"),
        ("evidence/disputed.html", "Disputed figures", "Where sources disagree"),
        (PAGE, "Open data", "Fields, licence and change policy"),
        (f"{FOLDER}/results.json", "Results as JSON", ""),
        (f"{FOLDER}/cases.json", "Cases as JSON", ""),
        ("glossary.html", "Glossary", ""),
        ("sources.html", "Sources", ""),
    ):
        yield _row(start + address, told(title), told(about) if about else "")


def _row(address: str, title: str, about: str) -> str:
    plain = title.replace("[", "(").replace("]", ")")
    return f"- [{plain}]({address})" + (f": {about}" if about else "")
