"""Strategies of people, connections that can run them, and markets to run them on."""

import itertools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from connections.findings import Grant, Passport, Permission, Right
from connections.findings import Market as Kind
from connections.models import Connection
from strategies import settings as chosen
from strategies.markets import prices
from strategies.models import Market, Strategy
from tests.api.conftest import Make

_numbers = itertools.count(1)
URL = "/api/v1/strategies/"
Draw = Callable[..., Strategy]


def settings_of(connection: Connection | int, /, **changes: Any) -> dict[str, Any]:
    """Return what a client sends to create a strategy."""
    pk = connection if isinstance(connection, int) else connection.pk
    given = {"name": f"Strategy {next(_numbers)}", "connection": pk, "market_type": "spot"}
    money = {"base_order": "10", "addon_order": "10", "margin_limit": "200"}
    return {**given, **money, "pairs": ["BTC/USDT"], **changes}


def passport(**rights: Grant) -> dict[str, Any]:
    """Return a passport seen just now: everything is allowed but withdrawing, unless told."""
    now = timezone.now()
    usual = {one: Grant.NO if one == Permission.WITHDRAW else Grant.YES for one in Permission}
    told = {**usual, **{Permission(name): grant for name, grant in rights.items()}}
    return Passport({one: Right(grant, "listed", {}, now) for one, grant in told.items()}).to_json()


def judged() -> dict[str, Any]:
    """Return the fields of a connection that was judged just now, with 1000 USDT in each wallet."""
    now = timezone.now()
    return {
        "verdict": "connected",
        "checked_at": now,
        "full_checked_at": now,
        "balances_at": now,
        "markets": ["spot", "futures"],
        "stored_passport": passport(),
        "balances": {"spot": {"USDT": "1000"}, "futures": {"USDT": "1000"}},
    }


@pytest.fixture
def able(make: Make) -> Make:
    """Return connections that can run strategies: judged just now, with 1000 USDT in each wallet."""

    def connection(user: User, exchange: str = "kucoin", **fields: Any) -> Connection:
        return make(user, exchange, **{**judged(), **fields})

    return connection


@pytest.fixture
def draw(able: Make) -> Draw:
    """Return strategies as they are in the database, without the detour over a service."""

    def strategy(user: User, connection: Connection | None = None, **fields: Any) -> Strategy:
        on = connection or able(user)
        texts = chosen.read(settings_of(on, **fields.pop("settings", {}))).texts
        name, now = texts.pop("name"), timezone.now()
        usual = {"name": name, "market_type": texts["market_type"], "quote": "USDT", "state_at": now}
        kept = {one: value for one, value in texts.items() if one != "connection"}
        row = {"connection": on, "exchange": on.exchange, "settings": kept, "updated_at": now}
        return Strategy.objects.create(user=user, **{**row, **usual, **fields})

    return strategy


@pytest.fixture
def market(db: None) -> Market:
    return listed("BTC/USDT")


def listed(symbol: str, exchange: str = "kucoin", *, price: str = "100", **fields: Any) -> Market:
    """Return a saved market, with its last price known unless that is empty."""
    base, _, quote = symbol.partition("/")
    steps = {"min_cost": Decimal(1), "price_step": Decimal("0.01"), "amount_step": Decimal("0.000001")}
    about = {"base": base, "quote": quote, "market_type": "spot", "fee": Decimal("0.001")}
    now = timezone.now()
    row = Market.objects.create(
        exchange=exchange, symbol=symbol, loaded_at=now, **{**steps, **about, **fields}
    )
    if price:
        prices.keep(exchange, {Kind(row.market_type): {symbol: Decimal(price)}}, now)
    return row
