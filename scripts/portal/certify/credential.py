"""What a certificate says: an AchievementCredential of Open Badges 3.0 with the claims of its VC-JWT form.

The specification asks for iss, sub, jti and nbf that repeat issuer, subject, id and validFrom; a checker compares them.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Container
from decimal import Decimal
from typing import Any

from portal.certify.register import Entry
from portal.render.words import Words
from portal.schema.site import Site

CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
Claims = dict[str, Any]


def claims(entry: Entry, site: Site, words: Words, pages: Container[str], key: str) -> Claims:
    """The content of a token. ``pages`` are addresses of the portal; ``key`` is the fingerprint of the signing key.

    The same row signed again with the same key has the same id.
    """
    own = _name(f"{site.address}#{key}#{entry.register}")
    made = _credential(entry, site, words, pages, own)
    return {
        **made,
        "iss": made["issuer"]["id"],
        "sub": made["credentialSubject"]["id"],
        "jti": made["id"],
        "nbf": int(datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC).timestamp()),
    }


def _credential(entry: Entry, site: Site, words: Words, pages: Container[str], own: str) -> Claims:
    start = f"{entry.date.isoformat()}T00:00:00Z"
    identity = {"type": "IdentityObject", "hashed": False, "identityHash": entry.learner, "identityType": "name"}
    subject = {"id": _name(f"{own}#learner"), "type": ["AchievementSubject"], "identifier": [identity]}
    return {
        "@context": CONTEXT,
        "id": own,
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": entry.title,
        "issuer": {"id": site.address, "type": ["Profile"], "name": site.publisher, "url": site.address, "email": site.contact},
        "validFrom": start,
        "awardedDate": start,
        "credentialSubject": {**subject, "licenseNumber": entry.register, **_achieved(entry, site, words, pages, own)},
    }


def _achieved(entry: Entry, site: Site, words: Words, pages: Container[str], own: str) -> Claims:
    """The achievement, and the result where a score was given."""
    page = next((page for page in (f"paths/{entry.path}.html", f"programmes/{entry.path}.html") if page in pages), None)
    achievement = {
        "id": site.address + page if page else _name(f"{site.address}#{entry.title}"),
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion" if entry.score is None else "Certificate",
        "name": entry.title,
        "description": words.say("Training of {n} hours.", n=words.number(entry.hours)),
        "inLanguage": words.catalogue.language,
        "criteria": {"narrative": criteria(entry, words), **({"id": site.address + page} if page else {})},
    }
    if entry.score is None:
        return {"achievement": achievement}
    described = {"id": f"{own}#score", "type": ["ResultDescription"], "name": words.plain("Score"), "resultType": "Percent"}
    result = {"type": ["Result"], "resultDescription": described["id"], "value": _plain(entry.score)}
    return {"achievement": {**achievement, "resultDescription": [described]}, "result": [result]}


def criteria(entry: Entry, words: Words) -> str:
    """What the issuer confirms."""
    if entry.score is None:
        return words.plain("The issuer confirms that the learner took part.")
    return words.say("The issuer confirms a score of {n} % in the final assessment.", n=words.number(entry.score))


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _name(seed: str) -> str:
    """A name that is the same for the same thing, and says nothing about it."""
    return uuid.uuid5(uuid.NAMESPACE_URL, seed).urn
