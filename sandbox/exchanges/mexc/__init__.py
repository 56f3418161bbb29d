"""MEXC: spot under /api/v3, futures under /api/v1, two ways of signing and two dialects on one host.

Written from MEXC's own documents (spot v3, contract v1) and error lists.
"""

import functools
import hashlib
import hmac

from sandbox.calls import Call, Refused
from sandbox.exchanges.base import Exchange, check_clock
from sandbox.exchanges.mexc import dialect, futures, spot
from sandbox.limits import Quota
from sandbox.parameters import whole, without
from sandbox.stories import Story, Trouble
from sandbox.wire import Answer

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_HOST, _OLDER_HOST = "api.mexc.com", "contract.mexc.com"


class Mexc(Exchange):
    code, name = "mexc", "MEXC"
    key_bytes = 11
    endpoints = {(_HOST, *at): endpoint for at, endpoint in (spot.ENDPOINTS | futures.ENDPOINTS).items()} | {
        (_OLDER_HOST, *at): endpoint for at, endpoint in futures.ENDPOINTS.items()
    }

    def __init__(self) -> None:
        super().__init__()
        # Spot: weight per address, shared by all endpoints; requests per user. Futures: per endpoint and user.
        self.by_address = Quota(300, 10)
        self.by_user = Quota(500, 10)
        self.by_futures_endpoint = Quota(20, 2)

    def key_text(self, raw: bytes) -> str:
        number, text = int.from_bytes(raw, "big"), ""
        for _ in range(15):
            number, digit = divmod(number, 62)
            text = _DIGITS[digit] + text
        return f"mx0{text}"

    def key_raw(self, text: str) -> bytes | None:
        if len(text) != 18 or not text.startswith("mx0") or not (text.isascii() and text.isalnum()):
            return None
        number = functools.reduce(lambda total, digit: total * 62 + _DIGITS.index(digit), text[3:], 0)
        return number.to_bytes(self.key_bytes, "big") if number.bit_length() <= 8 * self.key_bytes else None

    def secret_text(self, derived: bytes) -> str:
        return derived.hex()[:32]

    def rights(self, story: Story) -> tuple[str, ...]:
        return spot.rights(story)

    def api_key(self, call: Call) -> str:
        name = b"apikey" if _is_futures(call) else b"x-mexc-apikey"
        if not (api_key := call.request.header(name)):
            raise Refused("missing-header")
        return api_key

    def verify(self, call: Call) -> None:
        text, signature = _signed_in_futures(call) if _is_futures(call) else _signed_in_spot(call)
        expected = hmac.digest(
            self.secret(call.holder).encode(), text.encode("latin-1"), hashlib.sha256
        ).hex()
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise Refused("signature")

    def limit_address(self, call: Call) -> None:
        if call.endpoint and not call.request.path.startswith("/api/v1/"):
            _charge(self.by_address, call.request.address, call.endpoint.weight, call)

    def limit_account(self, call: Call) -> None:
        if _is_futures(call):
            _charge(self.by_futures_endpoint, f"{call.holder.uid} {call.request.path}", 1, call)
        else:
            _charge(self.by_user, str(call.holder.uid), 1, call)

    def applies(self, trouble: Trouble, call: Call) -> bool:
        """An expired key can still be asked about: its information says 0 days."""
        return trouble is not Trouble.EXPIRED or not (call.endpoint and call.endpoint.is_introspection)

    def refusal(self, refused: Refused, call: Call) -> Answer:
        words = dialect.futures if call.request.path.startswith("/api/v1/") else dialect.spot
        return words(refused)


def _is_futures(call: Call) -> bool:
    return call.request.path.startswith("/api/v1/private/")


def _charge(quota: Quota, user: str, weight: int, call: Call) -> None:
    usage = quota.take(user, weight, call.now_ms)
    if not usage.is_allowed:
        raise Refused("rate-limited", usage.retry_after_seconds)


def _signed_in_spot(call: Call) -> tuple[str, str]:
    """Return the signed text and the signature: query and body without a break, minus the signature itself."""
    request = call.request
    window_ms = whole(request.params.get("recvWindow", "5000"))
    if window_ms is None or window_ms > 60_000:
        raise Refused("window")
    # The documented rule: timestamp < server + 1000 and server - timestamp <= recvWindow.
    check_clock(call, request.params.get("timestamp", ""), window_ms, 999)
    text = without(request.query, "signature") + without(request.body.decode("latin-1"), "signature")
    return text, request.params.get("signature", "")


def _signed_in_futures(call: Call) -> tuple[str, str]:
    """Return the signed text and the signature: key, time, then the sorted query or the body of a POST."""
    request = call.request
    sent, window_seconds = request.header(b"request-time"), whole(request.header(b"recv-window"))
    window_ms = 1000 * min(10 if window_seconds is None else window_seconds, 60)
    check_clock(call, sent, window_ms, window_ms)
    sorted_query = "&".join(sorted(request.query.split("&")))
    content = request.body.decode("latin-1") if request.method == "POST" else sorted_query
    return f"{call.holder.api_key}{sent}{content}", request.header(b"signature")
