"""What checks are measured against: the same requests, signed by hand, sent by aiohttp on uvloop, and nothing else."""

import asyncio
import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import aiohttp
import orjson
import uvloop

from connections import exchanges
from connections.exchanges.base import Probe
from connections.findings import Market
from sandbox.keys import Key

IN_FLIGHT = 64
_Request = tuple[str, str, dict[str, str], bytes | None]


def _mexc(origin: str, key: Key, probe: Probe) -> _Request:
    asked = {**probe.params(key.api_key), "timestamp": int(time.time() * 1000), "recvWindow": 5000}
    query = urlencode(asked)
    signature = hmac.new(key.secret.encode(), query.encode(), hashlib.sha256).hexdigest()
    headers = {"X-MEXC-APIKEY": key.api_key, "Content-Type": "application/json"}
    return probe.method, f"{origin}/{probe.host}{probe.path}?{query}&signature={signature}", headers, None


def _kucoin(origin: str, key: Key, probe: Probe) -> _Request:
    asked, now = probe.params(key.api_key), str(int(time.time() * 1000))
    body = orjson.dumps(asked) if probe.method == "POST" else b""
    target = f"{probe.path}?{urlencode(asked)}" if asked and not body else probe.path
    headers = {
        "KC-API-KEY": key.api_key,
        "KC-API-KEY-VERSION": "2",
        "KC-API-TIMESTAMP": now,
        "KC-API-SIGN": _base64(key.secret, f"{now}{probe.method}{target}".encode() + body),
        "KC-API-PASSPHRASE": _base64(key.secret, (key.passphrase or "").encode()),
        "Content-Type": "application/json",
    }
    return probe.method, f"{origin}/{probe.host}{target}", headers, body or None


def _base64(secret: str, text: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).decode()


_SIGNED: dict[str, Callable[[str, Key, Probe], _Request]] = {"mexc": _mexc, "kucoin": _kucoin}


def questions(exchange: str, *, is_light: bool) -> list[Probe]:
    """Return what a check of a spot key asks."""
    known = exchanges.get(exchange)
    rest = [probe for probe in known.probes if probe.market in {None, Market.SPOT}]
    return [known.introspection] if is_light else [known.introspection, *rest]


def check(origin: str, keys: Sequence[Key], *, is_light: bool) -> None:
    """Ask everything that a check of each key asks, as many at once as a good client would."""
    uvloop.run(_check(origin, keys, questions(keys[0].exchange, is_light=is_light)))


async def _check(origin: str, keys: Sequence[Key], asked: list[Probe]) -> None:
    waiting, sign = iter(keys), _SIGNED[keys[0].exchange]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def work() -> None:
            for key in waiting:
                await _ask(session, sign(origin, key, asked[0]))
                rest = [_ask(session, sign(origin, key, probe)) for probe in asked[1:]]
                await asyncio.gather(*rest)

        await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))


async def _ask(session: aiohttp.ClientSession, request: _Request) -> None:
    method, url, headers, body = request
    async with session.request(method, url, headers=headers, data=body) as response:
        if response.status != 200 or "error" in orjson.loads(await response.read()):
            raise RuntimeError(f"{url.partition('?')[0]} was answered {response.status}")
