"""Quotas as documented: per address or per user, in windows, told in headers."""

import pytest

from sandbox.keys import credentials
from sandbox.limits import Quota
from tests.sandbox.client import Client
from tests.sandbox.every import balance, introspect


@pytest.fixture
def limited(sandbox_server: Client) -> Client:
    for exchange in ("mexc", "kucoin"):
        sandbox_server.set(exchange, limits=True)
    return sandbox_server


def test_a_window_opens_with_the_first_request_and_closes_whole() -> None:
    quota = Quota(10, seconds=30)
    assert quota.take("a", 6, now_ms=5_000) == (True, 10, 4, 30_000)
    assert quota.take("a", 6, now_ms=20_000) == (False, 10, 4, 15_000)
    assert quota.take("b", 6, now_ms=20_000).is_allowed
    assert quota.take("a", 4, now_ms=34_999) == (True, 10, 0, 1)
    assert quota.take("a", 6, now_ms=35_000) == (True, 10, 4, 30_000)


def test_a_block_lasts_its_time_however_often_one_asks() -> None:
    quota = Quota(2, seconds=10, block_seconds=30)
    assert [quota.take("a", 1, now_ms=at).is_allowed for at in (0, 1, 2)] == [True, True, False]
    assert quota.take("a", 1, now_ms=20_000) == (False, 2, 0, 10_002)
    assert quota.take("a", 1, now_ms=30_003).is_allowed


def test_mexc_counts_weight_per_address_over_all_endpoints(limited: Client) -> None:
    keys = [credentials("mexc", "healthy", number) for number in range(3)]
    replies = [balance(limited, keys[number % 3]) for number in range(31)]
    assert [reply.status for reply in replies] == [200] * 30 + [429]
    assert replies[-1].json == {"code": 429, "msg": "Too Many Requests"}
    assert 1 <= int(replies[-1].headers["retry-after"]) <= 10
    assert limited.send("GET", "/api.mexc.com/api/v3/exchangeInfo").status == 429
    assert limited.control("GET", "/exchanges/mexc").json["counters"]["refused_429"] == 2


def test_mexc_futures_count_per_endpoint_and_user(limited: Client) -> None:
    key, other = (credentials("mexc", "healthy-futures", number) for number in (0, 1))
    path = "/api/v1/private/account/assets"
    assert [limited.mexc_futures(key, path).code for _ in range(21)] == [0] * 20 + [510]
    assert limited.mexc_futures(key, "/api/v1/private/position/open_positions").code == 0
    assert limited.mexc_futures(other, path).code == 0


def test_kucoin_counts_weight_per_user_and_says_what_is_left(limited: Client) -> None:
    key, other = credentials("kucoin", "healthy"), credentials("kucoin", "healthy", 1)
    headers = introspect(limited, key).headers
    assert (headers["gw-ratelimit-limit"], headers["gw-ratelimit-remaining"]) == ("2000", "1980")
    assert int(headers["gw-ratelimit-reset"]) == 30_000
    assert balance(limited, key).headers["gw-ratelimit-remaining"] == "1975"
    orders = limited.kucoin(key, "/api/v1/orders").headers  # another pool
    assert (orders["gw-ratelimit-limit"], orders["gw-ratelimit-remaining"]) == ("4000", "3998")
    last = [introspect(limited, key) for _ in range(100)][-1]
    assert (last.status, last.code) == (429, "429000")
    assert 0 < int(last.headers["gw-ratelimit-reset"]) <= 30_000
    assert introspect(limited, other).status == 200


def test_kucoin_counts_public_questions_per_address(limited: Client) -> None:
    path = "/api.kucoin.com/api/v1/market/allTickers"
    assert limited.send("GET", path).headers["gw-ratelimit-remaining"] == "1985"
    assert limited.send("GET", path).headers["gw-ratelimit-remaining"] == "1970"


def test_the_edge_before_kucoin_blocks_an_address(limited: Client) -> None:
    path = "/api.kucoin.com/api/v1/nothing"
    statuses = [limited.send("GET", path).status for _ in range(500)]
    assert set(statuses) == {404}
    blocked = limited.send("GET", path)
    assert (blocked.status, blocked.headers["retry-after"]) == (429, "30")
    assert "1015" in blocked.text
    assert blocked.headers["content-type"].startswith("text/html")


def test_limits_can_be_switched_off(sandbox_server: Client) -> None:
    key = credentials("mexc", "healthy")
    assert {balance(sandbox_server, key).status for _ in range(40)} == {200}
