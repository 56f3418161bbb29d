"""Make key pairs for exchanges that take a public key of the user's own."""

from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from connections.findings import KeyKind

_RSA_BITS = 2048


def made(algorithm: str) -> tuple[str, str]:
    """Return a new (private key, public key), both PEM; raises KeyError for an algorithm that is not made here."""
    key = _MAKERS[algorithm]()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode().strip()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode().strip()
    return private, public


def _rsa() -> RSAPrivateKey:
    return generate_private_key(65537, _RSA_BITS)


_MAKERS: Mapping[str, Callable[[], Ed25519PrivateKey | RSAPrivateKey]] = {
    KeyKind.ED25519: Ed25519PrivateKey.generate,
    KeyKind.RSA: _rsa,
}
