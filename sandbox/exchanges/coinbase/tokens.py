"""What signs a request at Coinbase: a JSON web token that lives two minutes, for one method, host and path.

Written from Coinbase's own documents (authentication of API keys, JSON web tokens).
"""

import base64
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from sandbox.calls import Refused

Public = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey

# The order of the curve P-256: a private key is a number from 1 to this less one.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_ISSUERS = ("cdp", "coinbase-cloud")
_HALF = 32
_LIFE_SECONDS = 120
_AHEAD_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it was sent; `key` is the name of the key, `signed` what its signature is of."""

    algorithm: str
    key: str
    claims: Mapping[str, Any]
    signed: bytes
    signature: bytes


def read(authorization: str) -> Token:
    """Return the token in a header; raises Refused for anything else."""
    scheme, _, text = authorization.partition(" ")
    parts = text.split(".")
    if scheme.casefold() != "bearer" or len(parts) != 3:
        raise Refused("unsigned")
    try:
        header, claims, signature = orjson.loads(_raw(parts[0])), orjson.loads(_raw(parts[1])), _raw(parts[2])
    except ValueError:
        raise Refused("unsigned") from None
    if not (isinstance(header, dict) and isinstance(claims, dict)):
        raise Refused("unsigned")
    signed = f"{parts[0]}.{parts[1]}".encode("latin-1")
    return Token(str(header.get("alg")), str(header.get("kid")), claims, signed, signature)


def check(token: Token, secret: str, uris: tuple[str, ...], now_ms: int) -> None:
    """Check who sends a token, for what, when, and its signature; raises Refused."""
    claims = token.claims
    named = claims.get("uris", [claims.get("uri")])
    if claims.get("sub") != token.key or claims.get("iss") not in _ISSUERS:
        raise Refused("signature")
    if not isinstance(named, list) or not set(map(str, named)) & set(uris):
        raise Refused("signature")
    begins, ends = claims.get("nbf"), claims.get("exp")
    if not (isinstance(begins, int) and isinstance(ends, int)) or ends - begins > _LIFE_SECONDS:
        raise Refused("clock")
    if not begins - _AHEAD_SECONDS <= now_ms / 1000 < ends:
        raise Refused("clock")
    if not _is_signed(token, public(secret)):
        raise Refused("signature")


def _is_signed(token: Token, key: Public) -> bool:
    if len(token.signature) != 2 * _HALF:
        return False
    try:
        if isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(token.signature, token.signed)
            return token.algorithm == "EdDSA"
        first, second = token.signature[:_HALF], token.signature[_HALF:]
        pair = encode_dss_signature(int.from_bytes(first, "big"), int.from_bytes(second, "big"))
        key.verify(pair, token.signed, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return token.algorithm == "ES256"


def _raw(text: str) -> bytes:
    """Return the bytes in a part of a token, which is written without padding; raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


# --- keys ------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=50_000)
def secret_text(derived: bytes) -> str:
    """Return a private key of 32 bytes as Coinbase hands it out: one kind in one line, the other as PEM."""
    if derived[0] & 1:
        pair = ed25519.Ed25519PrivateKey.from_private_bytes(derived)
        return base64.b64encode(derived + pair.public_key().public_bytes_raw()).decode()
    number = int.from_bytes(derived, "big") % (_ORDER - 1) + 1
    key = ec.derive_private_key(number, ec.SECP256R1())
    lines = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return lines.decode().strip()


@functools.lru_cache(maxsize=50_000)
def public(secret: str) -> Public:
    """Return the public half of a secret that secret_text() made."""
    if not secret.startswith("-----BEGIN"):
        seed = base64.b64decode(secret)[:_HALF]
        return ed25519.Ed25519PrivateKey.from_private_bytes(seed).public_key()
    key = load_pem_private_key(secret.encode(), None).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("A secret of the sandbox is of one of two kinds.")
    return key
