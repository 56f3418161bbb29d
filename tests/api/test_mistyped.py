"""PUT /api/v1/connections/{id}/credentials/ with the API key alone"""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from connections.models import Credentials, KeyPair
from tests.api.conftest import Make, signed_in

CONNECT = "/api/v1/connections/"
KEEP = {"api_key": "b2" * 32, "keep_private_key": True}


@pytest.fixture
def made(api: APIClient) -> Any:
    """Return a connection whose API key was mistyped."""
    pair = api.post("/api/v1/key-pairs/", {"exchange": "binance"}).json()
    credentials = {"api_key": "a1" * 32, "key_pair": pair["id"]}
    return api.post(CONNECT, {"exchange": "binance", "markets": ["spot"], "credentials": credentials}).json()


def url(pk: int) -> str:
    return f"{CONNECT}{pk}/credentials/"


@pytest.mark.parametrize("wrap", [True, False])
def test_it_works(api: APIClient, made: Any, wrap: bool) -> None:
    private = Credentials.objects.get().open().secret
    assert (made["is_made_here"], KeyPair.objects.exists()) == (True, False)
    answer = api.put(url(made["id"]), {"credentials": KEEP} if wrap else KEEP)
    assert (answer.status_code, answer.json()["role"]) == (202, "candidate"), answer.content
    assert private.splitlines()[1] not in answer.content.decode()
    candidate = Credentials.objects.get(role="candidate")
    assert (candidate.open().secret, candidate.open().api_key) == (private, "b2" * 32)


def test_a_key_with_its_secret_is_not_made_here(api: APIClient, alice: User, make: Make) -> None:
    row = make(alice, "binance")
    assert api.get(f"{CONNECT}{row.pk}/").json()["is_made_here"] is False
    answer = api.put(url(row.pk), KEEP)
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [
        ("keep_private_key", "nothing_kept")
    ]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"keep_private_key": "yes"}, "keep_private_key"),
        ({"keep_private_key": 1}, "keep_private_key"),
        ({"secret": "c3" * 32}, "keep_private_key"),
        ({"key_pair": 1}, "keep_private_key"),
        ({"api_key": "two words"}, "api_key"),
        ({"api_key": ""}, "api_key"),
    ],
)
def test_bad_input(api: APIClient, made: Any, sent: dict[str, Any], field: str) -> None:
    answer = api.put(url(made["id"]), KEEP | sent)
    assert answer.status_code == 400, answer.content
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert Credentials.objects.count() == 1


def test_connecting_knows_no_such_word(api: APIClient) -> None:
    answer = api.post(CONNECT, {"exchange": "binance", "markets": ["spot"], "credentials": KEEP})
    assert answer.status_code == 400


def test_not_mine_is_404(bob: User, made: Any) -> None:
    assert signed_in(bob).put(url(made["id"]), KEEP).status_code == 404
    assert Credentials.objects.count() == 1


def test_logged_out(nobody: APIClient, made: Any) -> None:
    assert nobody.put(url(made["id"]), KEEP).status_code == 401


def test_after_a_while_the_password_comes_first(api: APIClient, made: Any, long_ago: None) -> None:
    answer = api.put(url(made["id"]), KEEP)
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")
