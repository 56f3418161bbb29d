"""The support tool: lines in, lines out, the same reading as the check."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

Lines = list[dict[str, Any]]
Run = Callable[..., Lines]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command over lines: objects, text or raw bytes."""

    def diagnose(*lines: Any, **options: Any) -> Lines:
        raw = [one if isinstance(one, bytes) else _text(one).encode() for one in lines]
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(raw))))
        out = io.StringIO()
        call_command("diagnose", stdout=out, **options)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return diagnose


def _text(line: Any) -> str:
    return line if isinstance(line, str) else json.dumps(line)


def refusal(body: Any, **more: Any) -> dict[str, Any]:
    return {"exchange": "mexc", "market": None, "http_status": 400, "body": body, "during": "unknown", **more}


def test_it_answers_each_line_with_all_there_is_to_say(run: Run) -> None:
    told = run(refusal('{"code":700006,"msg":"IP [203.0.113.9] not in the ip white list"}'))
    assert told == [
        {
            "category": "ip_not_allowed",
            "scope": None,
            "reason": None,
            "ambiguous": False,
            "candidates": ["ip_not_allowed"],
            "exchange_ip": "203.0.113.9",
            "transient": False,
        }
    ]


def test_what_is_missing_counts_as_not_said(run: Run) -> None:
    [told] = run({"exchange": "kucoin", "body": '{"code":"400007","msg":"Access denied"}'})
    assert (told["category"], told["scope"]) == ("no_permission", None)


@pytest.mark.parametrize(
    ("during", "market", "scope"),
    [
        ("account", "spot", "read"),
        ("balance", None, "read"),
        ("orders", "spot", "read"),
        ("key-info", None, "read"),
        ("key_info", None, "read"),
        ("order", None, "spot"),
        ("trade", "spot", "spot"),
        ("order", "futures", "futures"),
        ("order", "swap", "futures"),
        ("positions", None, "futures"),
        ("balance", "futures", "futures"),
        ("unknown", "spot", "spot"),
        ("something else", None, None),
    ],
)
def test_a_missing_right_is_named_by_what_was_tried(
    run: Run, during: str, market: str | None, scope: str | None
) -> None:
    [told] = run(refusal('{"code":700007,"msg":"No permission"}', during=during, market=market))
    assert (told["category"], told["scope"]) == ("no_permission", scope)


@pytest.mark.parametrize("transport", ["timeout", "connection"])
def test_nothing_answered_blames_no_key(run: Run, transport: str) -> None:
    [told] = run(refusal("", http_status=None, transport=transport))
    assert (told["category"], told["transient"]) == ("exchange_unavailable", True)


@pytest.mark.parametrize(
    ("during", "category"),
    [("order", "none"), ("unknown", "none"), ("balance", "unknown"), ("account", "unknown")],
)
def test_a_wrong_parameter_proves_a_right_only_where_an_order_was_tried(
    run: Run, during: str, category: str
) -> None:
    [told] = run(refusal('{"code":700004,"msg":"Param \'price\' must be sent"}', during=during))
    assert told["category"] == category


def test_money_that_is_missing_proves_the_right(run: Run) -> None:
    [told] = run(refusal('{"code":30004,"msg":"Insufficient position"}', during="order"))
    assert (told["category"], told["ambiguous"], told["transient"]) == ("none", False, False)


def test_a_code_in_the_body_and_a_status_on_the_wire_are_told_apart(run: Run) -> None:
    by_code, by_status, both = run(
        refusal('{"success":false,"code":402,"message":"API Key expired"}', http_status=200),
        refusal("", http_status=402),
        refusal('{"code":700002,"msg":"Signature for this request is not valid."}', http_status=429),
    )
    assert by_code["category"] == "key_expired"
    assert by_status["category"] == "exchange_unavailable"
    assert both["category"] == "bad_signature"


def test_the_class_of_ccxt_speaks_where_nothing_else_does(run: Run) -> None:
    strange, known_to_ccxt = run(
        {"exchange": "kucoin", "http_status": 400, "body": '{"code":"987654","msg":"qwertz"}'},
        {"exchange": "kucoin", "http_status": 400, "body": '{"code":"130103","msg":"qwertz"}'},
    )
    assert strange["category"] == "unknown"
    assert known_to_ccxt["category"] == "none"  # OrderNotFound: a business answer


def test_a_line_that_cannot_be_read_names_itself_and_the_next_one_is_read(run: Run) -> None:
    told = run(
        "{not json",
        "[1, 2]",
        refusal("", exchange="nowhere"),
        refusal("", exchange=7),
        refusal("", http_status="high"),
        b"\xff\xfe",
        "",
        "[" * 100_000,
        refusal('{"code":10072}'),
    )
    errors, last = told[:-1], told[-1]
    assert [error["error"].partition(":")[0] for error in errors] == [
        f"line {n}" for n in (1, 2, 3, 4, 5, 6, 8)
    ]
    assert "exchange must be one of" in errors[2]["error"]
    assert "http_status" in errors[4]["error"]
    assert last["category"] == "invalid_key"


def test_the_pasted_answer_is_never_repeated_in_an_error(run: Run) -> None:
    assert "canary" not in json.dumps(run('{"body": "canary', refusal("canary", exchange="canary")))


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
