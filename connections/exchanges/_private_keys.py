"""Recognise a private key however it was copied, and write it the one way that ccxt can sign with.

ccxt tells the kinds apart by the header and the length of the text, so the text must be compact: at Binance an Ed25519
key of more than 120 characters would be signed with as RSA.
"""

import base64
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from connections.exchanges._key_forms import Flaw, block, is_base64, is_meant, is_public, loaded, seed
from connections.findings import KeyKind

__all__ = ["Flaw", "PrivateKey", "is_base64", "is_meant", "is_public", "masked", "read", "unpacked"]

LONGEST = 8192  # an RSA key of 4096 bits has 3300 characters, and public halves may stand beside it
SHORTEST_RSA, LONGEST_RSA = 2048, 4096
CURVE = "secp256r1"
_RUN = re.compile(r"[A-Za-z0-9+/=]{12,}")


@dataclass(frozen=True)
class PrivateKey:
    """A private key that can be signed with; its text is never printed."""

    kind: KeyKind
    text: str = field(repr=False)


def unpacked(pasted: Mapping[str, str]) -> dict[str, str]:
    """Return the fields, filled from a downloaded key file where a whole one was pasted into one of them."""
    for name in ("secret", "api_key"):
        if found := _of_file(pasted.get(name, "")):
            return {**pasted, **found}
    return dict(pasted)


def _of_file(text: str) -> dict[str, str]:
    # {"name": "organizations/...", "privateKey": "-----BEGIN ..."}, newer {"id": "...", "privateKey": "..."}
    if not text.startswith("{") or len(text) > LONGEST:
        return {}
    try:
        held = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return {}
    # A text that begins so is an object, if anything.
    named, secret = held.get("name") or held.get("id"), held.get("privateKey")
    if not isinstance(named, str) or not isinstance(secret, str):
        return {}
    return {"api_key": named.strip(), "secret": secret.strip()}


def read(text: str, kinds: Collection[str], *, is_bare: bool = False) -> PrivateKey:
    """Return the private key in a text; raises Flaw. `is_bare` writes Ed25519 as base64 instead of PEM."""
    if len(text) > LONGEST:
        raise Flaw("too_long")
    key = seed(text) if is_base64(text) else _loaded(text, kinds)
    kind = _taken(key, kinds)
    if isinstance(key, EllipticCurvePrivateKey) and key.curve.name != CURVE:
        raise Flaw("private_key_wrong_curve")
    return PrivateKey(kind, _written(key, is_bare=is_bare))


def _loaded(text: str, kinds: Collection[str]) -> Any:
    """Return the key in a text with headers; an RSA key is proven to be one once its kind and size are known."""
    label, content = block(text)
    key = loaded(label, content, is_proven=False)
    _taken(key, kinds)
    if not isinstance(key, RSAPrivateKey):
        return key
    _ensure_size(key)
    return loaded(label, content)


def _taken(key: Any, kinds: Collection[str]) -> KeyKind:
    kind = _kind(key)
    if kind is None or kind not in kinds:
        raise Flaw("private_key_wrong_kind")
    return kind


def _ensure_size(key: RSAPrivateKey) -> None:
    """Raise Flaw for a modulus that is too short or too long, and for primes that are larger than it lets expect."""
    if key.key_size < SHORTEST_RSA:
        raise Flaw("private_key_too_short")
    if key.key_size > LONGEST_RSA:
        raise Flaw("private_key_too_long")
    numbers = key.private_numbers()
    if max(numbers.p, numbers.q).bit_length() > LONGEST_RSA // 2:
        raise Flaw("private_key_damaged")


def masked(text: str, secret: str) -> str:
    """Blank out what a text quotes of a private key: whole lines, and lines that were broken elsewhere."""
    if not is_meant(secret) and not is_base64(secret):
        return text
    lines = [line for line in secret.splitlines() if not line.startswith("-----")]
    for line in sorted(lines, key=len, reverse=True):
        text = text.replace(line, "***")
    body = "".join(lines)
    return _RUN.sub(lambda run: "***" if run[0] in body else run[0], text)


# --- from key to text ----------------------------------------------------------------------------


def _kind(key: Any) -> KeyKind | None:
    types = (
        (RSAPrivateKey, KeyKind.RSA),
        (Ed25519PrivateKey, KeyKind.ED25519),
        (EllipticCurvePrivateKey, KeyKind.EC),
    )
    return next((kind for known, kind in types if isinstance(key, known)), None)


def _written(key: Any, *, is_bare: bool) -> str:
    if is_bare and isinstance(key, Ed25519PrivateKey):
        return base64.b64encode(key.private_bytes_raw() + key.public_key().public_bytes_raw()).decode()
    forms, is_curve = serialization.PrivateFormat, isinstance(key, EllipticCurvePrivateKey)
    form = forms.TraditionalOpenSSL if is_curve else forms.PKCS8
    text: str = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()
    return text.strip()
