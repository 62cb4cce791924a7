"""The certificate that a learner gets: one page that stands alone, prints on A4 across, and carries its token."""

from __future__ import annotations

import base64
from typing import Any

from portal.certify.register import Entry
from portal.corpus.corpus import Corpus
from portal.render.chrome import DEFAULT_LOGO
from portal.render.desk import Desk
from portal.render.safe import Safe, inlined

STYLE = "assets/css/certificate.css"
MEDIA = {"svg": "image/svg+xml", "jpg": "image/jpeg"}


def page(entry: Entry, claims: dict[str, Any], token: str, key: str, desk: Desk) -> bytes:
    """The page of one certificate; ``key`` is the fingerprint of the key that signed it."""
    corpus, achieved = desk.corpus, claims["credentialSubject"]["achievement"]
    style, digest = inlined("style", corpus.assets[STYLE].decode())
    made = desk.beside("certificate.html").environment.get_template("certificate.html.j2").render(
        entry=entry, token=token, key=key, site=corpus.site, catalogue=desk.catalogue, style=style, logo=logo(corpus),
        policy=policy(digest), about=achieved["description"], confirms=achieved["criteria"]["narrative"],
        check_at=desk.absolute("verify.html"),
    )  # fmt: skip
    return made.encode()


def policy(style: Safe) -> str:
    """What the page may do: show itself in the style with this digest, and nothing else."""
    return f"default-src 'none'; style-src {style.unescape()}; img-src data:; base-uri 'none'; form-action 'none'"


def logo(corpus: Corpus) -> str:
    """The publisher's logo as part of the page."""
    name = corpus.site.logo or DEFAULT_LOGO
    ending = name.rpartition(".")[2].lower()
    return f"data:{MEDIA.get(ending, f'image/{ending}')};base64,{base64.b64encode(corpus.assets[name]).decode()}"
