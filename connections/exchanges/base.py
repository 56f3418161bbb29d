"""What every exchange has in common, and the only door to ccxt.

An exchange is one file beside this one: attributes say what is particular about it, overrides read its answers.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, ClassVar

from connections.exchanges import _beside, _diagnosis, _endpoints, _reading
from connections.exchanges._credentials import CredentialField, Keys
from connections.exchanges._dialect import Meaning
from connections.exchanges._guide import EXPIRY_RULES, STEPS, Guide
from connections.exchanges._limits import Limit, Limited
from connections.exchanges._listing import Listing
from connections.exchanges._phrases import Phrases
from connections.exchanges._probes import Probe, ProbeKind
from connections.exchanges._sites import Sited
from connections.findings import Diagnosis, Grant, Market, Passport, Permission, Refusal, Right

__all__ = [
    "EXPIRY_RULES",
    "STEPS",
    "CredentialField",
    "Exchange",
    "Keys",
    "Limit",
    "Probe",
    "ProbeKind",
    "libraries",
]


class Exchange(Guide, Limited, Listing, Sited):
    """One exchange: what it asks of a trader, what it is asked, and how its answers are read."""

    code: ClassVar[str]
    name: ClassVar[str]
    rank: ClassVar[int] = 100
    website: ClassVar[str]
    markets: ClassVar[tuple[Market, ...]] = (Market.SPOT, Market.FUTURES)
    fields: ClassVar[tuple[CredentialField, ...]]
    # Kinds of private keys (KeyKind) that `secret` takes, and whether there are plain secrets at all.
    private_keys: ClassVar[tuple[str, ...]] = ()
    has_hmac: ClassVar[bool] = True
    # Kind of the pair that we make for whoever registers only its public half there; empty where that does not work.
    pairs: ClassVar[str] = ""
    # An Ed25519 key is signed with as the base64 of its 64 bytes instead of as PEM.
    has_bare_ed25519: ClassVar[bool] = False

    introspection: ClassVar[Probe]
    # It is answered to every key, whatever its rights: a refused one lacks more than a right.
    introduces_any: ClassVar[bool] = False
    probes: ClassVar[tuple[Probe, ...]]
    # Further endpoints that introduce a key, and that show an account or a balance; no probe asks them, a supporter may
    # paste their answers.
    key_paths: ClassVar[tuple[str, ...]] = ()
    account_paths: ClassVar[tuple[str, ...]] = ()

    errors: ClassVar[Mapping[str, Meaning]]
    # The same code with other words: looked at before `errors`.
    nuances: ClassVar[Mapping[str, Phrases]] = {}
    phrases: ClassVar[Phrases] = ()
    # Codes that prove a right only as the answer to an order; elsewhere they say that we asked wrongly.
    order_codes: ClassVar[frozenset[str]] = frozenset()
    key_names: ClassVar[tuple[str, ...]] = ("accessKey", "apiKey", "apikey", "key")
    # What the description of a key may be wrapped in, from the outside in.
    wrappers: ClassVar[tuple[str, ...]] = ("data",)
    # Its fields that never contradict a "no" to withdrawing: those that `introduced` reads the rights from, labels that
    # a person typed, pairs and currencies. What is said of money in any other field leaves withdrawing open.
    described: ClassVar[tuple[str, ...]] = ()
    code_keys: ClassVar[tuple[str, ...]] = ("code",)
    message_keys: ClassVar[tuple[str, ...]] = ("msg", "message")
    ok_codes: ClassVar[frozenset[str]] = frozenset({"0", "200"})
    quote: ClassVar[str] = "USDT"
    # Spot and futures draw on the same money: what one has spoken for is gone for the other.
    has_one_wallet: ClassVar[bool] = False

    # --- reading answers: overridden by the exchange -------------------------------------------
    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        """Return the passport in the description of one key; unknown stays unknown, it never raises."""
        raise NotImplementedError

    def detail(self, passport: Passport, probe: Probe, body: Any) -> Passport:
        """Return the passport with what a further answer adds, that of a detail probe or of any other."""
        return passport

    def items(self, probe: Probe, body: Any) -> list[Any]:
        """Return the list of balances, orders or positions in an answer; raises TypeError or LookupError."""
        raise NotImplementedError

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        """Return free balance by currency, in units of that currency."""
        return {}

    def refine(self, meaning: Meaning, during: str, code: str) -> Meaning:
        """Return a better meaning where the same code says different things at different endpoints."""
        return meaning

    def canonical(self, api_key: str) -> str:
        """Return the one name of a key that can be spelt in several ways: by it a key is recognised and hinted at."""
        return api_key

    # --- what follows from the attributes ------------------------------------------------------
    def questions(self) -> Iterator[Probe]:
        """Yield all that is asked of a key: the probes, and what has to be known before one can be put."""
        for probe in (self.introspection, *self.probes):
            yield from probe.chain()

    @property
    def rounds(self) -> int:
        """Return how many questions in a row a check takes: the introduction, then all others at once, is two."""
        return len(list(self.introspection.chain())) + max(len(list(one.chain())) for one in self.probes)

    def recognises(self, field: str, value: str) -> bool:
        """Tell whether a pasted value looks like this exchange's own."""
        shapes = [one.shape for one in self.fields if one.name == field]
        return any(re.fullmatch(shape, value) for shape in shapes)

    def may_have(self, field: str, value: str) -> bool:
        """Tell whether a pasted value may be this exchange's own, though it looks like another's as well."""
        return any(re.fullmatch(one.whole, value) for one in self.fields if one.name == field)

    def passport(self, body: Any, api_key: str) -> Passport:
        """Return the passport in an introspection answer, of our own key where it describes several."""
        shape = next(one.whole for one in self.fields if one.name == "api_key")
        entries, around = _reading.unwrapped(body, self.wrappers)
        own = [one for one in entries if _reading.may_be(_reading.first(one, self.key_names), api_key, shape)]
        said = (_beside.contradiction(one, self.message_keys) for one in around)
        strange = next(filter(None, said), None)
        return _reading.merged([self._sure(entry, strange) for entry in own])

    def _sure(self, entry: Mapping[str, Any], strange: str | None) -> Passport:
        """Return the passport in one description, in which a "no" to withdrawing stands only uncontradicted."""
        passport = self.introduced(entry)
        named = (name for name in self.key_names if isinstance(entry.get(name), str))
        strange = strange or _beside.contradiction(entry, (*self.described, *self.message_keys, *named))
        if strange is None or passport.grants(Permission.WITHDRAW) is not Grant.NO:
            return passport
        return passport.with_right(
            Permission.WITHDRAW, Right(Grant.UNKNOWN, "listed", {"token": strange[:60]})
        )

    def introduces(self, body: Any) -> bool:
        """Tell whether an answer describes any key at all, ours or another, more than how the request went."""
        around = {*self.code_keys, *self.message_keys, *self.wrappers, "success", "timestamp"}
        return any(entry.keys() - around for entry in _reading.entries(body, self.wrappers))

    def account(self, body: Any) -> Passport:
        """Return what an account or balance answer proves: that reading works, whatever its flags say."""
        if not isinstance(body, dict) or not body or self.error_in(body):
            return Passport()
        return Passport(
            {Permission.READ: Right(Grant.YES, "read", {"what": ProbeKind.BALANCE.value, "count": 1})}
        )

    def passport_at(self, endpoint: str, body: Any, api_key: str) -> Passport:
        """Return what the answer of any endpoint says of a key: nothing, unless it is one we know."""
        return _endpoints.passport_at(self, endpoint, body, api_key)

    def error_in(self, body: Any) -> tuple[str, str] | None:
        """Return (code, message) if an answer is an error in disguise, else None."""
        if not isinstance(body, dict):
            return None
        code = next((_code(body[key]) for key in self.code_keys if body.get(key) is not None), "")
        if not code or code in self.ok_codes:
            return None
        return code, next((str(body[key]) for key in self.message_keys if body.get(key)), "")

    def diagnose(self, refusal: Refusal, market: str | None = None, during: str = "unknown") -> Diagnosis:
        """Say why an exchange refused: its own code first, its words next, ccxt's class, HTTP last."""
        return _diagnosis.diagnose(self, refusal, market, during)


def _code(value: Any) -> str:
    """Return a code as text; some clients turn whole numbers into fractions."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


# --- the door to ccxt --------------------------------------------------------------------------


@functools.cache
def libraries() -> SimpleNamespace:
    """Import ccxt, libcurl and uvloop, for workers only: they cost 0.8 s and 100 MB the web never needs."""
    import ccxt.async_support as ccxt  # noqa: PLC0415
    import certifi  # noqa: PLC0415
    import pycurl  # noqa: PLC0415
    import uvloop  # noqa: PLC0415

    return SimpleNamespace(ccxt=ccxt, certifi=certifi, pycurl=pycurl, uvloop=uvloop)
