"""HTX: spot and contracts on two hosts, one way of signing the query, which names the host too.

Written from HTX's own documents (spot and USDT-M contracts: authentication, rate limits, error codes).
"""

import base64
import hashlib
import hmac
import re
from calendar import timegm
from urllib.parse import quote, unquote

from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.base import Exchange, check_clock
from sandbox.exchanges.htx import account, contracts, dialect, listings
from sandbox.limits import Quota
from sandbox.stories import Story
from sandbox.wire import Answer, Request

SPOT = "api.huobi.pro"
CONTRACTS = ("api.hbdm.com", "api.hbdm.vn")
_KEY_SHAPE = re.compile("([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-z]{10})-([0-9a-f]{5})")
_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)")
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NAMES = ("AccessKeyId", "SignatureMethod", "SignatureVersion", "Timestamp", "Signature")
_TOLERANCE_MS = 60_000
# (requests, seconds) of one user for one path; all other paths together have those of a key.
_PER_PATH = {"/v1/account/accounts": (100, 2), "/v1/order/openOrders": (50, 2), "/v2/user/api-key": (20, 2)}
_NUMBER = re.compile(r"/\d+(?=/)")


class Htx(Exchange):
    code, name = "htx", "HTX"
    key_bytes = 16
    endpoints = {(SPOT, *at): one for at, one in (listings.SPOT | account.ENDPOINTS).items()} | {
        (host, *at): one
        for host in CONTRACTS
        for at, one in (listings.CONTRACTS | contracts.ENDPOINTS).items()
    }
    # What ends is a key without addresses.
    expects = {"expires-soon": ("no_ip_list", "expires_soon")}

    def __init__(self) -> None:
        super().__init__()
        self.by_address, self.by_key = Quota(10, 1), Quota(10, 1)
        self.by_path = {path: Quota(*most) for path, most in _PER_PATH.items()}
        self.balances = Quota(100, 2)
        # Contracts: 800 requests a second for prices, 120 in 3 s for what else is public, 72 in 3 s for reading.
        self.prices, self.rules, self.reading = Quota(800, 1), Quota(120, 3), Quota(72, 3)

    def key_text(self, raw: bytes) -> str:
        return f"{raw[:4].hex()}-{raw[4:8].hex()}-{_in_letters(raw[8:14])}-{int.from_bytes(raw[14:]):05x}"

    def key_raw(self, text: str) -> bytes | None:
        parts = _KEY_SHAPE.fullmatch(text)
        if parts is None:
            return None
        first, second, third, fourth = parts.groups()
        middle, end = int(third, 36), int(fourth, 16)
        if middle >= 256**6 or end >= 256**2:
            return None
        return bytes.fromhex(first + second) + middle.to_bytes(6) + end.to_bytes(2)

    def secret_text(self, derived: bytes) -> str:
        text = derived.hex()
        return "-".join((text[:8], text[8:16], text[16:24], text[24:29]))

    def rights(self, story: Story) -> tuple[str, ...]:
        return account.rights(story)

    def find(self, request: Request) -> Endpoint | None:
        """Find an endpoint; the number of an account stands in the middle of some paths."""
        numbered = self.endpoints.get((request.host, request.method, _NUMBER.sub("/*", request.path)))
        return numbered or super().find(request)

    def api_key(self, call: Call) -> str:
        params = call.request.params
        if not params.get("AccessKeyId") or not params.get("Signature"):
            raise Refused("missing-signature")
        return params["AccessKeyId"]

    def verify(self, call: Call) -> None:
        """Check the time, then the signature over method, host, path and sorted query, a line each."""
        request, params = call.request, call.request.params
        if params.get("SignatureMethod") != "HmacSHA256":
            raise Refused("signature-method")
        if params.get("SignatureVersion") != "2":
            raise Refused("signature-version")
        check_clock(call, _milliseconds(params.get("Timestamp", "")), _TOLERANCE_MS, _TOLERANCE_MS)
        text = "\n".join((request.method, request.host, request.path, _sorted(request.query)))
        digest = hmac.digest(self.secret(call.holder).encode(), text.encode(), hashlib.sha256)
        if not hmac.compare_digest(base64.b64encode(digest), params["Signature"].encode()):
            raise Refused("signature")

    def limit_address(self, call: Call) -> None:
        if call.endpoint is None or not call.endpoint.is_public:
            return
        if call.request.host == SPOT:
            _charge(call, self.by_address, call.request.address)
        else:
            is_price = "market" in call.request.path
            _charge(call, self.prices if is_price else self.rules, call.request.address)

    def limit_account(self, call: Call) -> None:
        path, holder = call.request.path, call.holder
        if call.request.host != SPOT:
            _charge(call, self.reading, str(holder.uid))
        elif path.endswith("/balance"):
            _charge(call, self.balances, str(holder.uid))
        elif path in self.by_path:
            _charge(call, self.by_path[path], str(holder.uid))
        else:
            _charge(call, self.by_key, holder.api_key)

    def refusal(self, refused: Refused, call: Call) -> Answer:
        return dialect.answer(refused, call, call.request.host == SPOT)


def _charge(call: Call, quota: Quota, user: str) -> None:
    usage = quota.take(user, 1, call.now_ms)
    call.quota_lines = dialect.quota_lines(usage, call, call.request.host == SPOT)
    if not usage.is_allowed:
        raise Refused("rate-limited", usage.retry_after_seconds)


def _in_letters(raw: bytes) -> str:
    number, text = int.from_bytes(raw), ""
    for _ in range(10):
        number, digit = divmod(number, 36)
        text = _LETTERS[digit] + text
    return text


def _sorted(query: str) -> str:
    """Return a query without its signature, by name in the order of ASCII, escaped with capital letters."""
    pairs = [pair.partition("=") for pair in query.split("&")]
    named = sorted((unquote(name), unquote(value)) for name, _, value in pairs if name != "Signature")
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in named)


def _milliseconds(text: str) -> str:
    """Return a time told as 2017-05-11T15:19:30 in milliseconds; nothing for any other text."""
    parts = _TIME.fullmatch(text)
    if parts is None:
        return ""
    year, month, day, *rest = map(int, parts.groups())
    is_one = year >= 1970 and 1 <= month <= 12 and 1 <= day <= 31
    return str(timegm((year, month, day, *rest)) * 1000) if is_one else ""
