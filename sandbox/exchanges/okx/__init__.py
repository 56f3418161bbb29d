"""OKX: one host, one signature over time, method, path and body, a passphrase in plain.

Written from OKX's own documents (REST authentication, rate limits, error codes) and answers seen in public.
"""

import base64
import hashlib
import hmac
import re
import uuid
from datetime import datetime

from sandbox.calls import Call, Refused
from sandbox.exchanges.base import Exchange, check_clock
from sandbox.exchanges.okx import account, dialect, listings
from sandbox.limits import Quota
from sandbox.stories import Story
from sandbox.wire import Answer

_HOST = "www.okx.com"
_KEY_SHAPE = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
_HEADERS = {
    b"ok-access-key": "no-key",
    b"ok-access-passphrase": "no-passphrase",
    b"ok-access-sign": "no-signature",
    b"ok-access-timestamp": "no-time",
}
_TOLERANCE_MS = 30_000


class Okx(Exchange):
    code, name = "okx", "OKX"
    key_bytes = 16
    has_passphrase = True
    sites = {"eea": {_HOST: "eea.okx.com"}, "us": {_HOST: "us.okx.com"}}
    spot_sites = frozenset(sites)
    endpoints = {(_HOST, *at): endpoint for at, endpoint in (listings.ENDPOINTS | account.ENDPOINTS).items()}
    expects = {
        # The expiry of a key is not told; what can be seen is that a key without addresses dies when idle.
        "expires-soon": ("no_ip_list",),
        "expired": ("invalid_key",),
    }

    def __init__(self) -> None:
        super().__init__()
        pools = {endpoint.pool for endpoint in self.endpoints.values()}
        self.quotas = {pool: Quota(*map(int, pool.split("/"))) for pool in pools}

    def key_text(self, raw: bytes) -> str:
        return str(uuid.UUID(bytes=raw))

    def key_raw(self, text: str) -> bytes | None:
        return uuid.UUID(text).bytes if _KEY_SHAPE.fullmatch(text) else None

    def secret_text(self, derived: bytes) -> str:
        return derived[:16].hex().upper()

    def passphrase_text(self, derived: bytes) -> str:
        """Return one with a capital, a small letter, a digit and a sign, as OKX demands."""
        return f"Sb1.{base64.b32encode(derived)[:12].decode().lower()}"

    def rights(self, story: Story) -> tuple[str, ...]:
        return account.rights(story)

    def api_key(self, call: Call) -> str:
        for header, reason in _HEADERS.items():
            if not call.request.header(header):
                raise Refused(reason)
        return call.request.header(b"ok-access-key")

    def verify(self, call: Call) -> None:
        """Check time, passphrase, then the signature over timestamp, method, path with query, and body."""
        request, sent = call.request, call.request.header(b"ok-access-timestamp")
        check_clock(call, str(_milliseconds(sent)), _TOLERANCE_MS, _TOLERANCE_MS)
        if not hmac.compare_digest(
            self.passphrase(call.holder).encode(), request.headers[b"ok-access-passphrase"]
        ):
            raise Refused("passphrase")
        query = f"?{request.query}" if request.query else ""
        text = f"{sent}{request.method}{request.path}{query}".encode() + request.body
        digest = hmac.digest(self.secret(call.holder).encode(), text, hashlib.sha256)
        if not hmac.compare_digest(base64.b64encode(digest), request.headers[b"ok-access-sign"]):
            raise Refused("signature")

    def limit_address(self, call: Call) -> None:
        if call.endpoint and call.endpoint.is_public:
            self._charge(call, call.request.address)

    def limit_account(self, call: Call) -> None:
        self._charge(call, str(call.holder.uid))

    def _charge(self, call: Call, user: str) -> None:
        """Count one request; every endpoint has a quota of its own, for instruments also every type."""
        if call.endpoint:
            what = f"{user} {call.request.path} {call.request.params.get('instType', '')}"
            usage = self.quotas[call.endpoint.pool].take(what, 1, call.now_ms)
            if not usage.is_allowed:
                raise Refused("rate-limited", usage.retry_after_seconds)

    def refusal(self, refused: Refused, call: Call) -> Answer:
        return dialect.answer(refused)


def _milliseconds(text: str) -> int:
    """Return the time in an ISO text with milliseconds, in UTC; raises Refused."""
    if not _TIME_SHAPE.fullmatch(text):
        raise Refused("bad-time")
    try:
        return int(datetime.fromisoformat(text).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise Refused("bad-time") from None
