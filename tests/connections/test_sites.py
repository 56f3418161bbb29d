"""A key belongs to one site of its exchange: it is asked for there, and whoever named the wrong one is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from accounts.models import User
from connections import messages, services
from connections.models import Connection
from sandbox.keys import Key, credentials
from tests.connections.conftest import Connect, look, requests_of
from tests.connections.everything import with_sites
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
SITES = pytest.mark.parametrize(("exchange", "site"), with_sites())
NewKey = Callable[..., Key]


def pasted(key: Key) -> dict[str, str]:
    return {"api_key": key.api_key, "secret": key.secret, "passphrase": key.passphrase or ""}


def told(row: Connection) -> tuple[str, Any, messages.Worded]:
    (finding,) = row.findings
    worded = messages.finding(finding, row.exchange_at_site, settings.EGRESS)
    return str(finding.code), finding.params.get("other_sites"), worded


@SITES
def test_a_key_is_checked_at_its_site(
    exchange: str, site: str, connection_of: Connect, sandbox: Sandbox
) -> None:
    mine = credentials(exchange, "healthy", 710, site)
    row = look(connection_of(exchange, key=mine, site=site))
    assert (row.status, row.exchange_name) == ("connected", row.exchange_at_site.name)
    assert len(requests_of(mine, sandbox)) > 1


@SITES
def test_a_key_of_another_site_is_said_to_be_possibly_that(
    exchange: str, site: str, connection_of: Connect, sandbox: Sandbox
) -> None:
    row = look(connection_of(exchange, key=credentials(exchange, "healthy", 711, site)))
    code, sites, worded = told(row)
    there = row.exchange_at_site.at_site(site).site
    assert (row.status, code) == ("action_required", "invalid_key")
    assert site in sites
    assert there.name in worded.cause
    assert there.address in worded.cause
    assert "choose that site" in worded.fix
    assert row.exchange_at_site.site.address in worded.fix


def test_at_a_further_site_the_main_one_is_among_the_others(connection_of: Connect, sandbox: Sandbox) -> None:
    row = look(connection_of("okx", key=credentials("okx", "healthy", 712), site="eea"))
    _, sites, worded = told(row)
    assert sites == ["", "us"]
    assert "OKX Europe does not know" in worded.title
    assert "OKX (www.okx.com) or OKX US (app.okx.com)" in worded.cause
    assert "my.okx.com" in worded.fix


def test_a_key_that_worked_here_belongs_here(connection_of: Connect, sandbox: Sandbox) -> None:
    row = look(connection_of("okx", "revoked-later"))
    assert row.status == "connected"
    code, sites, _ = told(look(row))
    assert (code, sites) == ("invalid_key", None)


def test_of_a_site_whose_keys_are_never_taken_the_reader_learns_that(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    _, sites, worded = told(look(connection_of("binance", "unknown-key")))
    assert sites == ["us"]
    assert "Keys of Binance.US (www.binance.us) cannot be used here" in worded.fix
    assert "choose that site" not in worded.fix


def test_where_there_is_one_site_nothing_is_said_of_others(connection_of: Connect, sandbox: Sandbox) -> None:
    code, sites, _ = told(look(connection_of("kucoin", "unknown-key")))
    assert (code, sites) == ("invalid_key", None)


def test_the_same_key_at_the_right_site_takes_the_place_of_the_wrong_one(
    alice: User, connection_of: Connect, key: NewKey, sandbox: Sandbox
) -> None:
    mine = key("okx", "other-site")
    row = look(connection_of("okx", key=mine, user=alice))
    assert row.status == "action_required"
    services.replace_credentials(row, pasted(mine), alice, "eea")
    look(row)
    assert (row.status, row.site, row.findings) == ("connected", "eea", ())
    assert look(row).status == "connected"


def test_a_replacement_at_another_site_that_fails_changes_nothing(
    alice: User, connection_of: Connect, key: NewKey, sandbox: Sandbox
) -> None:
    row = look(connection_of("okx", user=alice))
    services.replace_credentials(row, pasted(key("okx", "healthy")), alice, "eea")
    look(row)
    assert (row.status, row.site, row.credentials.count()) == ("connected", "", 1)
    (finding,) = row.checks.first().findings  # type: ignore[union-attr]
    assert (finding.code, finding.params["other_sites"]) == ("invalid_key", ["", "us"])


def test_without_a_word_a_replacement_is_of_the_same_site(
    alice: User, connection_of: Connect, sandbox: Sandbox
) -> None:
    row = look(connection_of("okx", key=credentials("okx", "healthy", 713, "eea"), site="eea", user=alice))
    services.replace_credentials(row, pasted(credentials("okx", "healthy", 714, "eea")), alice)
    assert (look(row).status, row.site) == ("connected", "eea")


def test_one_key_is_one_connection_whatever_site_is_named(alice: User, key: NewKey) -> None:
    mine = pasted(key("okx", "healthy"))
    row = services.connect(alice, "okx", mine, ["spot"])
    with pytest.raises(services.AlreadyConnected) as same:
        services.connect(alice, "okx", mine, ["spot"], site="eea")
    assert same.value.connection_id == row.pk


@pytest.mark.parametrize(
    ("exchange", "site", "markets", "problem"),
    [
        ("okx", "atlantis", ["spot"], ("site", "unknown_site")),
        ("kucoin", "eea", ["spot"], ("site", "unknown_site")),
        ("okx", "us", ["spot", "futures"], ("markets", "unknown_market")),
        ("binance", "us", ["spot"], ("site", "site_hides_rights")),
    ],
)
def test_what_cannot_be_connected_is_rejected_at_once(
    exchange: str, site: str, markets: list[str], problem: tuple[str, str], alice: User, key: NewKey
) -> None:
    with pytest.raises(services.Rejected) as no:
        services.connect(alice, exchange, pasted(key(exchange, "healthy")), markets, site=site)
    assert [(one.field, one.code) for one in no.value.problems] == [problem]
    assert not Connection.objects.exists()


def test_a_replacement_must_have_what_the_connection_is_for(
    alice: User, connection_of: Connect, key: NewKey
) -> None:
    row = connection_of("okx", "healthy-futures", user=alice)
    with pytest.raises(services.Rejected) as no:
        services.replace_credentials(row, pasted(key("okx", "healthy")), alice, "us")
    assert [(one.field, one.code) for one in no.value.problems] == [("site", "site_lacks_market")]
    words = messages.problem(no.value.problems[0], row.exchange_at_site)
    assert "Futures" in words
    assert "OKX US" in words
