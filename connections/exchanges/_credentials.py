"""What a trader pastes: the fields that an exchange has for it, and the values while a check lasts."""

from dataclasses import dataclass, field

from connections.exchanges import _private_keys
from connections.findings import KeyKind


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
        """Blank out every credential of at least `shortest` characters that an exchange quoted back."""
        for value in (self.api_key, self.secret, self.passphrase):
            text = text.replace(value, "***") if len(value) >= shortest else text
        return _private_keys.masked(text, self.secret)
