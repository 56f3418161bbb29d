"""Public clocks: asked without a key, at the exchange's own hosts, and of what they tell."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from connections import clocks, exchanges
from connections.exchanges._guard import ForbiddenTarget
from connections.exchanges._wire import Clocks, Wire, open_wire
from connections.exchanges.base import Exchange
from connections.findings import Category, ClockReading, Diagnosis
from tests.stack.sandbox import Sandbox


@pytest.fixture(params=exchanges.every())
def exchange(request: pytest.FixtureRequest) -> Exchange:
    return exchanges.get(request.param)


def read(exchange: Exchange, sandbox: Sandbox, times: int = 1) -> list[ClockReading | None]:
    return asyncio.run(_read(exchange, sandbox.url, times))


async def _read(exchange: Exchange, url: str, times: int) -> list[ClockReading | None]:
    wire = open_wire(url)
    ends = asyncio.get_running_loop().time() + 5
    try:
        return await asyncio.gather(*(clocks.read(exchange, wire, ends) for _ in range(times)))
    finally:
        await wire.close()


def asked(exchange: Exchange, sandbox: Sandbox) -> int:
    return int(sandbox.get(f"/_sandbox/exchanges/{exchange.code}")["counters"]["requests"])


def test_it_tells_the_time(exchange: Exchange, sandbox: Sandbox) -> None:
    (reading,) = read(exchange, sandbox)
    assert reading is not None
    assert reading.answers
    assert reading.ahead is not None
    assert abs(reading.ahead) <= reading.within + 0.1, "ours is the same clock"


def test_it_is_exact_enough_for_what_it_has_to_prove(exchange: Exchange, sandbox: Sandbox) -> None:
    """Where a second is too much, a clock of whole seconds proves nothing: see `clock_tolerance`."""
    (reading,) = read(exchange, sandbox)
    assert reading is not None
    assert 2 * reading.within + 0.1 < exchange.clock_tolerance


def test_it_tells_how_far_it_is_from_ours(exchange: Exchange, sandbox: Sandbox) -> None:
    sandbox.put(f"/_sandbox/exchanges/{exchange.code}", {"clock_offset_ms": -90_000})
    (reading,) = read(exchange, sandbox)
    assert reading is not None
    assert reading.ahead == pytest.approx(-90, abs=1 + reading.within)


@pytest.mark.parametrize("mode", ["down", "maintenance", "rate-limited", "garbage", "closing"])
def test_one_that_does_not_tell_is_silent(exchange: Exchange, mode: str, sandbox: Sandbox) -> None:
    sandbox.put(f"/_sandbox/exchanges/{exchange.code}", {"mode": mode})
    assert read(exchange, sandbox) == [ClockReading(answers=False)]


def test_all_checks_of_a_moment_share_one_reading(exchange: Exchange, sandbox: Sandbox) -> None:
    before = asked(exchange, sandbox)
    readings = read(exchange, sandbox, times=20)
    assert len(set(readings)) == 1
    assert asked(exchange, sandbox) == before + 1


def test_an_exchange_without_a_clock_is_not_asked(exchange: Exchange, sandbox: Sandbox) -> None:
    made: Exchange = type("Timeless", (type(exchange),), {"clock": ""})()
    before = asked(exchange, sandbox)
    assert read(made, sandbox) == [None]
    assert asked(exchange, sandbox) == before


def test_its_client_holds_no_key_and_asks_nothing_else(exchange: Exchange) -> None:
    client = asyncio.run(_client(exchange))
    assert {(client.apiKey, client.secret, client.password)} <= {("", "", ""), (None, None, None)}
    for probe in (exchange.introspection, *exchange.probes):
        with pytest.raises(ForbiddenTarget):
            asyncio.run(_fetch(exchange, f"https://{probe.host}{probe.path}", probe.method))
    for target in exchange.public:
        assert (target.partition(" ")[0], f"https://{target.partition(' ')[2]}") not in client.allowed


@pytest.mark.parametrize(
    "change",
    [
        lambda method, url: ("POST", url),
        lambda method, url: (method, url.replace("https", "http")),
        lambda method, url: (method, url + "s"),
        lambda method, url: (method, url + "#time"),
        lambda method, url: (method, "https://example.com/api/time"),
        lambda method, url: (method, url.replace("https://", "https://user@")),
        lambda method, url: (method, url.replace("https://", "https://example.com/")),
    ],
)
def test_what_only_resembles_a_clock_is_refused(
    exchange: Exchange, change: Callable[[str, str], tuple[str, str]]
) -> None:
    url = f"https://{exchange.introspection.host}/api/v3/time"
    assert ("GET", url) in Clocks(exchange)
    assert change("GET", url) not in Clocks(exchange)


async def _client(exchange: Exchange) -> Any:
    return Wire(transport=None).clock(exchange)


async def _fetch(exchange: Exchange, url: str, method: str) -> None:
    await (await _client(exchange)).fetch(url, method)


@pytest.mark.parametrize(
    ("diagnosis", "wanted"),
    [
        (Diagnosis(Category.INVALID_KEY, others=(Category.NO_PERMISSION,)), True),
        (Diagnosis(Category.BAD_SIGNATURE), True),
        (Diagnosis(Category.CLOCK_SKEW), True),
        (Diagnosis(Category.INVALID_KEY), False),
        (Diagnosis(Category.EXCHANGE_UNAVAILABLE), False),
        (Diagnosis(Category.NONE), False),
    ],
)
def test_it_is_asked_only_where_it_tells_causes_apart(diagnosis: Diagnosis, wanted: bool) -> None:
    assert clocks.is_wanted(diagnosis) is wanted


def test_a_clock_may_be_where_something_is_asked_before_a_question() -> None:
    kucoin = exchanges.get("kucoin")
    before = replace(kucoin.introspection, host="before.kucoin.com")

    class Chained(type(kucoin)):  # type: ignore[misc]
        code, clock = "chained", "timestamp"
        introspection = replace(kucoin.introspection, first=before)

    url = "https://before.kucoin.com/timestamp"
    assert ("GET", url) in Clocks(Chained())
    assert ("GET", url.replace("before", "other")) not in Clocks(Chained())
