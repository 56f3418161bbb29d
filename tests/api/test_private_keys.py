"""Private keys through the API: connect, replace, and everything that is wrong with one."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from connections.models import Connection
from tests.api.conftest import Make
from tests.connections.private_keys import pem, public_pem

URL = "/api/v1/connections/"


def body(exchange: str, secret: str, api_key: str = "a1" * 32) -> dict[str, Any]:
    return {
        "exchange": exchange,
        "markets": ["spot"],
        "credentials": {"api_key": api_key, "secret": secret},
    }


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_a_private_key_is_connected_and_only_its_kind_is_told(api: APIClient, alice: User, kind: str) -> None:
    answer = api.post(URL, body("binance", pem(kind).replace("\n", "\\n")))
    assert (answer.status_code, answer.json()["key_kind"]) == (201, kind), answer.content
    row = Connection.objects.get(user=alice)
    assert row.credentials.get().open().secret == pem(kind).strip()
    assert not any(line in answer.content.decode() for line in pem(kind).splitlines())


def test_a_whole_key_file_in_one_field(api: APIClient) -> None:
    file = json.dumps({"id": "a1" * 32, "privateKey": pem("ed25519")}, indent=2)
    answer = api.post(URL, body("binance", "", file))
    assert (answer.status_code, answer.json()["key_hint"]) == (201, "a1a1")


@pytest.mark.parametrize(
    ("exchange", "secret", "code"),
    [
        ("binance", public_pem("rsa"), "public_key"),
        ("binance", pem("rsa", password="locked"), "private_key_encrypted"),
        ("binance", pem("rsa")[:900], "private_key_truncated"),
        ("binance", pem("ec"), "private_key_wrong_kind"),
        ("binance", pem("rsa-1024"), "private_key_too_short"),
        ("mexc", pem("rsa"), "private_key_not_taken"),
        ("binance", pem("rsa") * 6, "max_length"),
    ],
)
def test_what_is_wrong_with_one_is_told_at_its_field(
    api: APIClient, exchange: str, secret: str, code: str
) -> None:
    answer = api.post(URL, body(exchange, secret))
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("credentials.secret", code)
    lines = [line for line in secret.splitlines() if not line.startswith("-----")]
    assert not any(line in answer.content.decode() for line in lines)


def test_it_replaces_a_secret(api: APIClient, alice: User, make: Make) -> None:
    row = make(alice, "binance")
    answer = api.put(f"{URL}{row.pk}/credentials/", {"api_key": "c3" * 32, "secret": pem("rsa")})
    assert answer.status_code == 202
    assert row.credentials.get(role="candidate").key_kind == "rsa"
    assert api.get(f"{URL}{row.pk}/").json()["key_kind"] == "hmac"


def test_the_list_of_exchanges_says_which_ones_take_what(api: APIClient) -> None:
    told = {one["code"]: one for one in api.get("/api/v1/exchanges/").json()}
    assert (told["binance"]["private_keys"], told["binance"]["has_hmac"]) == (["ed25519", "rsa"], True)
    assert told["bybit"]["private_keys"] == ["rsa"]
    assert told["mexc"]["private_keys"] == []
    [secret] = [field for field in told["binance"]["credentials"] if field["name"] == "secret"]
    assert "Ed25519 or RSA" in secret["help"]
