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

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from connections.findings import KeyKind

LONGEST = 8192  # an RSA key of 8192 bits has 6400 characters
SHORTEST_RSA = 2048
CURVE = "secp256r1"
_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----", re.DOTALL)
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
# 32 bytes, or the same with the 32 public ones behind them.
_BARE = re.compile(r"[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==")
_RUN = re.compile(r"[A-Za-z0-9+/=]{12,}")


@dataclass(frozen=True)
class PrivateKey:
    """A private key that can be signed with; its text is never printed."""

    kind: KeyKind
    text: str = field(repr=False)


class Flaw(Exception):
    """Raised for what cannot be signed with: a code that says why, never the value."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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


def is_meant(text: str) -> bool:
    """Say whether a text is, or was once, one of the halves of a pair with a header."""
    return "-----BEGIN" in text or "PRIVATE KEY" in text or "PUBLIC KEY" in text or text.startswith("ssh-")


def is_public(text: str) -> bool:
    return is_meant(text) and "PRIVATE KEY" not in text


def read(text: str, kinds: Collection[str], *, is_bare: bool = False) -> PrivateKey:
    """Return the private key in a text; raises Flaw. `is_bare` writes Ed25519 as base64 instead of PEM."""
    if len(text) > LONGEST:
        raise Flaw("too_long")
    key = _seed(text) if is_base64(text) else _loaded(*_block(text))
    kind = _kind(key)
    if kind is None or kind not in kinds:
        raise Flaw("private_key_wrong_kind")
    if isinstance(key, RSAPrivateKey) and key.key_size < SHORTEST_RSA:
        raise Flaw("private_key_too_short")
    if isinstance(key, EllipticCurvePrivateKey) and key.curve.name != CURVE:
        raise Flaw("private_key_wrong_curve")
    return PrivateKey(kind, _written(key, is_bare=is_bare))


def is_base64(text: str) -> bool:
    """Say whether a text may be an Ed25519 key without any header."""
    return _BARE.fullmatch(_joined(text)) is not None


def masked(text: str, secret: str) -> str:
    """Blank out what a text quotes of a private key: whole lines, and lines that were broken elsewhere."""
    if not is_meant(secret) and not is_base64(secret):
        return text
    lines = [line for line in secret.splitlines() if not line.startswith("-----")]
    for line in sorted(lines, key=len, reverse=True):
        text = text.replace(line, "***")
    body = "".join(lines)
    return _RUN.sub(lambda run: "***" if run[0] in body else run[0], text)


# --- from text to key ----------------------------------------------------------------------------


def _block(text: str) -> tuple[str, bytes]:
    """Return label and content of the private key in a text with headers; other blocks are passed over."""
    text = text.replace("\\r", "").replace("\\n", "\n")
    if not is_meant(text):
        raise Flaw("no_private_key")
    if is_public(text):
        raise Flaw("public_key")
    if "ENCRYPTED" in text:
        raise Flaw("private_key_encrypted")
    found = [(label, body) for label, body in _BLOCK.findall(text) if label.endswith("PRIVATE KEY")]
    if not found:
        raise Flaw("private_key_truncated")
    label, body = found[0][0], _joined(found[0][1])
    return label, _decoded(body)


def _decoded(body: str) -> bytes:
    try:
        content = base64.b64decode(body, validate=True)
    except ValueError:
        is_base64_so_far = _BASE64.fullmatch(body) is not None
        raise Flaw("private_key_truncated" if is_base64_so_far else "private_key_damaged") from None
    if not content or _is_cut(content):
        raise Flaw("private_key_truncated")
    return content


def _is_cut(content: bytes) -> bool:
    """Say whether a sequence is shorter than it says of itself."""
    if len(content) < 2 or content[0] != 0x30:
        return len(content) < 2
    following = content[1] & 0x7F if content[1] & 0x80 else 0
    length = int.from_bytes(content[2 : 2 + following]) if following else content[1]
    return len(content) < 2 + following + length


def _loaded(label: str, content: bytes) -> Any:
    try:
        if label.startswith("OPENSSH"):
            return _loaded_from_ssh(content)
        return serialization.load_der_private_key(content, None)
    except UnsupportedAlgorithm:
        raise Flaw("private_key_wrong_kind") from None
    except (ValueError, TypeError):
        raise Flaw("private_key_damaged") from None


def _loaded_from_ssh(content: bytes) -> Any:
    if b"bcrypt" in content:
        raise Flaw("private_key_encrypted")
    name = b"OPENSSH PRIVATE KEY"
    wrapped = b"-----BEGIN %b-----\n%b-----END %b-----\n" % (name, base64.encodebytes(content), name)
    return serialization.load_ssh_private_key(wrapped, None)


def _seed(text: str) -> Ed25519PrivateKey:
    content = base64.b64decode(_joined(text))
    key = Ed25519PrivateKey.from_private_bytes(content[:32])
    if content[32:] not in {b"", key.public_key().public_bytes_raw()}:
        raise Flaw("private_key_damaged")
    return key


def _joined(text: str) -> str:
    return re.sub(r"\s", "", text)


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
