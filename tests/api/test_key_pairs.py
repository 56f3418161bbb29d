"""POST /api/v1/key-pairs/, and connecting with what it gives"""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from connections.models import Connection, KeyPair
from tests.api.conftest import Make, signed_in

URL, CONNECT = "/api/v1/key-pairs/", "/api/v1/connections/"
ID = "a1" * 32


def offered(api: APIClient, exchange: str = "binance") -> Any:
    return api.post(URL, {"exchange": exchange}).json()


def body(pair: object, **changes: Any) -> dict[str, Any]:
    credentials = {"api_key": ID, "key_pair": pair}
    return {"exchange": "binance", "markets": ["spot"], "credentials": credentials | changes}


def problems(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 400, answer.content
    return [(error["field"], error["code"]) for error in answer.json()["errors"]]


def test_it_works_and_is_the_same_again(api: APIClient, alice: User) -> None:
    answer, again = api.post(URL, {"exchange": "binance"}), api.post(URL, {"exchange": "binance"})
    assert (answer.status_code, again.status_code) == (201, 200)
    assert answer.json() == again.json()
    shown = answer.json()
    assert set(shown) == {"id", "exchange", "algorithm", "public_key", "created_at"}
    assert (shown["exchange"], shown["algorithm"]) == ("binance", "ed25519")
    assert shown["public_key"].startswith("-----BEGIN PUBLIC KEY-----\n")
    pair = KeyPair.objects.get(user=alice)
    assert pair.pk == shown["id"]
    assert pair.open().splitlines()[1] not in answer.content.decode()


def test_it_connects_without_a_secret(api: APIClient, alice: User) -> None:
    pair = offered(api)
    private = KeyPair.objects.get().open()
    answer = api.post(CONNECT, body(pair["id"]))
    assert (answer.status_code, answer.json()["key_kind"]) == (201, "ed25519"), answer.content
    assert private.splitlines()[1] not in answer.content.decode()
    assert Connection.objects.get(user=alice).credentials.get().open().secret == private
    assert offered(api)["id"] != pair["id"]


@pytest.mark.parametrize("wrap", [True, False])
def test_it_replaces(api: APIClient, alice: User, make: Make, wrap: bool) -> None:
    row, pair = make(alice, "binance"), offered(api)
    sent = {"api_key": ID, "key_pair": pair["id"]}
    answer = api.put(f"{CONNECT}{row.pk}/credentials/", {"credentials": sent} if wrap else sent)
    assert answer.status_code == 202, answer.content
    assert row.credentials.get(role="candidate").key_kind == "ed25519"
    assert KeyPair.objects.get().pk == pair["id"]  # until the exchange has accepted the two


def test_what_is_not_mine_is_a_problem_of_the_field(api: APIClient, bob: User) -> None:
    theirs = offered(signed_in(bob))
    for pair in (theirs["id"], 999_999):
        assert problems(api.post(CONNECT, body(pair))) == [("credentials.key_pair", "pair_gone")]
    assert KeyPair.objects.get().user == bob


@pytest.mark.parametrize("pair", ["1", 1.0, True, [], {}, 0, -1, 2**63, "x"])
def test_bad_input(api: APIClient, pair: object) -> None:
    [(field, _)] = problems(api.post(CONNECT, body(pair)))
    assert field == "credentials.key_pair"


def test_a_secret_beside_it(api: APIClient) -> None:
    answer = api.post(CONNECT, body(offered(api)["id"], secret="b2" * 32))
    assert problems(answer) == [("credentials.key_pair", "pair_and_secret")]
    assert KeyPair.objects.exists()


def test_neither(api: APIClient) -> None:
    assert problems(api.post(CONNECT, body(None))) == [("credentials.secret", "required")]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "exchange"),
        ({"exchange": "mtgox"}, "exchange"),
        ({"exchange": "mexc"}, "exchange"),
        ({"x": 1}, ""),
    ],
)
def test_an_exchange_that_takes_no_public_key(api: APIClient, sent: dict[str, Any], field: str) -> None:
    assert [name for name, _ in problems(api.post(URL, sent))] == [field]


def test_logged_out(nobody: APIClient) -> None:
    assert nobody.post(URL, {"exchange": "binance"}).status_code == 401


def test_after_a_while_the_password_comes_first(api: APIClient, long_ago: None) -> None:
    answer = api.post(URL, {"exchange": "binance"})
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")
    assert not KeyPair.objects.exists()


def test_without_a_verified_address(api: APIClient, alice: User) -> None:
    EmailAddress.objects.filter(user=alice).update(verified=False)
    assert api.post(URL, {"exchange": "binance"}).json()["code"] == "email_not_verified"


def test_nothing_is_listed(api: APIClient) -> None:
    assert api.get(URL).status_code == 405
    assert reverse("api_key_pairs") == URL


def test_the_list_of_exchanges_says_where_it_works(api: APIClient) -> None:
    told = {one["code"]: one for one in api.get("/api/v1/exchanges/").json()}
    assert [told[code]["pairs"] for code in ("binance", "bybit", "mexc")] == ["ed25519", "rsa", ""]
    assert any("paste the one that we made" in step for step in told["binance"]["pair_steps"])
    assert "Self-generated" in " ".join(told["binance"]["pair_steps"])
    assert "Self-generated" not in " ".join(told["binance"]["steps"])
    assert told["mexc"]["pair_steps"] == []
