"""What a trader pastes: the fields that an exchange has for it, and the values while a check lasts."""

from dataclasses import dataclass, field

from connections.exchanges import _private_keys
from connections.findings import KeyKind

# Exchanges show a few characters of a key themselves, so that its owner knows it again.
_LEAST_TOLD = 8


@dataclass(frozen=True)
class CredentialField:
    """One field of the form. `shape` is what it usually looks like (a hint), `limits` what it must look like.

    `shared` is a shape that values of another exchange have too: fine here, but no hint at whose a value is.
    """

    name: str
    label: str
    shape: str
    limits: str = r"[\x21-\x7e]{1,512}"
    shared: str = r"(?!)"

    @property
    def whole(self) -> str:
        """What a whole value looks like, whosever it is."""
        return f"(?:{self.shape})|(?:{self.shared})"


@dataclass(frozen=True)
class Keys:
    """Opened credentials, in memory for one check; never printed."""

    api_key: str = field(repr=False)
    secret: str = field(repr=False)
    passphrase: str = field(default="", repr=False)
    kind: KeyKind = KeyKind.HMAC

    def mask(self, text: str, shortest: int = 1) -> str:
        """Blank out every credential of at least `shortest` characters that an exchange quoted back, whole or cut."""
        for value in (self.api_key, self.secret, self.passphrase):
            text = text.replace(value, "***") if len(value) >= shortest else text
            text = _without_beginnings(text, value)
        return _private_keys.masked(text, self.secret)


def _without_beginnings(text: str, value: str) -> str:
    """Blank out what a text holds of a value from its beginning on: an answer may break off in the middle of a key."""
    told = value[: max(_LEAST_TOLD, len(value) // 4)]
    start = text.find(told) if len(value) > _LEAST_TOLD else -1
    while start >= 0:
        rest = text[start:]
        length = next(
            (at for at, (one, own) in enumerate(zip(rest, value, strict=False)) if one != own), len(rest)
        )
        text = f"{text[:start]}***{rest[min(length, len(value)) :]}"
        start = text.find(told, start + 3)
    return text
