"""Private keys as people have them, made once for all tests."""

import base64
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


def rsa_pem(modulus: int, p: int, q: int) -> str:
    """Return an RSA key of these numbers as nobody would make it, in the traditional form."""
    numbers = (0, modulus, 65537, pow(65537, -1, (p - 1) * (q - 1)), p, q, 3, 5, 7)
    return wrapped("RSA PRIVATE KEY", _tagged(0x30, b"".join(map(_integer, numbers))))


def compressed_ssh() -> str:
    """Return an elliptic key in the form of OpenSSH whose public point is written in its short form."""
    key = made("ec")
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    name, curve, scalar = b"ecdsa-sha2-nistp256", b"nistp256", key.private_numbers().private_value
    public = _counted(name, curve, point)
    private = bytes(8) + public + _counted(b"\0" + scalar.to_bytes(32), b"")
    private += bytes(range(1, 1 + -len(private) % 8))
    head = b"openssh-key-v1\0" + _counted(b"none", b"none", b"")
    return wrapped("OPENSSH PRIVATE KEY", head + (1).to_bytes(4) + _counted(public, private))


def wrapped(label: str, content: bytes) -> str:
    return f"-----BEGIN {label}-----\n{base64.b64encode(content).decode()}\n-----END {label}-----"


def _counted(*texts: bytes) -> bytes:
    return b"".join(len(text).to_bytes(4) + text for text in texts)


def _integer(number: int) -> bytes:
    return _tagged(2, number.to_bytes(number.bit_length() // 8 + 1))


def _tagged(tag: int, content: bytes) -> bytes:
    length = len(content)
    size = bytes([length]) if length < 128 else b"\x82" + length.to_bytes(2)
    return bytes([tag]) + size + content


def public_pem(kind: str) -> str:
    return made(kind).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def raw(kind: str = "ed25519") -> tuple[bytes, bytes]:
    """Return seed and public half of an Ed25519 key."""
    key = made(kind)
    assert isinstance(key, ed25519.Ed25519PrivateKey)
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()
