"""The control door changes stories and exchanges while they run, and says what exists."""

import http.client
import re
import time
from typing import Any
from urllib.parse import quote

import pytest

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client
from tests.sandbox.every import EVERY, balance, introspect, is_fine

BOTH = pytest.mark.parametrize("exchange", ["mexc", "kucoin"])


def told(server: Client, key: Key) -> str:
    """Return what an exchange says of a key, without the time at which some say it."""
    return re.sub(r"\d{13}", "", introspect(server, key).text)


@EVERY
def test_a_story_changes_while_it_runs(sandbox_server: Client, exchange: str) -> None:
    key = credentials(exchange, "healthy")
    before = told(sandbox_server, key)
    for story in ("withdraw-on", "frozen-account", "wrong-secret", "unknown-key"):
        sandbox_server.tell(key, story=story)
        assert told(sandbox_server, key) != before
    sandbox_server.tell(key, story="healthy")
    assert told(sandbox_server, key) == before


@EVERY
def test_a_key_printed_with_a_wrong_secret_fits_once_its_story_is_healthy(
    sandbox_server: Client, exchange: str
) -> None:
    key = credentials(exchange, "wrong-secret")
    sandbox_server.tell(key, story="healthy")
    assert is_fine(exchange, introspect(sandbox_server, key))


