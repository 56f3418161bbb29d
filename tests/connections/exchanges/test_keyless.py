"""What is asked without a key: its own targets, none of a key's, and a key's client none of these."""

import asyncio
from typing import Any

import pytest

from connections import exchanges
from connections.exchanges._guard import ForbiddenTarget
from connections.exchanges._wire import PUBLIC_BODY_LIMIT, Wire
from connections.exchanges.base import Exchange, Keys

KEYS = Keys("a" * 24, "b" * 32, "c" * 8)


@pytest.fixture(params=exchanges.every())
def exchange(request: pytest.FixtureRequest) -> Exchange:
    return exchanges.get(request.param)


async def keyless(exchange: Exchange) -> Any:
    """Return a client without a key whose wire leads nowhere: what is sent fails."""
    return Wire(transport=None).keyless(exchange)


async def signed(exchange: Exchange) -> Any:
    return Wire(transport=None).client(exchange, KEYS)


def test_it_says_what_everybody_may_ask(exchange: Exchange) -> None:
    client = asyncio.run(keyless(exchange))
    assert {(client.apiKey, client.secret, client.password)} <= {("", "", ""), (None, None, None)}
    assert client.body_limit == PUBLIC_BODY_LIMIT
    assert client.allowed
    assert {method for method, _ in client.allowed} == {"GET"}
    assert len(client.allowed) == len(exchange.public)
    assert exchange.client_options.items() <= client.options.items()


def test_neither_client_may_ask_what_the_other_may(exchange: Exchange) -> None:
    open_to_all, own = asyncio.run(keyless(exchange)).allowed, asyncio.run(signed(exchange)).allowed
    assert not open_to_all & own
    for method, target in own:
        with pytest.raises(ForbiddenTarget):
            asyncio.run(_fetch(keyless(exchange), target, method))
    for method, target in open_to_all:
        with pytest.raises(ForbiddenTarget):
            asyncio.run(_fetch(signed(exchange), target, method))


async def _fetch(client: Any, target: str, method: str) -> None:
    await (await client).fetch(target, method)
