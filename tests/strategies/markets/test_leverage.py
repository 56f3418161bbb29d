"""How much leverage a position may have is the pair's own matter, and that of its size."""

from decimal import Decimal

import pytest

from sandbox.exchanges import known as twins
from strategies import settings
from strategies.markets import loading, lookup
from strategies.preview.building import preview
from strategies.problems import Problem
from tests.connections.everything import with_futures
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("redis_url")]
SMALL, LARGE = "ORDI/USDT:USDT", "BTC/USDT:USDT"


def problems(exchange: str, leverage: str, order: str = "300") -> dict[str, list[Problem]]:
    """Return what is wrong at each pair with this leverage and four orders of this size."""
    given = {"name": "Mine", "connection": 1, "market_type": "futures", "pairs": [LARGE, SMALL]}
    money = {"base_order": order, "addon_order": order, "volume_scale": "1", "margin_limit": "1000000"}
    raw = given | money | {"risk_level": "custom", "max_addons": "3", "leverage": leverage}
    found = preview(settings.read(raw), lookup.sites(exchange, "futures", [LARGE, SMALL]).sites)
    assert not found.problems
    return {pair.site.symbol: list(pair.problems) for pair in found.pairs}


@pytest.mark.parametrize("exchange", with_futures(), indirect=True)
def test_a_small_coin_is_refused_what_a_large_one_is_granted(exchange: str) -> None:
    loading.load(exchange)
    too_high = Problem("leverage", "leverage_too_high", Decimal(15), "1..10")
    assert problems(exchange, "15") == {
        LARGE: [],
        SMALL: [too_high] if twins()[exchange].tells_leverage else [],
    }
    assert problems(exchange, "10") == {LARGE: [], SMALL: []}, "what the tier allows is granted"


def test_a_larger_position_is_in_a_tier_with_less(sandbox: Sandbox) -> None:
    loading.load("mexc")
    # 4 x 12,000 is more than the 45,600 of the first tier.
    too_high = Problem("leverage", "leverage_too_high", Decimal(10), "1..5")
    assert problems("mexc", "10", order="12000")[SMALL] == [too_high]
