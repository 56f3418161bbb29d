"""What every exchange has in common, and the only door to ccxt.

An exchange is one file beside this one: attributes say what is particular about it, overrides read its answers.
"""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import SimpleNamespace
from typing import Any, ClassVar

from backfuture.lib.text import clean
from connections.exchanges import _dialect
from connections.exchanges._dialect import Meaning
from connections.findings import Category, Diagnosis, Market, Passport, Permission, Refusal


class ProbeKind(StrEnum):
    """What is asked: of `key_info` the passport is made, the others prove one ability each."""

    KEY_INFO = "key_info"
    BALANCE = "balance"
    ORDERS = "orders"
    POSITIONS = "positions"
    TRADE = "trade"
    DETAIL = "detail"


@dataclass(frozen=True)
class Probe:
    """One question: ccxt's implicit method, and the (method, host, path) it may reach, nothing else.

    `params` gets the API key, because some exchanges want it named in the question.
    """

    kind: ProbeKind
    call: str
    method: str
    host: str
    path: str
    market: Market | None = None
    proves: Permission | None = None
    params: Callable[[str], dict[str, Any]] = lambda api_key: {}


@dataclass(frozen=True)
class CredentialField:
    """One field of the form. `shape` is what it usually looks like, `limits` what it must look like."""

    name: str
    label: str
    shape: str
    limits: str = r"[\x21-\x7e]{4,512}"


@dataclass(frozen=True)
class Keys:
    """Opened credentials, in memory for one check; never printed."""

    api_key: str = field(repr=False)
    secret: str = field(repr=False)
    passphrase: str = field(default="", repr=False)

    def mask(self, text: str) -> str:
        """Blank out every credential that an exchange quoted back."""
        for value in (self.api_key, self.secret, self.passphrase):
            text = text.replace(value, "***") if value else text
        return text


class Exchange:
    """One exchange: what it asks of a trader, what it is asked, and how its answers are read."""

    code: ClassVar[str]
    name: ClassVar[str]
    rank: ClassVar[int] = 100
    website: ClassVar[str]
    markets: ClassVar[tuple[Market, ...]] = (Market.SPOT, Market.FUTURES)
    fields: ClassVar[tuple[CredentialField, ...]]
    # Guide: (step code, parameters); captions are the exchange's own and never translated.
    steps: ClassVar[tuple[tuple[str, Mapping[str, str]], ...]]
    tick: ClassVar[Mapping[Market, tuple[str, ...]]]
    leave_off: ClassVar[tuple[str, ...]]
    max_addresses: ClassVar[int]
    expiry_rule: ClassVar[tuple[str, Mapping[str, Any]]]

    introspection: ClassVar[Probe]
    probes: ClassVar[tuple[Probe, ...]]
    errors: ClassVar[Mapping[str, Meaning]]
    phrases: ClassVar[tuple[tuple[str, Meaning], ...]] = ()
    code_keys: ClassVar[tuple[str, ...]] = ("code",)
    message_keys: ClassVar[tuple[str, ...]] = ("msg", "message")
    ok_codes: ClassVar[frozenset[str]] = frozenset({"0", "200"})
    quote: ClassVar[str] = "USDT"

    # --- reading answers: overridden by the exchange -------------------------------------------
    def passport(self, body: Any, api_key: str) -> Passport:
        """Return the passport in an introspection answer; unknown stays unknown, it never raises."""
        raise NotImplementedError

    def detail(self, passport: Passport, probe: Probe, body: Any) -> Passport:
        """Return the passport with what a detail probe adds."""
        return passport

    def items(self, probe: Probe, body: Any) -> list[Any]:
        """Return the list of balances, orders or positions in an answer."""
        raise NotImplementedError

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        """Return free balance by currency, in units of that currency."""
        return {}

    def refine(self, meaning: Meaning, during: str, code: str) -> Meaning:
        """Return a better meaning where the same code says different things at different endpoints."""
        return meaning

    # --- reading refusals ----------------------------------------------------------------------
    def error_in(self, body: Any) -> tuple[str, str] | None:
        """Return (code, message) if an answer is an error in disguise, else None."""
        if not isinstance(body, dict):
            return None
        code = next((str(body[key]) for key in self.code_keys if body.get(key) is not None), "")
        message = next((str(body[key]) for key in self.message_keys if body.get(key)), "")
        return (code, message) if code and code not in self.ok_codes else None

    def diagnose(self, refusal: Refusal, market: str | None = None, during: str = "unknown") -> Diagnosis:
        """Say why an exchange refused: its own code first, its words next, ccxt's class, HTTP last."""
        if refusal.transport:
            return Diagnosis(Category.EXCHANGE_UNAVAILABLE)
        code, message = self.error_in(_dialect.parse(refusal.body)) or ("", "")
        words = message or refusal.body
        meaning = self._meaning(code, words, refusal)
        meaning = self.refine(meaning, during, code)
        scope = meaning.scope
        if meaning.category is Category.NO_PERMISSION and scope is None:
            scope = _scope(market, during)
        blames_address = Category.IP_NOT_ALLOWED in (meaning.category, *meaning.others)
        return Diagnosis(
            meaning.category,
            scope,
            meaning.reason,
            meaning.others,
            _dialect.address_in(words) if blames_address else None,
            clean(message),
            clean(code, 40),
        )

    def _meaning(self, code: str, words: str, refusal: Refusal) -> Meaning:
        if code in self.errors:
            return self.errors[code]
        for pattern, meaning in self.phrases:
            if re.search(pattern, words, re.IGNORECASE):
                return meaning
        from_edge = None if code else _dialect.by_status(refusal.status, refusal.body)
        category = _dialect.CLASSES.get(refusal.error_class)
        if category is not None and from_edge is None:
            return Meaning(category)
        return from_edge or Meaning(Category.UNKNOWN)


def _scope(market: str | None, during: str) -> str:
    """Return the right a refusal is about: reading, unless an order was tried or futures were asked."""
    if market == Market.FUTURES:
        return "futures"
    return market or "spot" if during in {"order", ProbeKind.TRADE} else "read"


# --- the door to ccxt --------------------------------------------------------------------------


@functools.cache
def libraries() -> SimpleNamespace:
    """Import ccxt, aiohttp and uvloop, for workers only: they cost 0.8 s and 100 MB the web never needs."""
    import aiohttp  # noqa: PLC0415
    import ccxt.async_support as ccxt  # noqa: PLC0415
    import uvloop  # noqa: PLC0415
    import yarl  # noqa: PLC0415

    return SimpleNamespace(aiohttp=aiohttp, ccxt=ccxt, uvloop=uvloop, URL=yarl.URL)
