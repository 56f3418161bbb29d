"""What is usually done: a fresh ccxt instance for every check, which loads all markets first."""

from collections.abc import Iterable
from typing import Any

import ccxt

from sandbox.keys import Key


def checks(origin: str, keys: Iterable[Key]) -> None:
    """Check one key after another."""
    for key in keys:
        _check(origin, key)


def _check(origin: str, key: Key) -> None:
    """Fetch balance and open orders, as anybody would begin."""
    client = getattr(ccxt, key.exchange)({"enableRateLimit": False})
    client.urls["api"] = _redirected(client.urls["api"], f"{origin}/")
    client.load_markets()  # without the key: with it MEXC would want a right that a good key lacks
    client.apiKey, client.secret, client.password = key.api_key, key.secret, key.passphrase or ""
    client.fetch_balance()
    client.fetch_open_orders("BTC/USDT")


def _redirected(urls: Any, origin: str) -> Any:
    if isinstance(urls, str):
        return urls.replace("https://", origin)
    return {name: _redirected(url, origin) for name, url in urls.items()}
