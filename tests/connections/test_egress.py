"""Our addresses: each connection keeps one, exchanges see that one, and a way out that fails blames nobody's key."""

import asyncio
import logging
import pickle
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import trustme

from backfuture.dev.ports import free_port
from backfuture.lib.route import Route
from connections import egress, exchanges, messages, probes
from connections.exchanges._wire import open_wire
from connections.findings import Category, EventCode, Report
from connections.models import Connection, Event
from sandbox.keys import Key
from tests.connections.conftest import Connect, keys_of, look, look_at, requests_of
from tests.stack.proxy import Proxy, behind_tls, proxy
from tests.stack.sandbox import Sandbox

FIRST, SECOND = "127.0.0.2", "127.0.0.3"


@pytest.fixture(scope="module")
def ways() -> Iterator[dict[str, Proxy]]:
    with proxy(FIRST) as first, proxy(SECOND) as second:
        yield {FIRST: first, SECOND: second}


def lead(settings: Any, *ways: Proxy, password: str = "") -> None:
    routes = {one.address: Route(one.address, one.url, one.user, password or one.password) for one in ways}
    settings.EGRESS, settings.EGRESS_ROUTES = list(routes), routes


def seen(key: Key, sandbox: Sandbox) -> set[str]:
    return {str(request["address"]) for request in requests_of(key, sandbox)}


@pytest.mark.django_db(transaction=True)
def test_exchanges_see_the_address_of_a_connection_every_time(
    ways: dict[str, Proxy], settings: Any, sandbox: Sandbox, connection_of: Connect, key: Callable[..., Key]
) -> None:
    lead(settings, *ways.values())
    keys = [key("mexc", "healthy") for _ in range(6)]
    rows = [connection_of("mexc", key=one) for one in keys]
    look_at(rows)
    first = [row.egress for row in rows]
    settings.EGRESS = ["127.0.0.4", SECOND, FIRST]  # one more does not move anybody
    look_at(rows)
    assert [row.egress for row in rows] == first
    assert set(first) == {FIRST, SECOND}
    assert [seen(one, sandbox) for one in keys] == [{address} for address in first]
    assert {row.verdict for row in rows} == {"connected"}
    assert not Event.objects.exists()