@EVERY
def test_telling_a_story_begins_it_anew(sandbox_server: Client, exchange: str) -> None:
    key = credentials(exchange, "revoked-later")
    assert [is_fine(exchange, introspect(sandbox_server, key)) for _ in range(2)] == [True, False]
    sandbox_server.tell(key, latency_ms=0)
    assert not is_fine(exchange, introspect(sandbox_server, key))
    sandbox_server.tell(key, story="revoked-later")
    assert [is_fine(exchange, introspect(sandbox_server, key)) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8899", "127.0.0.1.evil.example"])
def test_a_page_that_reaches_us_under_another_name_changes_and_reads_nothing(
    sandbox_server: Client, host: str
) -> None:
    key = credentials("mexc", "healthy")
    told = sandbox_server.send(
        "PUT", f"/_sandbox/keys/{key.api_key}", '{"story": "frozen-account"}', Host=host
    )
    read = sandbox_server.send("GET", f"/_sandbox/keys/{key.api_key}", Host=host)
    assert (told.status, read.status) == (403, 403)
    assert introspect(sandbox_server, key).status == 200


def test_a_key_answers_later_when_told(sandbox_server: Client) -> None:
    key = credentials("mexc", "healthy")
    sandbox_server.tell(key, latency_ms=150)
    began = time.monotonic()
    assert introspect(sandbox_server, key).status == 200
    assert 0.145 <= time.monotonic() - began < 0.6  # timers count whole milliseconds, and may be early by one


def test_the_requests_of_a_key_are_told_without_credentials(sandbox_server: Client) -> None:
    key = credentials("mexc", "read-only")
    introspect(sandbox_server, key)
    sandbox_server.mexc(key, "/api/v3/order/test", "POST", symbol="BTCUSDT")
    reply = sandbox_server.control("GET", f"/keys/{key.api_key}")
    told = [(row["method"], row["path"], row["status"]) for row in reply.json["requests"]]
    assert told == [("GET", "/api/v3/apiKeyInfo", 200), ("POST", "/api/v3/order/test", 400)]
    assert all(row["at"].endswith("+00:00") for row in reply.json["requests"])
    assert key.api_key not in reply.text
    assert key.secret not in reply.text


def test_two_hundred_requests_are_remembered(sandbox_server: Client) -> None:
    key = credentials("kucoin", "healthy")
    for _ in range(205):
        balance(sandbox_server, key)
    assert len(sandbox_server.control("GET", f"/keys/{key.api_key}").json["requests"]) == 200


@pytest.mark.parametrize(
    ("mode", "mexc", "kucoin"),
    [
        ("rate-limited", (429, 429), (429, "429000")),
        ("maintenance", (503, 503), (503, "503000")),
        ("half-broken", (500, 500), (500, "500000")),
    ],
)
def test_a_mode_of_an_exchange(sandbox_server: Client, mode: str, mexc: Any, kucoin: Any) -> None:
    for exchange, expected in (("mexc", mexc), ("kucoin", kucoin)):
        key = credentials(exchange, "healthy")
        sandbox_server.set(exchange, mode=mode)
        reply = balance(sandbox_server, key)
        assert (reply.status, reply.code) == expected
        assert introspect(sandbox_server, key).status == (200 if mode == "half-broken" else expected[0])
        sandbox_server.set(exchange, mode="up")
        assert balance(sandbox_server, key).status == 200


@EVERY
def test_an_exchange_that_is_down_closes_without_a_word(sandbox_server: Client, exchange: str) -> None:
    sandbox_server.set(exchange, mode="down")
    with pytest.raises(http.client.RemoteDisconnected):
        introspect(sandbox_server, credentials(exchange, "healthy"))


@EVERY
def test_an_exchange_that_answers_garbage_or_cuts_the_line(sandbox_server: Client, exchange: str) -> None:
    sandbox_server.set(exchange, mode="garbage")
    reply = introspect(sandbox_server, credentials(exchange, "healthy"))
    assert (reply.status, reply.text[:6]) == (200, "<html>")
    sandbox_server.set(exchange, mode="closing")
    with pytest.raises(http.client.IncompleteRead):
        introspect(sandbox_server, credentials(exchange, "healthy"))


def test_one_exchange_changes_and_the_other_does_not(sandbox_server: Client) -> None:
    sandbox_server.set("mexc", mode="maintenance")
    assert balance(sandbox_server, credentials("kucoin", "healthy")).status == 200


@BOTH
def test_a_clock_that_is_off(sandbox_server: Client, exchange: str) -> None:
    key = credentials(exchange, "healthy")
    sandbox_server.set(exchange, clock_offset_ms=-60_000)
    told = sandbox_server.send(
        "GET", {"mexc": "/api.mexc.com/api/v3/time", "kucoin": "/api.kucoin.com/api/v1/timestamp"}[exchange]
    )
    told_ms = told.json.get("serverTime") or told.json["data"]
    assert -61_000 < told_ms - time.time() * 1000 < -59_000
    assert introspect(sandbox_server, key).code in (700003, "400002")


def test_settings_and_counters_are_told_and_reset(sandbox_server: Client) -> None:
    sandbox_server.set("kucoin", mode="half-broken", latency_ms=1, limits=True)
    introspect(sandbox_server, credentials("kucoin", "rate-limited"))
    told = sandbox_server.control("GET", "/exchanges/kucoin").json
    counters = told.pop("counters")
    assert told == {"mode": "half-broken", "fault": "", "latency_ms": 1, "clock_offset_ms": 0, "limits": True}
    assert (counters["requests"], counters["refused_429"]) == (1, 1)
    assert sandbox_server.control("DELETE", "").json == {"reset": True}
    told = sandbox_server.control("GET", "/exchanges/kucoin").json
    assert told == {"mode": "up", "fault": "", "latency_ms": 0, "clock_offset_ms": 0, "limits": False} | {
        "counters": {"requests": 0, "refused_429": 0, "dangerous": 0}
    }


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("/exchanges/mtgox", {}, 404, "kucoin, mexc"),
        ("/exchanges/mexc", {"mode": "sad"}, 400, "half-broken"),
        ("/exchanges/mexc", {"mood": "up"}, 400, "clock_offset_ms"),
        ("/exchanges/mexc", {"latency_ms": -1}, 400, "latency_ms"),
        ("/exchanges/mexc", {"fault": "html-503"}, 400, "html-502"),
        ("/exchanges/mexc", {"fault": None}, 400, "cloudflare-1015"),
        ("/exchanges/mexc", {"limits": "no"}, 400, "true or false"),
        ("/exchanges/mexc", {"clock_offset_ms": "late"}, 400, "clock_offset_ms"),
        ("/keys/mx0nobody", {"story": "healthy"}, 404, "python -m sandbox keys"),
        ("/nothing", {}, 404, "/_sandbox/keys/{api_key}"),
    ],
)
def test_what_does_not_exist(sandbox_server: Client, path: str, body: Any, status: int, words: str) -> None:
    reply = sandbox_server.control("PUT", path, **body)
    assert reply.status == status
    assert words in reply.json["error"]


def test_a_story_the_exchange_cannot_tell(sandbox_server: Client) -> None:
    key = credentials("mexc", "healthy")
    for sent in ({"story": "wrong-passphrase"}, {"story": "sad"}, {"story": None}):
        reply = sandbox_server.control("PUT", f"/keys/{key.api_key}", **sent)
        assert reply.status == 400
        assert "withdraw-later" in reply.json["error"]
    assert sandbox_server.send("PUT", f"/_sandbox/keys/{key.api_key}", "not json").status == 400


@EVERY
def test_a_key_is_found_quoted_and_as_it_is(sandbox_server: Client, exchange: str) -> None:
    key = credentials(exchange, "healthy")
    plain = sandbox_server.control("GET", f"/keys/{key.api_key}")
    quoted = sandbox_server.control("GET", f"/keys/{quote(key.api_key, safe='')}")
    assert (plain.status, quoted.status) == (200, 200)
    assert quoted.json == plain.json
