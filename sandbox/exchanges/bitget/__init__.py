"""Bitget: spot and futures of a classic account on one host, one way of signing, a passphrase that travels as it is.

Written from Bitget's own documents (signature, quick start, endpoint pages, error codes).
"""

import base64
import hashlib
import hmac
import re
from urllib.parse import unquote

from sandbox.calls import Call, Refused
from sandbox.exchanges.base import Exchange, check_clock
from sandbox.exchanges.bitget import account, dialect, futures, listings
from sandbox.limits import Quota
from sandbox.stories import Story
from sandbox.wire import Answer

_HOST = "api.bitget.com"
_KEY_SHAPE = re.compile("bg_[0-9a-f]{32}")
_HEADERS = {
    "key": b"access-key",
    "sign": b"access-sign",
    "timestamp": b"access-timestamp",
    "passphrase": b"access-passphrase",
}
_TOLERANCE_MS = 30_000


class Bitget(Exchange):
    code, name = "bitget", "Bitget"
    key_bytes = 16
    has_passphrase = True
    endpoints = {
        (_HOST, *at): endpoint
        for at, endpoint in (listings.ENDPOINTS | account.ENDPOINTS | futures.ENDPOINTS).items()
    }
    expects = {
        # Neither the end of a key nor what becomes of it is documented: nothing is told before, and one that ended
        # is as one that never was.
        "expires-soon": (),
        "expired": ("invalid_key",),
    }

    def __init__(self) -> None:
        super().__init__()
        # Requests in a second per endpoint, of a user or, where nobody signs, of an address; and all of an address.
        self.per_second = {most: Quota(most, 1) for most in (1, 2, 3, 5, 10, 20)}
        self.by_address = Quota(6000, 60, block_seconds=300)

    def key_text(self, raw: bytes) -> str:
        return f"bg_{raw.hex()}"

    def key_raw(self, text: str) -> bytes | None:
        return bytes.fromhex(text.removeprefix("bg_")) if _KEY_SHAPE.fullmatch(text) else None

    def secret_text(self, derived: bytes) -> str:
        return derived.hex()

    def passphrase_text(self, derived: bytes) -> str:
        return base64.b32encode(derived)[:12].decode()

    def rights(self, story: Story) -> tuple[str, ...]:
        return account.rights(story)

    def api_key(self, call: Call) -> str:
        for name, header in _HEADERS.items():
            if not call.request.header(header):
                raise Refused(f"no-{name}")
        return call.request.header(b"access-key")

    def verify(self, call: Call) -> None:
        """Check time, passphrase, then the signature over timestamp, method, path with query, and body."""
        request, secret = call.request, self.secret(call.holder).encode()
        check_clock(call, request.header(b"access-timestamp"), _TOLERANCE_MS, _TOLERANCE_MS)
        if not hmac.compare_digest(
            self.passphrase(call.holder).encode(), request.headers[b"access-passphrase"]
        ):
            raise Refused("passphrase")
        begin = f"{request.header(b'access-timestamp')}{request.method}{request.path}"
        query = f"?{request.query}" if request.query else ""
        # A query is signed as it reads, which for escaped characters may mean before or after the escaping.
        for readable in {query, unquote(query)} if "%" in query else (query,):
            text = f"{begin}{readable}".encode() + request.body
            expected = base64.b64encode(hmac.digest(secret, text, hashlib.sha256))
            if hmac.compare_digest(expected, request.headers[b"access-sign"]):
                return
        raise Refused("signature")

    def limit_address(self, call: Call) -> None:
        self._charge(self.by_address, call.request.address, call)
        if call.endpoint and call.endpoint.is_public:
            self._charge_endpoint(call.request.address, call)

    def limit_account(self, call: Call) -> None:
        self._charge_endpoint(str(call.holder.uid), call)

    def _charge_endpoint(self, user: str, call: Call) -> None:
        if call.endpoint:
            quota = self.per_second[int(call.endpoint.pool)]
            self._charge(quota, f"{user} {call.request.method} {call.request.path}", call)

    def _charge(self, quota: Quota, user: str, call: Call) -> None:
        usage = quota.take(user, 1, call.now_ms)
        if not usage.is_allowed:
            raise Refused("rate-limited", usage.retry_after_seconds)

    def refusal(self, refused: Refused, call: Call) -> Answer:
        return dialect.answer(refused, call.now_ms)
