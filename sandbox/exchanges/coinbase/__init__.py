"""Coinbase: one host, a signed token in a header, pairs only; whatever is wrong with a key is "Unauthorized".

Written from Coinbase's own documents (authentication, key permissions, accounts, orders, rate limits, errors).
"""

import re
import uuid

from sandbox.calls import Call, Refused
from sandbox.coding import derive
from sandbox.exchanges.base import Exchange
from sandbox.exchanges.coinbase import account, dialect, listings, tokens
from sandbox.limits import Quota
from sandbox.stories import Story, Trouble
from sandbox.wire import Answer

_HOST = "api.coinbase.com"
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(f"(?:organizations/{_UUID}/apiKeys/)?({_UUID})")
_HOUR_MS = 3_600_000


class Coinbase(Exchange):
    code, name = "coinbase", "Coinbase"
    markets = ("spot",)
    shows_address_list = False
    key_bytes = 16
    endpoints = {(_HOST, *at): endpoint for at, endpoint in (listings.ENDPOINTS | account.ENDPOINTS).items()}
    expects = {
        # Nobody is told which addresses a key is bound to, or whether it is.
        "no-ip-binding": (),
        # No key ends by itself; one that was deleted is as one that never was.
        "expires-soon": (),
        "expired": ("invalid_key",),
        # One word for every fault of a key.
        "address-not-allowed": ("invalid_key",),
        "wrong-secret": ("invalid_key",),
    }

    def __init__(self) -> None:
        super().__init__()
        self.by_address = Quota(10, 1)
        self.by_user = Quota(30, 1)

    def key_text(self, raw: bytes) -> str:
        """Return the name of a key: with its organisation, or, as newer ones are, alone."""
        name = str(uuid.UUID(bytes=raw))
        organisation = uuid.UUID(bytes=derive(name, "organisation")[:16])
        return name if raw[0] & 1 else f"organizations/{organisation}/apiKeys/{name}"

    def key_raw(self, text: str) -> bytes | None:
        found = _KEY.fullmatch(text)
        raw = uuid.UUID(found[1]).bytes if found else b""
        return raw if found and self.key_text(raw) == text else None

    def secret_text(self, derived: bytes) -> str:
        return tokens.secret_text(derived)

    def rights(self, story: Story) -> tuple[str, ...]:
        return account.rights(story)

    def api_key(self, call: Call) -> str:
        return tokens.read(call.request.header(b"authorization")).key

    def verify(self, call: Call) -> None:
        """Check the token: the address that it is for is the real one, or that of the sandbox before it."""
        request = call.request
        if call.holder.story.trouble is Trouble.CLOCK:
            raise Refused("clock", ahead_ms=_HOUR_MS)
        address = f"{request.host}{request.path}"
        here = f"http://{request.header(b'host')}/{address}"
        uris = (f"{request.method} {address}", f"{request.method} {here}")
        token = tokens.read(request.header(b"authorization"))
        tokens.check(token, self.secret(call.holder), uris, call.now_ms)

    def limit_address(self, call: Call) -> None:
        if call.endpoint and call.endpoint.is_public:
            usage = self.by_address.take(call.request.address, 1, call.now_ms)
            if not usage.is_allowed:
                raise Refused("rate-limited", usage.retry_after_seconds, at_edge=True)

    def limit_account(self, call: Call) -> None:
        usage = self.by_user.take(str(call.holder.uid), 1, call.now_ms)
        if not usage.is_allowed:
            raise Refused("rate-limited", usage.retry_after_seconds)

    def refusal(self, refused: Refused, call: Call) -> Answer:
        return dialect.answer(refused, call.now_ms)
