"""Bitget as the sandbox speaks it: signatures, stories, rights and quotas in its own words."""

import dataclasses

import pytest

from sandbox.keys import credentials, stories_of
from tests.sandbox.bitget.asking import ACCOUNTS, ASSETS, GOOD, HOST, INFO, KEY, ask
from tests.sandbox.client import Client, now_ms

# --- signatures ----------------------------------------------------------------------------------


def test_a_query_is_signed_as_it_reads(sandbox_server: Client) -> None:
    assert ask(sandbox_server, KEY, f"{ASSETS}?coin=USDT").code == "00000"
    assert ask(sandbox_server, KEY, f"{ASSETS}?coin=US%44T", signed=f"{ASSETS}?coin=USDT").code == "00000"
    assert ask(sandbox_server, KEY, f"{ASSETS}?coin=USDT", signed=ASSETS).code == "40009"


def test_the_body_is_signed(sandbox_server: Client) -> None:
    path = "/api/v2/spot/trade/place-order"
    assert ask(sandbox_server, KEY, path, GOOD).code == "00000"
    assert ask(sandbox_server, KEY, path, GOOD, ACCESS_SIGN="A" * 44).code == "40009"


def test_the_passphrase_travels_as_it_is(sandbox_server: Client) -> None:
    assert ask(sandbox_server, KEY, INFO, ACCESS_PASSPHRASE="another").code == "40012"
    wrong = dataclasses.replace(KEY, secret=credentials("bitget", "slow").secret)
    assert ask(sandbox_server, wrong, INFO).code == "40009"


@pytest.mark.parametrize(("moved_ms", "code"), [(-29_000, "00000"), (29_000, "00000"), (-31_000, "40008")])
def test_the_window(sandbox_server: Client, moved_ms: int, code: str) -> None:
    assert ask(sandbox_server, KEY, INFO, moved_ms=moved_ms).code == code


@pytest.mark.parametrize(
    ("name", "code"), [("KEY", "40001"), ("SIGN", "40003"), ("TIMESTAMP", "40005"), ("PASSPHRASE", "40011")]
)
def test_a_header_that_is_missing(sandbox_server: Client, name: str, code: str) -> None:
    told = {"KEY": "a", "SIGN": "b", "TIMESTAMP": "1", "PASSPHRASE": "c"}
    named = {f"ACCESS_{header}": value for header, value in told.items() if header != name}
    reply = sandbox_server.send("GET", f"/{HOST}{INFO}", **named)
    assert (reply.status, reply.code) == (400, code)


# --- stories -------------------------------------------------------------------------------------

REFUSALS = {
    "address-not-allowed": (400, "40018"),
    "expired": (400, "40037"),
    "frozen-account": (400, "40024"),
    "wrong-secret": (400, "40009"),
    "wrong-passphrase": (400, "40012"),
    "unknown-key": (400, "40037"),
    "wrong-clock": (400, "40008"),
    "rate-limited": (429, "429"),
    "maintenance": (400, "40200"),
}
BROKEN = {"garbage-answer", "closing"}


def test_every_story_answers_in_its_words(sandbox_server: Client) -> None:
    for story in set(stories_of("bitget")) - BROKEN:
        key = credentials("bitget", story)
        sandbox_server.tell(key, latency_ms=0)
        for path in (INFO, ASSETS):
            reply = ask(sandbox_server, key, path)
            assert (reply.status, reply.code) == REFUSALS.get(story, (200, "00000")), (story, path)
            assert abs(reply.json["requestTime"] - now_ms()) < 5000


def test_a_refusal_never_names_the_address_it_saw(sandbox_server: Client) -> None:
    text = ask(sandbox_server, credentials("bitget", "address-not-allowed"), INFO).text
    assert '"Invalid IP"' in text
    assert "198.51.100.77" not in text


@pytest.mark.parametrize(
    ("story", "listed"),
    [
        ("healthy", ["stow"]),
        ("healthy-futures", ["stow", "coow", "cpow"]),
        ("read-only", ["stor"]),
        ("withdraw-on", ["stow", "wtor", "wwow"]),
    ],
)
def test_the_rights_a_key_lists(sandbox_server: Client, story: str, listed: list[str]) -> None:
    told = ask(sandbox_server, credentials("bitget", story), INFO).json["data"]
    assert (told["authorities"], told["ips"]) == (listed, "203.0.113.24")


def test_a_key_from_anywhere_lists_no_address(sandbox_server: Client) -> None:
    assert ask(sandbox_server, credentials("bitget", "no-ip-binding"), INFO).json["data"]["ips"] == ""


def test_futures_need_their_right_and_their_account(sandbox_server: Client) -> None:
    refused = ask(sandbox_server, KEY, ACCOUNTS)
    assert (refused.code, refused.json["msg"]) == (
        "40014",
        "Incorrect permissions, need future pos read or future pos write permissions",
    )
    assert ask(sandbox_server, credentials("bitget", "futures-not-opened"), ACCOUNTS).code == "40807"
    assert ask(sandbox_server, credentials("bitget", "healthy-futures"), ACCOUNTS).code == "00000"


def test_a_classic_account_is_sent_away_by_the_unified_side(sandbox_server: Client) -> None:
    for path in ("/api/v3/account/info", "/api/v3/account/settings"):
        assert ask(sandbox_server, KEY, path).code == "40084"


# --- quotas --------------------------------------------------------------------------------------


def test_each_endpoint_has_its_own_quota_per_user(sandbox_server: Client) -> None:
    sandbox_server.set("bitget", limits=True)
    other = credentials("bitget", "healthy", 1)
    replies = [ask(sandbox_server, KEY, INFO) for _ in range(2)]
    assert [(reply.status, reply.code) for reply in replies] == [(200, "00000"), (429, "429")]
    assert ask(sandbox_server, KEY, ASSETS).status == 200
    assert ask(sandbox_server, other, INFO).status == 200


def test_public_questions_are_counted_per_address(sandbox_server: Client) -> None:
    sandbox_server.set("bitget", limits=True)
    statuses = [sandbox_server.send("GET", f"/{HOST}/api/v2/margin/currencies").status for _ in range(11)]
    assert statuses == [200] * 10 + [429]
