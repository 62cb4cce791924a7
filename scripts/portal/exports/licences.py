"""Every work of others that is part of the published site, with its licence: the data, and the page made of it.

``ALLOWED`` is the list of licences that a site of ours may carry; tests/supply/test_licences.py holds both together, and holds
that each npm package, font and data file that the build ships stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

# SPDX names, and why a published site may carry works under them.
ALLOWED = {
    "MIT": "asks only that the notice is kept",
    "MPL-2.0": "asks that its own files stay open; how ours differ from them is in the code of the portal",
    "PSF-2.0": "asks only that the notice is kept",
    "OFL-1.1": "the font may be drawn with, and passed on, by anybody",
    "Unicode-3.0": "asks only that the notice is kept",
    "CC-BY-4.0": "asks for the name of the author",
    "CC-PDDC": "nobody has a right in it: the public domain",
}


@dataclass(frozen=True)
class Work:
    """A work that is shipped: its name, version ("" where it has none), SPDX licence, origin, and what it is for here."""

    name: str
    version: str
    licence: str
    origin: str
    use: str


SHIPPED = (
    Work("The texts, drawings and data of the portal", "", "CC-BY-4.0", "", "everything you read here"),
    Work("The code of the portal, with clusterlab", "", "MIT", "", "pages, search, quizzes and exercises"),
    Work("MicroPython", "1.27.0", "MIT", "https://micropython.org/", "quick Python in exercises"),
    Work("Pyodide", "314.0.7", "MPL-2.0", "https://pyodide.org/", "full Python in exercises, loaded on request"),
    Work("CPython, inside Pyodide", "", "PSF-2.0", "https://www.python.org/", "the language and its standard library"),
    Work("FiraGO", "", "OFL-1.1", "https://bboxtype.com/typefaces/FiraGO/", "letters in drawings saved as pictures"),
    Work("Natural Earth, Land", "4.1.0", "CC-PDDC", "https://www.naturalearthdata.com/", "the coastline of the map"),
    Work("Unicode CLDR", "", "Unicode-3.0", "https://cldr.unicode.org/", "names of languages and months, marks in numbers"),
)

HEAD = """---
title: Licences
summary: Every work of others that is part of this portal, with its version, its licence and what it is used for.
author: Portal editors
added: 2026-11-23
updated: 2026-11-23
---
You may pass this portal on, whole or in parts. These works are part of it. Each keeps its own licence.

Table: Works in this portal

| Work | Version | Licence | Used for |
|---|---|---|---|
"""
FOOT = """
The licences allow that a portal carries these works:

"""
LAST = """
The tools that build the portal are not part of it. The developers' notes say how to list them with `make sbom`.
"""


def page() -> str:
    """The page docs/licences.md. It is made from this file: `portal generate` writes it anew."""
    rows = "".join(map(_row, SHIPPED))
    reasons = "".join(f"- `{name}`: {reason}\n" for name, reason in ALLOWED.items())
    return HEAD + rows + FOOT + reasons + LAST


def _row(work: Work) -> str:
    name = f"[{work.name}]({work.origin})" if work.origin else work.name
    version = f"`{work.version}`" if work.version else "no number"
    return f"| {name} | {version} | `{work.licence}` | {work.use} |\n"
