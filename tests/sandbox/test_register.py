"""A public key is registered and gives an API key, as on an exchange's own site."""

from typing import Any

import ccxt
import pytest

from sandbox.keys import credentials
from tests.connections.private_keys import pem, public_pem
from tests.sandbox.client import Client
from tests.sandbox.test_ccxt import client


def register(server: Client, exchange: str, kind: str, story: str = "healthy") -> str:
    sent = {"exchange": exchange, "story": story, "public_key": public_pem(kind)}
    reply = server.control("POST", "/keys", **sent)
    assert reply.status == 201, reply.text
    return str(reply.json["api_key"])


def trader(server: Client, exchange: str, api_key: str, secret: str) -> Any:
    made = client(server, exchange)
    made.apiKey, made.secret = api_key, secret
    return made


@pytest.mark.parametrize(("exchange", "kind"), [("binance", "ed25519"), ("binance", "rsa"), ("bybit", "rsa")])
def test_the_private_half_signs_in_and_no_other(sandbox_server: Client, exchange: str, kind: str) -> None:
    api_key = register(sandbox_server, exchange, kind)
    assert api_key == register(sandbox_server, exchange, kind)
    assert trader(sandbox_server, exchange, api_key, pem(kind).strip()).fetch_balance()["total"]["USDT"] > 0
    story = f"healthy-{kind}"
    for wrong in (credentials(exchange, story).secret, "a plain secret"):
        with pytest.raises(ccxt.AuthenticationError):
            trader(sandbox_server, exchange, api_key, wrong).fetch_balance()


def test_the_story_is_told_and_can_change(sandbox_server: Client) -> None:
    api_key = register(sandbox_server, "binance", "ed25519", "read-only")
    mine = trader(sandbox_server, "binance", api_key, pem("ed25519").strip())
    assert mine.sapi_get_account_apirestrictions()["enableSpotAndMarginTrading"] is False
    sandbox_server.control("PUT", f"/keys/{api_key}", story="wrong-secret")
    with pytest.raises(ccxt.AuthenticationError):
        mine.fetch_balance()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"exchange": "mtgox"}, "exchange: one of"),
        ({"exchange": "kucoin"}, "KuCoin takes no public keys."),
        ({"exchange": "bybit"}, "Bybit takes rsa public keys."),
        ({"story": "sad"}, "story: Binance can tell"),
        ({"public_key": pem("ed25519")}, "public_key: PEM"),
        ({"public_key": "nonsense"}, "public_key: PEM"),
        ({"public_key": 7}, "public_key: PEM"),
        ({"public_key": public_pem("ec")}, "public_key: Ed25519, or RSA"),
        ({"public_key": public_pem("rsa-1024")}, "public_key: Ed25519, or RSA"),
        ({"secret": "x"}, "There is no secret."),
    ],
)
def test_what_cannot_be_registered(sandbox_server: Client, changes: dict[str, Any], sentence: str) -> None:
    sent = {"exchange": "binance", "story": "healthy", "public_key": public_pem("ed25519"), **changes}
    reply = sandbox_server.control("POST", "/keys", **sent)
    assert reply.status == 400
    assert reply.json["error"].startswith(sentence)


def test_it_is_forgotten_with_everything_else(sandbox_server: Client) -> None:
    api_key = register(sandbox_server, "binance", "ed25519")
    sandbox_server.control("DELETE", "")
    with pytest.raises(ccxt.AuthenticationError):
        trader(sandbox_server, "binance", api_key, pem("ed25519").strip()).fetch_balance()


def test_the_home_page_says_how(sandbox_server: Client) -> None:
    page = sandbox_server.send("GET", "/").text
    assert "POST /_sandbox/keys" in page
    assert '<option value="binance">Binance</option>' in page
    assert '<option value="kucoin">' not in page
