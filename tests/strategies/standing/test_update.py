"""Changing settings: over what is stored, not over what somebody else changed, and never past admission."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection as database
from django.utils import timezone

from accounts.models import User
from connections import services as connections
from connections.models import Check, Connection
from strategies import services
from strategies.models import Market, Strategy
from strategies.problems import Refused
from strategies.reasons import NotReady
from strategies.services import Stale, WrongState
from tests.api.strategies.conftest import listed
from tests.strategies.standing.conftest import Able, Make, actions, again, grow_old
from tests.strategies.standing.test_create import refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def not_ready(row: Strategy, user: User, **raw: object) -> list[str]:
    """Return why a change is refused; it must have changed nothing."""
    before = again(row)
    with pytest.raises(NotReady) as no:
        services.update(row, raw, user)
    assert (again(row).raw(), again(row).version, again(row).state) == (
        before.raw(),
        before.version,
        row.state,
    )
    return [reason.code for reason in no.value.reasons]


def test_what_is_not_named_stays(draft: Make, alice: User) -> None:
    row = draft(step="2", recovery={"mode": "watch", "slice": "10"})
    row = services.update(row, {"step": "3", "recovery": {"mode": "on"}, "is_returning": False}, alice)
    stored = again(row)
    assert (stored.settings["step"], stored.settings["take_profit"], stored.version) == ("3", "1.2", 2)
    assert (stored.settings["recovery"]["mode"], stored.settings["recovery"]["slice"]) == ("on", "10")
    assert not stored.is_returning
    entry = stored.revisions.get(action="updated")
    assert (entry.actor, entry.version) == (alice, 2)
    assert entry.changes == {
        "step": ["2", "3"],
        "recovery.mode": ["watch", "on"],
        "is_returning": [True, False],
    }


def test_what_changes_nothing_leaves_no_trace(draft: Make, alice: User) -> None:
    row = draft(step="2")
    assert services.update(row, {"step": "2.0", "name": f" {row.name} "}, alice).version == 1
    assert actions(row) == ["created"]


def test_what_was_changed_meanwhile_is_not_overwritten(draft: Make, alice: User) -> None:
    row = draft()
    services.update(row, {"step": "3"}, alice, version=1)
    with pytest.raises(Stale) as no:
        services.update(row, {"step": "4"}, alice, version=1)
    assert (no.value.version, again(row).settings["step"]) == (2, "3")


def test_a_taken_name_is_refused(draft: Make, alice: User) -> None:
    draft(name="Calm")
    assert refused(lambda: services.update(draft(), {"name": "calm"}, alice)) == {("name", "name_taken")}


def test_an_archived_one_is_not_changed(draft: Make, alice: User) -> None:
    row = services.archive(draft(), alice)
    with pytest.raises(WrongState):
        services.update(row, {"step": "3"}, alice)


def test_a_draft_may_go_to_another_connection(draft: Make, able: Able, alice: User, bob: User) -> None:
    row, other = draft(), able(alice, "mexc")
    listed("BTC/USDT", "mexc")
    assert again(services.update(row, {"connection": other.pk}, alice)).exchange == "mexc"
    theirs = {"connection": able(bob).pk}
    assert refused(lambda: services.update(row, theirs, alice)) == {("connection", "connection_unknown")}


@pytest.mark.parametrize("state", ["enabled", "suspended", "waiting"])
def test_what_runs_stays_where_it_is(running: Make, able: Able, alice: User, state: str) -> None:
    row, other = running(), able(alice)
    if state == "waiting":
        Strategy.objects.filter(pk=row.pk).update(state="draft", enable_requested_at=timezone.now())
    else:
        Strategy.objects.filter(pk=row.pk).update(state=state)
    found = refused(lambda: services.update(row, {"connection": other.pk}, alice))
    assert found == {("connection", "fixed_while_enabled")}


def test_what_runs_may_be_changed_within_its_money(running: Make, alice: User) -> None:
    row = services.update(running(), {"margin_limit": "900", "step": "3"}, alice)
    assert (again(row).state, again(row).settings["margin_limit"]) == ("enabled", "900")


def test_what_runs_may_not_take_what_is_not_there(running: Make, alice: User) -> None:
    running(margin_limit="700")
    assert not_ready(running(), alice, margin_limit="301") == ["over_balance"]


def test_what_runs_keeps_pairs_that_are_traded(running: Make, alice: User) -> None:
    listed("OLD/USDT", is_active=False)
    row = running()
    raw = {"pairs": ["BTC/USDT", "OLD/USDT"]}
    assert refused(lambda: services.update(row, raw, alice)) == {("pairs", "pair_inactive")}
    assert again(row).pairs == ["BTC/USDT"]


def test_a_limit_may_be_lowered_though_the_balance_fell(running: Make, on: Connection, alice: User) -> None:
    row = running(margin_limit="800")
    Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": "5"}})
    grow_old(on)
    assert services.update(row, {"margin_limit": "300"}, alice).settings["margin_limit"] == "300"
    assert not Check.objects.exists()


def test_more_money_is_not_given_on_old_knowledge(running: Make, on: Connection, alice: User) -> None:
    row = running(margin_limit="300")
    grow_old(on)
    assert not_ready(row, alice, margin_limit="400") == ["passport_old"]
    assert Check.objects.get().connection == on


def test_a_new_name_is_no_question_of_markets(running: Make, market: Market, alice: User) -> None:
    row = running()
    Market.objects.update(is_active=False)
    assert services.update(row, {"name": "Calmer"}, alice).name == "Calmer"
    with pytest.raises(Refused):
        services.update(row, {"step": "3"}, alice)


def test_moving_and_disconnecting_at_the_same_moment(
    draft: Make, able: Able, market: Market, alice: User
) -> None:
    for _ in range(5):
        row, other = draft(), able(alice)

        def move(row: Strategy = row, other: Connection = other) -> str:
            try:
                return str(services.update(row, {"connection": other.pk}, alice).connection)
            except Refused as no:
                return ",".join(problem.code for problem in no.problems)
            finally:
                database.close()

        def end(other: Connection = other) -> str:
            try:
                connections.disconnect(other, alice)
            finally:
                database.close()
            return "gone"

        with ThreadPoolExecutor(2) as pool:
            answers = [pool.submit(move), pool.submit(end)]
        assert answers[0].result() in (str(other), "connection_unknown")
        assert answers[1].result() == "gone"
        assert again(row).connection in (None, row.connection)
