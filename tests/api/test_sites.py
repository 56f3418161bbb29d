"""The site of a key, through the API: offered, named, shown, changed with a replacement."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from connections import exchanges
from connections.models import Connection, Credentials, Role
from sandbox.keys import credentials
from tests.api.conftest import Make, body_of, signed_in

URL = "/api/v1/connections/"


def offered(api: APIClient, code: str) -> dict[str, dict[str, Any]]:
    (found,) = [one for one in api.get("/api/v1/exchanges/").json() if one["code"] == code]
    return {site["code"]: site for site in found["sites"]}


def url(row: Connection) -> str:
    return f"{URL}{row.pk}/credentials/"


def test_every_exchange_tells_its_sites(api: APIClient) -> None:
    for code, exchange in exchanges.every().items():
        assert list(offered(api, code)) == [site.code for site in exchange.every_site]


def test_a_site_says_where_it_is_what_it_trades_and_how_a_key_is_made(api: APIClient) -> None:
    okx = offered(api, "okx")
    assert (okx["eea"]["name"], okx["eea"]["website"]) == ("OKX Europe", "https://my.okx.com")
    assert (okx[""]["markets"], okx["us"]["markets"]) == (["spot", "futures"], ["spot"])
    assert any("my.okx.com" in step for step in okx["eea"]["steps"])
    assert not any("www.okx.com" in step for step in okx["eea"]["steps"])
    assert all(site["is_usable"] and not site["note"] for site in okx.values())


def test_a_site_that_hides_rights_says_so_before_a_key_is_made(api: APIClient) -> None:
    us = offered(api, "binance")["us"]
    assert (us["is_usable"], us["steps"]) == (False, [])
    assert "Binance.US" in us["note"]


def test_a_key_is_connected_at_its_site(api: APIClient, alice: User) -> None:
    answer = api.post(URL, body_of(credentials("okx", "healthy", 1, "eea"), site="eea"))
    assert answer.status_code == 201, answer.content
    shown, row = answer.json(), Connection.objects.get(user=alice)
    assert (shown["exchange"], shown["site"], shown["name"]) == ("okx", "eea", "OKX Europe spot")
    assert (row.site, Credentials.objects.get(connection=row).site) == ("eea", "eea")


def test_left_out_it_is_the_main_one(api: APIClient) -> None:
    assert api.post(URL, body_of(credentials("okx", "healthy", 2))).json()["site"] == ""
    assert api.post(URL, body_of(credentials("okx", "healthy", 3), site="")).json()["site"] == ""


@pytest.mark.parametrize(
    ("exchange", "changes", "field", "code"),
    [
        ("okx", {"site": "atlantis"}, "site", "unknown_site"),
        ("okx", {"site": "x" * 17}, "site", "max_length"),
        ("okx", {"site": 7}, "site", "invalid"),
        ("okx", {"site": None}, "site", "null"),
        ("kucoin", {"site": "eea"}, "site", "unknown_site"),
        ("okx", {"site": "us", "markets": ["futures"]}, "markets", "unknown_market"),
        ("binance", {"site": "us"}, "site", "site_hides_rights"),
    ],
)
def test_bad_input_names_the_field(
    api: APIClient, exchange: str, changes: dict[str, Any], field: str, code: str
) -> None:
    answer = api.post(URL, body_of(credentials(exchange, "healthy", 4), **changes))
    assert answer.status_code == 400
    errors = {(error["field"], error["code"]): error["detail"] for error in answer.json()["errors"]}
    assert errors[field, code]
    assert not Connection.objects.exists()


def test_a_problem_names_what_there_is(api: APIClient) -> None:
    (unknown,) = api.post(URL, body_of(credentials("okx", "healthy", 5), site="atlantis")).json()["errors"]
    assert "OKX Europe (my.okx.com)" in unknown["detail"]
    body = body_of(credentials("okx", "healthy", 5), site="us", markets=["futures"])
    (lacking,) = api.post(URL, body).json()["errors"]
    assert "OKX US" in lacking["detail"]


@pytest.mark.parametrize("is_wrapped", [False, True])
def test_a_replacement_may_name_another_site(
    api: APIClient, alice: User, make: Make, *, is_wrapped: bool
) -> None:
    row, new = make(alice, "okx"), body_of(credentials("okx", "healthy", 6, "eea"))["credentials"]
    answer = api.put(url(row), {"credentials": new, "site": "eea"} if is_wrapped else {**new, "site": "eea"})
    assert answer.status_code == 202, answer.content
    assert row.credentials.get(role=Role.CANDIDATE).site == "eea"
    assert api.get(f"{URL}{row.pk}/").json()["site"] == ""  # until the new key is proven


def test_without_a_word_it_is_of_the_same_site(api: APIClient, alice: User, make: Make) -> None:
    row = make(alice, "okx", site="eea")
    assert (
        api.put(url(row), body_of(credentials("okx", "healthy", 7, "eea"))["credentials"]).status_code == 202
    )
    assert row.credentials.get(role=Role.CANDIDATE).site == "eea"


def test_a_replacement_at_a_site_that_is_none_names_the_field(
    api: APIClient, alice: User, make: Make
) -> None:
    row = make(alice, "okx", markets=["futures"])
    for site, code in (("atlantis", "unknown_site"), ("us", "site_lacks_market")):
        body = {**body_of(credentials("okx", "healthy", 8))["credentials"], "site": site}
        (error,) = api.put(url(row), body).json()["errors"]
        assert (error["field"], error["code"]) == ("site", code)
    assert row.credentials.count() == 1


def test_not_mine_is_not_found(bob: User, alice: User, make: Make) -> None:
    body = {**body_of(credentials("okx", "healthy", 9, "eea"))["credentials"], "site": "eea"}
    assert signed_in(bob).put(url(make(alice, "okx")), body).status_code == 404


def test_logged_out(nobody: APIClient) -> None:
    answer = nobody.post(URL, body_of(credentials("okx", "healthy", 10, "eea"), site="eea"))
    assert answer.status_code == 401
    assert not Connection.objects.exists()


def test_findings_speak_of_the_site(api: APIClient, alice: User, make: Make) -> None:
    found = {
        "code": "invalid_key",
        "severity": "error",
        "params": {"other_sites": [""]},
        "exchange_message": "",
    }
    row = make(alice, "okx", site="eea", stored_findings=[found])
    (finding,) = api.get(f"{URL}{row.pk}/").json()["findings"]
    assert finding["title"].startswith("OKX Europe")
    assert "OKX (www.okx.com)" in finding["cause"]
    assert finding["params"]["other_sites"] == [""]
