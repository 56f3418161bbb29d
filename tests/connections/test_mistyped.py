"""An API key that was mistyped beside a pair of ours costs nobody the pair: it is corrected alone."""

import json

import pytest

from accounts.models import AuditEvent, User
from connections import messages, services
from connections.models import Connection, Credentials, KeyPair, Role
from connections.services import Problem, Rejected
from tests.connections.conftest import look
from tests.connections.private_keys import pem
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
KEEP = {"keep_private_key": True}
# What a mistyped API key may look like at each exchange.
UNKNOWN = {"binance": "a1" * 32, "bybit": "aB3" * 6}
EGRESS = ["203.0.113.24"]


def connected(user: User, exchange: str, api_key: str, pair: KeyPair | None = None) -> Connection:
    asked = (pair or services.offer_pair(user, exchange)).pk
    credentials = {"api_key": api_key, "key_pair": asked}
    return look(services.connect(user, exchange, credentials, ["spot"]))


def corrected(row: Connection, api_key: str) -> Connection:
    services.replace_credentials(row, {"api_key": api_key, **KEEP})
    return look(row)


def refused(row: Connection, **credentials: object) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as no:
        services.replace_credentials(row, credentials)
    return [(problem.field, problem.code) for problem in no.value.problems]


@pytest.mark.parametrize("exchange", ["binance", "bybit"])
def test_it_is_corrected_and_nothing_is_registered_again(
    alice: User, sandbox: Sandbox, exchange: str
) -> None:
    pair = services.offer_pair(alice, exchange)
    api_key = sandbox.register(exchange, "healthy", pair.public_key)
    row = connected(alice, exchange, UNKNOWN[exchange], pair)
    assert (row.status, row.is_made_here, row.is_key_proven) == ("action_required", True, False)
    private = row.credentials.get().open().secret
    row = corrected(row, api_key)
    assert (row.status, row.key_hint, row.is_made_here) == ("connected", api_key[-4:], True)
    kept = row.credentials.get()
    assert (kept.role, kept.open().secret, kept.is_made_here) == (Role.ACTIVE, private, True)
    told = AuditEvent.objects.get(action="connection.replaced").params
    assert told["key_pair"] == "kept"


@pytest.mark.parametrize("exchange", ["binance", "bybit"])
def test_the_finding_says_so(alice: User, exchange: str) -> None:
    row = connected(alice, exchange, UNKNOWN[exchange])
    [finding] = row.findings
    assert finding.params["is_made_here"] is True
    worded = messages.finding(finding, row.exchange_at_site, EGRESS)
    assert "correct it here" in worded.fix
    assert "nothing has to be registered again" in worded.fix
    assert "both values" not in worded.fix


def test_the_key_of_another_pair_is_told_as_that(alice: User, sandbox: Sandbox) -> None:
    other = services.offer_pair(alice, "bybit")
    api_key = sandbox.register("bybit", "healthy", other.public_key)
    KeyPair.objects.all().delete()
    row = connected(alice, "bybit", api_key)
    [finding] = row.findings
    worded = messages.finding(finding, row.exchange_at_site, EGRESS)
    assert (finding.code, finding.params["is_made_here"]) == ("bad_signature", True)
    assert "the public key that we made do not belong together" in worded.title
    assert "register the one that is shown" in worded.fix


def test_a_key_that_worked_was_not_mistyped(alice: User, sandbox: Sandbox) -> None:
    pair = services.offer_pair(alice, "bybit")
    api_key = sandbox.register("bybit", "healthy", pair.public_key)
    row = connected(alice, "bybit", api_key, pair)
    assert row.status == "connected"
    sandbox.tell(api_key, story="unknown-key")
    [finding] = look(row).findings
    assert (finding.code, finding.params.get("is_made_here")) == ("invalid_key", None)


def test_a_replacement_that_was_mistyped_leaves_the_pair_waiting(alice: User, sandbox: Sandbox) -> None:
    first = services.offer_pair(alice, "bybit")
    row = connected(alice, "bybit", sandbox.register("bybit", "healthy", first.public_key), first)
    second = services.offer_pair(alice, "bybit")
    services.replace_credentials(row, {"api_key": UNKNOWN["bybit"], "key_pair": second.pk})
    assert look(row).status == "connected"
    check = row.checks.filter(role=Role.CANDIDATE).get()
    assert check.stored_findings[0]["params"]["is_made_here"] is True
    assert not Credentials.objects.filter(role=Role.CANDIDATE).exists()
    assert services.offer_pair(alice, "bybit").public_key == second.public_key
    api_key = sandbox.register("bybit", "healthy", second.public_key)
    services.replace_credentials(row, {"api_key": api_key, "key_pair": second.pk})
    assert look(row).key_hint == api_key[-4:]
    assert not KeyPair.objects.exists()


def test_a_replacement_that_can_withdraw_uses_the_pair_up(alice: User, sandbox: Sandbox) -> None:
    first = services.offer_pair(alice, "bybit")
    row = connected(alice, "bybit", sandbox.register("bybit", "healthy", first.public_key), first)
    second = services.offer_pair(alice, "bybit")
    api_key = sandbox.register("bybit", "withdraw-on", second.public_key)
    services.replace_credentials(row, {"api_key": api_key, "key_pair": second.pk})
    assert look(row).status == "connected"
    assert not Credentials.objects.filter(role=Role.CANDIDATE).exists()
    assert not KeyPair.objects.exists()


def test_nothing_is_kept_where_nothing_was_made_here(alice: User, sandbox: Sandbox) -> None:
    mine = sandbox.key("binance", "healthy")
    credentials = {name: mine[name] for name in ("api_key", "secret")}
    row = services.connect(alice, "binance", credentials, ["spot"])
    assert refused(row, api_key="a1" * 32, **KEEP) == [("keep_private_key", "nothing_kept")]
    with pytest.raises(Rejected) as no:
        services.connect(alice, "binance", {"api_key": "b2" * 32, **KEEP}, ["spot"])
    assert no.value.problems == [Problem("keep_private_key", "nothing_kept")]


def test_nothing_else_is_sent_beside_it(alice: User) -> None:
    row = services.connect(
        alice,
        "binance",
        {"api_key": "a1" * 32, "key_pair": services.offer_pair(alice, "binance").pk},
        ["spot"],
    )
    both = [("keep_private_key", "kept_and_more")]
    assert refused(row, api_key="b2" * 32, secret="c3" * 32, **KEEP) == both
    assert refused(row, api_key="b2" * 32, key_pair=1, **KEEP) == both
    assert refused(row, api_key=json.dumps({"id": "b2" * 32, "privateKey": pem("ed25519")}), **KEEP) == both
    assert refused(row, api_key="", **KEEP) == [("api_key", "required")]
    assert refused(row, api_key="b2" * 32, keep_private_key=False) == [("secret", "required")]


def test_a_destroyed_or_unreadable_key_is_not_kept(alice: User) -> None:
    row = services.connect(
        alice,
        "binance",
        {"api_key": "a1" * 32, "key_pair": services.offer_pair(alice, "binance").pk},
        ["spot"],
    )
    Credentials.objects.filter(connection=row).update(connection_id=row.pk, is_made_here=False)
    assert refused(row, api_key="b2" * 32, **KEEP) == [("keep_private_key", "nothing_kept")]
    row.credentials.all().delete()
    assert refused(row, api_key="b2" * 32, **KEEP) == [("keep_private_key", "nothing_kept")]
