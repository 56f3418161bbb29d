"""What an answer says of a key, for support."""

import json
from typing import Any

import pytest

from tests.connections.diagnose.lines import Run


def test_a_passport_has_all_six_rights(run: Run) -> None:
    body = {
        "permissions": "SPOT_ACCOUNT_READ,SPOT_DEAL_READ",
        "ipWhiteList": "203.0.113.9",
        "remainingValidity": -999,
    }
    [told] = run(
        {"exchange": "mexc", "endpoint": "GET /api/v3/apiKeyInfo", "body": body, "own_key": None},
        passport=True,
    )
    assert told == {
        "permissions": {
            "read": "yes",
            "spot_trade": "no",
            "futures_trade": "no",
            "margin_trade": "unknown",
            "internal_transfer": "no",
            "withdraw": "no",
        },
        "ip_restricted": True,
        "ip_list": ["203.0.113.9"],
        "expires_at": None,
    }


@pytest.mark.parametrize(
    "endpoint",
    [
        "/api/v3/apiKeyInfo",
        "api/v3/apiKeyInfo/",
        "get /api/v3/apikeyinfo",
        "https://api.mexc.com/api/v3/apiKeyInfo?accessKey=mx0&timestamp=1",
        "api.mexc.com/api/v3/apiKeyInfo",
        "GET https://api.mexc.com/api/v3/apiKeyInfo",
        "spotPrivateGetApiKeyInfo",
    ],
)
def test_an_endpoint_may_be_written_in_many_ways(run: Run, endpoint: str) -> None:
    body = {"permissions": "SPOT_ACCOUNT_READ,SPOT_DEAL_READ"}
    [told] = run({"exchange": "mexc", "endpoint": endpoint, "body": json.dumps(body)}, passport=True)
    assert told["permissions"]["withdraw"] == "no"


@pytest.mark.parametrize("body", ["<html>", "", "null", "3", [], None, 7, "[]"])
def test_an_answer_that_is_no_object_says_nothing_of_a_key(run: Run, body: Any) -> None:
    for endpoint in ("/api/v3/apiKeyInfo", "/api/v3/account"):
        [told] = run({"exchange": "mexc", "endpoint": endpoint, "body": body}, passport=True)
        assert set(told["permissions"].values()) == {"unknown"}
        assert (told["ip_restricted"], told["ip_list"], told["expires_at"]) == (None, None, None)


@pytest.mark.parametrize(
    ("exchange", "endpoint", "body", "withdraw"),
    [
        ("kucoin", "/api/v1/user/api-key", {"permission": "General,WithdrawPlus"}, "yes"),
        ("kucoin", "/api/v1/user/api-key", {"permission": "General,Pay,fast-withdraw"}, "yes"),
        ("kucoin", "/api/v1/user/api-key", {"permission": "General,Pay"}, "unknown"),
        ("mexc", "/api/v3/apiKeyInfo", {"permissions": "SPOT_ACCOUNT_READ,FAST_WITHDRAW"}, "unknown"),
    ],
)
def test_an_undescribed_name_that_moves_money_is_never_a_no(
    run: Run, exchange: str, endpoint: str, body: dict[str, str], withdraw: str
) -> None:
    [told] = run({"exchange": exchange, "endpoint": endpoint, "body": body}, passport=True)
    assert told["permissions"]["withdraw"] == withdraw
