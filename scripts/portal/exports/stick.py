"""The portal as one zip for a memory stick: it opens from its folder, without a network, a server or an installation."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any

import segno

from portal.corpus.assessments import published
from portal.corpus.corpus import Corpus
from portal.exports import feeds
from portal.exports.plan import Plan
from portal.language.catalogue import Catalogue
from portal.render.chrome import home
from portal.render.dates import newest
from portal.render.desk import Desk
from portal.render.safe import embed, text

START, FOLDER = "START-HERE.html", "portal"
NEWEST = 20  # pages in the list of changes when nobody says since when
# The full Python (8 MB), what only a server can use, and what only search engines read.
LEFT_OUT = re.compile(
    r"(?:.*/)?(?:lab/full(?:-\d+)?\.js|sw\.js|offline/[^/]+|manifest\.webmanifest|404\.html|sitemap\.xml|build\.json)"
)
LAB_DATA = re.compile(r'(?<=<script type="application/json" id="lab-data">).*?(?=</script>)', re.DOTALL)


def plan(corpus: Corpus, words: Catalogue, site: Mapping[str, bytes], name: str, since: datetime.date | None = None) -> Plan:
    """The zip ``name`` with the finished ``site`` and a page to start from, which lists what changed ``since`` a day."""
    kept = {file: data for file, data in site.items() if not LEFT_OUT.fullmatch(file)}
    desk = Desk(corpus, words, {})
    inside = {f"{FOLDER}/{file}": without_full(desk, data) if file.endswith(".html") else data for file, data in kept.items()}
    inside[START] = _start(desk, "" if words.language == corpus.site.languages[0] else f"{words.language}/", since)
    size = sum(map(len, inside.values())) / 1e6
    return Plan({name: inside}, (f"{len(inside)} files, {size:.1f} MB unpacked. Left out: the full Python.",))


def without_full(desk: Desk, page: bytes) -> bytes:
    """An exercise that says in plain words that the full Python is not there; other pages as they are."""
    if b'id="lab-data"' not in page:
        return page
    told = desk.words_of.say(
        "Full Python is not in this copy of the portal. It is in the portal on the web: {address}",
        address=home(desk.corpus, desk.catalogue),
    )
    return LAB_DATA.sub(lambda found: str(embed(_told(json.loads(found[0]), told))), page.decode()).encode()


def _told(data: dict[str, Any], told: str) -> dict[str, Any]:
    return {**data, "full": "", "texts": {**data["texts"], "no_full": told}}


def _start(desk: Desk, prefix: str, since: datetime.date | None) -> bytes:
    """The page at the root of the zip."""
    corpus, address = desk.corpus, home(desk.corpus, desk.catalogue)
    given = {
        "site": corpus.site, "folder": f"{FOLDER}/{prefix}", "address_of": address, "language": desk.catalogue.language,
        "direction": desk.catalogue.direction, "day": newest(corpus), "since": since, "changed": changed(corpus, since),
        "counts": {
            "modules": len(corpus.modules), "cases": len(corpus.cases), "templates": len(corpus.handouts),
            "exercises": sum(len(course.notebooks) for course in corpus.modules.values()), "tests": len(list(published(corpus))),
        },
        "qr": {name: text(value) for name, value in code(address).items()},
    }  # fmt: skip
    return desk.beside(START).environment.get_template("stick.html.j2").render(**given).encode()


def changed(corpus: Corpus, since: datetime.date | None) -> list[feeds.Item]:
    """Pages that were added or updated after a day; without one, those that changed last. The newest stand first."""
    items = [item for listed in feeds.listed(corpus).values() for item in listed]
    found = sorted(items, key=lambda item: (-item.updated.toordinal(), item.title))
    return [item for item in found if item.updated > since] if since else found[:NEWEST]


def code(address: str) -> dict[str, str]:
    """A QR code as the path of a drawing, and how wide it is with its border."""
    rows = segno.make(address, micro=False, error="m").matrix
    path = "".join(f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"path": path, "width": str(len(rows) + 8)}
