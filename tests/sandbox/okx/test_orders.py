"""Orders and rights at OKX: who may, what is wrong with one, and that nothing is ever done."""

import pytest

from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.okx.asking import GOOD, KEY, ORDER, ask, reason

PRECHECK = "/api/v5/trade/order-precheck"
SWAP = {"instId": "BTC-USDT-SWAP", "tdMode": "cross", "sz": "0.01"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "0"),
        (SWAP, "0"),
        ({"instId": "NOPE-USDT"}, "51001"),
        ({"instId": "NOPE-USDT-SWAP"}, "51001"),
        ({"side": "hold"}, "51000"),
        ({"px": ""}, "51000"),
        ({"px": "NaN"}, "51000"),
        ({"px": "90000.001"}, "51000"),
        ({"sz": "0.00001"}, "51020"),
        ({"sz": "0.0010001"}, "51121"),
        (SWAP | {"sz": "0.001"}, "51020"),
    ],
)
def test_what_it_says_of_an_order(sandbox_server: Client, changes: dict[str, str], code: str) -> None:
    assert reason(ask(sandbox_server, KEY, ORDER, GOOD | changes)) == code


def test_several_orders_at_once(sandbox_server: Client) -> None:
    batch = "/api/v5/trade/batch-orders"
    assert [one["sCode"] for one in ask(sandbox_server, KEY, batch, [GOOD, GOOD]).json["data"]] == ["0", "0"]
    assert reason(ask(sandbox_server, KEY, batch, [GOOD, GOOD | {"sz": "0"}])) == "51000"
    assert ask(sandbox_server, KEY, batch, "[{").code == "50002"


def test_contracts_are_not_traded_in_the_spot_mode(sandbox_server: Client) -> None:
    key = credentials("okx", "futures-not-opened")
    assert reason(ask(sandbox_server, key, ORDER, GOOD)) == "0"
    assert reason(ask(sandbox_server, key, ORDER, GOOD | SWAP)) == "51010"
    assert ask(sandbox_server, key, "/api/v5/account/positions").json["data"] == []
    # What could have tried an order is for modes that these accounts are not in.
    assert reason(ask(sandbox_server, KEY, PRECHECK, GOOD)) == "51010"


def test_what_no_check_may_do_needs_its_right_and_is_counted(sandbox_server: Client) -> None:
    paid = {"ccy": "USDT", "amt": "10", "dest": "4", "toAddr": "T1"}
    for story, path, code in (
        ("read-only", ORDER, "50120"),
        ("healthy", "/api/v5/asset/withdrawal", "50120"),
        ("withdraw-on", "/api/v5/asset/withdrawal", "0"),
        ("healthy", "/api/v5/asset/transfer", "0"),
    ):
        assert ask(sandbox_server, credentials("okx", story), path, paid).code == code
    assert sandbox_server.control("GET", "/exchanges/okx").json["counters"]["dangerous"] == 2
