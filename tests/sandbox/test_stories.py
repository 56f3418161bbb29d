"""Every story answers in the words of its exchange."""

import http.client

import pytest

from sandbox.keys import credentials, stories_of
from sandbox.stories import STORIES
from tests.sandbox.client import KUCOIN_FUTURES, Client
from tests.sandbox.every import EVERY, balance, introspect, is_fine, with_secrets

BOTH = pytest.mark.parametrize("exchange", ["mexc", "kucoin"])

# (exchange, story): what introspection answers, what the balance answers; None is a success.
REFUSALS = {
    ("mexc", "address-not-allowed"): ((400, 700006), (400, 700006)),
    ("kucoin", "address-not-allowed"): ((403, "400006"), (403, "400006")),
    ("mexc", "expired"): (None, (400, 402)),
    ("kucoin", "expired"): ((401, "400003"), (401, "400003")),
    ("mexc", "frozen-account"): ((400, 60005), (400, 60005)),
    ("kucoin", "frozen-account"): ((403, "411100"), (403, "411100")),
    ("mexc", "wrong-secret"): ((400, 700002), (400, 700002)),
    ("kucoin", "wrong-secret"): ((401, "400004"), (401, "400004")),
    ("kucoin", "wrong-passphrase"): ((401, "400004"), (401, "400004")),
    ("mexc", "unknown-key"): ((400, 10072), (400, 10072)),
    ("kucoin", "unknown-key"): ((401, "400003"), (401, "400003")),
    ("mexc", "wrong-clock"): ((400, 700003), (400, 700003)),
    ("kucoin", "wrong-clock"): ((400, "400002"), (400, "400002")),
    ("mexc", "rate-limited"): ((429, 429), (429, 429)),
    ("kucoin", "rate-limited"): ((429, "429000"), (429, "429000")),
    ("mexc", "maintenance"): ((503, 503), (503, 503)),
    ("kucoin", "maintenance"): ((503, "503000"), (503, "503000")),
}
BROKEN = {"garbage-answer", "closing"}


@pytest.mark.parametrize(("exchange", "story"), REFUSALS)
def test_a_refusal(sandbox_server: Client, exchange: str, story: str) -> None:
    key = credentials(exchange, story)
    replies = (introspect(sandbox_server, key), balance(sandbox_server, key))
    for reply, expected in zip(replies, REFUSALS[exchange, story], strict=True):
        assert expected == ((reply.status, reply.code) if reply.status != 200 else None), reply.text


@BOTH
def test_every_other_story_reads_its_balance(sandbox_server: Client, exchange: str) -> None:
    for story in stories_of(exchange):
        if (exchange, story) in REFUSALS or story in BROKEN:
            continue
        key = credentials(exchange, story)
        sandbox_server.tell(key, latency_ms=0)
        assert introspect(sandbox_server, key).status == 200, story
        assert balance(sandbox_server, key).status == 200, story


@EVERY
def test_a_story_that_leads_to_a_connection_reads_its_balance(sandbox_server: Client, exchange: str) -> None:
    for story in with_secrets(exchange):
        if STORIES[story].status in ("connected", "limited", "quarantined"):
            key = credentials(exchange, story)
            sandbox_server.tell(key, latency_ms=0)
            assert is_fine(exchange, introspect(sandbox_server, key)), story
            assert is_fine(exchange, balance(sandbox_server, key)), story


@BOTH
def test_the_address_seen_is_never_ours(sandbox_server: Client, exchange: str) -> None:
    text = introspect(sandbox_server, credentials(exchange, "address-not-allowed")).text
    assert "198.51.100.77" in text
    assert "127.0.0.1" not in text


def test_how_long_a_mexc_key_lasts(sandbox_server: Client) -> None:
    def told(story: str) -> tuple[int, str]:
        answer = introspect(sandbox_server, credentials("mexc", story)).json
        return answer["remainingValidity"], answer["ipWhiteList"]

    assert told("healthy") == (-999, "203.0.113.24")
    assert told("no-ip-binding") == (82, "")
    assert told("expires-soon") == (5, "203.0.113.24")
    assert told("expired") == (0, "203.0.113.24")


