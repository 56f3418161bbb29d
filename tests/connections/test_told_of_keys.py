"""What is told of a refused key fits what is known of it: whether it worked, what it signs with, what it is for."""

from collections.abc import Callable

import pytest
from django.conf import settings

from connections import exchanges, messages
from connections.findings import Finding
from connections.messages import Worded
from connections.models import Connection, Credentials
from sandbox.keys import Key, stories_of
from tests.connections.conftest import Connect, look
from tests.stack.sandbox import Sandbox

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("sandbox"),
]


def said(row: Connection) -> tuple[Finding, Worded]:
    (found,) = [one for one in row.findings if one.severity == "error"]
    return found, messages.finding(found, row.exchange_at_site, settings.EGRESS)


@pytest.mark.parametrize("exchange", exchanges.every())
def test_a_key_that_worked_and_is_gone_was_deleted(exchange: str, connection_of: Connect) -> None:
    row = look(look(connection_of(exchange, "revoked-later")))
    _, worded = said(row)
    for told in (worded.cause, worded.fix):
        assert "incompletely" not in told
        assert "another site" not in told


@pytest.mark.parametrize(
    "exchange", [one for one in exchanges.every() if "wrong-private-key" in stories_of(one)]
)
def test_a_private_key_that_does_not_match_is_told_apart_from_a_secret(
    exchange: str, connection_of: Connect
) -> None:
    row, has_pairs = connection_of(exchange, "wrong-private-key"), bool(exchanges.get(exchange).pairs)
    Credentials.objects.filter(connection=row).update(key_kind=exchanges.get(exchange).private_keys[0])
    found, worded = said(look(row))
    if found.params.get("candidates"):
        return
    assert ("only once" in worded.fix) is not has_pairs
    assert ("public key" in worded.fix) is has_pairs


def test_a_spot_key_is_never_told_to_switch_futures_on(connection_of: Connect) -> None:
    found, worded = said(look(connection_of("binance", "address-not-allowed", markets=["spot"])))
    assert found.params["markets"] == ["spot"]
    assert "Enable Futures" not in worded.fix
    found, worded = said(look(connection_of("binance", "address-not-allowed", markets=["spot", "futures"])))
    assert "Enable Futures" in worded.fix


@pytest.mark.parametrize("story", ["unknown-key", "wrong-secret", "expired"])
@pytest.mark.parametrize("exchange", exchanges.every())
def test_a_key_that_works_no_more_has_no_grade(
    exchange: str, story: str, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    if story not in stories_of(exchange):
        return
    mine = key(exchange, "healthy")
    row = look(connection_of(exchange, key=mine))
    assert messages.security(row) is not None
    sandbox.tell(mine.api_key, story=story)
    look(row)
    if row.verdict == "action_required":
        assert messages.security(row) is None
        assert messages.grade_of(row) is None


@pytest.mark.parametrize("story", ["unknown-key", "wrong-secret", "address-not-allowed", "expired"])
@pytest.mark.parametrize("exchange", [one for one in exchanges.every() if exchanges.get(one).introduces_any])
def test_a_right_comes_last_where_every_key_is_introduced(
    exchange: str, story: str, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key(exchange, "healthy")
    row = look(connection_of(exchange, key=mine))
    sandbox.tell(mine.api_key, story=story)
    look(row)
    ranking = [one["code"] for one in said(row)[0].params.get("causes", ())]
    assert ranking[:1] != ["no_permission"]
