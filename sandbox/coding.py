"""Keys that tell their own story: (story, number) sealed in the bytes of the key, so no table is needed.

The seal is an HMAC under a fixed seed; the same HMAC hides the content, so neighbours look unrelated. None of it
is secret: whoever has the sandbox can make keys for it, and that is what it is for.
"""

import hashlib
import hmac

from sandbox.stories import STORIES

SEED = b"sandbox exchange server, never a real key"
HIGHEST_NUMBER = 2**24 - 1
_CONTENT_BYTES = 5
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
# Two at a time: a fleet of keys is spelled in half the time.
_PAIRS = [first + second for first in _LETTERS for second in _LETTERS]


def _digest(*parts: bytes) -> bytes:
    return hmac.digest(SEED, b"\x00".join(parts), "sha256")


_TAGS = {_digest(b"story", name.encode())[:2]: name for name in STORIES}
_TAG_OF = {name: tag for tag, name in _TAGS.items()}


def _masked(content: bytes, seal: bytes) -> bytes:
    mask = int.from_bytes(_digest(b"mask", seal)[:_CONTENT_BYTES], "big")
    return (int.from_bytes(content, "big") ^ mask).to_bytes(_CONTENT_BYTES, "big")


def sealed_for(exchange: str, site: str) -> str:
    """Return whom a key is sealed for: the exchange, or one of its further sites."""
    return f"{exchange}@{site}" if site else exchange


def encode(exchange: str, story: str, number: int, size: int) -> bytes:
    """Return the `size` bytes of a key; raises ValueError for a number that does not fit."""
    if not 0 <= number <= HIGHEST_NUMBER:
        raise ValueError(f"The number of a key is 0 to {HIGHEST_NUMBER}, not {number}.")
    content = _TAG_OF[story] + number.to_bytes(3, "big")
    seal = _digest(b"seal", exchange.encode(), content)[: size - _CONTENT_BYTES]
    return seal + _masked(content, seal)


def decode(exchange: str, raw: bytes) -> tuple[str, int] | None:
    """Return (story, number) of a key made by encode(), or nothing for any other bytes."""
    seal = raw[:-_CONTENT_BYTES]
    content = _masked(raw[-_CONTENT_BYTES:], seal)
    if _digest(b"seal", exchange.encode(), content)[: len(seal)] != seal:
        return None
    return _TAGS[content[:2]], int.from_bytes(content[2:], "big")


def derive(api_key: str, what: str) -> bytes:
    """Return 32 bytes that belong to a key: of these its secret, its passphrase and its user id are made."""
    return _digest(b"derive", what.encode(), api_key.encode())


def in_letters(raw: bytes, length: int) -> str:
    """Return bytes as so many letters and digits, which have to be enough."""
    number, pairs = int.from_bytes(raw, "big"), []
    for _ in range((length + 1) // 2):
        number, pair = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[pair])
    return "".join(reversed(pairs))[-length:]


def is_in_letters(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isalnum()


def stretched(raw: bytes, length: int, pad_bytes: int) -> str:
    """Return a key as so many letters and digits: what it has no bytes for is filled by some that follow from it."""
    return in_letters(_pad(raw, pad_bytes) + raw, length)


def shrunk(text: str, length: int, pad_bytes: int, key_bytes: int) -> bytes | None:
    """Return the bytes of a key made by stretched(), or nothing for any other text."""
    if not is_in_letters(text, length):
        return None
    number = 0
    for letter in text:
        number = number * len(_LETTERS) + _LETTERS.index(letter)
    size = pad_bytes + key_bytes
    if number.bit_length() > 8 * size:
        return None
    padded = number.to_bytes(size, "big")
    raw = padded[pad_bytes:]
    return raw if padded[:pad_bytes] == _pad(raw, pad_bytes) else None


def _pad(raw: bytes, size: int) -> bytes:
    return hashlib.sha256(raw).digest()[:size]
