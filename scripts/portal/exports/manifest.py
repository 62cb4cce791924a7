"""manifest.webmanifest: what a device needs to put the portal on its home screen."""

from __future__ import annotations

import json
from typing import Any

from portal.corpus.corpus import Corpus
from portal.language.catalogue import Catalogue
from portal.render.icons import SIZES

NAME = "manifest.webmanifest"
PAPER = "#faf6ed"  # the page behind the texts, as in portal.css


def plan(corpus: Corpus, words: Catalogue) -> dict[str, bytes]:
    """The manifest of one language. All languages are one application: the scope is the whole portal."""
    site, first = corpus.site, corpus.site.languages[0]
    made = {
        "name": site.name, "short_name": site.short_name, "description": " ".join(site.description.split()),
        "lang": words.language, "dir": words.direction, "id": "index.html", "start_url": "index.html",
        "scope": "./" if words.language == first else "../", "display": "standalone", "background_color": PAPER,
        "theme_color": site.colours.primary, "icons": [_icon(name, size) for name, size in SIZES.items()],
    }  # fmt: skip
    return {NAME: (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()}


def _icon(name: str, size: int) -> dict[str, Any]:
    purpose = "maskable" if "mask" in name else "any"
    return {"src": name, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
