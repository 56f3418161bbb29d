"""Signature, time and headers, judged as OKX documents it."""

import dataclasses
import re

import pytest

from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.okx.asking import BALANCE, CONFIG, GOOD, KEY, ORDER, ask, stamp


def test_the_shapes_are_the_real_ones() -> None:
    for number in range(50):
        key = credentials("okx", "healthy", number)
        assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", key.api_key)
        assert re.fullmatch("[0-9A-F]{32}", key.secret)
        for part in ("[!-~]{8,32}", ".*[A-Z].*", ".*[a-z].*", ".*[0-9].*", ".*[^A-Za-z0-9].*"):
            assert re.fullmatch(part, key.passphrase or "")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("OK_ACCESS_KEY", "50103"),
        ("OK_ACCESS_PASSPHRASE", "50104"),
        ("OK_ACCESS_SIGN", "50106"),
        ("OK_ACCESS_TIMESTAMP", "50107"),
    ],
)
def test_a_header_that_is_missing_is_named(sandbox_server: Client, header: str, code: str) -> None:
    reply = ask(sandbox_server, KEY, CONFIG, **{header: ""})
    assert (reply.status, reply.code) == (401, code)
    assert header.replace("_", "-") in reply.json["msg"]


@pytest.mark.parametrize(
    ("seconds", "code"), [(-29, "0"), (29, "0"), (-31, "50102"), (31, "50102"), (-86_400, "50102")]
)
def test_the_window(sandbox_server: Client, seconds: int, code: str) -> None:
    assert ask(sandbox_server, KEY, CONFIG, at=stamp(seconds)).code == code


@pytest.mark.parametrize("text", ["now", "1732190400000", "2026-11-21", "2026-13-41T25:61:61Z", "9" * 5000])
def test_a_time_that_is_none(sandbox_server: Client, text: str) -> None:
    assert ask(sandbox_server, KEY, CONFIG, at=text).code == "50112"


def test_time_method_path_query_and_body_are_signed(sandbox_server: Client) -> None:
    assert ask(sandbox_server, KEY, f"{BALANCE}?ccy=BTC%2CETH").code == "0"
    assert ask(sandbox_server, KEY, ORDER, GOOD).code == "0"
    for changed in ({"OK_ACCESS_SIGN": "A" * 44}, {"OK_ACCESS_TIMESTAMP": stamp(1)}):
        assert ask(sandbox_server, KEY, CONFIG, **changed).code == "50113"
    assert ask(sandbox_server, dataclasses.replace(KEY, secret="0" * 32), CONFIG).code == "50113"


def test_the_passphrase_travels_in_plain_and_is_looked_at_first(sandbox_server: Client) -> None:
    wrong = dataclasses.replace(KEY, secret="0" * 32, passphrase="Other.1x")
    assert ask(sandbox_server, wrong, CONFIG).code == "50105"
