"""Loading what an exchange trades: from the sandbox over HTTP into rows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings as configured
from django.utils import timezone
from pytest_django import Settings

from connections import exchanges
from strategies.markets import loading
from strategies.models import Market
from tests.connections.exchanges import golden
from tests.stack.sandbox import Sandbox

NOWHERE = "http://127.0.0.1:1"
# All of the sandbox, by kind of market.
LISTED = {"spot": 2500, "futures": 60}


def kinds(exchange: str) -> list[str]:
    return [str(market) for market in exchanges.get(exchange).markets]


def rules(exchange: str, kind: str) -> dict[str, Decimal]:
    """Return what its record says of BTC/USDT, and of the least cost where prices are in BTC."""
    return {name: Decimal(value) for name, value in golden.of(exchange).rules[kind].items()}


def row(exchange: str, symbol: str) -> Market:
    return Market.objects.get(exchange=exchange, symbol=symbol)


# Loading an exchange takes about a second: what is looked at afterwards shares one load.
@pytest.mark.postgres
@pytest.mark.django_db
def test_what_an_exchange_lists_is_what_is_kept(exchange: str) -> None:
    assert loading.load(exchange)
    counts = {kind: Market.objects.at(exchange, kind).count() for kind in LISTED}
    assert counts == {kind: LISTED[kind] * (kind in kinds(exchange)) for kind in LISTED}
    quotes = set(Market.objects.at(exchange, "futures").values_list("quote", flat=True))
    assert quotes == ({"USDT"} if "futures" in kinds(exchange) else set())
    _rules_of_spot_are_those_of_the_exchange(exchange)
    if "futures" in kinds(exchange):
        _sizes_of_futures_are_counted_in_contracts(exchange)
    for symbol in ("FTM/USDT", "FTM/USDT:USDT")[: len(kinds(exchange))]:
        assert not row(exchange, symbol).is_active, "it stands still"
        assert row(exchange, symbol).is_open_to_api


def _rules_of_spot_are_those_of_the_exchange(exchange: str) -> None:
    btc, shib = row(exchange, "BTC/USDT"), row(exchange, "SHIB/USDT")
    assert (btc.base, btc.quote, btc.market_type) == ("BTC", "USDT", "spot")
    assert (btc.price_step, btc.amount_step) == (Decimal("0.1"), Decimal("0.00001"))
    assert (btc.contract_size, btc.lot_step) == (Decimal(1), btc.amount_step)
    assert btc.max_leverage is None
    assert btc.tiers == []
    assert shib.price_step == Decimal("0.000000001")
    assert rules(exchange, "spot") == {
        "fee": btc.fee,
        "min_amount": btc.min_amount,
        "min_cost": btc.min_cost,
        "min_cost_in_btc": row(exchange, "ETH/BTC").min_cost,
    }


def _sizes_of_futures_are_counted_in_contracts(exchange: str) -> None:
    btc = row(exchange, "BTC/USDT:USDT")
    told = rules(exchange, "futures")
    least = told["min_amount"] * told["contract_size"]
    assert told == {"fee": btc.fee, "contract_size": btc.contract_size, "min_amount": btc.min_amount}
    assert btc.market_type == "futures"
    assert btc.amount_step == btc.min_amount
    assert (btc.lot_step, btc.min_quantity) == (least, least)
    assert btc.price_step == Decimal("0.1")


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_second_load_changes_rows_adds_none_and_keeps_what_vanished(exchange: str) -> None:
    loading.load(exchange)
    Market.objects.filter(exchange=exchange, symbol="BTC/USDT").update(price_step=Decimal(7), is_active=False)
    gone = {"base": "GONE", "quote": "USDT", "loaded_at": timezone.now() - timedelta(days=2)}
    for code in (exchange, "elsewhere"):
        Market.objects.create(exchange=code, market_type="spot", symbol="GONE/USDT", **gone)
    before = row(exchange, "BTC/USDT")
    loading.load(exchange)
    after = row(exchange, "BTC/USDT")
    listed = sum(LISTED[kind] for kind in kinds(exchange))
    assert Market.objects.filter(exchange=exchange).count() == listed + 1
    assert (after.pk, after.price_step, after.is_active) == (before.pk, Decimal("0.1"), True)
    assert after.loaded_at > before.loaded_at
    assert not row(exchange, "GONE/USDT").is_active
    assert row("elsewhere", "GONE/USDT").is_active


@pytest.mark.django_db
def test_what_is_closed_to_the_api_is_told_from_what_stands_still(sandbox: Sandbox) -> None:
    loading.load("mexc")
    for symbol in ("WAVES/USDT", "EOS/BTC", "EOS/USDT:USDT"):
        assert row("mexc", symbol).is_active
        assert not row("mexc", symbol).is_open_to_api
    assert not Market.objects.tradable().filter(base="WAVES").exists()
    loading.load("kucoin")
    assert row("kucoin", "WAVES/USDT").is_open_to_api


@pytest.mark.django_db
def test_an_exchange_in_trouble_leaves_what_was_there(exchange: str, sandbox: Sandbox) -> None:
    loading.load(exchange)
    before = list(Market.objects.filter(exchange=exchange).values())
    for mode in ("maintenance", "garbage", "closing"):
        sandbox.put(f"/_sandbox/exchanges/{exchange}", {"mode": mode})
        assert not loading.load(exchange), mode
        assert list(Market.objects.filter(exchange=exchange).values()) == before, mode


@pytest.mark.django_db
def test_a_failure_is_told_without_addresses(
    exchange: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SANDBOX_URL = NOWHERE
    assert not loading.load(exchange)
    assert not loading.load_prices(exchange)
    assert not Market.objects.exists()
    said = [record.getMessage() for record in caplog.records if record.name.startswith("strategies")]
    assert said == [f"{exchange} does not tell what it trades: connection"] * 2
    assert "127.0.0.1" not in caplog.text
    assert configured.SANDBOX_URL == NOWHERE


def test_an_exchange_that_there_is_not_is_left_out(redis_url: str) -> None:
    for code in ("", "nowhere"):
        assert loading.load(code) is False
        assert loading.load_prices(code) is False
