"""KuCoin: spot and futures on two hosts, one way of signing, a passphrase that is checked before the signature.

Written from KuCoin's own documents (authentication, rate limit, endpoint specifications) and error lists.
"""

import base64
import hashlib
import hmac
import re
import uuid
from urllib.parse import unquote

from sandbox.calls import Call, Refused
from sandbox.exchanges.base import Exchange, check_clock
from sandbox.exchanges.kucoin import account, dialect, futures, listings
from sandbox.limits import Quota, Usage
from sandbox.stories import Story
from sandbox.wire import Answer

_HOST, _FUTURES_HOST = "api.kucoin.com", "api-futures.kucoin.com"
_KEY_SHAPE = re.compile("[0-9a-f]{24}")
_HEADERS = {
    "KC-API-KEY": b"kc-api-key",
    "KC-API-SIGN": b"kc-api-sign",
    "KC-API-TIMESTAMP": b"kc-api-timestamp",
    "KC-API-PASSPHRASE": b"kc-api-passphrase",
}
_TOLERANCE_MS = 5000
# Weight in 30 s for a user without VIP level; Public counts per address, the others per user.
_POOLS = {"Spot": 4000, "Futures": 2000, "Management": 2000, "Public": 2000, "Unified": 2000}


class Kucoin(Exchange):
    code, name = "kucoin", "KuCoin"
    key_bytes = 12
    has_passphrase = True
    endpoints = {
        (_HOST, *at): endpoint for at, endpoint in (listings.ENDPOINTS | account.ENDPOINTS).items()
    } | {(_FUTURES_HOST, *at): endpoint for at, endpoint in futures.ENDPOINTS.items()}
    expects = {
        # The expiry of a key is not told; what can be seen is that a key without addresses dies when idle.
        "expires-soon": ("no_ip_list",),
        "expired": ("invalid_key",),
        # The passphrase is signed with the secret and checked first.
        "wrong-secret": ("bad_passphrase",),
    }

    def __init__(self) -> None:
        super().__init__()
        self.pools = {name: Quota(weight, 30) for name, weight in _POOLS.items()}
        self.edge = Quota(500, 10, block_seconds=30)

    def key_text(self, raw: bytes) -> str:
        return raw.hex()

    def key_raw(self, text: str) -> bytes | None:
        return bytes.fromhex(text) if _KEY_SHAPE.fullmatch(text) else None

    def secret_text(self, derived: bytes) -> str:
        return str(uuid.UUID(bytes=derived[:16], version=4))

    def passphrase_text(self, derived: bytes) -> str:
        return base64.b32encode(derived)[:14].decode().lower()

    def rights(self, story: Story) -> tuple[str, ...]:
        return account.rights(story)

    def api_key(self, call: Call) -> str:
        for name, header in _HEADERS.items():
            if not call.request.header(header):
                raise Refused("missing-header", what=name)
        return call.request.header(b"kc-api-key")

    def verify(self, call: Call) -> None:
        """Check time, passphrase, then the signature over timestamp, method, path with query, and body."""
        check_clock(call, call.request.header(b"kc-api-timestamp"), _TOLERANCE_MS, _TOLERANCE_MS)
        request, secret = call.request, self.secret(call.holder).encode()
        passphrase = self.passphrase(call.holder)
        version = request.header(b"kc-api-key-version") or "1"
        if version not in ("1", "2", "3"):
            raise Refused("version")
        if version != "1":  # from the second version on the passphrase travels signed
            passphrase = _signed(secret, passphrase.encode())
        if not hmac.compare_digest(passphrase.encode(), request.headers[b"kc-api-passphrase"]):
            raise Refused("passphrase")
        begin = f"{request.header(b'kc-api-timestamp')}{request.method}{request.path}"
        query = f"?{request.query}" if request.query else ""
        sent = request.headers[b"kc-api-sign"]
        # A query is signed as it reads, which for escaped characters may mean before or after the escaping.
        for readable in {query, unquote(query)} if "%" in query else (query,):
            if hmac.compare_digest(
                _signed(secret, f"{begin}{readable}".encode() + request.body).encode(), sent
            ):
                return
        raise Refused("signature")

    def limit_address(self, call: Call) -> None:
        address = call.request.address
        edge = self.edge.take(address, 1, call.now_ms)
        if not edge.is_allowed:
            raise Refused("rate-limited", edge.retry_after_seconds, at_edge=True)
        if call.endpoint and call.endpoint.is_public:
            self._charge(call, address)

    def limit_account(self, call: Call) -> None:
        self._charge(call, str(call.holder.uid))

    def _charge(self, call: Call, user: str) -> None:
        if call.endpoint:
            usage = self.pools[call.endpoint.pool].take(user, call.endpoint.weight, call.now_ms)
            call.quota_lines = _lines(usage)
            if not usage.is_allowed:
                raise Refused("rate-limited", usage.retry_after_seconds)

    def refusal(self, refused: Refused, call: Call) -> Answer:
        if refused.reason == "rate-limited" and not call.quota_lines and not refused.details.get("at_edge"):
            quota = _POOLS[call.endpoint.pool if call.endpoint else "Public"]
            call.quota_lines = _lines(Usage(False, quota, 0, refused.retry_after_seconds * 1000))
        return dialect.answer(refused)


def _signed(secret: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.digest(secret, text, hashlib.sha256)).decode()


def _lines(usage: Usage) -> bytes:
    return b"gw-ratelimit-limit: %d\r\ngw-ratelimit-remaining: %d\r\ngw-ratelimit-reset: %d\r\n" % usage[1:]
