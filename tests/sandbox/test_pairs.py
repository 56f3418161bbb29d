"""Keys of the sandbox that sign with a private key: ccxt as it comes does so, and the wrong one is refused."""

import dataclasses

import ccxt
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from sandbox import pairs
from sandbox.exchanges import known
from sandbox.keys import credentials, every, stories_of
from tests.sandbox.client import Client
from tests.sandbox.test_ccxt import client

SIGNED = [("binance", "healthy-ed25519"), ("binance", "healthy-rsa"), ("bybit", "healthy-rsa")]
EACH = pytest.mark.parametrize(("exchange", "story"), SIGNED)


@EACH
def test_ccxt_signs_in_and_orders(sandbox_server: Client, exchange: str, story: str) -> None:
    trader = client(sandbox_server, exchange, story)
    assert trader.fetch_balance()["total"]["USDT"] > 0


@EACH
def test_another_private_key_is_refused(sandbox_server: Client, exchange: str, story: str) -> None:
    trader = client(sandbox_server, exchange, story)
    others = [credentials(exchange, story, number).secret for number in range(20)]
    trader.secret = next(secret for secret in others if secret != trader.secret)
    with pytest.raises(ccxt.AuthenticationError):
        trader.fetch_balance()
    trader.secret = "a plain secret"
    with pytest.raises(ccxt.AuthenticationError):
        trader.fetch_balance()


@pytest.mark.parametrize("exchange", ["binance", "bybit"])
def test_a_key_that_is_not_the_registered_one(sandbox_server: Client, exchange: str) -> None:
    with pytest.raises(ccxt.AuthenticationError):
        client(sandbox_server, exchange, "wrong-private-key").fetch_balance()


def test_what_a_key_was_made_with_outlasts_its_story(sandbox_server: Client) -> None:
    key = credentials("binance", "healthy-ed25519")
    trader = client(sandbox_server, "binance", "healthy-ed25519")
    sandbox_server.tell(key, story="healthy-futures")
    assert trader.fetch_balance()["total"]["USDT"] > 0
    sandbox_server.tell(key, story="wrong-secret")
    with pytest.raises(ccxt.AuthenticationError):
        trader.fetch_balance()


def test_keys_are_made_alike_every_time() -> None:
    for key in every("binance", None, 3, 1):
        assert dataclasses.asdict(key) == dataclasses.asdict(credentials("binance", key.story, 3))


def test_the_rsa_keys_are_keys_and_none_is_twice() -> None:
    texts = {pairs.private_key("rsa", bytes([number])) for number in range(9)}
    assert len(texts) == 4
    for text in texts:
        load_pem_private_key(text.encode(), None)


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_another_public_key_is_another_for_every_key(kind: str) -> None:
    for number in range(8):
        derived = bytes([number]) * 32
        assert pairs.public_key(kind, derived) != pairs.public_key(kind, derived, is_another=True)


@pytest.mark.parametrize("signature", ["", "=", "AAAA", "ж", "0" * 64])
def test_what_is_no_signature(signature: str) -> None:
    for kind in ("ed25519", "rsa"):
        assert not pairs.is_signed(pairs.public_key(kind, bytes(32)), b"text", signature)


def test_only_who_takes_public_keys_tells_these_stories() -> None:
    assert "healthy-ed25519" not in stories_of("bybit")
    assert not {"healthy-rsa", "wrong-private-key"} & {*stories_of("kucoin")}
    assert {code for code, exchange in known().items() if exchange.public_keys} >= {"binance", "bybit"}
