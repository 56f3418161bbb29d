"""Gate: one host, one way of signing (SHA-512), rights by area; the time of a request is looked at before its key.

Written from Gate's own documents (API v4: authentication, rate limits, label list) and error lists.
"""

import hashlib
import hmac
import re
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote

from sandbox.calls import Call, Refused
from sandbox.exchanges.base import Exchange
from sandbox.exchanges.gate import account, dialect, listings
from sandbox.limits import Quota
from sandbox.stories import Story, Trouble
from sandbox.wire import Answer

_HOST = "api.gateio.ws"
_KEY_SHAPE = re.compile("[0-9a-f]{32}")
_HEADERS = {"KEY": b"key", "Timestamp": b"timestamp", "SIGN": b"sign"}
_TOLERANCE_MS = 60_000
_LINES = (
    b"X-Gate-RateLimit-Requests-Remain: %d\r\nX-Gate-RateLimit-Limit: %d\r\n"
    b"X-Gate-RateLimit-Reset-Timestamp: %d\r\n"
)


class Gate(Exchange):
    code, name = "gate", "Gate"
    key_bytes = 16
    sites = {"eu": {_HOST: "api.gateeu.com"}}
    spot_sites = frozenset(sites)
    endpoints = {(_HOST, *at): endpoint for at, endpoint in (listings.ENDPOINTS | account.ENDPOINTS).items()}
    expects = {
        # What ends is a key without addresses.
        "expires-soon": ("no_ip_list", "expires_soon"),
        # A key that ended cannot be told from one that never was.
        "expired": ("invalid_key",),
    }

    def __init__(self) -> None:
        super().__init__()
        # 200 requests in 10 s for each endpoint: of an address where it is public, of a user otherwise.
        self.quota = Quota(200, 10)

    def key_text(self, raw: bytes) -> str:
        return raw.hex()

    def key_raw(self, text: str) -> bytes | None:
        return bytes.fromhex(text) if _KEY_SHAPE.fullmatch(text) else None

    def secret_text(self, derived: bytes) -> str:
        return derived.hex()

    def rights(self, story: Story) -> tuple[str, ...]:
        return account.rights(story)

    def api_key(self, call: Call) -> str:
        """Return the key; the headers and the time are judged first, whosever they are."""
        for name, header in _HEADERS.items():
            if not call.request.header(header):
                raise Refused("missing-header", what=name)
        sent_ms = _milliseconds(call.request.header(b"timestamp"))
        if sent_ms is None or abs(call.now_ms - sent_ms) > _TOLERANCE_MS:
            raise Refused("clock")
        return call.request.header(b"key")

    def verify(self, call: Call) -> None:
        """Check the signature over method, path, query, hash of the body and time, a line each."""
        if call.holder.story.trouble is Trouble.CLOCK:
            raise Refused("clock")
        request, secret = call.request, self.secret(call.holder).encode()
        body, sent = hashlib.sha512(request.body).hexdigest(), request.headers[b"sign"]
        # A query is signed as it reads, which for escaped characters may mean before or after the escaping.
        for query in {request.query, unquote(request.query)}:
            lines = (request.method, request.path, query, body, request.header(b"timestamp"))
            expected = hmac.digest(secret, "\n".join(lines).encode(), hashlib.sha512).hex()
            if hmac.compare_digest(expected.encode(), sent):
                return
        raise Refused("signature")

    def limit_address(self, call: Call) -> None:
        if call.endpoint and call.endpoint.is_public:
            self._charge(call, call.request.address)

    def limit_account(self, call: Call) -> None:
        self._charge(call, str(call.holder.uid))

    def _charge(self, call: Call, user: str) -> None:
        usage = self.quota.take(f"{user} {call.request.method} {call.request.path}", 1, call.now_ms)
        resets_at = (call.now_ms + usage.reset_ms) // 1000
        call.quota_lines = _LINES % (usage.remaining, usage.quota, resets_at)
        if not usage.is_allowed:
            raise Refused("rate-limited", usage.retry_after_seconds)

    def refusal(self, refused: Refused, call: Call) -> Answer:
        return dialect.answer(refused)


def _milliseconds(text: str) -> int | None:
    """Return a time told in seconds, with a fraction or without; nothing for any other text."""
    try:
        seconds = Decimal(text)
    except InvalidOperation:
        return None
    return int(seconds * 1000) if seconds.is_finite() and 0 <= seconds < 10**12 else None
