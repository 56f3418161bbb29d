"""Talk to an exchange through ccxt: its signing and its error classes, our transport.

Only ccxt's fetch() is replaced. One session serves all checks of a process, nothing is logged, and a target that
no probe declares is refused before anything is sent.
"""

import asyncio
import base64
import copy
import functools
import json
import re
import time
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from connections.exchanges import _dialect
from connections.exchanges.base import Exchange, Keys, Probe, libraries
from connections.findings import Refusal

BODY_LIMIT = 1_000_000
# What everybody may see is long: some exchanges describe all their markets in one answer.
PUBLIC_BODY_LIMIT = 32_000_000


_NUMBER = re.compile(r"(?<=/)\d+(?=/|$)")


class ForbiddenTarget(Exception):
    """Raised before sending when a request would go where the exchange has declared no target."""


@dataclass
class Wire:
    """What a worker process keeps between checks: the session and one never-used template per exchange and site."""

    session: Any
    sandbox_url: str = ""
    templates: dict[str, Any] = field(default_factory=dict)
    # The last readings of public clocks, shared by all checks of a moment (see connections.clocks).
    clocks: dict[str, Any] = field(default_factory=dict)

    def client(self, exchange: Exchange, keys: Keys) -> Any:
        """Return a cheap clone of the exchange's template that holds these credentials and no other state.

        Credentials are never swapped on a shared instance: ccxt keeps flags of the account in its options.
        """
        known = exchange.site.client
        if known not in self.templates:
            targets = [(probe.method, f"{probe.host}{probe.path}") for probe in exchange.questions()]
            self.templates[known] = _template(exchange, self.sandbox_url, targets)
        client = copy.copy(self.templates[known])
        client.options = dict(client.options)
        client.headers = dict(client.headers)
        client.wire, client.error_in = self, exchange.error_in
        client.apiKey, client.secret, client.password = keys.api_key, keys.secret, keys.passphrase
        return client

    def keyless(self, exchange: Exchange) -> Any:
        """Return a new client that holds no credentials, for what everybody may see; it may ask nothing else."""
        client = _template(exchange, self.sandbox_url, [_split(target) for target in exchange.public])
        client.body_limit = PUBLIC_BODY_LIMIT
        client.wire = self
        return client

    def clock(self, exchange: Exchange) -> Any:
        """Return a new client that holds no credentials and may ask nothing but what time it is."""
        client = _template(exchange, self.sandbox_url, ())
        client.allowed = Clocks(exchange, self.sandbox_url)
        client.wire = self
        return client

    async def ask(self, client: Any, probe: Probe) -> Any:
        """Return the parsed answer to one probe; raises Refusal for every answer that is not a success."""
        params = probe.params(client.apiKey)
        if probe.first is not None:
            params |= _learned(probe, await self.ask(client, probe.first))
        body = await getattr(client, probe.call)(params)
        if client.error_in(body):  # an error in the dress of a success
            raise Refusal(200, json.dumps(body))
        return body

    async def close(self) -> None:
        await self.session.close()


def open_wire(sandbox_url: str = "") -> Wire:
    """Open the connection pool of one worker process; call it inside the running event loop."""
    aiohttp = libraries().aiohttp
    connector = aiohttp.TCPConnector(limit=0, ttl_dns_cache=300, keepalive_timeout=30)
    # A cookie set for one account must not travel with the next one: the jar keeps none.
    jar = aiohttp.DummyCookieJar()
    return Wire(aiohttp.ClientSession(connector=connector, trust_env=False, cookie_jar=jar), sandbox_url)


