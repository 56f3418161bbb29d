"""Look at what was pasted before any request is made; speak of fields and reasons, never of values."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from connections.exchanges.base import CredentialField, Exchange

_QUOTES = "\"'`“”„‘’«»‚"
_OUTER = " \t\r\n\u00a0"
_HARD_FIELDS = ("api_key", "secret")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, as a code with parameters; the value itself is never among them."""

    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def trimmed(pasted: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields without the blanks around them; what is not text counts as empty."""
    return {name: value.strip(_OUTER) if isinstance(value, str) else "" for name, value in pasted.items()}


def problems(exchange: Exchange, pasted: Mapping[str, str], others: Iterable[Exchange]) -> list[Problem]:
    """Return everything that is wrong with trimmed credentials, field by field, the first reason of each."""
    found = [problem for spec in exchange.fields if (problem := _of_field(spec, pasted.get(spec.name, "")))]
    if not found:
        found = _between_fields(exchange, pasted) or _of_other_exchange(exchange, pasted, others)
    return found


def _of_field(spec: CredentialField, value: str) -> Problem | None:
    if not value:
        return Problem(spec.name, "missing_passphrase" if spec.name == "passphrase" else "required")
    code = _flaw(value)
    if code is None and not re.fullmatch(spec.limits, value):
        code = "wrong_shape"
    return Problem(spec.name, code) if code else None


def _flaw(value: str) -> str | None:
    """Return what a copied value should not hold: it would fail at the exchange as a wrong key."""
    kinds = {unicodedata.category(character) for character in value}
    if "Cf" in kinds:
        return "invisible_character"
    if value[0] in _QUOTES or value[-1] in _QUOTES:
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
        if other is not exchange and other.recognises("api_key", pasted["api_key"]):
            return [Problem("api_key", "other_exchange", {"exchange": other.name})]
    return []
