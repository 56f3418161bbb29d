"""Every story in Coinbase's words, how often it may be asked, and what has to be asked how."""

from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from sandbox.keys import credentials, stories_of
from tests.sandbox.client import Client, Reply, now_ms
from tests.sandbox.coinbase.asking import ACCOUNTS, HOST, KEY_INFO, ORDERS, PEM, UNAUTHORIZED, V3, ask, said


@pytest.mark.parametrize(
    "story", ["address-not-allowed", "expired", "wrong-secret", "unknown-key", "wrong-clock"]
)
def test_every_fault_of_a_key_is_one_word(sandbox_server: Client, story: str) -> None:
    for path in (KEY_INFO, ACCOUNTS, ORDERS):
        assert said(ask(sandbox_server, credentials("coinbase", story), path)) == UNAUTHORIZED


def ahead_seconds(reply: Reply) -> float:
    return parsedate_to_datetime(reply.headers["date"]).timestamp() - now_ms() / 1000


def test_only_its_date_tells_a_wrong_time(sandbox_server: Client) -> None:
    late = ask(sandbox_server, credentials("coinbase", "wrong-clock"), KEY_INFO)
    unknown = ask(sandbox_server, credentials("coinbase", "unknown-key"), KEY_INFO)
    assert ahead_seconds(late) > 3500
    assert abs(ahead_seconds(unknown)) < 5
    sandbox_server.set("coinbase", clock_offset_ms=-200_000)
    moved = ask(sandbox_server, PEM, KEY_INFO)
    assert said(moved) == UNAUTHORIZED
    assert -205 < ahead_seconds(moved) < -195


def test_what_else_is_said(sandbox_server: Client) -> None:
    def told(story: str) -> Reply:
        return ask(sandbox_server, credentials("coinbase", story), KEY_INFO)

    frozen, often = told("frozen-account"), told("rate-limited")
    assert (frozen.status, frozen.json["errors"][0]["id"]) == (401, "invalid_authentication_method")
    assert (often.status, often.json["errors"][0]["id"]) == (429, "rate_limit_exceeded")
    assert (told("maintenance").status, told("maintenance").text[:6]) == (503, "<html>")


def test_pairs_are_all_there_is() -> None:
    assert {"healthy-futures", "futures-not-opened", "wide-address-list"}.isdisjoint(stories_of("coinbase"))


def introduced(server: Client, story: str) -> Any:
    return ask(server, credentials("coinbase", story), KEY_INFO).json


def test_rights_are_three_flags(sandbox_server: Client) -> None:
    def told(story: str) -> tuple[bool, ...]:
        answer = introduced(sandbox_server, story)
        return tuple(answer[name] for name in ("can_view", "can_trade", "can_transfer"))

    assert told("healthy") == (True, True, False)
    assert told("read-only") == (True, False, False)
    assert told("withdraw-on") == (True, True, True)
    assert introduced(sandbox_server, "healthy")["portfolio_type"] == "DEFAULT"


def test_wallets_come_in_pages(sandbox_server: Client) -> None:
    seen, cursor = [], "0"
    while cursor:
        told = ask(sandbox_server, PEM, ACCOUNTS, f"limit=3&cursor={cursor}").json
        seen.append([wallet["currency"] for wallet in told["accounts"]])
        assert told["has_next"] is bool(told["cursor"])
        cursor = told["cursor"]
    assert [len(page) for page in seen] == [3, 3, 1]
    assert {"USDC", "USDT"} < {currency for page in seen for currency in page}
    for limit in ("0", "251", "many"):
        refused = ask(sandbox_server, PEM, ACCOUNTS, f"limit={limit}")
        assert (refused.status, refused.json["error"]) == (400, "INVALID_ARGUMENT")


def test_what_moves_something_takes_its_right_and_is_counted(sandbox_server: Client) -> None:
    reader = credentials("coinbase", "read-only")
    for path, key, status in (
        (f"{V3}/orders", PEM, 200),
        (f"{V3}/orders", reader, 403),
        (f"{V3}/portfolios/move_funds", PEM, 403),
        (f"{V3}/portfolios/move_funds", credentials("coinbase", "withdraw-on"), 200),
    ):
        assert ask(sandbox_server, key, path, method="POST", body="{}").status == status
    refused = ask(sandbox_server, reader, f"{V3}/orders", method="POST", body="{}")
    assert (refused.json["error"], refused.json["message"]) == (
        "PERMISSION_DENIED",
        "Missing required scopes",
    )
    assert sandbox_server.control("GET", "/exchanges/coinbase").json["counters"]["dangerous"] == 2


def test_each_user_has_thirty_questions_a_second(sandbox_server: Client) -> None:
    sandbox_server.set("coinbase", limits=True)
    statuses = [ask(sandbox_server, PEM, KEY_INFO).status for _ in range(60)]
    assert set(statuses[:30]) == {200}
    assert 429 in statuses
    assert ask(sandbox_server, credentials("coinbase", "healthy", 77), KEY_INFO).status == 200


def test_each_address_has_ten_public_questions_a_second(sandbox_server: Client) -> None:
    sandbox_server.set("coinbase", limits=True)
    replies = [sandbox_server.send("GET", f"/{HOST}{V3}/time") for _ in range(40)]
    assert {reply.status for reply in replies[:10]} == {200}
    refused = next(reply for reply in replies if reply.status == 429)
    assert refused.text.startswith("<html>")


def test_an_unknown_path(sandbox_server: Client) -> None:
    reply = ask(sandbox_server, PEM, f"{V3}/nowhere")
    assert (reply.status, reply.json["error"]) == (404, "NOT_FOUND")
