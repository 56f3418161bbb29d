"""Every story in Bybit's words, and what has to be named in a question."""

from typing import Any

import pytest

from sandbox.keys import credentials
from tests.sandbox.bybit.asking import HOST, KEY, KEY_INFO, ORDERS, UNIFIED, WALLET, ask, code
from tests.sandbox.client import Client


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("address-not-allowed", 10010),
        ("expired", 33004),
        ("frozen-account", 10008),
        ("wrong-secret", 10004),
        ("unknown-key", 10003),
        ("wrong-clock", 10002),
        ("rate-limited", 10006),
    ],
)
def test_a_story_is_a_refusal_at_every_door(sandbox_server: Client, story: str, expected: int) -> None:
    key = credentials("bybit", story)
    for path, query in ((KEY_INFO, ""), (WALLET, UNIFIED), (ORDERS, "category=spot")):
        reply = ask(sandbox_server, key, path, query)
        assert (reply.status, code(reply)) == (200, expected)


def test_maintenance_is_a_page(sandbox_server: Client) -> None:
    reply = ask(sandbox_server, credentials("bybit", "maintenance"), KEY_INFO)
    assert reply.status == 503
    assert reply.text.startswith("<html>")


def introduced(server: Client, story: str) -> Any:
    return ask(server, credentials("bybit", story), KEY_INFO).json["result"]


def test_the_end_of_a_key_is_told_with_its_addresses(sandbox_server: Client) -> None:
    def told(story: str) -> tuple[int, list[str]]:
        answer = introduced(sandbox_server, story)
        return answer["deadlineDay"], answer["ips"]

    assert told("healthy") == (-2, ["203.0.113.24"])
    assert told("no-ip-binding") == (83, ["*"])
    assert told("expires-soon") == (5, ["*"])
    assert introduced(sandbox_server, "healthy")["expiredAt"] == "1970-01-01T00:00:00Z"


def test_rights_are_told_in_groups(sandbox_server: Client) -> None:
    def told(story: str) -> dict[str, list[str]]:
        return {
            group: names for group, names in introduced(sandbox_server, story)["permissions"].items() if names
        }

    assert told("healthy") == {"Spot": ["SpotTrade"]}
    assert told("withdraw-on") == {"Spot": ["SpotTrade"], "Wallet": ["Withdraw"]}
    assert told("healthy-futures") == {
        "Spot": ["SpotTrade"],
        "ContractTrade": ["Order", "Position"],
        "Derivatives": ["DerivativesTrade"],
    }
    # A key that only reads lists what it would trade.
    assert told("read-only") == {"Spot": ["SpotTrade"]}
    assert introduced(sandbox_server, "read-only")["readOnly"] == 1


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        (WALLET, "accountType=SPOT", 10001),
        (ORDERS, "category=linear", 10001),
        (ORDERS, "category=linear&settleCoin=USDT", 0),
        (ORDERS, "", 10001),
        ("/v5/position/list", "category=linear&settleCoin=USDT", 0),
    ],
)
def test_what_has_to_be_named(sandbox_server: Client, path: str, query: str, expected: int) -> None:
    assert code(ask(sandbox_server, KEY, path, query)) == expected


def test_futures_of_an_account_that_was_never_upgraded(sandbox_server: Client) -> None:
    key = credentials("bybit", "futures-not-opened")
    assert code(ask(sandbox_server, key, ORDERS, "category=linear&settleCoin=USDT")) == 110088
    assert code(ask(sandbox_server, key, "/v5/position/list", "category=linear&settleCoin=USDT")) == 110088
    assert code(ask(sandbox_server, key, ORDERS, "category=spot")) == 0


def test_risk_limits_come_in_pages(sandbox_server: Client) -> None:
    seen, cursor = [], "0"
    while cursor:
        query = f"category=linear&cursor={cursor}"
        told = sandbox_server.send("GET", f"/{HOST}/v5/market/risk-limit?{query}").json["result"]
        seen.append({level["symbol"] for level in told["list"]})
        cursor = told["nextPageCursor"]
    assert [len(symbols) for symbols in seen] == [15, 15, 15, 15]
    assert len(set.union(*seen)) == 60


def test_an_unknown_symbol_and_an_unknown_path(sandbox_server: Client) -> None:
    path = f"/{HOST}/v5/market/tickers?category=spot&symbol="
    assert code(sandbox_server.send("GET", f"{path}NOUSDT")) == 10001
    assert len(sandbox_server.send("GET", f"{path}BTCUSDT").json["result"]["list"]) == 1
    assert sandbox_server.send("GET", f"/{HOST}/v5/nowhere").status == 404
