"""Private keys as people have them, made once for all tests."""

import functools

from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

FORMS = {
    "pkcs8": PrivateFormat.PKCS8,
    "traditional": PrivateFormat.TraditionalOpenSSL,
    "openssh": PrivateFormat.OpenSSH,
}


@functools.cache
def made(kind: str) -> PrivateKeyTypes:
    """Return a key: "rsa", "rsa-1024", "ed25519", "ec", "secp256k1", "secp384r1" or "dsa"."""
    if kind.startswith("rsa"):
        return rsa.generate_private_key(65537, int(kind.partition("-")[2] or 2048))
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    if kind == "dsa":
        return dsa.generate_private_key(1024)
    curves: dict[str, ec.EllipticCurve] = {
        "ec": ec.SECP256R1(),
        "secp256k1": ec.SECP256K1(),
        "secp384r1": ec.SECP384R1(),
    }
    return ec.generate_private_key(curves[kind])


def pem(kind: str, form: str = "pkcs8", password: str = "") -> str:
    lock: KeySerializationEncryption = (
        BestAvailableEncryption(password.encode()) if password else NoEncryption()
    )
    return made(kind).private_bytes(Encoding.PEM, FORMS[form], lock).decode()


def public_pem(kind: str) -> str:
    return made(kind).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def raw(kind: str = "ed25519") -> tuple[bytes, bytes]:
    """Return seed and public half of an Ed25519 key."""
    key = made(kind)
    assert isinstance(key, ed25519.Ed25519PrivateKey)
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()
