"""What ccxt may send, and what comes back: its fetch() replaced, the rest of it as it is.

A target that no probe declares is refused before anything is sent; errors lose the text that holds the signed URL.
"""

import base64
import functools
import json
import re
import time
from collections.abc import Awaitable, Callable, Container
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from backfuture.lib.route import Route
from connections.exchanges import _dialect
from connections.exchanges._transport import Lost
from connections.exchanges.base import Exchange, libraries
from connections.findings import Refusal

BODY_LIMIT = 1_000_000
_NUMBER = re.compile(r"(?<=/)\d+(?=/|$)")


class ForbiddenTarget(Exception):
    """Raised before sending when a request would go where the exchange has declared no target."""


class Sender(Protocol):
    """Whoever keeps the connections that all checks of a process share."""

    transport: Any


class Guard:
    """ccxt's fetch(), replaced: declared targets only, no redirect, bodies cut, errors without URLs."""

    wire: Sender
    allowed: Container[tuple[str, str]]
    entrance: Callable[[str], Awaitable[None]] | None = None  # where what needs no key waits
    body_limit = BODY_LIMIT
    route = Route()

    async def fetch2(
        self, path: Any, api: Any = "public", method: str = "GET", params: Any = None, config: Any = None
    ) -> Any:
        """Sign and send, once: without ccxt's throttler and retries, and without its record of signed headers."""
        signed = self.sign(path, api, method, params or {})  # type: ignore[attr-defined]
        return await self.fetch(signed["url"], signed["method"], signed["headers"], signed["body"])

    async def fetch(self, url: str, method: str = "GET", headers: Any = None, body: Any = None) -> Any:
        target = url.partition("?")[0]
        if (method, target) not in self.allowed and (method, _NUMBER.sub("*", target)) not in self.allowed:
            raise ForbiddenTarget(f"{method} is not declared by this exchange")
        if self.entrance is not None:
            await self.entrance(target)
        status, reply_headers, text = await self._send(url, method, headers, body)
        parsed = self.parse_json(text)  # type: ignore[attr-defined]
        failure = self._failure(status, reply_headers, text, parsed, url, method, headers, body)
        if failure or parsed is None:
            waits, off = _retry_after(reply_headers), _clock_off(reply_headers)
            raise Refusal(status, text, failure or "BadResponse", None, waits, off)
        return parsed

    async def _send(self, url: str, method: str, headers: Any, body: Any) -> tuple[int, dict[str, str], str]:
        told = self.prepare_request_headers(headers)  # type: ignore[attr-defined]
        raw = body.encode() if body else None
        try:
            reply = await self.wire.transport.request(method, url, told, raw, self.body_limit, self.route)
        except Lost as lost:
            raise Refusal(transport=lost.reason) from None
        return reply.status, reply.headers, reply.body.decode("utf-8", "replace").strip()

    def rsa(self, request: Any, secret: str, alg: str = "sha256", padding_mode: str = "pkcs1") -> Any:
        """Sign as ccxt does, which proves the key's primes anew for every request: 40 to 300 ms instead of 1.

        That was done once, when the key was pasted.
        """
        if (alg, padding_mode) != ("sha256", "pkcs1"):
            return super().rsa(request, secret, alg, padding_mode)  # type: ignore[misc]
        return base64.b64encode(_rsa_key(secret).sign(_bytes(request), PKCS1v15(), SHA256())).decode()

    def _failure(self, status: int, reply: Any, text: str, parsed: Any, *request: Any) -> str:
        """Return the name of the error class that ccxt finds in an answer, or nothing."""
        url, method, headers, body = request
        try:
            self.handle_errors(status, "", url, method, reply, text, parsed, headers, body)  # type: ignore[attr-defined]
            self.handle_http_status_code(status, "", url, method, "")  # type: ignore[attr-defined]
        except libraries().ccxt.BaseError as error:
            return type(error).__name__  # its text holds the signed URL and is dropped here
        except (AttributeError, KeyError, TypeError, ValueError):
            return "BadResponse"  # ccxt stumbled over a shape that it did not expect
        return ""

    def __del__(self) -> None:
        """Stay silent: a clone owns no session, ccxt's own method would warn about one."""


def _rsa_key(secret: str) -> RSAPrivateKey:
    """Return the key in a PEM; raises TypeError for one of another kind."""
    key = load_pem_private_key(secret.encode(), None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("another kind of key")
    return key


def _bytes(request: str | bytes) -> bytes:
    return request.encode() if isinstance(request, str) else request


def _retry_after(headers: dict[str, str]) -> float | None:
    value = _header(headers, "retry-after")
    return float(value) if value.isdecimal() else None


def _clock_off(headers: dict[str, str]) -> float | None:
    """Return the seconds between the date of an answer and our clock, None where it has no date."""
    try:
        return abs(parsedate_to_datetime(_header(headers, "date")).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _header(headers: dict[str, str], wanted: str) -> str:
    return next((value for name, value in headers.items() if name.lower() == wanted), "")


def error_class(exchange: Exchange, status: int | None, body: str) -> str:
    """Return the name of the class ccxt raises for an answer, without any request.

    A text that quotes an answer, such as that of an exception, is judged by what it quotes.
    """
    judge = _keyless(exchange.site.client)
    quoted = _dialect.parse(body)
    text = json.dumps(quoted) if isinstance(quoted, dict) else body
    parsed = judge.parse_json(text)
    failure: str = judge._failure(
        status or 200, {}, text, parsed, f"https://{exchange.introspection.host}", "GET", {}, None
    )
    return failure or ("BadResponse" if parsed is None and status is not None else "")


@functools.cache
def _keyless(code: str) -> Any:
    return guarded(code)({"enableRateLimit": False, "asyncio_loop": None})


@functools.cache
def guarded(code: str) -> Any:
    return type(f"Guarded_{code}", (Guard, getattr(libraries().ccxt, code)), {})
