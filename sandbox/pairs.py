"""Key pairs of stories, and what is signed with them, verified by the exchanges' documents.

None of them is secret. Ed25519 keys are made of 32 bytes; making an RSA key is slow, so there is a handful of them.
"""

import base64
import binascii
import functools
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)

PublicKey = Ed25519PublicKey | RSAPublicKey
SHORTEST_RSA = 2048
_END = "-----END PRIVATE KEY-----\n"


def private_key(kind: str, derived: bytes) -> str:
    """Return the private key that belongs to 32 derived bytes, as PEM."""
    if kind == "rsa":
        return _rsa_texts()[derived[0] % len(_rsa_texts())]
    key = Ed25519PrivateKey.from_private_bytes(derived)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode().strip()


def public_key(kind: str, derived: bytes, is_another: bool = False) -> PublicKey:
    """Return the public half of it, or that of another pair."""
    if kind == "rsa":
        return _rsa_publics()[(derived[0] + is_another) % len(_rsa_publics())]
    other = bytes(byte ^ 0xFF for byte in derived) if is_another else derived
    return Ed25519PrivateKey.from_private_bytes(other).public_key()


def read(text: str) -> tuple[str, PublicKey]:
    """Return kind and key of a public PEM; raises ValueError with a sentence."""
    try:
        key = load_pem_public_key(text.strip().encode())
    except (ValueError, UnsupportedAlgorithm):
        raise ValueError("public_key: PEM, from the line with BEGIN to the line with END.") from None
    if isinstance(key, RSAPublicKey) and key.key_size >= SHORTEST_RSA:
        return "rsa", key
    if isinstance(key, Ed25519PublicKey):
        return "ed25519", key
    raise ValueError(f"public_key: Ed25519, or RSA of {SHORTEST_RSA} bits or more.")


def is_signed(key: PublicKey, text: bytes, signature: str) -> bool:
    """Say whether a base64 signature of a text was made with the private half; RSA with PKCS#1 v1.5 and SHA-256."""
    try:
        raw = base64.b64decode(signature, validate=True)
        if isinstance(key, RSAPublicKey):
            key.verify(raw, text, PKCS1v15(), SHA256())
        else:
            key.verify(raw, text)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


@functools.cache
def _rsa_texts() -> list[str]:
    text = (Path(__file__).parent / "rsa_keys.pem").read_text()
    begin = text.index("-----BEGIN")
    return [f"{block}{_END}".strip() for block in text[begin:].split(_END) if block]


@functools.cache
def _rsa_publics() -> list[PublicKey]:
    # They are our own: proving the primes of each again would cost a second.
    keys = [
        load_pem_private_key(text.encode(), None, unsafe_skip_rsa_key_validation=True)
        for text in _rsa_texts()
    ]
    return [key.public_key() for key in keys if isinstance(key, RSAPrivateKey)]
