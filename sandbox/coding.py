"""Keys that tell their own story: (story, number) sealed in the bytes of the key, so no table is needed.

The seal is an HMAC under a fixed seed; the same HMAC hides the content, so neighbours look unrelated. None of it
is secret: whoever has the sandbox can make keys for it, and that is what it is for.
"""

import hmac

from sandbox.stories import STORIES

SEED = b"sandbox exchange server, never a real key"
HIGHEST_NUMBER = 2**24 - 1
_CONTENT_BYTES = 5


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
