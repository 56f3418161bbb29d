"""Settings of a strategy to start from, a market to try them at, and every way to get them wrong."""

from decimal import Decimal
from typing import Any

from strategies.preview.site import Site, Tier

D = Decimal
SPOT: dict[str, Any] = {
    "name": "Calm",
    "connection": 7,
    "market_type": "spot",
    "pairs": ["BTC/USDT"],
    "base_order": "100",
    "addon_order": "100",
    "margin_limit": "2000",
}
FUTURES = SPOT | {"market_type": "futures", "pairs": ["BTC/USDT:USDT"], "leverage": "5"}


def step(at: object, share: object) -> dict[str, object]:
    return {"at": at, "share": share}


# What is changed, and every problem that comes of it.
WRONG: list[tuple[dict[str, Any], set[tuple[str, str]]]] = [
    ({"name": None}, {("name", "required")}),
    ({"name": " \u200b "}, {("name", "required")}),
    ({"name": 7}, {("name", "not_a_text")}),
    ({"name": "x" * 61}, {("name", "too_long")}),
    ({"connection": None}, {("connection", "required")}),
    ({"connection": "7a"}, {("connection", "connection_unknown")}),
    ({"connection": True}, {("connection", "connection_unknown")}),
    ({"market_type": None}, {("market_type", "required")}),
    ({"market_type": "margin"}, {("market_type", "not_a_choice")}),
    ({"pairs": None}, {("pairs", "required")}),
    ({"pairs": []}, {("pairs", "required")}),
    ({"pairs": "BTC/USDT"}, {("pairs", "not_a_list")}),
    ({"pairs": [f"C{n}/USDT" for n in range(51)]}, {("pairs", "too_many")}),
    ({"pairs": ["BTC", "ETH/USDT"]}, {("pairs", "not_a_pair")}),
    ({"pairs": ["BTC/USDT", "btc/usdt"]}, {("pairs", "repeated")}),
    ({"pairs": ["BTC/USDT", "ETH/USDC"]}, {("pairs", "quotes_differ")}),
    ({"pairs": ["BTC/USDT:USDT"]}, {("pairs", "not_spot")}),
    ({"market_type": "futures", "pairs": ["BTC/USD:BTC"]}, {("pairs", "not_linear")}),
    ({"base_order": None}, {("base_order", "required")}),
    ({"base_order": "1,5"}, {("base_order", "not_a_number")}),
    ({"base_order": "0"}, {("base_order", "out_of_range")}),
    ({"addon_order": None}, {("addon_order", "required")}),
    ({"budget": "100"}, {("budget", "not_above_base_order")}),
    ({"margin_limit": None}, {("margin_limit", "required")}),
    ({"margin_limit": "99"}, {("margin_limit", "below_base_order")}),
    ({"max_addons": 26}, {("max_addons", "out_of_range")}),
    ({"max_addons": "2.5"}, {("max_addons", "not_whole")}),
    ({"active_addons": 6}, {("active_addons", "out_of_range")}),
    ({"step": 30}, {("max_addons", "price_reaches_zero")}),
    (
        {"deviation_reference": "average", "step_scale": "0.5", "max_addons": 25},
        {("max_addons", "prices_not_apart")},
    ),
    ({"deviation_reference": "custom"}, {("custom_steps", "required")}),
    ({"deviation_reference": "custom", "custom_steps": 5}, {("custom_steps", "not_a_list")}),
    ({"deviation_reference": "custom", "custom_steps": [5, "x"]}, {("custom_steps", "not_a_number")}),
    ({"deviation_reference": "custom", "custom_steps": [5, 5]}, {("custom_steps", "not_increasing")}),
    (
        {"deviation_reference": "custom", "custom_steps": [5], "max_addons": 2},
        {("custom_steps", "wrong_count")},
    ),
    ({"side": "short"}, {("side", "needs_futures")}),
    ({"leverage": 2}, {("leverage", "needs_futures")}),
    ({"margin_mode": "cross"}, {("margin_mode", "needs_futures")}),
    (FUTURES | {"leverage": 11}, {("leverage", "above_level")}),
    (FUTURES | {"leverage": 4, "risk_level": "cautious"}, {("leverage", "above_level")}),
    (FUTURES | {"side": "short", "take_profit": 100}, {("take_profit", "price_reaches_zero")}),
    ({"stop_loss": 100}, {("stop_loss", "price_reaches_zero")}),
    ({"groups_per_pair": 2}, {("groups_per_pair", "out_of_range")}),
    ({"max_groups": 0}, {("max_groups", "out_of_range")}),
    ({"soft_limit": 80, "hard_limit": 70}, {("soft_limit", "above_hard_limit")}),
    ({"reserve": -1}, {("reserve", "out_of_range")}),
    ({"trailing": "11"}, {("trailing", "out_of_range")}),
    ({"addon_zone": [1, 2]}, {("addon_zone", "not_an_object")}),
    ({"addon_zone": {"low": 3, "high": 2}}, {("addon_zone.low", "not_below_high")}),
    (
        {"addon_zone": {"low": "x", "hihg": 2}},
        {("addon_zone.low", "not_a_number")} | {("addon_zone.hihg", "unknown_field")},
    ),
    ({"addon_zone": {"low": 3}, "pairs": ["BTC/USDT", "ETH/USDT"]}, {("addon_zone", "one_pair_only")}),
    ({"tp_steps": "x"}, {("tp_steps", "not_a_list")}),
    ({"tp_steps": [step(n, 20) for n in range(1, 6)]}, {("tp_steps", "not_a_list")}),
    ({"tp_steps": [{"at": 1}]}, {("tp_steps", "not_a_step")}),
    ({"tp_steps": [step("x", 100)]}, {("tp_steps", "not_a_number")}),
    ({"tp_steps": [step(0, 100)]}, {("tp_steps", "out_of_range")}),
    ({"tp_steps": [step(2, 50), step(2, 50)]}, {("tp_steps", "not_increasing")}),
    ({"tp_steps": [step(1, "33.33"), step(2, "66.66")]}, {("tp_steps", "not_hundred")}),
    ({"recovery": "on"}, {("recovery", "not_an_object")}),
    ({"recovery": {"mode": True}}, {("recovery.mode", "not_a_choice")}),
    (
        {"recovery": {"addons_at": 9, "slice": 0, "loss_budget": 101}},
        {
            ("recovery.addons_at", "out_of_range"),
            ("recovery.slice", "out_of_range"),
            ("recovery.loss_budget", "out_of_range"),
        },
    ),
    ({"recovery": {"blocks_new_groups": "yes"}}, {("recovery.blocks_new_groups", "not_true_or_false")}),
    ({"is_returning": 1}, {("is_returning", "not_true_or_false")}),
    ({"volume_scales": 2, "price": 3}, {("volume_scales", "unknown_field"), ("price", "unknown_field")}),
]


def site(symbol: str = "BTC/USDT", price: object = 100, **changed: Any) -> Site:
    """Return a market; without steps, minimums, fees and maintenance unless they are given."""
    known = Site(symbol, "USDT", None if price is None else D(str(price)), tiers=_tiers(symbol))
    return Site(**{name: changed.get(name, getattr(known, name)) for name in Site.__slots__})


def _tiers(symbol: str) -> tuple[Tier, ...]:
    """Return what an exchange tells of futures: all the leverage there is, and nothing kept for liquidation."""
    return (tier(None, 1000, 0),) if ":" in symbol else ()


def tier(most: object, leverage: object, rate: object) -> Tier:
    return Tier(None if most is None else D(str(most)), D(str(leverage)), D(str(rate)))
