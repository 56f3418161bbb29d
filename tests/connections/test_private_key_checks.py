"""Checks that are signed with private keys, and with what is none."""

import logging
from collections.abc import Callable

import pytest

from connections import services
from connections.models import Connection, Credentials
from sandbox.keys import Key
from tests.connections.conftest import Connect, look
from tests.connections.private_keys import pem
from tests.people import person
from tests.stack.sandbox import Sandbox

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("sandbox"),
]


def with_secret(row: Connection, secret: str) -> Connection:
    Credentials.objects.filter(connection=row).update(secret=f"{row.pk}:{secret}")
    return look(row)


@pytest.mark.parametrize(
    ("exchange", "secret"),
    [
        ("binance", "-----BEGIN PRIVATE KEY-----\nnot a key\n-----END PRIVATE KEY-----"),
        ("binance", f"-----BEGIN PRIVATE KEY-----\n{'A' * 200}\n-----END PRIVATE KEY-----"),
        ("binance", pem("rsa").replace("M", "N", 1)),
        ("binance", pem("ec")),
        ("binance", pem("dsa")),
        ("bybit", "-----BEGIN PRIVATE KEY-----\nnot a key\n-----END PRIVATE KEY-----"),
        ("bybit", pem("ed25519")),
        ("bybit", pem("rsa", password="locked")),
    ],
)
def test_what_cannot_be_signed_with_is_malformed_and_in_no_log(
    exchange: str, secret: str, connection_of: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        row = with_secret(connection_of(exchange), secret)
    assert row.status == "action_required"
    assert [str(finding.code) for finding in row.findings] == ["malformed_input"]
    assert "cannot be asked" in caplog.text
    assert not any(line in caplog.text for line in secret.splitlines())


@pytest.mark.parametrize("exchange", ["binance", "bybit"])
def test_the_private_key_of_somebody_else_is_a_bad_signature(exchange: str, connection_of: Connect) -> None:
    row = with_secret(connection_of(exchange, "healthy-rsa"), pem("rsa").strip())
    assert [str(finding.code) for finding in row.findings] == ["bad_signature"]


def test_a_replacement_changes_the_kind_once_it_works(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("binance", user=person("alice@example.com"), account=5))
    assert row.key_kind == "hmac"
    for story, kind in (
        ("wrong-private-key", "hmac"),
        ("healthy-ed25519", "ed25519"),
        ("healthy-rsa", "rsa"),
    ):
        new = key("binance", story, 5)
        services.replace_credentials(row, {"api_key": new.api_key, "secret": new.secret})
        row = look(row)
        assert (row.status, row.key_kind) == ("connected", kind)
    [credentials] = row.credentials.all()
    assert credentials.open().kind == "rsa"
