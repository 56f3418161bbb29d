"""Key pairs that are made here: one waits per exchange, it is used once, and its private half never leaves."""

import json
from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from django.core.management import call_command
from django.db import connection as database
from pytest_django import Settings

from accounts.models import AuditEvent, User
from connections import exchanges, services
from connections.exchanges.base import Exchange
from connections.models import Connection, KeyPair
from connections.services import Problem, Rejected
from tests.connections.conftest import look
from tests.connections.private_keys import pem
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ID = "a1" * 32


def connected(user: User, pair: KeyPair | int | str, api_key: str = ID, **more: str) -> Connection:
    asked = pair.pk if isinstance(pair, KeyPair) else pair
    credentials = {"api_key": api_key, "key_pair": asked, **more}
    return services.connect(user, "binance", credentials, ["spot"])


def refused(user: User, pair: KeyPair | int | str, api_key: str = ID, **more: str) -> list[Problem]:
    with pytest.raises(Rejected) as no:
        connected(user, pair, api_key, **more)
    return no.value.problems


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in problems]


@pytest.mark.parametrize(
    "exchange", [one for one in exchanges.every().values() if one.pairs], ids=lambda one: one.code
)
def test_a_pair_is_of_the_kind_that_the_exchange_takes(alice: User, exchange: Exchange) -> None:
    pair = services.offer_pair(alice, exchange.code)
    public = load_pem_public_key(pair.public_key.encode())
    assert isinstance(public, {"ed25519": Ed25519PublicKey, "rsa": RSAPublicKey}[exchange.pairs])
    assert load_pem_private_key(KeyPair.objects.get().open().encode(), None).public_key() == public
    assert exchange.pairs in exchange.private_keys


def test_a_reload_shows_the_same_key(alice: User, bob: User) -> None:
    first, again = services.offer_pair(alice, "binance"), services.offer_pair(alice, "binance")
    assert (first.is_new, again.is_new, first.pk) == (True, False, again.pk)
    assert services.offer_pair(bob, "binance").public_key != first.public_key
    assert services.offer_pair(alice, "bybit").public_key != first.public_key
    assert AuditEvent.objects.filter(action="key_pair.made", subject=alice).count() == 2


@pytest.mark.parametrize(("exchange", "code"), [("mexc", "no_pairs"), ("mtgox", "unknown_exchange")])
def test_where_there_is_none(alice: User, exchange: str, code: str) -> None:
    with pytest.raises(Rejected) as no:
        services.offer_pair(alice, exchange)
    assert codes(no.value.problems) == [("exchange", code)]


def test_with_the_connection_the_private_half_moves_and_the_pair_is_gone(alice: User) -> None:
    pair = services.offer_pair(alice, "binance")
    private = KeyPair.objects.get().open()
    row = connected(alice, pair)
    assert not KeyPair.objects.exists()
    assert row.key_kind == "ed25519"
    assert row.credentials.get().open().secret == private
    assert AuditEvent.objects.get(action="connection.connected").params["key_pair"] == "ed25519"
    assert codes(refused(alice, pair, "b2" * 32)) == [("key_pair", "pair_gone")]


def test_a_pair_of_somebody_else_or_of_another_exchange_is_as_unknown_as_none(alice: User, bob: User) -> None:
    gone = [("key_pair", "pair_gone")]
    assert codes(refused(alice, services.offer_pair(bob, "binance"))) == gone
    assert codes(refused(alice, services.offer_pair(alice, "bybit"))) == gone
    for asked in (0, -1, 2**63, 999, "x", "٣", "1e3", "9" * 5000):
        assert codes(refused(alice, asked)) == gone
    assert KeyPair.objects.count() == 2


def test_whatever_else_is_wrong_keeps_the_pair(alice: User) -> None:
    pair = services.offer_pair(alice, "binance")
    assert codes(refused(alice, pair, "")) == [("api_key", "required")]
    assert codes(refused(alice, pair, pair.public_key)) == [("api_key", "public_key")]
    assert codes(refused(alice, pair, secret="b2" * 32)) == [("key_pair", "pair_and_secret")]
    file = json.dumps({"name": ID, "privateKey": pem("ed25519")})
    for pasted in (file, f" {file}"):  # it would be signed with instead of what is registered
        assert codes(refused(alice, pair, pasted)) == [("key_pair", "pair_and_secret")]
    assert codes(refused(alice, pair, pair.public_key)) == [("api_key", "public_key")]
    connected(alice, services.offer_pair(alice, "binance"))
    again = services.offer_pair(alice, "binance")
    with pytest.raises(services.AlreadyConnected):
        connected(alice, again)
    assert KeyPair.objects.get() == again


def test_a_key_that_was_registered_connects_and_replaces(alice: User, sandbox: Sandbox) -> None:
    pair = services.offer_pair(alice, "binance")
    row = look(connected(alice, pair, sandbox.register("binance", "healthy", pair.public_key)))
    assert (row.status, row.key_kind) == ("connected", "ed25519")
    second = services.offer_pair(alice, "binance")
    api_key = sandbox.register("binance", "no-ip-binding", second.public_key)
    services.replace_credentials(row, {"api_key": api_key, "key_pair": second.pk})
    assert KeyPair.objects.get() == second  # until the exchange has seen that they belong together
    row = look(row)
    assert not KeyPair.objects.exists()
    assert (row.status, row.key_hint) == ("connected", api_key[-4:])
    assert [str(finding.code) for finding in row.findings] == ["no_ip_list"]


def test_what_was_not_registered_is_a_bad_signature(alice: User, sandbox: Sandbox) -> None:
    other = services.offer_pair(alice, "bybit")
    api_key = sandbox.register("bybit", "healthy", other.public_key)
    KeyPair.objects.all().delete()
    pair = services.offer_pair(alice, "bybit")
    row = services.connect(alice, "bybit", {"api_key": api_key, "key_pair": pair.pk}, ["spot"])
    assert [str(finding.code) for finding in look(row).findings] == ["bad_signature"]


def test_it_is_sealed_rotated_and_dumped_without_its_private_half(
    alice: User, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = services.offer_pair(alice, "binance")
    body = KeyPair.objects.get().open().splitlines()[1]
    assert body not in stored()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a newer key of the site"
    before, said = stored(), StringIO()
    call_command("rotate_encryption", quiet=True, stdout=said)
    assert "connections.KeyPair.private_key: 1 renewed" in said.getvalue()
    assert stored() != before
    assert body in KeyPair.objects.get().open()
    call_command("dumpdata", "connections", stdout=said)
    assert body not in said.getvalue()
    assert body not in f"{pair!r} {pair} {capsys.readouterr()}"


def stored() -> str:
    with database.cursor() as cursor:
        cursor.execute("SELECT private_key FROM connections_keypair")
        return str(cursor.fetchone()[0])


def test_who_may_not_connect_gets_no_pair(alice: User, settings: Settings) -> None:
    settings.CONNECTS_PER_HOUR = 0
    with pytest.raises(services.LimitReached):
        services.offer_pair(alice, "binance")
    assert not KeyPair.objects.exists()
