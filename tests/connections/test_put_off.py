"""What cannot be judged, written or asked: it costs the others nothing, and is not tried again at once."""

import re
from typing import Any

import pytest
from django.db import OperationalError
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from connections import checking, services, transitions
from connections.checking import running
from connections.models import Check, Connection, Credentials
from connections.transitions import quiet, settling, writing
from sandbox.keys import Key
from tests.connections.conftest import Connect, look, look_at, make_due
from tests.connections.test_replacement import pasted
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def waits(row: Connection) -> float:
    """Return for how many seconds a row is left alone."""
    assert row.next_check_at is not None
    return (row.next_check_at - timezone.now()).total_seconds()


def test_findings_that_cannot_be_read_keep_nobody_from_being_judged(
    connection_of: Connect, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    odd, other = rows = [connection_of("kucoin") for _ in range(2)]
    Connection.objects.filter(pk=odd.pk).update(stored_findings=[{"a canary": 1}])
    look_at(rows, asked=False)
    assert (odd.verdict, other.verdict, odd.findings) == ("connected", "connected", ())
    assert f"connection {odd.pk} cannot be judged: KeyError" in caplog.text
    assert "canary" not in caplog.text


def test_what_cannot_be_judged_costs_the_others_nothing_and_waits(
    connection_of: Connect,
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    odd, *others = rows = [connection_of("kucoin") for _ in range(3)]
    outcome = running._outcome

    def stumble(case: Any, *rest: Any) -> Any:
        if case.connection.pk == odd.pk:
            raise ValueError("a canary of what was read")
        return outcome(case, *rest)

    monkeypatch.setattr(running, "_outcome", stumble)
    look_at(rows)
    assert [row.verdict for row in others] == ["connected", "connected"]
    assert (odd.verdict, odd.claim_token, odd.is_checking) == ("pending", None, False)
    assert 200 < waits(odd) <= 300
    check = odd.checks.get()
    assert (check.state, [str(one.code) for one in check.findings]) == ("done", ["unknown"])
    assert "canary" not in caplog.text


def test_what_cannot_be_written_waits(
    connection_of: Connect, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: Any) -> None:
        raise ValueError

    monkeypatch.setattr(settling, "settle", stumble)
    row = look(connection_of("kucoin"), asked=False)
    assert (row.verdict, row.claim_token) == ("pending", None)
    assert 200 < waits(row) <= 300


def test_a_row_without_a_key_is_free_at_once_and_whoever_waits_is_answered(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    row, other = connection_of("kucoin"), connection_of("kucoin")
    Credentials.objects.filter(connection=row).delete()
    look_at([row, other])
    assert (row.claim_token, row.is_checking, row.next_check_at) == (None, False, None)
    check = row.checks.get()
    assert (check.state, [str(one.code) for one in check.findings]) == ("done", ["credentials_unreadable"])
    assert other.verdict == "connected"


def test_a_key_that_comes_meanwhile_stays_due(
    alice: User, connection_of: Connect, key: Any, sandbox: Sandbox
) -> None:
    row = connection_of("kucoin", user=alice)
    Credentials.objects.filter(connection=row).delete()
    claimed = checking.claim([row.pk], only_due=True)
    mine: Key = key("kucoin", "healthy")
    services.replace_credentials(row, pasted(mine), alice)
    transitions.put_off(claimed)
    assert row.pk in checking.due_ids()
    assert Check.objects.get().state == "queued"
    row.refresh_from_db()
    assert look(row).verdict == "connected"


class Stopped(Exception):
    sqlstate = "40P01"  # what PostgreSQL says to whom it stops in a circle


@pytest.mark.parametrize("place", ["others", "unchanged"])
def test_who_was_stopped_in_a_circle_is_written_one_by_one(
    place: str, connection_of: Connect, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [connection_of("kucoin") for _ in range(2)]
    if place == "unchanged":
        look_at(rows)
        Connection.objects.update(checked_at=None)
        for row in rows:
            make_due(row)
    module, name = (quiet, "write") if place == "unchanged" else (writing, "_write")
    whole, stopped = getattr(module, name), list[int]()

    def write(outcomes: Any, *rest: Any, **named: Any) -> Any:
        if len(outcomes) > 1 and not stopped:
            stopped.append(len(outcomes))
            raise OperationalError from Stopped()
        return whole(outcomes, *rest, **named)

    monkeypatch.setattr(module, name, write)
    look_at(rows, asked=False)
    assert stopped == [2]
    assert all(row.checked_at and row.verdict == "connected" and row.claim_token is None for row in rows)


def test_rows_are_locked_in_the_order_of_their_ids(connection_of: Connect, sandbox: Sandbox) -> None:
    """Whoever locks several of them, in another order, would stop us or be stopped."""
    rows = [connection_of("kucoin", "read-only") for _ in range(2)]
    with CaptureQueriesContext(database) as seen:
        look_at(rows)
        checking.release(checking.claim([row.pk for row in rows], only_due=False))
    locks = [
        one["sql"] for one in seen if one["sql"].startswith("SELECT") and 'claim_token" IN' in one["sql"]
    ]
    assert len(locks) >= 2
    assert all(re.search('ORDER BY ("connections_connection"."id"|1) ASC', sql) for sql in locks)


def test_what_cannot_be_opened_costs_the_others_nothing_and_waits(
    connection_of: Connect, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    odd, other = rows = [connection_of("kucoin") for _ in range(2)]
    Connection.objects.filter(pk=odd.pk).update(markets=[["a canary"]])
    look_at(rows)
    assert other.verdict == "connected"
    assert (odd.verdict, odd.claim_token, odd.is_checking) == ("pending", None, False)
    assert 200 < waits(odd) <= 300
    assert f"connection {odd.pk} cannot be opened: TypeError" in caplog.text
    assert "canary" not in caplog.text
