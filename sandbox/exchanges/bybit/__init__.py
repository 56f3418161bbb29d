"""Bybit: one host, one way of signing in headers, refusals that mostly travel as HTTP 200.

Written from Bybit's own documents (integration guidance, rate limits, endpoint pages of API v5) and error lists.
"""

import functools
import hashlib
import hmac

from sandbox import pairs
from sandbox.calls import Call, Refused
from sandbox.exchanges.base import Exchange, check_clock
from sandbox.exchanges.bybit import account, dialect, listings
from sandbox.limits import Quota, Usage
from sandbox.parameters import whole
from sandbox.stories import Story
from sandbox.wire import Answer

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_HOST = "api.bybit.com"
_HEADERS = (b"x-bapi-api-key", b"x-bapi-timestamp", b"x-bapi-sign")
# Requests in a second, for one user and path.
_PER_SECOND = {"/v5/user/query-api": 10, "/v5/order/create": 20}
_OTHERS_PER_SECOND = 50


class Bybit(Exchange):
    code, name = "bybit", "Bybit"
    key_bytes = 13
    sites = {"eu": {_HOST: "api.bybit.eu"}, "id": {_HOST: "api.bybit.id"}}
    spot_sites = frozenset({"eu"})
    public_keys = ("rsa",)
    endpoints = {(_HOST, *at): endpoint for at, endpoint in (listings.ENDPOINTS | account.ENDPOINTS).items()}
    # A key that ends is one without addresses.
    expects = {"expires-soon": ("no_ip_list", "expires_soon")}

    def __init__(self) -> None:
        super().__init__()
        self.by_address = Quota(600, 5, block_seconds=600)
        self.by_path = {path: Quota(requests, 1) for path, requests in _PER_SECOND.items()}
        self.by_other_path = Quota(_OTHERS_PER_SECOND, 1)

    def key_text(self, raw: bytes) -> str:
        return _in_letters(int.from_bytes(raw, "big"), 18)

    def key_raw(self, text: str) -> bytes | None:
        if len(text) != 18 or not (text.isascii() and text.isalnum()):
            return None
        number = functools.reduce(lambda total, digit: total * 62 + _DIGITS.index(digit), text, 0)
        return number.to_bytes(self.key_bytes, "big") if number.bit_length() <= 8 * self.key_bytes else None

    def secret_text(self, derived: bytes) -> str:
        return _in_letters(int.from_bytes(derived, "big"), 36)

    def rights(self, story: Story) -> tuple[str, ...]:
        return account.rights(story)

    def api_key(self, call: Call) -> str:
        if not all(call.request.header(name) for name in _HEADERS):
            raise Refused("missing-header")
        return call.request.header(b"x-bapi-api-key")

    def verify(self, call: Call) -> None:
        """Check the time, then the signature over time, key, window, and the query or the body of a POST."""
        request, sent = call.request, call.request.header(b"x-bapi-timestamp")
        window = request.header(b"x-bapi-recv-window")
        # The documented rule: server - window <= timestamp < server + 1000.
        window_ms = whole(window or "5000")
        if window_ms is None:
            raise Refused("clock", sent=sent, now=call.now_ms, window=window)
        try:
            check_clock(call, sent, window_ms, 999)
        except Refused:
            raise Refused("clock", sent=sent, now=call.now_ms, window=window_ms) from None
        content = request.body.decode("latin-1") if request.method == "POST" else request.query
        text = f"{sent}{call.holder.api_key}{window}{content}"
        if not self._is_signed(call, text.encode("latin-1"), request.header(b"x-bapi-sign")):
            raise Refused("signature", text=text)

    def _is_signed(self, call: Call, text: bytes, signature: str) -> bool:
        """Hexadecimal with a secret, base64 with a key pair."""
        if (public_key := self.public_key(call.holder)) is not None:
            return pairs.is_signed(public_key, text, signature)
        expected = hmac.digest(self.secret(call.holder).encode(), text, hashlib.sha256).hex()
        return hmac.compare_digest(expected.encode(), signature.encode())

    def limit_address(self, call: Call) -> None:
        usage = self.by_address.take(call.request.address, 1, call.now_ms)
        if not usage.is_allowed:
            raise Refused("rate-limited", usage.retry_after_seconds, at_edge=True)

    def limit_account(self, call: Call) -> None:
        path = call.request.path
        usage = self.by_path.get(path, self.by_other_path).take(f"{call.holder.uid} {path}", 1, call.now_ms)
        call.quota_lines = _lines(usage, call.now_ms)
        if not usage.is_allowed:
            raise Refused("rate-limited", usage.retry_after_seconds)

    def refusal(self, refused: Refused, call: Call) -> Answer:
        return dialect.answer(refused, call.now_ms)


def _in_letters(number: int, length: int) -> str:
    text = ""
    for _ in range(length):
        number, digit = divmod(number, 62)
        text = _DIGITS[digit] + text
    return text


def _lines(usage: Usage, now_ms: int) -> bytes:
    """Return the header lines about a quota: when to come back is now, unless it is used up."""
    resets_at_ms = now_ms if usage.is_allowed else now_ms + usage.reset_ms
    return b"X-Bapi-Limit: %d\r\nX-Bapi-Limit-Status: %d\r\nX-Bapi-Limit-Reset-Timestamp: %d\r\n" % (
        usage.quota,
        usage.remaining,
        resets_at_ms,
    )
