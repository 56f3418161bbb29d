"""python-okx, OKX's own client, pointed at the sandbox by its option for the domain."""

import dataclasses
from typing import Any

from okx.Account import AccountAPI
from okx.Funding import FundingAPI
from okx.okxclient import OkxClient
from okx.Trade import TradeAPI

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client

ORDER = {
    "instId": "BTC-USDT",
    "tdMode": "cash",
    "side": "buy",
    "ordType": "limit",
    "px": "90000",
    "sz": "0.001",
}


def okx(kind: type[OkxClient], server: Client, key: Key) -> Any:
    # The flag "1" would ask for demo trading.
    return kind(key.api_key, key.secret, key.passphrase, flag="0", domain=f"{server.url}/www.okx.com")


def test_it_signs_in_and_reads(sandbox_server: Client) -> None:
    key = credentials("okx", "healthy-futures")
    account = okx(AccountAPI, sandbox_server, key)
    (total,) = account.get_account_balance()["data"]
    assert {one["ccy"] for one in total["details"]} >= {"USDT", "BTC"}
    (only,) = account.get_account_balance(ccy="USDT")["data"]
    assert [one["ccy"] for one in only["details"]] == ["USDT"]
    (told,) = account.get_account_config()["data"]
    assert told["perm"] == "read_only,trade"
    (position,) = account.get_positions(instType="SWAP")["data"]
    assert position["instId"] == "ETH-USDT-SWAP"
    assert okx(FundingAPI, sandbox_server, key).get_balances()["data"][0]["ccy"] == "USDT"
    assert okx(TradeAPI, sandbox_server, key).get_order_list(instType="SPOT")["data"]


def test_it_signs_what_it_posts(sandbox_server: Client) -> None:
    """OKX has no order test; the sandbox takes an order, counts it as dangerous and places nothing."""
    placed = okx(TradeAPI, sandbox_server, credentials("okx", "healthy")).place_order(**ORDER)
    assert placed["data"][0]["sCode"] == "0"
    assert sandbox_server.control("GET", "/exchanges/okx").json["counters"]["dangerous"] == 1
    refused = okx(TradeAPI, sandbox_server, credentials("okx", "read-only")).place_order(**ORDER)
    assert refused["code"] == "50120"


def test_it_is_refused_with_a_wrong_secret_or_passphrase(sandbox_server: Client) -> None:
    key = credentials("okx", "healthy")
    stranger = dataclasses.replace(key, secret="W" * 32)
    forgetful = dataclasses.replace(key, passphrase="not the passphrase")
    for wrong, code in ((stranger, "50113"), (forgetful, "50105")):
        assert okx(AccountAPI, sandbox_server, wrong).get_account_balance()["code"] == code
        assert okx(TradeAPI, sandbox_server, wrong).place_order(**ORDER)["code"] == code
