"""Lines in, lines out; one that cannot be read does not stop the next."""

import json

import pytest

from tests.connections.diagnose.lines import Run, refusal


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


@pytest.mark.parametrize(
    ("field", "value"),
    [("during", "balanse"), ("market", "spott"), ("transport", "timeuot"), ("durng", "order")],
)
def test_what_is_misspelt_is_named_on_standard_error(
    run: Run, capsys: pytest.CaptureFixture[str], field: str, value: str
) -> None:
    [told] = run(refusal('{"code":10072}', **{field: value}))
    assert "error" not in told
    warned = capsys.readouterr().err
    assert f"line 1: {field} " in warned or f"line 1: the field {field} " in warned
    assert value not in warned.split()


def test_an_unknown_field_of_a_description_is_named(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    line = {"exchange": "mexc", "endpoint": "account", "body": "{}", "during": "account", "mx0canary7": 1}
    [told] = run(line, passport=True)
    warned = capsys.readouterr().err
    assert "permissions" in told
    assert "the field during is not known" in warned
    assert len(warned.splitlines()) == 2
    assert "canary" not in warned


def test_what_is_known_is_no_reason_to_warn(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run(*(refusal("", market=market) for market in ("spot", "Futures", "swap", None, "")))
    run(
        *(
            refusal("", during=during)
            for during in ("account", "order", "positions", "key-info", "orders", None)
        )
    )
    run(refusal("", transport="connection"))
    assert not capsys.readouterr().err
