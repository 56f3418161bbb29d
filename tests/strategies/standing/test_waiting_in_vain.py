"""How a wait ends when it does not end well: with the reasons, with a silent exchange, or with nobody's answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from connections import services as connections
from connections.models import Check, Connection
from notifications.models import Notification
from sandbox.keys import Key
from strategies import services, standing, tasks
from strategies.models import Strategy
from strategies.reasons import NotReady
from tests.connections.conftest import look
from tests.stack.sandbox import Sandbox
from tests.strategies.standing.conftest import Able, Make, again, codes, grow_old, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

SMALL = {"margin_limit": "50", "base_order": "5", "addon_order": "2"}


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("withdraw-on", ["quarantined"]),
        ("read-only", ["action_required", "right_missing"]),
        ("expired", ["action_required"]),
        ("maintenance", ["no_answer"]),
        ("rate-limited", ["no_answer"]),
    ],
)
def test_a_check_that_finds_something_says_so(
    story: str, expected: list[str], able: Able, draft: Make, sandbox: Sandbox, alice: User
) -> None:
    on = able(alice, story=story)
    row = draft(on)
    grow_old(on)
    services.enable(row, alice)
    look(on)
    stored = again(row)
    assert (stored.status, codes(row)) == ("draft", expected)
    entry = stored.revisions.get(action="not_enabled")
    assert (entry.actor, [reason.code for reason in entry.reasons]) == (None, expected)
    notice = Notification.objects.get(user=alice, code="strategy_not_enabled")
    assert notice.params["reasons"] == stored.stored_reasons


@pytest.mark.parametrize("way", ["pause", "limit"])
def test_what_no_check_can_heal_is_refused_at_once(
    draft: Make, on: Connection, alice: User, way: str
) -> None:
    row = draft()
    if way == "pause":
        connections.pause(on, alice)
    else:
        Connection.objects.filter(pk=on.pk).update(markets=["futures"])
    on.refresh_from_db()
    grow_old(on)
    with pytest.raises(NotReady) as no:
        services.enable(row, alice)
    assert [one.code for one in no.value.reasons] == ["paused" if way == "pause" else "market_not_chosen"]
    assert not Check.objects.exists()


def test_a_pause_ends_the_wait(draft: Make, on: Connection, alice: User) -> None:
    row = draft()
    grow_old(on)
    services.enable(row, alice)
    connections.pause(on, alice)
    assert (again(row).status, codes(row)) == ("draft", ["paused"])


def test_a_wait_has_an_end(draft: Make, on: Connection, alice: User) -> None:
    row = draft()
    grow_old(on)
    services.enable(row, alice)
    assert standing.settle_due() == 1
    assert again(row).status == "waiting"
    _wait_for(row, 121)
    tasks.settle()
    assert (again(row).status, codes(row)) == ("draft", ["no_answer"])
    assert told(alice) == ["strategy_not_enabled"]
    assert standing.settle_due() == 0


def test_while_only_prices_are_missing_it_waits(
    able: Able, draft: Make, sandbox: Sandbox, alice: User
) -> None:
    on = able(alice)
    row = draft(on, **SMALL)
    grow_old(on)
    services.enable(row, alice)
    cache.clear()
    look(on)
    assert again(row).status == "waiting"
    _wait_for(row, 121)
    standing.settle_due()
    assert codes(row) == ["prices_loading"]


def test_a_suspended_one_that_waits_stays_suspended_if_nobody_answers(
    able: Able, running: Make, sandbox: Sandbox, alice: User
) -> None:
    on = able(alice, story="maintenance")
    row = running(on, is_returning=False)
    connections.pause(on, alice)
    connections.resume(on, alice)
    Check.objects.update(finished_at=timezone.now())
    on.refresh_from_db()
    grow_old(on)
    waits = services.enable(row, alice)
    assert (waits.status, waits.state, codes(row)) == ("waiting", "suspended", ["mended"])
    look(on)
    assert (again(row).state, codes(row)) == ("suspended", ["no_answer"])


def test_a_replacement_that_is_refused_does_not_speak_for_the_key_in_use(
    able: Able, draft: Make, key: Callable[..., Key], sandbox: Sandbox, alice: User
) -> None:
    on = able(alice)
    row = draft(on, **SMALL)
    grow_old(on)
    services.enable(row, alice)
    bad = key("kucoin", "unknown-key")
    pasted = {"api_key": bad.api_key, "secret": bad.secret, "passphrase": bad.passphrase}
    connections.replace_credentials(on, pasted, alice)
    look(on)
    assert again(row).status == "waiting"
    look(on)
    assert again(row).status == "enabled"


def _wait_for(row: Strategy, seconds: int) -> None:
    """Let the wait have begun this long ago."""
    asked_at = timezone.now() - timedelta(seconds=seconds)
    Strategy.objects.filter(pk=row.pk).update(enable_requested_at=asked_at)