def test_one_more_address_moves_few(settings: Any) -> None:
    settings.EGRESS = ["203.0.113.1", "203.0.113.2", "203.0.113.3"]
    before = [egress.choose(number) for number in range(3000)]
    assert all(800 < count < 1200 for count in Counter(before).values())
    settings.EGRESS = [*settings.EGRESS, "203.0.113.4"]
    after = [egress.choose(number) for number in range(3000)]
    moved = [now for was, now in zip(before, after, strict=True) if was != now]
    assert set(moved) == {"203.0.113.4"}
    assert 600 < len(moved) < 900


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("listed", [True, False])
def test_an_address_that_was_given_up_is_left_and_told(
    settings: Any, connection_of: Connect, django_assert_num_queries: Any, listed: bool
) -> None:
    settings.EGRESS, settings.EGRESS_ROUTES = ["203.0.113.24", "203.0.113.25"], {}
    row = connection_of("kucoin", egress="203.0.113.99")
    if listed:
        settings.EGRESS = ["203.0.113.25", "203.0.113.24", "203.0.113.26"]
    look(row)  # the key's list is known now: 203.0.113.24 alone
    Connection.objects.filter(pk=row.pk).update(egress="203.0.113.98")
    settings.EGRESS = settings.EGRESS if listed else ["203.0.113.25"]
    look(row)
    event = Event.objects.filter(code=EventCode.ADDRESS_MOVED).first()
    assert event is not None
    assert event.params["was"] == "203.0.113.98"
    assert (row.egress == "203.0.113.24") is listed
    assert event.params["is_listed"] is listed
    worded = messages.event(event, row.exchange_at_site)
    assert ("lacks it" in worded.text) is not listed


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", ["password", "down", "forbidden"])
def test_a_proxy_that_fails_us_blames_no_key(
    ways: dict[str, Proxy],
    settings: Any,
    connection_of: Connect,
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    way = ways[FIRST]
    lead(settings, way, password="another, also a canary" if fault == "password" else "")
    if fault == "down":
        down = Route(FIRST, f"http://127.0.0.1:{free_port()}", way.user, way.password)
        settings.EGRESS_ROUTES = {FIRST: down}
    way.refuses_with = 403 if fault == "forbidden" else 0
    with caplog.at_level(logging.DEBUG):
        row = look(connection_of("mexc"))
    way.refuses_with = 0
    (found,) = row.findings
    assert (row.verdict, row.status) == ("pending", "unreachable")
    assert (found.code, found.params["reason"]) == (Category.EXCHANGE_UNAVAILABLE, "proxy")
    assert "on our side" in messages.finding(found, row.exchange_at_site, settings.EGRESS).cause
    (told,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert f"the proxy for {FIRST}" in told.getMessage()
    assert "canary" not in caplog.text


def test_a_proxy_sees_no_more_than_where_to(
    ways: dict[str, Proxy], sandbox: Sandbox, key: Callable[..., Key], tmp_path: Any
) -> None:
    authority, way = trustme.CA(), ways[SECOND]
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    mine, route = key("mexc", "healthy"), Route(SECOND, way.url, way.user, way.password)
    way.asked.clear()
    way.carried.clear()
    with behind_tls(int(sandbox.url.rpartition(":")[2]), context) as port:
        url = f"https://127.0.0.1:{port}"
        trusted = asyncio.run(check(mine, url, route, str(tmp_path / "ca.pem")))
        stranger = asyncio.run(check(mine, url, route, ""))
    assert {one.diagnosis.category for one in trusted.results} == {Category.NONE}
    assert set(way.asked) == {f"CONNECT 127.0.0.1:{port}"}
    assert mine.api_key.encode() not in way.carried
    assert b"HTTP/1.1" not in way.carried
    # A certificate that nobody we trust has signed: nothing was asked.
    assert [one.diagnosis.category for one in stranger.results] == [Category.EXCHANGE_UNAVAILABLE]


async def check(key: Key, url: str, route: Route, ca_file: str) -> Report:
    wire = open_wire(url, [route], ca_file)
    try:
        job = probes.Job(exchanges.get(key.exchange), keys_of(key), frozenset({"spot"}), egress=route.address)
        return await probes.run(job, wire, 5)
    finally:
        await wire.close()


def test_also_without_tls_a_proxy_is_asked_to_connect(
    ways: dict[str, Proxy], sandbox: Sandbox, key: Callable[..., Key]
) -> None:
    way = ways[FIRST]
    way.asked.clear()
    asyncio.run(check(key("mexc", "healthy"), sandbox.url, Route(FIRST, way.url, way.user, way.password), ""))
    assert set(way.asked) == {f"CONNECT {sandbox.url.removeprefix('http://')}"}


def test_an_address_of_this_machine_is_used_without_a_proxy(
    sandbox: Sandbox, key: Callable[..., Key]
) -> None:
    mine = key("mexc", "healthy")
    asyncio.run(check(mine, sandbox.url, Route("127.0.0.5"), ""))
    assert seen(mine, sandbox) == {"127.0.0.5"}


def test_the_environment_chooses_no_proxy(
    sandbox: Sandbox, key: Callable[..., Key], monkeypatch: pytest.MonkeyPatch, ways: dict[str, Proxy]
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    mine, way = key("mexc", "healthy"), ways[FIRST]
    report = asyncio.run(check(mine, sandbox.url, Route(), ""))
    assert not report.results[0].diagnosis.is_refusal
    led = key("mexc", "healthy")
    asyncio.run(check(led, sandbox.url, Route(FIRST, way.url, way.user, way.password), ""))
    assert seen(led, sandbox) == {FIRST}


def test_a_route_shows_its_password_to_nobody() -> None:
    route = Route("203.0.113.25", "http://proxy.example:3128", "trader-desk", "canary")
    for shown in (repr(route), str(route), f"{[route]}"):
        assert "canary" not in shown
        assert "trader-desk" not in shown
    with pytest.raises(TypeError):
        pickle.dumps(route)
