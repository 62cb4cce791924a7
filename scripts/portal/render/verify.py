"""The page that checks signed certificates, and the keys it knows."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from portal.corpus.corpus import Corpus
from portal.render.desk import Desk

PAGE = "verify.html"


def pages(corpus: Corpus, desk: Desk) -> Iterator[tuple[str, bytes]]:
    """The page; it needs no content but the keys in site.yml."""
    keys = [known(entry) for entry in corpus.site.certificate_keys]
    yield "verify.md", desk.write("verify.md.j2", PAGE, terms=False, keys=keys, site=corpus.site)


def known(entry: Any) -> dict[str, Any]:
    """A key as the page and its script need it."""
    key = entry.key.model_dump()
    days = {"since": entry.since.isoformat(), "until": entry.until.isoformat() if entry.until else ""}
    data = {"name": entry.name, "key": key, **days}
    return {"name": entry.name, "print": fingerprint(key), "entry": entry, "data": data}


def fingerprint(key: Mapping[str, str]) -> str:
    """The thumbprint of a public key (RFC 7638): short enough to be compared by telephone."""
    told = json.dumps({name: key[name] for name in ("e", "kty", "n")}, separators=(",", ":"), sort_keys=True)
    return base64.urlsafe_b64encode(hashlib.sha256(told.encode()).digest()).rstrip(b"=").decode()
