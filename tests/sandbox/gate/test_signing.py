"""Gate's signature, the order in which a request is judged, and the shape of its keys."""

import dataclasses
import hashlib
import hmac
import re
import time

import pytest

from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.gate.asking import ACCOUNTS, HOST, KEY, MAIN_KEYS, ORDER, ORDERS, ask, said


def test_the_shapes_are_the_real_ones() -> None:
    assert re.fullmatch("[0-9a-f]{32}", KEY.api_key)
    assert re.fullmatch("[0-9a-f]{64}", KEY.secret)
    assert KEY.passphrase is None


def test_a_signed_request_is_answered(sandbox_server: Client) -> None:
    assert ask(sandbox_server, KEY, ACCOUNTS).json[0]["currency"] == "USDT"
    assert len(ask(sandbox_server, KEY, ACCOUNTS, "currency=BTC").json) == 1
    escaped = ask(sandbox_server, KEY, ORDERS, "currency_pair=BTC%5FUSDT&status=open")
    assert len(escaped.json) == 1


@pytest.mark.parametrize(
    "headers",
    [{"SIGN": "0" * 128}, {"SIGN": "x"}, {"Timestamp": "{later}", "SIGN": "{old}"}],
    ids=["wrong", "no signature", "of another time"],
)
def test_a_wrong_signature_is_refused(sandbox_server: Client, headers: dict[str, str]) -> None:
    gaps = {"later": str(int(time.time()) + 5), "old": "1" * 128}
    filled = {name: value.format(**gaps) for name, value in headers.items()}
    assert said(ask(sandbox_server, KEY, ACCOUNTS, **filled)) == (401, "INVALID_SIGNATURE")


def test_the_secret_of_another_key_is_refused(sandbox_server: Client) -> None:
    wrong = dataclasses.replace(KEY, secret=credentials("gate", "slow").secret)
    assert said(ask(sandbox_server, wrong, MAIN_KEYS)) == (401, "INVALID_SIGNATURE")


def test_the_body_is_part_of_the_signature(sandbox_server: Client) -> None:
    empty = hashlib.sha512(b"").hexdigest()
    now = str(int(time.time()))
    lines = "\n".join(("POST", ORDERS, "", empty, now))
    sign = hmac.new(KEY.secret.encode(), lines.encode(), hashlib.sha512).hexdigest()
    signed = {"Timestamp": now, "SIGN": sign}
    assert said(ask(sandbox_server, KEY, ORDERS, "", ORDER, **signed)) == (
        401,
        "INVALID_SIGNATURE",
    )
    assert ask(sandbox_server, KEY, ORDERS, "", ORDER).status == 201


@pytest.mark.parametrize("name", ["KEY", "Timestamp", "SIGN"])
def test_a_header_that_is_missing_is_named(sandbox_server: Client, name: str) -> None:
    signed = {"KEY": "a", "Timestamp": str(int(time.time())), "SIGN": "b"}
    reply = sandbox_server.send("GET", f"/{HOST}{ACCOUNTS}", **{n: v for n, v in signed.items() if n != name})
    assert said(reply) == (400, "MISSING_REQUIRED_HEADER")
    assert reply.json["message"].endswith(f": {name}")


@pytest.mark.parametrize(("moved", "is_taken"), [(-55, True), (55, True), (-65, False), (65, False)])
def test_the_time_is_in_seconds_and_may_be_a_minute_off(
    sandbox_server: Client, moved: int, is_taken: bool
) -> None:
    for sent in (f"{time.time() + moved:.3f}", str(int(time.time()) + moved)):
        reply = ask(sandbox_server, KEY, ACCOUNTS, Timestamp=sent)
        assert is_taken is (reply.status == 200)
        assert is_taken or said(reply) == (403, "REQUEST_EXPIRED")


@pytest.mark.parametrize("sent", ["nonsense", "NaN", "1e999", "-1", "1800000000000"])
def test_the_time_is_looked_at_before_the_key(sandbox_server: Client, sent: str) -> None:
    nobody = dataclasses.replace(KEY, api_key="0" * 32)
    assert said(ask(sandbox_server, nobody, ACCOUNTS, Timestamp=sent)) == (403, "REQUEST_EXPIRED")
    assert said(ask(sandbox_server, nobody, ACCOUNTS)) == (401, "INVALID_KEY")
