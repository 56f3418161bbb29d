"""Read a private key out of the forms in which it is copied: with headers, in one line, cut, or without any header."""

import base64
import re
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_ssh_private_key

_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----", re.DOTALL)
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
# 32 bytes, or the same with the 32 public ones behind them.
_BARE = re.compile(r"[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==")


class Flaw(Exception):
    """Raised for what cannot be signed with: a code that says why, never the value."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_meant(text: str) -> bool:
    """Say whether a text is, or was once, one of the halves of a pair with a header."""
    return "-----BEGIN" in text or "PRIVATE KEY" in text or "PUBLIC KEY" in text or text.startswith("ssh-")


def is_public(text: str) -> bool:
    return is_meant(text) and "PRIVATE KEY" not in text


def is_base64(text: str) -> bool:
    """Say whether a text may be an Ed25519 key without any header."""
    return _BARE.fullmatch(_joined(text)) is not None


def block(text: str) -> tuple[str, bytes]:
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


def loaded(label: str, content: bytes, *, is_proven: bool = True) -> Any:
    """Return the key in the content of a block; raises Flaw.

    Proving that the primes of an RSA key are primes takes seconds where they are large. Without it (`is_proven`) the
    numbers are only read: good for looking at them, never for signing.
    """
    try:
        if label.startswith("OPENSSH"):
            return _loaded_from_ssh(content, is_proven)
        return load_der_private_key(content, None, unsafe_skip_rsa_key_validation=not is_proven)
    except UnsupportedAlgorithm:
        raise Flaw("private_key_wrong_kind") from None
    except (ValueError, TypeError):
        raise Flaw("private_key_damaged") from None
    except Exception:  # noqa: BLE001 - what a parser raises for a form it does not know is documented nowhere
        raise Flaw("private_key_unreadable") from None


def _loaded_from_ssh(content: bytes, is_proven: bool) -> Any:
    if b"bcrypt" in content:
        raise Flaw("private_key_encrypted")
    name = b"OPENSSH PRIVATE KEY"
    wrapped = b"-----BEGIN %b-----\n%b-----END %b-----\n" % (name, base64.encodebytes(content), name)
    return load_ssh_private_key(wrapped, None, unsafe_skip_rsa_key_validation=not is_proven)


def seed(text: str) -> Ed25519PrivateKey:
    content = base64.b64decode(_joined(text))
    key = Ed25519PrivateKey.from_private_bytes(content[:32])
    if content[32:] not in {b"", key.public_key().public_bytes_raw()}:
        raise Flaw("private_key_damaged")
    return key


def _joined(text: str) -> str:
    return re.sub(r"\s", "", text)
