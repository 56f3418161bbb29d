"""BingX: one host, one way of signing, refusals that travel as HTTP 200, and few requests for one address.

Written from BingX's own documents (authentication, rate limits, endpoint pages) and error lists.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from urllib.parse import unquote

from sandbox import coding
from sandbox.calls import Call, Refused
from sandbox.exchanges.base import Exchange, check_clock
from sandbox.exchanges.bingx import account, dialect, futures, listings, quotas
from sandbox.limits import Quota
from sandbox.parameters import whole, without
from sandbox.stories import Story
from sandbox.wire import Answer

_LENGTH, _PAD_BYTES = 83, 29
_HOST = "open-api.bingx.com"
_LONGEST_WINDOW_MS = 5000
_BAN_MS = 300_000


class BingX(Exchange):
    code, name = "bingx", "BingX"
    key_bytes = 32
    endpoints = {
        (_HOST, method, f"/openApi{path}"): endpoint
        for (method, path), endpoint in (listings.ENDPOINTS | account.ENDPOINTS | futures.ENDPOINTS).items()
    }
    expects = {
        # Nobody tells when a key ends, only that one without addresses does when it is not used.
        "expires-soon": ("no_ip_list",),
        # What has ended was deleted.
        "expired": ("invalid_key",),
    }

    def __init__(self) -> None:
        super().__init__()
        self.quotas = quotas.Quotas()
        # Whoever goes on after being refused is banned.
        self.patience = Quota(20, 60)
        self.banned_until_ms: dict[str, int] = {}

    def key_text(self, raw: bytes) -> str:
        return coding.stretched(raw, _LENGTH, _PAD_BYTES)

    def key_raw(self, text: str) -> bytes | None:
        return coding.shrunk(text, _LENGTH, _PAD_BYTES, self.key_bytes)

    def secret_text(self, derived: bytes) -> str:
        return coding.in_letters(hashlib.sha512(derived).digest()[:61], _LENGTH)

    def rights(self, story: Story) -> tuple[str, ...]:
        return account.rights(story)

    def api_key(self, call: Call) -> str:
        """Return the key; signature and time have to be there before anybody looks whose it is."""
        api_key, params = call.request.header(b"x-bx-apikey"), call.request.params
        if not api_key:
            raise Refused("no-key")
        if not params.get("signature"):
            raise Refused("no-signature")
        if not params.get("timestamp"):
            raise Refused("clock")
        return api_key

    def verify(self, call: Call) -> None:
        """Check the time, then the signature over the parameters without itself."""
        params, secret = call.request.params, self.secret(call.holder).encode()
        window_ms = whole(params.get("recvWindow", "")) or _LONGEST_WINDOW_MS
        # The documented rule is about the past only; a clock that is as far ahead is taken for wrong, too.
        window_ms = min(window_ms, _LONGEST_WINDOW_MS)
        check_clock(call, params["timestamp"], window_ms, window_ms)
        sent = params["signature"].encode("latin-1", "replace")
        for text in _signed_texts(call):
            expected = hmac.digest(secret, text.encode("latin-1", "replace"), hashlib.sha256).hex()
            if hmac.compare_digest(expected.encode(), sent):
                return
        raise Refused("signature")

    def limit_address(self, call: Call) -> None:
        address = call.request.address
        if self.banned_until_ms.get(address, 0) > call.now_ms:
            raise Refused("banned")
        if call.endpoint is not None:
            self._charge(call, self.quotas.of_address(call, address))

    def limit_account(self, call: Call) -> None:
        self._charge(call, self.quotas.of_user(call, str(call.holder.uid)))

    def _charge(self, call: Call, charge: quotas.Charge) -> None:
        call.quota_lines = charge.lines
        if charge.is_allowed:
            return
        address = call.request.address
        if not self.patience.take(address, 1, call.now_ms).is_allowed:
            self.banned_until_ms[address] = call.now_ms + _BAN_MS
        raise Refused("rate-limited", until_ms=charge.resets_at_ms)

    def refusal(self, refused: Refused, call: Call) -> Answer:
        return dialect.answer(refused, call.now_ms)


def _signed_texts(call: Call) -> Iterator[str]:
    """Yield what may have been signed: the query as it was sent, before escaping, or sorted; or a sorted JSON body."""
    if call.request.json:
        body = {name: value for name, value in call.request.json.items() if name != "signature"}
        yield "&".join(f"{name}={_plain(body[name])}" for name in sorted(body))
        return
    query = without(call.request.query, "signature")
    yield query
    yield unquote(query)
    yield "&".join(sorted(unquote(query).split("&")))


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
