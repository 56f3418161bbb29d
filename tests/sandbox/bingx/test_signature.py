"""BingX's keys, its signature over the parameters and its clock."""

import dataclasses

import pytest

from sandbox.exchanges import known
from sandbox.keys import credentials
from tests.sandbox.bingx.asking import (
    BALANCE,
    KEY,
    KEY_INFO,
    ORDER,
    ORDER_TEST,
    ask,
    post,
    send,
    signed,
)
from tests.sandbox.client import Client, now_ms


def test_keys_have_the_real_shapes() -> None:
    keys = [credentials("bingx", "healthy", number) for number in range(200)]
    assert all(len(key.api_key) == 83 and key.api_key.isalnum() for key in keys)
    assert all(len(key.secret) == 83 and key.secret.isalnum() for key in keys)
    assert all(known()["bingx"].account(key.api_key) for key in keys)
    assert known()["bingx"].account("9" * 83) is None
    assert known()["bingx"].account("A" * 64) is None
    assert known()["bingx"].account("Ж" * 83) is None


def test_the_documented_example_is_signed_alike() -> None:
    secret = "UuGuyEGt6ZEkpUObCYCmIfh0elYsZVh80jlYwpJuRZEw70t6vomMH7Sjmf94ztSI"
    text = "quoteOrderQty=20&side=BUY&symbol=ETHUSDT&timestamp=1649404670162&type=MARKET"
    expected = "428a3c383bde514baff0d10d3c20e5adfaacaf799e324546dafe5ccc480dd827"
    assert signed(dataclasses.replace(KEY, secret=secret), text) == expected


def test_parameters_are_signed_as_they_read_before_escaping(sandbox_server: Client) -> None:
    assert ask(sandbox_server, KEY, BALANCE).code == 0
    assert ask(sandbox_server, KEY, BALANCE, note="[a b]&c=d").code == 0


def test_they_may_be_signed_in_the_order_in_which_they_are_sent(sandbox_server: Client) -> None:
    for text in (f"timestamp={now_ms()}&recvWindow=5000", f"recvWindow=5000&timestamp={now_ms()}"):
        assert send(sandbox_server, KEY, f"{BALANCE}?{text}&signature={signed(KEY, text)}").code == 0


def test_another_signature_is_refused_with_a_good_status(sandbox_server: Client) -> None:
    wrong = dataclasses.replace(KEY, secret=credentials("bingx", "healthy", 1).secret)
    refused = ask(sandbox_server, wrong, KEY_INFO)
    assert (refused.status, refused.code) == (200, 100001)
    text = f"timestamp={now_ms()}"
    changed = send(sandbox_server, KEY, f"{BALANCE}?{text}&symbol=BTC-USDT&signature={signed(KEY, text)}")
    assert changed.code == 100001
    odd = send(sandbox_server, KEY, f"{BALANCE}?{text}&signature=%D0%96")
    assert odd.code == 100001


def test_a_body_in_json_is_signed_sorted(sandbox_server: Client) -> None:
    body = ORDER | {"timeInForce": "GTC"}
    assert post(sandbox_server, KEY, ORDER_TEST, body).code == 0
    assert post(sandbox_server, dataclasses.replace(KEY, secret="x"), ORDER_TEST, body).code == 100001


@pytest.mark.parametrize(
    ("moved_ms", "window", "expected"),
    [
        (-4000, "", 0),
        (-6000, "", 100421),
        (-6000, "60000", 100421),
        (-2000, "1000", 100421),
        (4000, "", 0),
        (6000, "", 100421),
    ],
)
def test_a_window_is_five_seconds_at_most(
    sandbox_server: Client, moved_ms: int, window: str, expected: int
) -> None:
    more = {"recvWindow": window} if window else {}
    assert ask(sandbox_server, KEY, KEY_INFO, timestamp=str(now_ms() + moved_ms), **more).code == expected


@pytest.mark.parametrize("text", ["now", "-1", "%C2%B2", "9" * 500])
def test_a_time_that_is_no_number(sandbox_server: Client, text: str) -> None:
    assert send(sandbox_server, KEY, f"{BALANCE}?timestamp={text}&signature=x").code == 100421


def test_what_is_missing_is_named(sandbox_server: Client) -> None:
    nobody = dataclasses.replace(KEY, api_key="")
    text = f"timestamp={now_ms()}"
    assert send(sandbox_server, nobody, f"{BALANCE}?{text}&signature=x").json["msg"] == "Null apiKey"
    assert send(sandbox_server, KEY, f"{BALANCE}?{text}").code == 100412
    assert send(sandbox_server, KEY, f"{BALANCE}?signature=x").code == 100421
