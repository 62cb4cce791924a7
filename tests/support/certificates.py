"""Certificates for tests: genuine, forged and broken ones, each with how a check must end; and a page that checks them."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import hashlib
import hmac
import json
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from portal.certify import credential, keys
from portal.certify.register import Entry
from portal.corpus.corpus import Corpus
from portal.corpus.load import load
from portal.language.catalogue import Original
from portal.render import verify
from portal.render.chrome import chrome, stylesheet
from portal.render.desk import Desk
from portal.schema.site import CertificateKey
from tests.fixtures.quiz.pages import page
from tests.support.project import FIXTURES, ROOT

NOW = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 11, 20)
HOSTILE = 'Ana <img src=x onerror=alert(1)>\u202e"</script>'
ENTRY = Entry("2026-007", HOSTILE, "potters", "Path for potters", Decimal(24), DAY, Decimal("87.5"))


def private(name: str = "trainer") -> rsa.RSAPrivateKey:
    """A key for each name. The key "short" has 2,048 bits: the last sign of its signatures has bits to spare."""
    return _made(name, {"short": 2048, "small": 1024}.get(name, keys.BITS))


@cache
def _made(name: str, bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


@cache
def corpus() -> Corpus:
    """The small corpus, whose publisher answers for the key of the trainer."""
    small = load(FIXTURES / "small").corpus
    named = {"trainer": "A. Trainer <b>", "short": "B. Short", "retired": "C. Retired"}
    known = [
        CertificateKey(
            name=said,
            since="2026-01-01",
            key=keys.public(private(name)),
            **({"until": "2026-06-30"} if name == "retired" else {}),
        )
        for name, said in named.items()
    ]
    return dataclasses.replace(small, site=small.site.model_copy(update={"certificate_keys": tuple(known)}))


def claims(**changes: Any) -> credential.Claims:
    """What a genuine certificate says; a change of None takes the key out."""
    desk = Desk(corpus(), Original(), {})
    made = credential.claims(ENTRY, corpus().site, desk.words_of, {"paths/potters.html"}, "key")
    return {name: value for name, value in {**made, **changes}.items() if value is not None}


def token(signer: str = "trainer", **changes: Any) -> str:
    """A token as `portal certify sign` makes it."""
    return keys.sign(claims(**changes), private(signer))


def on(day: str) -> dict[str, Any]:
    """The claims that change with the date."""
    start = datetime.datetime.fromisoformat(f"{day}T00:00:00+00:00")
    return {"validFrom": f"{day}T00:00:00Z", "nbf": int(start.timestamp())}


def encoded(thing: Any) -> str:
    return keys.base64url(thing if isinstance(thing, bytes) else json.dumps(thing).encode())


def headed(body: Any, signer: str = "trainer", **head: Any) -> str:
    """A token with this head, signed with RS256 whatever the head says."""
    text = f"{encoded({'alg': 'RS256', 'typ': 'JWT', 'jwk': keys.public(private()), **head})}.{encoded(body)}"
    return f"{text}.{encoded(private(signer).sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def confused(secret: bytes) -> str:
    """HS256 with something public as the secret."""
    text = f"{encoded({'alg': 'HS256', 'typ': 'JWT', 'jwk': keys.public(private())})}.{encoded(claims())}"
    return f"{text}.{encoded(hmac.digest(secret, text.encode(), hashlib.sha256))}"


def forged() -> str:
    """Signed by a stranger, with the key of the trainer in its head."""
    return jwt.encode(claims(), private("stranger"), "RS256", headers={"jwk": keys.public(private())})


def spare_bits(good: str) -> str:
    """The same bytes, written in another way."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = good[:-1] + alphabet[alphabet.index(good[-1]) ^ 1]
    assert base64.urlsafe_b64decode(good.split(".")[2] + "==") == base64.urlsafe_b64decode(other.split(".")[2] + "==")
    return other