def test_kucoin_leaves_the_address_list_out_when_there_is_none(sandbox_server: Client) -> None:
    for story in ("no-ip-binding", "expires-soon"):
        assert "ipWhitelist" not in introspect(sandbox_server, credentials("kucoin", story)).json["data"]


@pytest.mark.parametrize(
    ("story", "mexc", "kucoin"),
    [
        ("healthy", "SPOT_DEAL_WRITE", "General,Spot"),
        ("healthy-futures", "CONTRACT_DEAL_WRITE", "General,Spot,Futures"),
        ("futures-not-opened", "CONTRACT_DEAL_WRITE", "General,Spot,Futures"),
        ("read-only", "SPOT_DEAL_READ", "General"),
        ("withdraw-on", "SPOT_WITHDRAW_WRITE", "General,Spot,Transfer"),
    ],
)
def test_the_rights_a_key_lists(sandbox_server: Client, story: str, mexc: str, kucoin: str) -> None:
    listed = introspect(sandbox_server, credentials("mexc", story)).json["permissions"]
    assert listed.split(",")[-1] == mexc
    assert introspect(sandbox_server, credentials("kucoin", story)).json["data"]["permission"] == kucoin


def test_futures_that_were_never_opened(sandbox_server: Client) -> None:
    mexc, kucoin = credentials("mexc", "futures-not-opened"), credentials("kucoin", "futures-not-opened")
    reply = sandbox_server.mexc_futures(mexc, "/api/v1/private/position/open_positions")
    assert (reply.status, reply.json["success"], reply.code) == (200, False, 1000)
    reply = sandbox_server.kucoin(kucoin, "/api/v1/positions", host=KUCOIN_FUTURES)
    assert (reply.status, reply.code) == (200, "401001")


def test_too_many_requests_say_when_to_come_back(sandbox_server: Client) -> None:
    assert introspect(sandbox_server, credentials("mexc", "rate-limited")).headers["retry-after"] == "2"
    headers = introspect(sandbox_server, credentials("kucoin", "rate-limited")).headers
    told = {name: value for name, value in headers.items() if name.startswith("gw-")}
    assert told == {"gw-ratelimit-limit": "2000", "gw-ratelimit-remaining": "0", "gw-ratelimit-reset": "2000"}


@EVERY
def test_garbage_is_half_an_answer_with_a_good_status(sandbox_server: Client, exchange: str) -> None:
    reply = introspect(sandbox_server, credentials(exchange, "garbage-answer"))
    assert reply.status == 200
    with pytest.raises(ValueError, match="char"):
        _ = reply.json


@EVERY
def test_closing_ends_in_the_middle(sandbox_server: Client, exchange: str) -> None:
    with pytest.raises(http.client.IncompleteRead) as cut:
        introspect(sandbox_server, credentials(exchange, "closing"))
    assert cut.value.partial


@pytest.mark.parametrize(("exchange", "code"), [("mexc", 10072), ("kucoin", "400003")])
def test_revoked_later(sandbox_server: Client, exchange: str, code: object) -> None:
    key = credentials(exchange, "revoked-later")
    assert introspect(sandbox_server, key).status == 200
    assert balance(sandbox_server, key).status == 200
    assert introspect(sandbox_server, key).code == code
    assert balance(sandbox_server, key).code == code


@pytest.mark.parametrize(("exchange", "right"), [("mexc", "SPOT_WITHDRAW_WRITE"), ("kucoin", "Transfer")])
def test_withdraw_later(sandbox_server: Client, exchange: str, right: str) -> None:
    key = credentials(exchange, "withdraw-later")
    first, second = introspect(sandbox_server, key), introspect(sandbox_server, key)
    assert right not in first.text
    assert right in second.text


@EVERY
def test_slow_takes_three_seconds_unless_told_otherwise(sandbox_server: Client, exchange: str) -> None:
    key = credentials(exchange, "slow")
    assert STORIES["slow"].latency_ms == 3000
    assert sandbox_server.control("GET", f"/keys/{key.api_key}").json["latency_ms"] == 3000
    sandbox_server.tell(key, latency_ms=1)
    assert is_fine(exchange, introspect(sandbox_server, key))