class Guard:
    """ccxt's fetch(), replaced: declared targets only, no redirect, bodies cut, errors without URLs."""

    wire: Wire
    allowed: Container[tuple[str, str]]
    body_limit = BODY_LIMIT

    async def fetch(self, url: str, method: str = "GET", headers: Any = None, body: Any = None) -> Any:
        target = url.partition("?")[0]
        if (method, target) not in self.allowed and (method, _NUMBER.sub("*", target)) not in self.allowed:
            raise ForbiddenTarget(f"{method} is not declared by this exchange")
        status, reply_headers, text = await self._send(url, method, headers, body)
        parsed = self.parse_json(text)  # type: ignore[attr-defined]
        failure = self._failure(status, reply_headers, text, parsed, url, method, headers, body)
        if failure or parsed is None:
            waits, off = _retry_after(reply_headers), _clock_off(reply_headers)
            raise Refusal(status, text, failure or "BadResponse", None, waits, off)
        return parsed

    async def _send(self, url: str, method: str, headers: Any, body: Any) -> tuple[int, dict[str, str], str]:
        send = self.wire.session.request(
            method,
            libraries().URL(url, encoded=True),
            data=body.encode() if body else None,
            headers=self.prepare_request_headers(headers),  # type: ignore[attr-defined]
            allow_redirects=False,  # a redirect would carry signed headers to another host
        )
        try:
            async with send as response:
                raw = await _read(response.content, self.body_limit)
                return response.status, dict(response.headers), raw.decode("utf-8", "replace").strip()
        except TimeoutError:
            raise Refusal(transport="timeout") from None
        except (libraries().aiohttp.ClientError, OSError):
            raise Refusal(transport="connection") from None

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


def _learned(probe: Probe, body: Any) -> dict[str, Any]:
    """Return the parameters in the answer that a probe waited for; the key is not blamed for another shape."""
    try:
        return probe.learned(body)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise Refusal(transport="shape") from None


class Clocks(Container[tuple[str, str]]):
    """The targets that tell the time: at the exchange's own hosts, by GET, under the name of a clock."""

    def __init__(self, exchange: Exchange, sandbox_url: str = "") -> None:
        signed = {probe.host for probe in (exchange.introspection, *exchange.probes)}
        origin = f"{sandbox_url}/" if sandbox_url else "https://"
        self._prefixes = tuple(f"{origin}{host}/" for host in signed | _hosts(exchange.public))
        self._name = exchange.clock

    def __contains__(self, target: object) -> bool:
        method, url = target if isinstance(target, tuple) else ("", "")
        is_ours = method == "GET" and url.startswith(self._prefixes) and not urlsplit(url).fragment
        return is_ours and re.fullmatch(self._name, url.rpartition("/")[2]) is not None


def _hosts(targets: Iterable[str]) -> set[str]:
    return {_split(target)[1].partition("/")[0] for target in targets}


def _rsa_key(secret: str) -> RSAPrivateKey:
    """Return the key in a PEM; raises TypeError for one of another kind."""
    key = load_pem_private_key(secret.encode(), None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("another kind of key")
    return key


def _bytes(request: str | bytes) -> bytes:
    return request.encode() if isinstance(request, str) else request


async def _read(content: Any, limit: int) -> bytes:
    """Return at most `limit` bytes of a body, so that no server can fill a worker's memory."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in content.iter_any():
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            break
    return b"".join(chunks)[:limit]


def _retry_after(headers: dict[str, str]) -> float | None:
    value = _header(headers, "retry-after")
    return float(value) if value.isdigit() else None


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
    return _guarded(code)({"enableRateLimit": False, "asyncio_loop": None})


@functools.cache
def _guarded(code: str) -> Any:
    return type(f"Guarded_{code}", (Guard, getattr(libraries().ccxt, code)), {})


def _template(exchange: Exchange, sandbox_url: str, targets: Iterable[tuple[str, str]]) -> Any:
    """Build the instance that clones are made of; its throttler is off (it polls, and knows one key only)."""
    made = _guarded(exchange.site.client)
    template = made({"enableRateLimit": False, "asyncio_loop": asyncio.get_running_loop()})
    template.options = {**template.options, **exchange.client_options}
    template.urls = {**template.urls, **exchange.client_urls}
    origin = f"{sandbox_url}/" if sandbox_url else "https://"
    if sandbox_url:
        template.urls = {**template.urls, "api": _redirected(template.urls["api"], origin)}
    template.allowed = frozenset((method, f"{origin}{address}") for method, address in targets)
    return template


def _split(target: str) -> tuple[str, str]:
    method, _, address = target.partition(" ")
    return method, address


def _redirected(urls: Any, origin: str) -> Any:
    """Point ccxt's URLs at the sandbox: the exchange's own host becomes the first part of the path."""
    if isinstance(urls, str):
        return urls.replace("https://", origin)
    return {name: _redirected(url, origin) for name, url in urls.items()}
