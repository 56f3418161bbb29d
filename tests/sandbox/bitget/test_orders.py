"""Orders and withdrawals at Bitget as the sandbox takes them: checked, counted, and never carried out."""

from typing import Any

import pytest

from sandbox.keys import credentials
from tests.sandbox.bitget.asking import ASSETS, GOOD, HOST, KEY, ask
from tests.sandbox.client import Client


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "00000"),
        ({"symbol": "NOPEUSDT"}, "40034"),
        ({"side": ""}, "40019"),
        ({"side": "hold"}, "40020"),
        ({"price": "a lot"}, "40020"),
        ({"price": "90000.001"}, "40808"),
        ({"size": "0.0000001"}, "40808"),
        ({"size": "0.00001"}, "45110"),
        ({"orderType": "market", "size": "5", "price": ""}, "00000"),
        ({"orderType": "market", "side": "sell", "size": "0.00001"}, "45110"),
    ],
)
def test_what_is_said_of_an_order(sandbox_server: Client, changes: dict[str, str], code: str) -> None:
    assert ask(sandbox_server, KEY, "/api/v2/spot/trade/place-order", GOOD | changes).code == code


def test_what_is_said_of_a_futures_order(sandbox_server: Client) -> None:
    key, path = credentials("bitget", "healthy-futures"), "/api/v2/mix/order/place-order"
    order = GOOD | {"marginCoin": "USDT", "marginMode": "isolated"}
    for changes, code in (
        ({}, "00000"),
        ({"size": "0.0005"}, "40808"),
        ({"price": "1.55"}, "40808"),
        ({"symbol": "X"}, "40034"),
    ):
        assert ask(sandbox_server, key, path, order | changes).code == code


def test_what_no_check_may_do_is_counted_and_does_nothing(sandbox_server: Client) -> None:
    key, path = credentials("bitget", "withdraw-on"), "/api/v2/spot/wallet/withdrawal"
    assert ask(sandbox_server, KEY, path, {"coin": "USDT"}).code == "40014"
    assert ask(sandbox_server, key, path, {"coin": "USDT", "size": "10"}).code == "00000"
    assert sandbox_server.control("GET", "/exchanges/bitget").json["counters"]["dangerous"] == 1
    assert '"1520.43718205"' in ask(sandbox_server, key, ASSETS).text


def test_questions_that_make_no_sense(sandbox_server: Client) -> None:
    def public(path: str) -> Any:
        return sandbox_server.send("GET", f"/{HOST}/api/v2/{path}").code

    assert public("nothing") == "40404"
    assert public("mix/market/contracts") == "40019"
    assert public("mix/market/contracts?productType=BEANS") == "40020"
    assert public("spot/market/tickers?symbol=NOPE") == "40034"
    assert public("mix/market/query-position-lever?productType=USDT-FUTURES&symbol=ORDIUSDT") == "00000"
