"""Bybit in the sandbox: its signature, its words, its quotas, and ccxt as it comes."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import ccxt
import pytest

from sandbox.exchanges import known
from sandbox.keys import Key, credentials
from tests.sandbox.client import Client, Reply, now_ms

HOST = "api.bybit.com"
KEY_INFO, WALLET, ORDERS = "/v5/user/query-api", "/v5/account/wallet-balance", "/v5/order/realtime"
UNIFIED = "accountType=UNIFIED"
KEY = credentials("bybit", "healthy-futures")
EMPTY: Mapping[str, str] = {}


def ask(
    server: Client,
    key: Key,
    path: str,
    query: str = "",
    *,
    at_ms: int = 0,
    headers: Mapping[str, str] = EMPTY,
) -> Reply:
    """Ask by the documents; `headers` replace signed ones, an empty one leaves it out."""
    sent = str(at_ms or now_ms())
    text = f"{sent}{key.api_key}5000{query}"
    signed = {
        "X_BAPI_API_KEY": key.api_key,
        "X_BAPI_TIMESTAMP": sent,
        "X_BAPI_RECV_WINDOW": "5000",
        "X_BAPI_SIGN": hmac.new(key.secret.encode(), text.encode(), hashlib.sha256).hexdigest(),
    }
    named = {name: value for name, value in {**signed, **headers}.items() if value}
    return server.send("GET", f"/{HOST}{path}" + (f"?{query}" if query else ""), **named)


def code(reply: Reply) -> int:
    return int(reply.json["retCode"])


def post(server: Client, key: Key, path: str, body: dict[str, Any], signed: str = "") -> Reply:
    sent, text = str(now_ms()), json.dumps(body)
    content = f"{sent}{key.api_key}5000{signed or text}"
    headers = {
        "X_BAPI_API_KEY": key.api_key,
        "X_BAPI_TIMESTAMP": sent,
        "X_BAPI_RECV_WINDOW": "5000",
        "X_BAPI_SIGN": hmac.new(key.secret.encode(), content.encode(), hashlib.sha256).hexdigest(),
    }
    return server.send("POST", f"/{HOST}{path}", text, **headers)


def test_keys_have_the_real_shapes_and_none_is_one_of_mexc() -> None:
    keys = [credentials("bybit", "healthy", number) for number in range(200)]
    assert all(len(key.api_key) == 18 and key.api_key.isalnum() for key in keys)
    assert all(len(key.secret) == 36 and key.secret.isalnum() for key in keys)
    assert not any(key.api_key.startswith("mx0") for key in keys)
    assert all(known()["bybit"].account(key.api_key) for key in keys)
    assert known()["bybit"].account("z" * 18) is None
    assert known()["bybit"].account("Ж" * 18) is None


def test_the_query_is_signed_as_it_was_sent(sandbox_server: Client) -> None:
    assert code(ask(sandbox_server, KEY, WALLET, UNIFIED)) == 0
    signed = {"X_BAPI_SIGN": "0" * 64}
    refused = ask(sandbox_server, KEY, WALLET, UNIFIED, headers=signed)
    assert (refused.status, code(refused)) == (200, 10004)
    assert KEY.api_key in refused.json["retMsg"]


def test_the_body_of_a_post_is_signed(sandbox_server: Client) -> None:
    body = {"category": "spot", "symbol": "BTCUSDT", "side": "Buy", "orderType": "Limit", "qty": "0.001"}
    assert code(post(sandbox_server, KEY, "/v5/order/create", body)) == 0
    assert code(post(sandbox_server, KEY, "/v5/order/create", body, signed="{}")) == 10004
    assert code(post(sandbox_server, KEY, "/v5/asset/withdraw/create", {"coin": "USDT"})) == 10005
    reader = credentials("bybit", "read-only")
    assert code(post(sandbox_server, reader, "/v5/order/create", body)) == 10005
    counters = sandbox_server.control("GET", "/exchanges/bybit").json["counters"]
    assert counters["dangerous"] == 1


@pytest.mark.parametrize(("moved_ms", "expected"), [(-4000, 0), (-6000, 10002), (500, 0), (1500, 10002)])
def test_a_clock_may_be_behind_but_hardly_ahead(sandbox_server: Client, moved_ms: int, expected: int) -> None:
    assert code(ask(sandbox_server, KEY, KEY_INFO, at_ms=now_ms() + moved_ms)) == expected


@pytest.mark.parametrize("missing", ["X_BAPI_API_KEY", "X_BAPI_TIMESTAMP", "X_BAPI_SIGN"])
def test_what_is_not_signed_gets_a_status_line(sandbox_server: Client, missing: str) -> None:
    reply = ask(sandbox_server, KEY, KEY_INFO, headers={missing: ""})
    assert (reply.status, reply.text) == (401, "")


@pytest.mark.parametrize("window", ["soon", "-1"])
def test_a_window_is_a_number(sandbox_server: Client, window: str) -> None:
    assert code(ask(sandbox_server, KEY, KEY_INFO, headers={"X_BAPI_RECV_WINDOW": window})) == 10002


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


def test_each_user_has_so_many_questions_a_second(sandbox_server: Client) -> None:
    sandbox_server.set("bybit", limits=True)
    key, other = credentials("bybit", "healthy"), credentials("bybit", "healthy", 1)
    replies = [ask(sandbox_server, key, KEY_INFO) for _ in range(12)]
    assert code(replies[0]) == 0
    assert (replies[0].headers["x-bapi-limit"], replies[0].headers["x-bapi-limit-status"]) == ("10", "9")
    assert 10006 in {code(reply) for reply in replies}
    assert code(ask(sandbox_server, other, KEY_INFO)) == 0
    assert ask(sandbox_server, key, WALLET, UNIFIED).headers["x-bapi-limit"] == "50"


def test_an_address_that_asks_too_much_is_shut_out(sandbox_server: Client) -> None:
    sandbox_server.set("bybit", limits=True)
    path = f"/{HOST}/v5/market/time"
    statuses = [sandbox_server.send("GET", path).status for _ in range(601)]
    assert set(statuses[:600]) == {200}
    refused = sandbox_server.send("GET", path)
    assert (statuses[600], refused.status, refused.text) == (403, 403, "access too frequent")


@pytest.fixture
def trader(sandbox_server: Client) -> Any:
    """Return ccxt with a key for spot and futures."""
    made = ccxt.bybit({"enableRateLimit": False, "options": {"fetchMarkets": {"types": ["spot", "linear"]}}})
    made.urls = made.urls | {"api": dict.fromkeys(made.urls["api"], f"{sandbox_server.url}/{HOST}")}
    made.apiKey, made.secret = KEY.api_key, KEY.secret
    return made


def test_ccxt_reads_all_a_check_needs(trader: Any) -> None:
    assert len(trader.load_markets()) == 2560
    assert abs(trader.fetch_time() - trader.milliseconds()) < 1000
    assert trader.fetch_status()["status"] == "ok"
    assert trader.fetch_balance()["total"]["USDT"] == 1640.93718205
    spot = [order["symbol"] for order in trader.fetch_open_orders(params={"type": "spot"})]
    assert spot == ["BTC/USDT", "ETH/USDT"]
    assert len(trader.fetch_open_orders(params={"type": "swap"})) == 2
    (position,) = trader.fetch_positions()
    assert (position["symbol"], position["side"], position["contracts"]) == ("ETH/USDT:USDT", "long", 0.5)


def test_ccxt_reads_prices_and_leverage(trader: Any) -> None:
    trader.load_markets()
    spot, futures = (trader.fetch_tickers(params={"type": kind}) for kind in ("spot", "swap"))
    assert spot["BTC/USDT"]["bid"] < spot["BTC/USDT"]["last"] < spot["BTC/USDT"]["ask"]
    assert futures["BTC/USDT:USDT"]["last"] == spot["BTC/USDT"]["last"]
    tiers = trader.fetch_leverage_tiers()
    assert len(tiers) == 60
    assert [tier["maxLeverage"] for tier in tiers["ORDI/USDT:USDT"]] == [10, 5]
