"""Talk to an exchange through ccxt: its signing and its error classes, our transport.

One set of connections serves all checks of a process, and nothing is logged. What a client may ask stands in its guard.
"""

import asyncio
import copy
import json
import re
from collections.abc import Awaitable, Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from backfuture.lib.route import Route
from connections.exchanges._guard import guarded
from connections.exchanges._limits import OPEN, Admission
from connections.exchanges._transport import Transport
from connections.exchanges.base import Exchange, Keys, Probe
from connections.findings import Refusal

# What everybody may see is long: some exchanges describe all their markets in one answer.
PUBLIC_BODY_LIMIT = 32_000_000


@dataclass
class Wire:
    """What a worker process keeps between checks: connections and one never-used template per exchange and site."""

    transport: Any
    sandbox_url: str = ""
    routes: Sequence[Route] = (Route(),)
    templates: dict[str, Any] = field(default_factory=dict)
    # The last readings of public clocks, shared by all checks of a moment (see connections.clocks).
    clocks: dict[str, Any] = field(default_factory=dict)

    def client(self, exchange: Exchange, keys: Keys, egress: str = "") -> Any:
        """Return a cheap clone of the exchange's template that holds these credentials and no other state.

        Credentials are never swapped on a shared instance: ccxt keeps flags of the account in its options.
        `egress` is the address of ours that it asks from, the first one where that is none.
        """
        known = exchange.site.client
        if known not in self.templates:
            targets = [(probe.method, f"{probe.host}{probe.path}") for probe in exchange.questions()]
            self.templates[known] = _template(exchange, self.sandbox_url, targets)
        client = copy.copy(self.templates[known])
        client.options = dict(client.options)
        client.headers = dict(client.headers)
        client.wire, client.error_in = self, exchange.error_in
        client.route = next((one for one in self.routes if one.address == egress), self.routes[0])
        client.apiKey, client.secret, client.password = keys.api_key, keys.secret, keys.passphrase
        return client

    def keyless(self, exchange: Exchange, admission: Admission = OPEN, patience: float = 0.0) -> Any:
        """Return a new client that holds no credentials, for what everybody may see; it may ask nothing else.

        It waits to be let in, raising Held where that takes longer than `patience`: it counts for our address, too.
        """
        client = _template(exchange, self.sandbox_url, [_split(target) for target in exchange.public])
        client.body_limit = PUBLIC_BODY_LIMIT
        client.wire, client.route = self, self.routes[0]
        client.entrance = self._entrance(admission, patience)
        return client

    def clock(self, exchange: Exchange, admission: Admission = OPEN, patience: float = 0.0) -> Any:
        """Return a new client that holds no credentials and may ask nothing but what time it is."""
        client = _template(exchange, self.sandbox_url, ())
        client.allowed = Clocks(exchange, self.sandbox_url)
        client.wire, client.route = self, self.routes[0]
        client.entrance = self._entrance(admission, patience)
        return client

    def _entrance(self, admission: Admission, patience: float) -> Callable[[str], Awaitable[None]]:
        origin = f"{self.sandbox_url}/" if self.sandbox_url else "https://"

        async def enter(target: str) -> None:
            await admission.enter_public(f"/{target.removeprefix(origin).partition('/')[2]}", patience)

        return enter

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
        await self.transport.close()


def open_wire(sandbox_url: str = "", routes: Sequence[Route] = (), ca_file: str = "") -> Wire:
    """Open the connections of one worker process; call it inside the running event loop.

    `routes` are ours, the first for what needs no key; `ca_file` names authorities to trust in place of the usual.
    """
    return Wire(Transport(routes, ca_file), sandbox_url, tuple(routes) or (Route(),))


def _learned(probe: Probe, body: Any) -> dict[str, Any]:
    """Return the parameters in the answer that a probe waited for; the key is not blamed for another shape."""
    try:
        return probe.learned(body)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise Refusal(transport="shape") from None


class Clocks(Container[tuple[str, str]]):
    """The targets that tell the time: at the exchange's own hosts, by GET, under the name of a clock."""

    def __init__(self, exchange: Exchange, sandbox_url: str = "") -> None:
        signed = {probe.host for probe in exchange.questions()}
        origin = f"{sandbox_url}/" if sandbox_url else "https://"
        self._prefixes = tuple(f"{origin}{host}/" for host in signed | _hosts(exchange.public))
        self._name = exchange.clock

    def __contains__(self, target: object) -> bool:
        method, url = target if isinstance(target, tuple) else ("", "")
        is_ours = method == "GET" and url.startswith(self._prefixes) and not urlsplit(url).fragment
        return is_ours and re.fullmatch(self._name, url.rpartition("/")[2]) is not None


def _hosts(targets: Iterable[str]) -> set[str]:
    return {_split(target)[1].partition("/")[0] for target in targets}


def _template(exchange: Exchange, sandbox_url: str, targets: Iterable[tuple[str, str]]) -> Any:
    """Build the instance that clones are made of; its throttler is off (it polls, and knows one key only)."""
    made = guarded(exchange.site.client)
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
