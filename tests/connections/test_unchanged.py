"""A recheck that finds nothing new: one statement, no history, and nothing that happened meanwhile is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from connections import checking, services, transitions
from connections.checking import open_cases, run
from connections.drift import Drift
from connections.findings import EventCode, Permission
from connections.models import Connection, StatusChange
from connections.transitions import Change, happening, settling
from notifications.models import Notification
from tests.connections.conftest import Connect, look, look_at, make_due
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def looked_at(row: Connection) -> Connection:
    """Return a row after its full check, due again, its rights last read an hour ago."""
    look(row)
    make_due(row)
    long_ago = timezone.now() - timedelta(hours=1)
    Connection.objects.filter(pk=row.pk).update(checked_at=long_ago, introduced_at=long_ago)
    return row


def test_it_was_seen_anew_and_nothing_else_is_written(connection_of: Connect, sandbox: Sandbox) -> None:
    row = looked_at(connection_of("kucoin"))
    stored, looks = row.stored_passport, row.checks.count()
    look(row, asked=False)
    seen_at = row.passport.right(Permission.WITHDRAW).at
    assert seen_at is not None
    assert timezone.now() - seen_at < timedelta(minutes=1)
    assert row.checked_at is not None
    assert timezone.now() - row.checked_at < timedelta(minutes=1)
    assert (row.stored_passport, row.checks.count(), row.is_checking) == (stored, looks, False)
    assert row.next_check_at is not None
    assert row.next_check_at > timezone.now()
    assert StatusChange.objects.filter(connection=row).count() == 1


def test_of_a_long_silence_only_the_beginning_is_kept(connection_of: Connect, sandbox: Sandbox) -> None:
    row = looked_at(connection_of("kucoin"))
    sandbox.put("/_sandbox/exchanges/kucoin", {"mode": "down"})
    for _ in range(3):
        make_due(row)
        look(row, asked=False)
    assert row.checks.count() == 2
    sandbox.put("/_sandbox/exchanges/kucoin", {"mode": "rate-limited"})
    make_due(row)
    look(row, asked=False)
    assert row.checks.count() == 3  # another reason
    look(row)
    assert (row.checks.count(), row.status) == (4, "unreachable")  # somebody asked


def test_many_take_as_many_queries_as_one(
    connection_of: Connect, sandbox: Sandbox, django_assert_num_queries: Any
) -> None:
    rows = [looked_at(connection_of("kucoin")) for _ in range(6)]
    counts = []
    for some in (rows[:1], rows[1:]):
        outcomes = [
            one
            for group in run(open_cases(checking.claim([r.pk for r in some], only_due=True)))
            for one in group
        ]
        with django_assert_num_queries(
            5
        ) as queries:  # the rows, the days, the two ends, and what runs on them
            transitions.apply(outcomes)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("meanwhile", ["paused", "in use", "asked"])
def test_what_happened_meanwhile_stays(meanwhile: str, connection_of: Connect, sandbox: Sandbox) -> None:
    row, other = looked_at(connection_of("kucoin")), looked_at(connection_of("kucoin"))
    claimed = checking.claim([row.pk, other.pk], only_due=True)
    outcomes = [one for group in run(open_cases(claimed)) for one in group]
    if meanwhile == "paused":
        services.pause(row)
    elif meanwhile == "in use":
        services.set_in_use([row.pk], is_in_use=True)
    else:
        services.request_check(row)
    transitions.apply(outcomes)
    for one in (row, other):
        one.refresh_from_db()
    wait = row.next_check_at - timezone.now() if row.next_check_at else None
    if meanwhile == "paused":
        assert (row.status, wait) == ("paused", None)
    elif meanwhile == "in use":
        assert wait is not None
        assert wait < timedelta(minutes=6)
    else:
        assert wait is not None
        assert wait <= timedelta(0)
        assert row.open_check() is not None
    assert row.claim_token is None
    assert other.next_check_at is not None
    assert other.next_check_at > timezone.now() + timedelta(minutes=30)


def test_those_that_changed_are_settled_beside_them(connection_of: Connect, sandbox: Sandbox) -> None:
    quiet, changed = looked_at(connection_of("kucoin")), looked_at(connection_of("kucoin"))
    Connection.objects.filter(pk=changed.pk).update(introduced={"key_status": "another"})
    look_at([quiet, changed], asked=False)
    assert (quiet.checks.count(), changed.checks.count()) == (1, 2)


def test_what_was_held_back_is_told_though_nothing_is_new(connection_of: Connect, sandbox: Sandbox) -> None:
    def told() -> list[str]:
        rows = Notification.objects.filter(user=row.user).order_by("pk")
        return list(rows.values_list("code", flat=True))

    row = looked_at(connection_of("kucoin"))
    ago = {
        code: (timezone.now() - timedelta(hours=hours)).isoformat()
        for code, hours in (("connection_limited", 5), ("connection_recovered", 4))
    }
    Connection.objects.filter(pk=row.pk).update(verdict="limited", told=ago)
    look(row, asked=False)
    assert (row.verdict, told()) == ("limited", [])  # the same was told less than six hours ago
    ago["connection_limited"] = (timezone.now() - timedelta(hours=7)).isoformat()
    Connection.objects.filter(pk=row.pk).update(told=ago)
    make_due(row)
    look(row, asked=False)
    assert (row.verdict, told()) == ("limited", ["connection_limited"])
    make_due(row)
    look(row, asked=False)
    assert told() == ["connection_limited"]


def test_one_that_cannot_be_written_costs_the_others_nothing(
    connection_of: Connect,
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    odd, *others = rows = [connection_of("kucoin") for _ in range(3)]
    settle = settling.settle

    def stumble(row: Connection, *rest: Any) -> None:
        if row.pk == odd.pk:
            raise ValueError("a canary of what was read")
        settle(row, *rest)

    monkeypatch.setattr(settling, "settle", stumble)
    look_at(rows, asked=False)
    assert [row.verdict for row in others] == ["connected", "connected"]
    assert (odd.verdict, odd.checked_at) == ("pending", None)
    assert f"connection {odd.pk} cannot be written: ValueError" in caplog.text
    assert "canary" not in caplog.text


def test_what_an_exchange_said_is_cleaned_before_it_is_history(connection_of: Connect) -> None:
    row = connection_of("kucoin")
    found = Drift(EventCode.ACCOUNT_CHANGED, {"was": "1", "now": "2\x00\u202e", "added": ["3\x00"]})
    happening.write([Change(row, "", "", (), drifts=(found,))], {}, timezone.now())
    assert row.events.get().params == {"was": "1", "now": "2", "added": ["3"]}
