"""GET /api/v1/exchanges/"""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections import exchanges
from tests.api.conftest import Make

URL = "/api/v1/exchanges/"


def one(api: APIClient, code: str, **query: Any) -> dict[str, Any]:
    (found,) = [shown for shown in api.get(URL, query).json() if shown["code"] == code]
    return dict(found)


def test_all_are_there_in_the_order_they_are_offered(api: APIClient) -> None:
    assert [shown["code"] for shown in api.get(URL).json()] == list(exchanges.every())


def test_one_says_how_a_key_is_made(api: APIClient) -> None:
    kucoin = one(api, "kucoin")
    assert (kucoin["name"], kucoin["website"]) == ("KuCoin", "https://www.kucoin.com")
    assert kucoin["markets"] == ["spot", "futures"]
    fields = {field["name"]: field for field in kucoin["credentials"]}
    assert list(fields) == ["api_key", "secret", "passphrase"]
    assert {name: field["secret"] for name, field in fields.items()} == {
        "api_key": False,
        "secret": True,
        "passphrase": True,
    }
    assert all(field["required"] and field["label"] and field["help"] for field in fields.values())
    assert kucoin["permissions"]["tick"]["futures"] == ["General", "Futures Trading"]
    assert "Withdrawal" in kucoin["permissions"]["leave_off"]
    assert kucoin["addresses"] == settings.EGRESS
    assert "30 days" in kucoin["expiry_rule"]


def test_steps_are_plain_and_about_the_markets_asked_for(api: APIClient) -> None:
    both, spot = one(api, "kucoin")["steps"], one(api, "kucoin", markets=["spot"])["steps"]
    assert any("Futures Trading" in step for step in both)
    assert not any("Futures Trading" in step for step in spot)
    assert any(address in step for step in spot for address in settings.EGRESS)
    assert not any("<" in step or "&" in step for step in both)


def test_what_stands_around_the_steps_is_about_the_markets_asked_for(api: APIClient) -> None:
    both, spot = one(api, "binance")["guide"], one(api, "binance", markets=["spot"])["guide"]
    assert (both["key_label"], spot["key_label"]) == ("BackFuture-spot-futures", "BackFuture-spot")
    assert any("never trade futures" in text for text in both["before_you_begin"])
    assert not any("futures" in text for text in spot["before_you_begin"])
    assert any("30 addresses" in text for text in spot["good_to_know"])
    assert (both["takes_ranges"], both["is_max_documented"], both["call_log"]) == (None, True, "")
    assert one(api, "mexc")["guide"]["two_factor"] == "Google Authenticator"
    assert not any(
        "<" in text or "&amp;" in text for text in (*both["before_you_begin"], *both["good_to_know"])
    )


def test_texts_are_in_the_language_asked_for(api: APIClient) -> None:
    answer = api.get(URL, headers={"Accept-Language": "ar"})
    assert answer.headers["Content-Language"] == "ar"


def test_many_connections_cost_no_more_queries(api: APIClient, alice: User, make: Make) -> None:
    counts = []
    for _ in range(2):
        make(alice, checked_at=timezone.now())
        with CaptureQueriesContext(database) as seen:
            api.get(URL)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("market", ["options", ""])
def test_an_unknown_market_is_refused(api: APIClient, market: str) -> None:
    answer = api.get(URL, {"markets": market})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "markets.0"


def test_logged_out(nobody: APIClient) -> None:
    assert nobody.get(URL).status_code == 401
