"""Every field of a strategy: what the ladder reads too, a little stricter, and what it does not know."""

from collections.abc import Mapping
from dataclasses import replace

from strategies import fields
from strategies.fields import Choice, Number, count, percent

FIELDS: Mapping[str, Number | Choice] = {
    **{name: field for name, field in fields.FIELDS.items() if name not in fields.OF_THE_MARKET},
    "market_type": replace(fields.FIELDS["market_type"], is_required=True),
    "margin_limit": replace(fields.FIELDS["margin_limit"], is_required=True),
    # One group per pair and direction: a second would average into the first.
    "groups_per_pair": count(1, 1, 1),
    "trailing": percent("0.1", "10"),
}
RECOVERY: Mapping[str, Number | Choice] = {
    "mode": Choice(("off", "watch", "on"), "off"),
    "addons_at": percent("10", "100", "80"),
    "margin_at": percent("10", "100", "80"),
    "drawdown_at": percent("0.1", "100"),
    "min_profit": percent("0", "20", "0.2"),
    "slice": percent("1", "100"),
    "loss_budget": percent("0", "100", "0"),
}
RECOVERY_SWITCH = "blocks_new_groups"
_PRICE = replace(fields.FIELDS["price"], is_required=False)
ZONE: Mapping[str, Number | Choice] = {"low": _PRICE, "high": _PRICE}
TP_STEP: Mapping[str, Number] = {"at": percent("0.1", "100"), "share": percent("0.01", "100")}
# Read each in its own way.
SHAPED = ("name", "connection", "pairs", "custom_steps", "addon_zone", "tp_steps", "recovery", "is_returning")
NAMES = (*FIELDS, *SHAPED)

# How much leverage each level allows.
LEVERAGE: Mapping[str, int] = {"cautious": 3, "balanced": 10, "active": 20, "custom": 20}
MOST_PAIRS = 50
MOST_TP_STEPS = 4
NAME_LIMIT = 60
