"""Binance: spot, wallet and USD-margined futures, one way of signing, weights per address, and bans.

Written from Binance's own documents (request security, limits, error codes, endpoint specifications).
"""

import hashlib
import hmac

from sandbox import coding, pairs
from sandbox.calls import Call, Refused
from sandbox.exchanges.base import Exchange, check_clock
from sandbox.exchanges.binance import account, dialect, futures, listings
from sandbox.limits import Quota
from sandbox.parameters import whole, without
from sandbox.stories import Story, Trouble
from sandbox.wire import Answer

_LENGTH, _PAD_BYTES = 64, 10
_API, _FUTURES, _COIN_FUTURES = "api.binance.com", "fapi.binance.com", "dapi.binance.com"
_LONGEST_WINDOW_MS = 60_000
_BAN_MS = 120_000
# Weight in a minute per address, each with the header that tells what is used.
_POOLS = {
    "/api/": (6000, b"X-MBX-USED-WEIGHT-1M"),
    "/sapi/": (12_000, b"X-SAPI-USED-IP-WEIGHT-1M"),
    "/fapi/": (2400, b"X-MBX-USED-WEIGHT-1M"),
}


class Binance(Exchange):
    code, name = "binance", "Binance"
    shows_address_list = False  # only that there is one
    tells_leverage = False
    key_bytes = 37
    public_keys = ("ed25519", "rsa")
    endpoints = (
        {(_API, *at): endpoint for at, endpoint in (listings.SPOT | account.ENDPOINTS).items()}
        | {(_FUTURES, *at): endpoint for at, endpoint in (listings.FUTURES | futures.ENDPOINTS).items()}
        | {(_COIN_FUTURES, *at): endpoint for at, endpoint in listings.COIN_FUTURES.items()}
    )
    expects = {
        # Key, address and right are one refusal; only at futures it tells the address.
        "address-not-allowed": ("invalid_key",),
        # Only a key without addresses has an end.
        "expires-soon": ("no_ip_list", "expires_soon"),
    }

    def __init__(self) -> None:
        super().__init__()
        self.pools = {path: Quota(weight, 60) for path, (weight, _) in _POOLS.items()}
        # Whoever goes on after being refused is banned.
        self.patience = Quota(20, 60)
        self.banned_until_ms: dict[str, int] = {}

    def key_text(self, raw: bytes) -> str:
        return coding.stretched(raw, _LENGTH, _PAD_BYTES)

    def key_raw(self, text: str) -> bytes | None:
        return coding.shrunk(text, _LENGTH, _PAD_BYTES, self.key_bytes)

    def secret_text(self, derived: bytes) -> str:
        return coding.in_letters(hashlib.sha512(derived).digest()[:47], _LENGTH)

    def rights(self, story: Story) -> tuple[str, ...]:
        return account.rights(story)

    def api_key(self, call: Call) -> str:
        api_key = call.request.header(b"x-mbx-apikey")
        if not coding.is_in_letters(api_key, _LENGTH):
            raise Refused("bad-format")
        return api_key

    def verify(self, call: Call) -> None:
        """Check time, then the signature over query and body without a break, minus the signature itself."""
        request, params = call.request, call.request.params
        for name in ("timestamp", "signature"):
            if not params.get(name):
                raise Refused("missing", what=name)
        window_ms = whole(params.get("recvWindow", "5000"))
        if window_ms is None or window_ms > _LONGEST_WINDOW_MS:
            raise Refused("window")
        # The documented rule: timestamp < server + 1000 and server - timestamp <= recvWindow.
        check_clock(call, params["timestamp"], window_ms, 999)
        text = without(request.query, "signature") + without(request.body.decode("latin-1"), "signature")
        if not self._is_signed(call, text.encode("latin-1"), params["signature"]):
            raise Refused("signature")

    def _is_signed(self, call: Call, text: bytes, signature: str) -> bool:
        """Hexadecimal with a secret, base64 with a key pair."""
        if (public_key := self.public_key(call.holder)) is not None:
            return pairs.is_signed(public_key, text, signature)
        expected = hmac.digest(self.secret(call.holder).encode(), text, hashlib.sha256)
        return hmac.compare_digest(expected.hex().encode(), signature.lower().encode())

    def limit_address(self, call: Call) -> None:
        address = call.request.address
        until_ms = self.banned_until_ms.get(address, 0)
        if until_ms > call.now_ms:
            raise Refused("banned", (until_ms - call.now_ms) // 1000 + 1, until_ms=until_ms)
        path = next((path for path in _POOLS if call.request.path.startswith(path)), "")
        if not path or call.endpoint is None:
            return
        usage = self.pools[path].take(address, call.endpoint.weight, call.now_ms)
        call.quota_lines = b"%s: %d\r\n" % (_POOLS[path][1], usage.quota - usage.remaining)
        if not usage.is_allowed:
            if not self.patience.take(address, 1, call.now_ms).is_allowed:
                self.banned_until_ms[address] = call.now_ms + _BAN_MS
            raise Refused("rate-limited", usage.retry_after_seconds)

    def limit_account(self, call: Call) -> None:
        """Charge nobody: what is counted per user are orders, and none is ever placed."""

    def applies(self, trouble: Trouble, call: Call) -> bool:
        """What ends is the right to trade: the key itself goes on answering."""
        return trouble is not Trouble.EXPIRED

    def refusal(self, refused: Refused, call: Call) -> Answer:
        words = dialect.futures if call.request.host == _FUTURES else dialect.spot
        return words(refused)
