"""Keys of trainers and signatures with them: RSA and RS256, the algorithm that Open Badges 3.0 asks for as a minimum.

Every browser can check RS256, also from a folder. A key has 3,072 bits, so that a certificate can be checked after 2030.
"""

from __future__ import annotations

import base64
from typing import Any

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from portal.render.verify import fingerprint

__all__ = ["ALGORITHM", "BadKey", "Jwk", "Locked", "base64url", "fingerprint", "load", "make", "public", "sign"]

ALGORITHM = "RS256"
BITS = 3072
Jwk = dict[str, str]


class BadKey(Exception):
    """A file is not the key that is needed; the message says what it is."""


class Locked(BadKey):
    """The private key has a pass phrase, and it was not given or is wrong."""


def make(phrase: str | None = None) -> tuple[bytes, Jwk]:
    """A new pair: the private key as PEM, locked with the pass phrase if there is one, and the public key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    lock = serialization.BestAvailableEncryption(phrase.encode()) if phrase else serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
    return pem, public(key)


def load(pem: bytes, phrase: str | None = None) -> rsa.RSAPrivateKey:
    """The private key in a PEM file. Raises BadKey, and Locked when it needs another pass phrase."""
    try:
        key = serialization.load_pem_private_key(pem, phrase.encode() if phrase else None)
    except TypeError:
        raise Locked("the key has a pass phrase") from None
    except (ValueError, UnsupportedAlgorithm):
        raise (Locked("the pass phrase is wrong") if phrase else BadKey("this is not a private key")) from None
    if not isinstance(key, rsa.RSAPrivateKey) or not 2048 <= key.key_size <= 4096:
        raise BadKey("this is not an RSA key of 2048 to 4096 bits; make one with `portal certify keys`")
    return key


def public(key: rsa.RSAPrivateKey) -> Jwk:
    """The public half of a key, as a JWK."""
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}


def sign(claims: dict[str, Any], key: rsa.RSAPrivateKey) -> str:
    """The token. Its head holds the public key, as the specification asks where a key has no address of its own."""
    return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"typ": "JWT", "jwk": public(key)})


def base64url(data: bytes) -> str:
    """Base64 as JOSE writes it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _number(value: int) -> str:
    return base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))
