"""The ledger counts money to the last digit, and on the connection as it is under the lock."""

from typing import Any

import pytest

from accounts.models import User
from connections.models import Connection
from strategies import services
from strategies.models import Strategy
from strategies.reasons import NotReady
from strategies.services import looking, updating
from tests.api.strategies.conftest import listed
from tests.strategies.standing.conftest import Able, Make, again

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.mark.parametrize(
    ("free", "limit"),
    [("20.6", "10.3"), ("132.4", "66.2"), ("24691357.824691357824691356", "12345678.912345678912345678")],
)
def test_two_that_fit_to_the_last_digit_both_run(
    running: Make, on: Connection, free: str, limit: str
) -> None:
    Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": free}})
    running(margin_limit=limit)
    assert running(margin_limit=limit).state == "enabled"


def test_what_is_spoken_for_is_said_as_it_was_typed(
    running: Make, draft: Make, on: Connection, alice: User
) -> None:
    Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": "20.6"}})
    running(margin_limit="10.3")
    with pytest.raises(NotReady) as no:
        services.enable(draft(margin_limit="10.300000000000000001"), alice)
    (reason,) = no.value.reasons
    assert (reason.params["spoken_for"], reason.params["allowed"]) == ("10.3", "10.3")


@pytest.mark.parametrize(("exchange", "is_free"), [("okx", False), ("bybit", False), ("kucoin", True)])
def test_where_all_markets_draw_on_one_wallet_its_money_is_given_out_once(
    able: Able, running: Make, draft: Make, alice: User, exchange: str, is_free: bool
) -> None:
    both = able(alice, exchange)
    if exchange != "kucoin":  # there the fixture has listed it
        listed("BTC/USDT", exchange)
    listed("BTC/USDT:USDT", exchange, market_type="futures")
    running(both, margin_limit="700")
    other = draft(both, margin_limit="700", market_type="futures", pairs=["BTC/USDT:USDT"])
    assert {reason.code for reason in services.readiness(other)} == (set() if is_free else {"over_balance"})


def test_a_balance_that_falls_between_look_and_lock_counts(
    running: Make, on: Connection, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, see = running(margin_limit="300"), looking.see

    def see_late(*asked: Any) -> Any:
        found = see(*asked)
        Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": "350"}})
        return found

    monkeypatch.setattr(updating, "see", see_late)
    with pytest.raises(NotReady) as no:
        services.update(Strategy.objects.get(pk=row.pk), {"margin_limit": "900"}, alice)
    assert [reason.code for reason in no.value.reasons] == ["over_balance"]
    assert again(row).settings["margin_limit"] == "300"
