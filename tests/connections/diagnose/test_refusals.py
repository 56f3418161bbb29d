"""What a refusal means, by its code, its words, its class and its status."""

import pytest

from tests.connections.diagnose.lines import Run, refusal


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


@pytest.mark.parametrize(
    ("body", "category"),
    [
        ("访问IP不在白名单内", "ip_not_allowed"),
        ("签名验证失败!", "bad_signature"),
        ("请求频率过快!", "rate_limited"),
        ("没有权限!", "no_permission"),
        ("[mexc] 700002: Signature for this request is not valid.", "bad_signature"),
        ("Server error 700001", "invalid_key"),
        ('mexc requires "secret" credential', "malformed_input"),
        ("Cannot connect to host api.mexc.com:443 [Name or service not known]", "exchange_unavailable"),
        ("HTTPSConnectionPool(host='api.mexc.com', port=443): Read timed out.", "exchange_unavailable"),
        ("ccxt.base.errors.OnMaintenance: mexc", "exchange_unavailable"),
        (
            "mexc GET https://api.mexc.com/api/v3/account?timestamp=1700000000000&signature=abc 403 Forbidden",
            "rate_limited",
        ),
        ("something else entirely", "unknown"),
        # The time of an answer is no complaint about time, and its status not its code.
        ("{ code: 99999, msg: 'something else entirely', requestTime: 1700000000000 }", "unknown"),
        ("{ code: 418, body: { code: '700002', msg: '...' } }", "bad_signature"),
    ],
)
def test_the_text_of_an_exception_is_enough(run: Run, body: str, category: str) -> None:
    [told] = run(refusal(body, http_status=None))
    assert told["category"] == category


@pytest.mark.parametrize(
    ("status", "category"),
    [
        (200, "exchange_unavailable"),
        (400, "exchange_unavailable"),
        (401, "invalid_key"),
        (403, "rate_limited"),
        (404, "exchange_unavailable"),
        (418, "rate_limited"),
        (429, "rate_limited"),
        (451, "account_restricted"),
        (502, "exchange_unavailable"),
    ],
)
@pytest.mark.parametrize("body", ["", "qwertz", "<html><body>qwertz</body></html>", "null"])
def test_without_words_the_status_speaks(run: Run, status: int, category: str, body: str) -> None:
    [told] = run(refusal(body, http_status=status))
    assert told["category"] == category


def test_the_class_of_ccxt_speaks_where_nothing_else_does(run: Run) -> None:
    strange, known_to_ccxt = run(
        {"exchange": "kucoin", "http_status": 400, "body": '{"code":"987654","msg":"qwertz"}'},
        {"exchange": "kucoin", "http_status": 400, "body": '{"code":"130103","msg":"qwertz"}'},
    )
    assert strange["category"] == "unknown"
    assert known_to_ccxt["category"] == "none"  # OrderNotFound: a business answer


@pytest.mark.parametrize(
    ("body", "category"),
    [
        (
            'AuthenticationError: mexc {"success":false,"code":99999,"message":"签名验证失败"}',
            "bad_signature",
        ),
        ("{'success': False, 'code': 99999, 'message': '签名验证失败'}", "bad_signature"),
        ('mexc {"success":false,"code":99999,"message":"签名验', "exchange_unavailable"),
        ('{"data":[{"code":99999,"msg":"签名验证失败"},{"co', "exchange_unavailable"),
    ],
)
def test_what_a_text_quotes_to_its_end_is_judged_even_where_the_status_says_success(
    run: Run, body: str, category: str
) -> None:
    """Futures of MEXC refuse with status 200; what merely breaks off says nothing of the key."""
    [told] = run(refusal(body, http_status=200))
    assert told["category"] == category
