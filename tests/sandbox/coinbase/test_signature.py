"""Coinbase's keys, the tokens that they sign, and the time that these live."""

import dataclasses
import time
from typing import Any

import pytest

from sandbox.exchanges import known
from sandbox.keys import Key, credentials
from tests.sandbox.client import Client
from tests.sandbox.coinbase.asking import (
    ACCOUNTS,
    BARE,
    HOST,
    KEY_INFO,
    ORDERS,
    PEM,
    UNAUTHORIZED,
    ask,
    said,
    token,
)
from tests.sandbox.coinbase.asking import claims as usual

KEYS = pytest.mark.parametrize("key", [PEM, BARE], ids=["pem", "bare"])


def test_keys_have_the_real_shapes_and_know_their_story() -> None:
    keys = [credentials("coinbase", "healthy", number) for number in range(50)]
    exchange = known()["coinbase"]
    assert all(exchange.account(key.api_key) for key in keys)
    assert {key.api_key.count("/") for key in keys} == {0, 3}
    assert {len(key.secret) for key in keys if "BEGIN" not in key.secret} == {88}
    named = next(key.api_key for key in keys if "/" in key.api_key)
    other = next(key.api_key for key in keys if "/" in key.api_key and key.api_key != named)
    # The name belongs to its organisation.
    assert exchange.account(f"{other.rpartition('/')[0]}/{named.rpartition('/')[2]}") is None
    assert exchange.account("organizations/x/apiKeys/y") is None


@KEYS
def test_both_kinds_of_keys_sign_in(sandbox_server: Client, key: Key) -> None:
    for path, query in ((KEY_INFO, ""), (ACCOUNTS, "limit=3"), (ORDERS, "order_status=OPEN")):
        assert ask(sandbox_server, key, path, query).status == 200


@KEYS
@pytest.mark.parametrize(
    "changes",
    [
        {"uri": f"GET {HOST}{ACCOUNTS}"},
        {"uri": f"POST {HOST}{KEY_INFO}"},
        {"uri": f"GET evil.example.com/{HOST}{KEY_INFO}"},
        {"uri": None},
        {"uris": f"GET {HOST}{KEY_INFO}", "uri": None},
        {"sub": "somebody else"},
        {"iss": "another issuer"},
        {"nbf": None},
        {"exp": "soon"},
    ],
    ids=str,
)
def test_a_token_is_for_one_question_of_one_key(
    sandbox_server: Client, key: Key, changes: dict[str, Any]
) -> None:
    assert said(ask(sandbox_server, key, KEY_INFO, **changes)) == UNAUTHORIZED


@KEYS
def test_a_newer_token_names_its_questions_in_a_list(sandbox_server: Client, key: Key) -> None:
    uris = [f"GET {HOST}{KEY_INFO}"]
    assert ask(sandbox_server, key, KEY_INFO, uris=uris, uri=None).status == 200


@pytest.mark.parametrize(
    ("begins", "ends", "status"),
    [(-60, 60, 200), (5, 120, 200), (60, 180, 401), (-130, -10, 401), (-60, 61, 401), (0, 121, 401)],
)
def test_a_token_lives_two_minutes(sandbox_server: Client, begins: int, ends: int, status: int) -> None:
    now = int(time.time())
    reply = ask(sandbox_server, PEM, KEY_INFO, nbf=now + begins, exp=now + ends)
    assert reply.status == status


@KEYS
def test_the_secret_of_another_key_is_refused(sandbox_server: Client, key: Key) -> None:
    for other in (PEM, BARE, credentials("coinbase", "slow")):
        if other.secret != key.secret:
            wrong = dataclasses.replace(key, secret=other.secret)
            assert said(ask(sandbox_server, wrong, KEY_INFO)) == UNAUTHORIZED


@KEYS
@pytest.mark.parametrize("algorithm", ["none", "HS256", "ES384"])
def test_another_algorithm_than_the_key_has_is_refused(
    sandbox_server: Client, key: Key, algorithm: str
) -> None:
    bearer = f"Bearer {token(key, usual(key, 'GET', KEY_INFO), alg=algorithm)}"
    reply = sandbox_server.send("GET", f"/{HOST}{KEY_INFO}", Authorization=bearer)
    assert said(reply) == UNAUTHORIZED


@pytest.mark.parametrize(
    "bearer", ["", "Bearer", "Bearer a.b.c", "Bearer e30.e30.", "Basic e30.e30.e30", "Bearer W10.W10.W10"]
)
def test_what_is_no_token_is_refused(sandbox_server: Client, bearer: str) -> None:
    assert said(sandbox_server.send("GET", f"/{HOST}{KEY_INFO}", Authorization=bearer)) == UNAUTHORIZED


def test_a_changed_token_is_refused(sandbox_server: Client) -> None:
    head, said_of, signature = token(PEM, usual(PEM, "GET", KEY_INFO)).split(".")
    for changed in (signature[:-4], signature[:-4] + "AAAA", "A" * 86):
        bearer = f"Bearer {head}.{said_of}.{changed}"
        assert said(sandbox_server.send("GET", f"/{HOST}{KEY_INFO}", Authorization=bearer)) == UNAUTHORIZED
