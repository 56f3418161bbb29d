"""Signatures, timestamps and headers, judged as the exchanges document it."""

import base64
import dataclasses
import hashlib
import hmac
from urllib.parse import quote, unquote

import pytest

from sandbox.keys import credentials
from tests.sandbox.client import MEXC, Client, now_ms

MEXC_KEY, KUCOIN_KEY = credentials("mexc", "healthy"), credentials("kucoin", "healthy")
FUTURES_KEY = credentials("mexc", "healthy-futures")
ORDER = "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=0.001&price=90000"


def mexc_order(
    server: Client, query: str, body: str, signed: str, placed_in: str = "body", kind: str = ""
) -> int:
    """Try an order at MEXC; `signed` is the text that is signed, the signature goes to query or body."""
    signature = "signature=" + hmac.new(MEXC_KEY.secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
    query, body = (f"{query}&{signature}", body) if placed_in == "query" else (query, f"{body}&{signature}")
    kind = kind or "application/x-www-form-urlencoded"
    path = f"/{MEXC}/api/v3/order/test?{query}"
    reply = server.send("POST", path, body, X_MEXC_APIKEY=MEXC_KEY.api_key, Content_Type=kind)
    return 0 if reply.json == {} else int(reply.code)


def test_mexc_signs_the_query(sandbox_server: Client) -> None:
    query = f"{ORDER}&timestamp={now_ms()}"
    assert mexc_order(sandbox_server, query, "", query, placed_in="query") == 0


def test_mexc_signs_the_body(sandbox_server: Client) -> None:
    body = f"{ORDER}&timestamp={now_ms()}"
    assert mexc_order(sandbox_server, "", body, body) == 0


def test_mexc_signs_query_and_body_without_a_break(sandbox_server: Client) -> None:
    query, body = "symbol=BTCUSDT&side=BUY&type=LIMIT", f"quantity=0.001&price=90000&timestamp={now_ms()}"
    assert mexc_order(sandbox_server, query, body, query + body) == 0
    assert mexc_order(sandbox_server, query, body, f"{query}&{body}") == 700002


def test_mexc_reads_a_json_body(sandbox_server: Client) -> None:
    query = f"symbol=BTCUSDT&side=BUY&type=LIMIT&timestamp={now_ms()}"
    body = '{"quantity":"0.001","price":"90000"}'
    assert mexc_order(sandbox_server, query, body, query + body, "query", "application/json") == 0


def test_mexc_wants_a_lower_case_signature(sandbox_server: Client) -> None:
    query = f"timestamp={now_ms()}"
    signature = hmac.new(MEXC_KEY.secret.encode(), query.encode(), hashlib.sha256).hexdigest().upper()
    path = f"/{MEXC}/api/v3/account?{query}&signature={signature}"
    assert sandbox_server.send("GET", path, X_MEXC_APIKEY=MEXC_KEY.api_key).code == 700002


@pytest.mark.parametrize(
    ("moved_ms", "window", "code"),
    [
        (-4000, 5000, None),
        (-6000, 5000, 700003),
        (-6000, 10_000, None),
        (500, 5000, None),
        (1500, 5000, 700003),
        (0, 60_000, None),
        (0, 60_001, 700005),
    ],
)
def test_the_window_of_mexc(sandbox_server: Client, moved_ms: int, window: int, code: int | None) -> None:
    reply = sandbox_server.mexc(MEXC_KEY, "/api/v3/account", at_ms=now_ms() + moved_ms, recvWindow=window)
    assert (reply.code if reply.status != 200 else None) == code


@pytest.mark.parametrize(("moved_ms", "code"), [(-9000, 0), (9000, 0), (-11_000, 513), (11_000, 513)])
def test_the_window_of_mexc_futures(sandbox_server: Client, moved_ms: int, code: int) -> None:
    path = "/api/v1/private/account/assets"
    assert sandbox_server.mexc_futures(FUTURES_KEY, path, at_ms=now_ms() + moved_ms).code == code


def test_mexc_futures_sign_key_time_and_sorted_query(sandbox_server: Client) -> None:
    path = "/api/v1/private/order/list/open_orders"
    assert sandbox_server.mexc_futures(FUTURES_KEY, path, page_size=20, page_num=1).code == 0
    wrong = dataclasses.replace(FUTURES_KEY, secret=MEXC_KEY.secret)
    assert sandbox_server.mexc_futures(wrong, path, page_size=20, page_num=1).code == 602


NO_NUMBERS = ["", "now", "-1", "1e3", "%C2%B2", "\u0661", "9" * 5000]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_time_that_is_no_number(sandbox_server: Client, text: str) -> None:
    path, escaped = f"/{MEXC}/api/v3/account", quote(text, safe="%")
    named = {"X_MEXC_APIKEY": MEXC_KEY.api_key}
    assert sandbox_server.send("GET", f"{path}?timestamp={escaped}&signature=x", **named).code == 700003
    window = sandbox_server.send("GET", f"{path}?timestamp=1&recvWindow={escaped}&signature=x", **named)
    assert window.code == 700005
    sent = unquote(text).encode().decode("latin-1") or "x"
    assert sandbox_server.kucoin(KUCOIN_KEY, "/api/v1/accounts", KC_API_TIMESTAMP=sent).code == "400002"


def test_mexc_without_headers(sandbox_server: Client) -> None:
    reply = sandbox_server.send("GET", f"/{MEXC}/api/v3/account?timestamp=1")
    assert (reply.status, reply.code, reply.json["msg"]) == (400, 400, "api key required")
    reply = sandbox_server.send("GET", f"/{MEXC}/api/v1/private/account/assets")
    assert (reply.json["success"], reply.code) == (False, 401)


def test_mexc_tells_of_no_key_but_the_one_that_asks(sandbox_server: Client) -> None:
    other = credentials("mexc", "healthy", 1).api_key
    assert sandbox_server.mexc(MEXC_KEY, "/api/v3/apiKeyInfo", accessKey=other).code == 730706
    assert sandbox_server.mexc(MEXC_KEY, "/api/v3/apiKeyInfo").code == 730707


@pytest.mark.parametrize("name", ["KC_API_KEY", "KC_API_SIGN", "KC_API_TIMESTAMP", "KC_API_PASSPHRASE"])
def test_kucoin_without_a_header(sandbox_server: Client, name: str) -> None:
    signed = {"KC_API_KEY": "a", "KC_API_SIGN": "b", "KC_API_TIMESTAMP": "1", "KC_API_PASSPHRASE": "c"}
    reply = sandbox_server.send(
        "GET", "/api.kucoin.com/api/v1/accounts", **{n: v for n, v in signed.items() if n != name}
    )
    assert (reply.status, reply.code) == (400, "400001")
    assert name.replace("_", "-") in reply.json["msg"]


@pytest.mark.parametrize(
    ("moved_ms", "code"), [(-4500, "200000"), (4500, "200000"), (-5500, "400002"), (5500, "400002")]
)
def test_the_window_of_kucoin(sandbox_server: Client, moved_ms: int, code: str) -> None:
    reply = sandbox_server.kucoin(KUCOIN_KEY, "/api/v1/accounts", KC_API_TIMESTAMP=str(now_ms() + moved_ms))
    assert reply.code == code


def test_kucoin_signs_the_query_as_it_reads(sandbox_server: Client) -> None:
    assert sandbox_server.kucoin(KUCOIN_KEY, "/api/v1/accounts?currency=USDT&type=trade").code == "200000"
    escaped = "/api/v1/orders?status=active&symbol=BTC%2DUSDT"
    assert sandbox_server.kucoin(KUCOIN_KEY, escaped).json["data"]["totalNum"] == 1


def test_kucoin_checks_the_passphrase_before_the_signature(sandbox_server: Client) -> None:
    path = "/api/v1/accounts"
    assert sandbox_server.kucoin(KUCOIN_KEY, path, KC_API_SIGN="x").code == "400005"
    assert sandbox_server.kucoin(KUCOIN_KEY, path, KC_API_PASSPHRASE="x", KC_API_SIGN="x").code == "400004"
    wrong = dataclasses.replace(KUCOIN_KEY, secret=credentials("kucoin", "slow").secret)
    assert sandbox_server.kucoin(wrong, path).code == "400004"


def test_the_passphrase_is_plain_in_the_first_version_only(sandbox_server: Client) -> None:
    path, plain = "/api/v1/accounts", str(KUCOIN_KEY.passphrase)
    signed = base64.b64encode(
        hmac.new(KUCOIN_KEY.secret.encode(), plain.encode(), hashlib.sha256).digest()
    ).decode()
    accepted = [
        sandbox_server.kucoin(KUCOIN_KEY, path, KC_API_KEY_VERSION=version, KC_API_PASSPHRASE=passphrase).code
        for version, passphrase in (
            ("1", plain),
            ("2", signed),
            ("3", signed),
            ("1", signed),
            ("2", plain),
            ("4", signed),
        )
    ]
    assert accepted == ["200000", "200000", "200000", "400004", "400004", "400009"]


def test_the_body_is_part_of_a_kucoin_signature(sandbox_server: Client) -> None:
    order = {"symbol": "BTC-USDT", "side": "buy", "type": "limit", "price": "90000", "size": "0.001"}
    assert sandbox_server.kucoin(KUCOIN_KEY, "/api/v1/hf/orders/test", order).code == "200000"
    sign = sandbox_server.kucoin(KUCOIN_KEY, "/api/v1/hf/orders/test", order, KC_API_SIGN="A" * 44)
    assert sign.code == "400005"
