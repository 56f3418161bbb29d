"""Look at what was pasted before any request is made; speak of fields and reasons, never of values."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from connections.exchanges import _private_keys
from connections.exchanges._private_keys import PrivateKey
from connections.exchanges.base import CredentialField, Exchange, Keys
from connections.findings import KeyKind

_QUOTES = "\"'`“”„‘’«»‚"
_OUTER = " \t\r\n\u00a0"
# What may be the reason why a private key cannot be read.
_SPOILT = frozenset({"invisible_character", "lookalike_letter", "quotes"})
_HARD_FIELDS = ("api_key", "secret")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, as a code with parameters; the value itself is never among them."""

    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Paste:
    """What was pasted, as it can be signed with, and everything that is wrong with it."""

    keys: Keys
    problems: list[Problem]


def read(exchange: Exchange, pasted: Mapping[str, Any], others: Iterable[Exchange]) -> Paste:
    """Return the fields of an exchange out of what was pasted, a private key in the form that ccxt signs with."""
    values = trimmed({spec.name: pasted.get(spec.name) for spec in exchange.fields})
    if exchange.private_keys:
        values = _private_keys.unpacked(values)
    key = _private_key(exchange, values["secret"])
    if isinstance(key, PrivateKey):
        values |= {"secret": key.text}
    found = [problem for spec in exchange.fields if (problem := _of_field(spec, values[spec.name], key))]
    if not found:
        found = _between_fields(exchange, values) or _of_other_exchange(exchange, values, others)
    kind = key.kind if isinstance(key, PrivateKey) else KeyKind.HMAC
    return Paste(Keys(values["api_key"], values["secret"], values.get("passphrase", ""), kind), found)


def has_secret(exchange: Exchange, pasted: Mapping[str, Any]) -> bool:
    """Say whether a secret is among what was pasted, be it inside a key file in the field of the API key."""
    values = trimmed({name: pasted.get(name) for name in _HARD_FIELDS})
    return bool(_private_keys.unpacked(values)["secret"] if exchange.private_keys else values["secret"])


def trimmed(pasted: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields without the blanks around them; what is not text counts as empty."""
    return {name: value.strip(_OUTER) if isinstance(value, str) else "" for name, value in pasted.items()}


def _of_field(spec: CredentialField, value: str, key: PrivateKey | Problem | None) -> Problem | None:
    """Return what is wrong with one field; `key` is what was made of the secret where it is a private key."""
    if not value:
        return Problem(spec.name, "missing_passphrase" if spec.name == "passphrase" else "required")
    if spec.name == "secret" and key is not None:
        return key if isinstance(key, Problem) else None
    if _private_keys.is_meant(value):
        is_public = _private_keys.is_public(value)
        return Problem(spec.name, "public_key" if is_public else "private_key_misplaced")
    code = _flaw(value)
    if code is None and not re.fullmatch(spec.limits, value):
        code = "wrong_shape"
    return Problem(spec.name, code) if code else None


def _private_key(exchange: Exchange, secret: str) -> PrivateKey | Problem | None:
    """Return the private key in a secret or what is wrong with it; nothing where it is a secret of the plain kind."""
    kinds = exchange.private_keys
    takes_bare = KeyKind.ED25519 in kinds and _private_keys.is_base64(secret)
    if not secret or (exchange.has_hmac and not takes_bare and not _private_keys.is_meant(secret)):
        return None
    if not kinds:
        return Problem("secret", "private_key_not_taken")
    try:
        return _private_keys.read(secret, kinds, is_bare=exchange.has_bare_ed25519)
    except _private_keys.Flaw as flaw:
        spoilt = _flaw("".join(secret.split()))
        code = spoilt if spoilt in _SPOILT else flaw.code
    return Problem("secret", code, {"kinds": [*kinds]})


def _flaw(value: str) -> str | None:
    """Return what a copied value should not hold: it would fail at the exchange as a wrong key."""
    kinds = {unicodedata.category(character) for character in value}
    if "Cf" in kinds:
        return "invisible_character"
    if value and (value[0] in _QUOTES or value[-1] in _QUOTES):
        return "quotes"
    if any(character.isspace() for character in value):
        return "blank_inside"
    if "Cc" in kinds:
        return "control_character"
    return None if value.isascii() else "lookalike_letter"


def _between_fields(exchange: Exchange, pasted: Mapping[str, str]) -> list[Problem]:
    """Return fields that were swapped or pasted twice."""
    api_key, secret = (pasted.get(name, "") for name in _HARD_FIELDS)
    if api_key == secret:
        return [Problem("secret", "same_value", {"other": "api_key"})]
    passphrase = pasted.get("passphrase", "")
    if passphrase and passphrase in {api_key, secret}:
        return [
            Problem("passphrase", "same_value", {"other": "api_key" if passphrase == api_key else "secret"})
        ]
    if exchange.recognises("api_key", secret) and not exchange.may_have("api_key", api_key):
        return [Problem("api_key", "swapped"), Problem("secret", "swapped")]
    return []


def _of_other_exchange(
    exchange: Exchange, pasted: Mapping[str, str], others: Iterable[Exchange]
) -> list[Problem]:
    """Return a hint where the key looks like another exchange's and not like this one's.

    A secret that fits here does not save a key that cannot be ours: the two were copied from different places.
    """
    if exchange.may_have("api_key", pasted.get("api_key", "")):
        return []
    for other in others:
        if other.code != exchange.code and other.recognises("api_key", pasted["api_key"]):
            return [Problem("api_key", "other_exchange", {"exchange": other.name})]
    return []
