"""Is a certificate genuine? The same rules as docs/assets/js/verify.js; a test holds the two together.

What is decided, in this order: can it be read, is it signed in the one way that is accepted, does the signature match, is it
an Open Badges credential, do its parts agree, is the key known, and is it in force.
"""

from __future__ import annotations

import base64
import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from portal.certify.keys import ALGORITHM, BadKey, Jwk, base64url, fingerprint

MAX_TEXT, MAX_TOKEN = 1_000_000, 16_384
INSIDE = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*", re.ASCII)  # a token in the page of a certificate
PART = re.compile(r"[A-Za-z0-9_-]*")
MODULUS = re.compile(r"[A-Za-z0-9_-]{342,684}")
CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
INSTANT = re.compile(rf"(?:19|20|21)\d\d-\d\d-\d\dT{CLOCK}:[0-5]\d(?:\.\d{{1,3}})?(?:Z|[+-]{CLOCK})", re.ASCII)
HEAD = {"alg", "typ", "jwk", "kid"}
CONTEXT = "https://www.w3.org/ns/credentials/v2"
KINDS = {"AchievementCredential", "OpenBadgeCredential"}
SAID = {
    "valid": "valid",
    "unreadable": "not readable: there is no certificate in it, or more than one",
    "algorithm": f"refused: not signed with {ALGORITHM}, the only way that is accepted",
    "changed": "REFUSED: the signature does not match; something was changed, or the certificate was never genuine",
    "no-badge": "refused: signed, but not an Open Badges credential",
    "disagrees": "refused: its parts contradict each other",
    "unknown-key": "key unknown: nothing was changed since it was signed, but nothing says whose key it is",
    "key-off": "refused: its date lies outside the time in which the key was in use",
    "early": "not yet valid",
    "expired": "no longer valid",
}


@dataclass(frozen=True)
class Known:
    """A public key that somebody answers for, with the days on which it could sign."""

    name: str
    key: Jwk
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True)
class Verdict:
    """How a check ended. ``claims`` are there where the signature matches; ``key`` is the fingerprint of what signed."""

    state: str
    claims: dict[str, Any] = field(default_factory=dict)
    signer: str = ""
    key: str = ""

    @property
    def valid(self) -> bool:
        """Whether everything that can be checked is as it should be."""
        return self.state == "valid"


class Refused(Exception):
    """The check ends here, with this state."""


def token_in(text: str) -> str:
    """The one token in a file or in what was pasted. Raises Refused."""
    if len(text) > MAX_TEXT:
        raise Refused("unreadable")
    found = set(INSIDE.findall(text)) if "<" in text else {"".join(text.split())}
    if len(found) != 1 or len(token := found.pop()) > MAX_TOKEN or token.count(".") != 2:
        raise Refused("unreadable")
    return token


def check(text: str, known: Iterable[Known], now: datetime.datetime) -> Verdict:
    """Check the certificate in a text against known keys, at a point in time."""
    claims: dict[str, Any] = {}
    signer, key = "", ""
    try:
        token = token_in(text)
        head, body = _head(token), _body(token)
        if head.get("alg") != ALGORITHM or not set(head) <= HEAD or head.get("typ", "JWT") != "JWT":
            raise Refused("algorithm")
        found, jwk = _signer(token, head, known)
        claims, signer, key = body, found.name if found else "", fingerprint(jwk)
        _badge(body)
        _agrees(body)
        _in_force(body, found, now)
    except Refused as refused:
        return Verdict(str(refused), claims, signer, key)
    return Verdict("valid", claims, signer, key)


def _head(token: str) -> dict[str, Any]:
    return _map(token.split(".")[0])


def _body(token: str) -> dict[str, Any]:
    decode(token.split(".")[2])
    return _map(token.split(".")[1])


def decode(part: str) -> bytes:
    """Base64url, written in the one right way: nothing in a token can be changed without being seen."""
    if not PART.fullmatch(part) or len(part) % 4 == 1:
        raise Refused("unreadable")
    data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64url(data) != part:
        raise Refused("unreadable")
    return data


