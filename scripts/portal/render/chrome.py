"""What surrounds every page: names, navigation, interface texts, colours. Strings are safe and translated."""

from __future__ import annotations

import re
from typing import Any

from portal.corpus.colour import readable_on
from portal.corpus.corpus import Corpus
from portal.language.catalogue import Catalogue, own_name
from portal.render.interface import UI
from portal.render.safe import text
from portal.render.words import Words
from portal.schema.site import Colours

DARK_PAGE = "#0e1b1f"

NAV = (
    ("modules", "Modules", "modules/index.html"),
    ("paths", "Paths", "paths/index.html"),
    ("cases", "Cases", "cases/index.html"),
    ("concepts", "Concepts", "concepts/index.html"),
    ("templates", "Templates", "templates/index.html"),
    ("glossary", "Glossary", "glossary.html"),
    ("sources", "Sources", "sources.html"),
    ("about", "About", "about.html"),
)

DEFAULT_LOGO = "assets/img/mark.svg"


def chrome(corpus: Corpus, catalogue: Catalogue) -> dict[str, Any]:
    """The values that the page shell prints; see overrides/main.html."""
    site, words = corpus.site, Words(catalogue, {})
    fields = ("name", "short_name", "tagline", "publisher", "contact", "funder", "licence", "version", "address")
    plain = {name: str(text(getattr(site, name) or "")) for name in fields}
    plain["address"] = str(text(home(corpus, catalogue)))
    return {
        **plain,
        "site": key(site.address),
        "offline": site.offline,
        "language": catalogue.language,
        "direction": catalogue.direction,
        "languages": [_language(code, catalogue.language, site.languages[0]) for code in site.languages],
        "logo": site.logo or DEFAULT_LOGO,
        "nav": [{"label": str(words.t(label)), "url": url, "section": section} for section, label, url in NAV],
        "ui": {key: str(words.t(message)) for key, message in UI.items()},
    }


def home(corpus: Corpus, catalogue: Catalogue) -> str:
    """The whole address of the portal in a language."""
    first = catalogue.language == corpus.site.languages[0]
    return corpus.site.address + ("" if first else f"{catalogue.language}/")


def key(address: str) -> str:
    """What tells the records of this portal in a browser from those of others at the same origin: its address as a name."""
    return re.sub(r"[^a-z0-9]+", "-", address.lower().split("://")[-1]).strip("-")


def _language(code: str, here: str, first: str) -> dict[str, str]:
    """A language of the site: its own name, and its folder as seen from the folder of the language ``here``."""
    up = "" if here == first else "../"
    down = "" if code == first else f"{code}/"
    return {"code": code, "label": str(text(own_name(code))), "home": "" if code == here else up + down}


def stylesheet(colours: Colours) -> bytes:
    """The publisher's colours as custom properties, with a lighter shade of each for dark pages."""
    rows = [f"--site-primary:{colours.primary}", f"--site-accent:{colours.accent}"]
    rows += [f"--site-{name}-dark:{readable_on(DARK_PAGE, getattr(colours, name))}" for name in ("primary", "accent")]
    return (":root{" + ";".join(rows) + "}\n").encode()