def vectors() -> Iterator[tuple[str, str, str]]:
    """Name, text, and the state in which the check ends at NOW against the keys of the corpus."""
    no_number = b'{"nbf": NaN}'
    good, numbers = token(), keys.public(private())
    head, body, signature = good.split(".")
    subject = claims()["credentialSubject"]
    yield "genuine", good, "valid"
    yield "with line breaks", f" {good[:500]}\r\n{good[500:]}\n", "valid"
    yield "in a page", f"<!doctype html><p>{good}</p><pre>{good}</pre>", "valid"
    yield "short key", token("short"), "valid"
    yield "no key in its head", headed(claims(), jwk=1), "valid"
    yield "old form of the type", token(type=["VerifiableCredential", "OpenBadgeCredential"]), "valid"
    yield "issuer as address", token(issuer=claims()["iss"]), "valid"
    yield "until later", token(validUntil="2027-01-01T00:00:00+01:00", exp=1798758000), "valid"
    for name, text in {
        "empty": "",
        "two parts": f"{head}.{body}",
        "four parts": f"{good}.",
        "no JSON": f"{head}.{encoded(b'{')}.{signature}",
        "a list": f"{head}.{encoded([claims()])}.{signature}",
        "no UTF-8": f"{head}.{encoded(bytes([123, 34, 255, 34, 125]))}.{signature}",
        "no number": f"{head}.{encoded(no_number)}.{signature}",
        "oversized": token(more="x" * 20_000),
        "deep": f"{head}.{encoded(b'[' * 9000)}.{signature}",
        "huge": "x" * 1_000_001,
        "padding": f"{good}=",
        "two in a page": f"<p>{good}</p><p>{token('stranger')}</p>",
        "none in a page": "<p>eyJ</p>",
        "foreign letter": f"{good[:-1]}é",
        "bits to spare": spare_bits(token("short")),
    }.items():
        yield name, text, "unreadable"
    for name, text in {
        "none": f"{encoded({'alg': 'none', 'typ': 'JWT'})}.{body}.",
        "none, in a page": f"<p>{encoded({'alg': 'none'})}.{body}.</p>",
        "None with its signature": headed(claims(), alg="None"),
        "list": headed(claims(), alg=["RS256"]),
        "HS256": confused(numbers["n"].encode()),
        "HS256 with JSON": confused(json.dumps(numbers).encode()),
        "no algorithm": f"{encoded({'typ': 'JWT'})}.{body}.{signature}",
        "RS512": jwt.encode(claims(), private(), "RS512"),
        "ES256": jwt.encode(claims(), ec.generate_private_key(ec.SECP256R1()), "ES256"),
        "critical": headed(claims(), crit=["exp"]),
        "key elsewhere": headed(claims(), jku="https://x.invalid/"),
        "another type": headed(claims(), typ="vp+jwt"),
    }.items():
        yield name, text, "algorithm"
    yield "forged", forged(), "changed"
    yield "no signature", f"{head}.{body}.", "changed"
    yield "another's body", f"{head}.{encoded(claims(name='Doctor'))}.{signature}", "changed"
    yield "stranger", token("stranger"), "unknown-key"
    yield "stranger with a small key", headed(claims(), "small", jwk=keys.public(private("small"))), "changed"
    for name, changes in {
        "no type": {"type": None},
        "type as text": {"type": "VerifiableCredential AchievementCredential"},
        "no subject": {"credentialSubject": None},
        "no achievement": {"credentialSubject": {**subject, "achievement": "x"}},
        "no issuer": {"issuer": None},
        "no context": {"@context": None},
        "another kind": {"type": ["VerifiableCredential", "EndorsementCredential"]},
        "types of all sorts": {"type": [1, None, {}]},
    }.items():
        yield name, token(**changes), "no-badge"
    for name, changes in {
        "issuer": {"iss": "https://other.invalid/"},
        "learner": {"sub": "urn:x"},
        "no learner": {"sub": None},
        "id": {"jti": None},
        "start": {"nbf": claims()["nbf"] + 1},
        "end": {"exp": 1},
        "end not told": {"validUntil": "2027-01-01T00:00:00Z", "exp": 5},
        "no end": {"validUntil": "soon"},
        "no start": {"validFrom": None},
        "no such day": {"validFrom": "2026-02-30T00:00:00Z"},
        "no such hour": {"validFrom": "2026-11-19T24:00:00Z"},
        "long ago": {"validFrom": "0001-01-01T00:00:00+14:00"},
    }.items():
        yield f"disagrees: {name}", token(**changes), "disagrees"
    yield "tomorrow", token(**on("2026-11-24")), "early"
    yield "run out", token(validUntil="2026-11-22T00:00:00Z", exp=1795305600), "expired"
    yield "before the key", token(**on("2025-12-31")), "key-off"
    yield "after the key", token("retired"), "key-off"
    yield "in the time of the key", token("retired", **on("2026-06-30")), "valid"


def flips(good: str, step: int = 1) -> Iterator[str]:
    """The token with one sign changed, at every place (or every few of them)."""
    for at in {
        *range(0, len(good), step),
        *(at + n for at, sign in enumerate(good) if sign == "." for n in (-1, 0, 1)),
        len(good) - 1,
    }:
        yield good[:at] + ("B" if good[at] == "A" else "A") + good[at + 1 :]


def build(folder: Path, change: Callable[[Corpus], Corpus] = lambda found: found) -> Path:
    """Write the page that checks certificates to ``folder``, with the styles and scripts of the portal."""
    shutil.copytree(ROOT / "docs" / "assets", folder / "assets")
    found = change(corpus())
    (folder / "assets/css/site.css").write_bytes(stylesheet(found.site.colours))
    (folder / "search").mkdir()
    (folder / "search/boot.js").write_text('portalSearch("boot", {"n": 0, "per": 16, "kinds": [], "shards": []})')
    for _, data in verify.pages(found, Desk(found, Original(), {})):
        (folder / verify.PAGE).write_text(page(verify.PAGE, data.decode(), chrome(found, Original())), encoding="utf-8")
    return folder