def _map(part: str) -> dict[str, Any]:
    try:
        found = json.loads(decode(part).decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refused("unreadable") from None
    if not isinstance(found, dict):
        raise Refused("unreadable")
    return found


def _no_number(word: str) -> None:
    raise ValueError(word)


def _signer(token: str, head: dict[str, Any], known: Iterable[Known]) -> tuple[Known | None, Jwk]:
    """The known key that signed, or None and the key in the head. Raises Refused where no key fits."""
    for candidate in known:
        if _matches(token, candidate.key):
            return candidate, candidate.key
    own = head.get("jwk")
    if not usable(own) or not _matches(token, own):
        raise Refused("changed")
    return None, own


def usable(key: Any) -> bool:
    """Whether this is a public RSA key of a size that is accepted."""
    if not isinstance(key, dict) or key.get("kty") != "RSA" or key.get("e") != "AQAB" or not isinstance(key.get("n"), str):
        return False
    return MODULUS.fullmatch(key["n"]) is not None and len(key["n"]) % 4 != 1


def keys_in(data: bytes) -> list[Jwk]:
    """The public keys in a file: a JWK or a set of them. Raises BadKey."""
    try:
        found = None if b"PRIVATE KEY-" in data else json.loads(data)
    except (ValueError, RecursionError):
        raise BadKey("this is not a public key: it is not JSON") from None
    listed = found["keys"] if isinstance(found, dict) and isinstance(found.get("keys"), list) else [found]
    if found is None or any(isinstance(key, dict) and "d" in key for key in listed):
        raise BadKey("this is a PRIVATE key: keep it to yourself, and give others the public one")
    if not listed or not all(map(usable, listed)):
        raise BadKey("this is not a public RSA key of 2048 to 4096 bits")
    return [{name: key[name] for name in ("kty", "n", "e")} for key in listed]


def _matches(token: str, key: Jwk) -> bool:
    number = int.from_bytes(base64.urlsafe_b64decode(key["n"] + "=" * (-len(key["n"]) % 4)), "big")
    try:
        made = rsa.RSAPublicNumbers(65537, number).public_key()
        jwt.PyJWS(algorithms=[ALGORITHM]).decode(token, made, algorithms=[ALGORITHM])
    except (ValueError, jwt.PyJWTError):
        return False
    return True


def _badge(body: dict[str, Any]) -> None:
    """The fields without which it says nothing: types, issuer, learner, achievement."""
    kinds, subject, issuer = body.get("type"), body.get("credentialSubject"), body.get("issuer")
    sound = isinstance(kinds, list) and "VerifiableCredential" in kinds and any(kind in KINDS for kind in kinds if _text(kind))
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    names = (
        isinstance(achievement, dict) and _text(achievement.get("name")),
        _text(issuer) or (isinstance(issuer, dict) and _text(issuer.get("id"))),
        isinstance(body.get("@context"), list) and CONTEXT in body["@context"],
    )
    if not sound or not all(names):
        raise Refused("no-badge")


def _text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _agrees(body: dict[str, Any]) -> None:
    """The claims of the token repeat what the credential says."""
    issuer = body["issuer"] if isinstance(body["issuer"], str) else body["issuer"]["id"]
    pairs = ((body.get("iss"), issuer), (body.get("jti"), body.get("id")), (body.get("sub"), body["credentialSubject"].get("id")))
    start, end = _instant(body.get("validFrom")), _instant(body.get("validUntil"))
    same = all(_text(one) and one == other for one, other in pairs) and ("validUntil" in body) == (end is not None)
    if not same or start is None or body.get("nbf") != start or body.get("exp", end) != end:
        raise Refused("disagrees")


def _instant(value: Any) -> int | None:
    """A date with time as seconds."""
    if not isinstance(value, str) or not INSTANT.fullmatch(value):
        return None
    try:
        return int(datetime.datetime.fromisoformat(value).timestamp() // 1)
    except ValueError:
        return None


def _in_force(body: dict[str, Any], key: Known | None, now: datetime.datetime) -> None:
    if key is None:
        raise Refused("unknown-key")
    day = datetime.datetime.fromtimestamp(body["nbf"], datetime.UTC).date()
    if (key.since and day < key.since) or (key.until and day > key.until):
        raise Refused("key-off")
    if body["nbf"] > now.timestamp():
        raise Refused("early")
    if (end := _instant(body.get("validUntil"))) is not None and end < now.timestamp():
        raise Refused("expired")
