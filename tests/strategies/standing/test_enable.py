"""Enabling: at once where everything is known, with every reason at once where something is in the way."""

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent, User
from connections.findings import Finding, Grant
from connections.models import Check, Connection
from strategies import services
from strategies.models import Market, Strategy
from strategies.reasons import NotReady, Reason
from tests.api.strategies.conftest import listed, passport
from tests.strategies.standing.conftest import Able, Make, actions, again, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def not_ready(row: Strategy, user: User) -> list[Reason]:
    """Return why it is not enabled; the page said the same before, and nothing has changed."""
    before = services.readiness(again(row))
    with pytest.raises(NotReady) as no:
        services.enable(row, user)
    assert tuple(no.value.reasons) == before
    assert (again(row).state, again(row).enable_requested_at, actions(row)) == ("draft", None, ["created"])
    return list(no.value.reasons)


def test_it_runs_and_its_connection_is_in_use(draft: Make, on: Connection, alice: User) -> None:
    row = draft()
    assert services.readiness(row) == ()
    assert services.enable(row, alice).state == "enabled"
    stored = again(row)
    assert (stored.status, stored.reasons, actions(row)) == ("enabled", (), ["created", "enabled"])
    assert Connection.objects.get(pk=on.pk).is_in_use
    event = AuditEvent.objects.get(action="strategy.enabled")
    assert (event.actor, event.subject, event.target_id) == (alice, alice, str(row.pk))
    # Whoever presses the button sees it; a notice would only repeat it.
    assert told(alice) == []
    assert not Check.objects.exists()


def test_twice_is_once(draft: Make, alice: User) -> None:
    row = draft()
    services.enable(row, alice)
    assert services.enable(row, alice).state == "enabled"
    assert actions(row) == ["created", "enabled"]


def test_every_reason_comes_at_once(draft: Make, able: Able, alice: User) -> None:
    rights = passport(spot_trade=Grant.UNKNOWN) | {"symbol_whitelist": ["ETH/USDT"]}
    poor = {"spot": {"USDT": "150"}}
    listed("OLD/USDT")
    row = draft(able(alice, stored_passport=rights, balances=poor), pairs=["BTC/USDT", "OLD/USDT"])
    Connection.objects.update(paused_at=row.created_at)
    Market.objects.filter(symbol="OLD/USDT").update(is_active=False)
    assert not_ready(row, alice) == [
        Reason("paused"),
        Reason("right_missing", {"right": "spot_trade", "value": "unknown"}),
        Reason("pair_inactive", {"pair": "OLD/USDT"}),
        Reason("pair_not_for_key", {"pairs": ["BTC/USDT", "OLD/USDT"]}),
        Reason(
            "over_balance",
            {
                "limit": "200",
                "free": "150",
                "reserve": "0",
                "others_reserve": "0",
                "spoken_for": "0",
                "allowed": "150",
                "quote": "USDT",
            },
        ),
    ]


def test_the_money_of_others_is_spoken_for(draft: Make, running: Make, able: Able, alice: User) -> None:
    running(margin_limit="600", reserve="100")
    running(able(alice), margin_limit="900")  # another connection
    (reason,) = not_ready(draft(margin_limit="301", reserve="50"), alice)
    told = {name: reason.params[name] for name in ("limit", "free", "reserve", "spoken_for", "allowed")}
    assert told == {
        "limit": "301",
        "free": "1000",
        "reserve": "100",
        "spoken_for": "600",
        "allowed": "300",
    }
    running(margin_limit="300", reserve="50")


def test_spot_and_futures_have_wallets_of_their_own(draft: Make, running: Make, alice: User) -> None:
    listed("BTC/USDT:USDT", market_type="futures", quote="USDT")
    running(margin_limit="1000")
    futures = {"market_type": "futures", "pairs": ["BTC/USDT:USDT"]}
    assert running(margin_limit="1000", **futures).quote == "USDT"
    assert [reason.code for reason in not_ready(draft(margin_limit="50"), alice)] == ["over_balance"]


def test_leverage_beyond_the_tier_is_refused(draft: Make, alice: User) -> None:
    row = listed("BTC/USDT:USDT", market_type="futures", quote="USDT")
    leverage = {"market_type": "futures", "pairs": ["BTC/USDT:USDT"], "leverage": "5"}
    strategy = draft(**leverage)
    row.tiers = [[None, "3", "0.01"]]
    row.save()
    assert not_ready(strategy, alice)[0] == Reason(
        "leverage_too_high", {"pair": "BTC/USDT:USDT", "value": "5", "allowed": "3"}
    )


def test_an_exchange_that_is_silent_for_a_moment_is_no_reason(draft: Make, alice: User) -> None:
    row = draft()
    Connection.objects.update(unreachable_since=row.created_at)
    assert services.enable(row, alice).state == "enabled"
    assert again(row).status == "unmanaged"


def test_a_market_that_works_may_be_used_though_another_does_not(
    draft: Make, able: Able, alice: User
) -> None:
    listed("BTC/USDT:USDT", market_type="futures", quote="USDT")
    on = able(alice, verdict="limited", stored_findings=[Finding("futures_not_opened").to_json()])
    futures = draft(on, market_type="futures", pairs=["BTC/USDT:USDT"])
    assert [reason.code for reason in not_ready(futures, alice)] == ["market_limited"]
    assert services.enable(draft(on), alice).state == "enabled"


def test_it_costs_the_same_however_much_runs_already(running: Make, draft: Make, alice: User) -> None:
    def spent() -> int:
        row = draft(margin_limit="20", base_order="2", addon_order="2")
        with CaptureQueriesContext(database) as queries:
            services.enable(row, alice)
        return len(queries)

    first = spent()
    for _ in range(5):
        running(margin_limit="20", base_order="2", addon_order="2")
    assert spent() == first
