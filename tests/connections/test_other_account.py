"""A new key of another account takes over only if its user says so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import AuditEvent, User
from connections import exchanges, housekeeping, services
from connections.models import Connection, Credentials, Role
from connections.services import Rejected
from notifications.models import Notification
from sandbox.keys import Key
from tests.connections.conftest import Connect, look, make_due
from tests.connections.test_replacement import pasted
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
MINE, OTHER = 5, 6
Replace = Callable[..., Connection]


@pytest.fixture
def replaced(alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox) -> Replace:
    """Return a connection that worked, after the check of a new key; of another account unless told otherwise."""

    def replace(
        exchange: str = "kucoin", account: int = OTHER, *, is_other_account: bool = False
    ) -> Connection:
        row = look(connection_of(exchange, "no-ip-binding", user=alice, account=MINE))
        mine = pasted(key(exchange, "healthy", account))
        services.replace_credentials(row, mine, alice, is_other_account=is_other_account)
        return look(row)

    return replace


def roles(row: Connection) -> set[str]:
    return set(row.credentials.values_list("role", flat=True))


def codes(row: Connection) -> list[str]:
    return list(row.events.values_list("code", flat=True))


def notes(user: User) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("code", flat=True))


@pytest.mark.parametrize("exchange", exchanges.every())
def test_the_same_account_is_not_asked_about(exchange: str, replaced: Replace) -> None:
    row = replaced(exchange, MINE)
    assert (roles(row), row.account_question, codes(row)) == ({Role.ACTIVE}, None, ["key_replaced"])
    assert row.events.get().params["is_same_account"] is True


@pytest.mark.parametrize("exchange", exchanges.every())
def test_another_account_is_held_and_the_key_in_use_stays(exchange: str, replaced: Replace) -> None:
    row = replaced(exchange)
    assert roles(row) == {Role.ACTIVE, Role.CANDIDATE}
    assert row.account_question is not None
    assert row.account_question["was"] == row.passport.uid != row.account_question["now"]
    assert (row.status, row.is_checking, codes(row), row.credentials_version) == ("connected", False, [], 1)


def test_it_is_not_asked_about_while_it_waits(alice: User, replaced: Replace, sandbox: Sandbox) -> None:
    row = replaced()
    make_due(row)
    look(row, asked=False)
    look(row)
    assert roles(row) == {Role.ACTIVE, Role.CANDIDATE}
    assert notes(alice) == ["replacement_held"]
    last = row.checks.exclude(finished_at=None).first()
    assert last is not None
    assert last.role == Role.ACTIVE


def test_a_yes_checks_it_again_and_switches(alice: User, replaced: Replace) -> None:
    row = replaced()
    assert row.account_question is not None
    was, now = row.account_question["was"], row.account_question["now"]
    old = row.balances_at
    check = services.accept_account(row, alice)
    look(row)
    check.refresh_from_db()
    assert (check.role, check.verdict) == (Role.CANDIDATE, "connected")
    assert (roles(row), row.account_question, row.passport.uid) == ({Role.ACTIVE}, None, now)
    assert row.balances_at is not None
    assert old is not None
    assert row.balances_at > old
    (event,) = row.events.all()
    assert (event.code, event.params["was"], event.params["now"]) == ("account_replaced", was, now)
    assert notes(alice) == ["replacement_held", "replacement_done"]
    noted = AuditEvent.objects.get(action="connection.account_accepted")
    assert noted.params == {"exchange": "kucoin", "was": was[-4:], "now": now[-4:]}
    kept = row.credentials.get()
    assert (kept.held_at, kept.may_be_other_account) == (None, False)


def test_a_no_destroys_it(alice: User, replaced: Replace) -> None:
    row = replaced()
    services.decline_account(row, alice)
    row.refresh_from_db()
    assert (roles(row), row.account_question, row.status) == ({Role.ACTIVE}, None, "connected")
    assert codes(row) == ["replacement_declined"]
    assert AuditEvent.objects.filter(action="connection.account_declined", actor=alice).count() == 1
    for answer in (services.accept_account, services.decline_account):
        with pytest.raises(Rejected):
            answer(row, alice)


def test_without_an_answer_it_is_destroyed_and_told(alice: User, replaced: Replace) -> None:
    row = replaced()
    later = timezone.now() - timedelta(minutes=16)
    Credentials.objects.filter(connection=row).update(created_at=later)
    housekeeping.destroy_stale_candidates()
    assert roles(row) == {Role.ACTIVE, Role.CANDIDATE}  # the time runs from the question on
    Credentials.objects.filter(connection=row, role=Role.CANDIDATE).update(held_at=later)
    for _ in range(2):
        housekeeping.destroy_stale_candidates()
    row.refresh_from_db()
    assert (roles(row), row.account_question) == ({Role.ACTIVE}, None)
    assert codes(row) == ["replacement_unanswered"]
    assert notes(alice) == ["replacement_held", "replacement_unanswered"]
    assert AuditEvent.objects.filter(action="connection.account_unanswered", actor=None).count() == 1


def test_a_yes_beforehand_is_not_asked_again(replaced: Replace) -> None:
    row = replaced(is_other_account=True)
    assert (roles(row), codes(row)) == ({Role.ACTIVE}, ["account_replaced"])
    assert AuditEvent.objects.get(action="connection.replaced").params["different_account"] is True


def test_another_new_key_takes_the_place_of_the_one_that_waits(
    alice: User, replaced: Replace, key: Callable[..., Key]
) -> None:
    row = replaced()
    services.replace_credentials(row, pasted(key("kucoin", "healthy", MINE)), alice)
    row.refresh_from_db()
    assert row.account_question is None
    assert codes(look(row)) == ["key_replaced"]


def test_what_withdraws_is_refused_whosever_it_is(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("kucoin", user=alice, account=MINE))
    mine = pasted(key("kucoin", "withdraw-on", OTHER))
    services.replace_credentials(row, mine, alice, is_other_account=True)
    assert (roles(look(row)), row.account_question, codes(row)) == ({Role.ACTIVE}, None, [])


@pytest.mark.parametrize(("is_in_use", "expected"), [(True, []), (False, ["key_replaced_uncompared"])])
def test_where_nobody_can_compare_it_asks_only_if_something_runs(
    alice: User,
    connection_of: Connect,
    key: Callable[..., Key],
    sandbox: Sandbox,
    is_in_use: bool,
    expected: list[str],
) -> None:
    row = look(connection_of("kucoin", "no-ip-binding", user=alice, account=MINE))
    silent = {**row.stored_passport, "uid": None}
    Connection.objects.filter(pk=row.pk).update(stored_passport=silent, is_in_use=is_in_use)
    services.replace_credentials(row, pasted(key("kucoin", "healthy", MINE)), alice)
    assert codes(look(row)) == expected
    assert (row.account_question is not None) is is_in_use


def test_a_key_that_never_worked_is_replaced_by_any(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("kucoin", "unknown-key", user=alice, account=MINE))
    services.replace_credentials(row, pasted(key("kucoin", "healthy", OTHER)), alice)
    assert (look(row).status, codes(row)) == ("connected", ["key_replaced"])


def test_what_waits_goes_with_a_key_that_is_destroyed(
    alice: User, replaced: Replace, sandbox: Sandbox, settings: Settings
) -> None:
    row = replaced()
    active = row.credentials.get(role=Role.ACTIVE).open()
    sandbox.tell(active.api_key, story="withdraw-on")
    look(row)
    settings.QUARANTINE_SECONDS = 0
    look(row)
    assert (row.status, row.has_credentials) == ("quarantined", False)
    assert (roles(row), row.account_question) == (set(), None)
