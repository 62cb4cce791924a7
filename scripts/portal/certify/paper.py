"""The certificate that a learner gets: one page that stands alone, prints on A4 across, and carries its token."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from portal.certify.register import Entry
from portal.corpus.corpus import Corpus
from portal.render.chrome import DEFAULT_LOGO
from portal.render.desk import Desk
from portal.render.safe import stylesheet

STYLE = "assets/css/certificate.css"
MEDIA = {"svg": "image/svg+xml", "jpg": "image/jpeg"}


def page(entry: Entry, claims: dict[str, Any], token: str, key: str, desk: Desk) -> bytes:
    """The page of one certificate; ``key`` is the fingerprint of the key that signed it."""
    corpus, achieved = desk.corpus, claims["credentialSubject"]["achievement"]
    style = corpus.assets[STYLE].decode()
    made = desk.beside("certificate.html").environment.get_template("certificate.html.j2").render(
        entry=entry, token=token, key=key, site=corpus.site, catalogue=desk.catalogue, style=stylesheet(style), logo=logo(corpus),
        policy=policy(style), about=achieved["description"], confirms=achieved["criteria"]["narrative"],
        check_at=desk.absolute("verify.html"),
    )  # fmt: skip
    return made.encode()


def policy(style: str) -> str:
    """What the page may do: show itself in its own style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def logo(corpus: Corpus) -> str:
    """The publisher's logo as part of the page."""
    name = corpus.site.logo or DEFAULT_LOGO
    ending = name.rpartition(".")[2].lower()
    return f"data:{MEDIA.get(ending, f'image/{ending}')};base64,{base64.b64encode(corpus.assets[name]).decode()}"
