"""Every reason that can be in the way, with the values of a real case."""

from connections.findings import Finding
from strategies.reasons import Reason

FULL = (
    Reason("no_connection"),
    Reason("disconnected"),
    Reason("not_checked"),
    Reason("action_required", {"findings": ["invalid_key", "futures_not_opened"]}),
    Reason("action_required", {"findings": [Finding("key_expired").to_json()]}),
    Reason("quarantined", {"findings": ["withdraw_enabled"]}),
    Reason("can_withdraw", {"value": "yes"}),
    Reason("can_withdraw", {"value": "unknown"}),
    Reason("paused"),
    Reason("market_not_chosen", {"market": "futures"}),
    Reason("market_not_chosen", {"market": "spot"}),
    Reason("market_limited", {"market": "futures", "findings": ["futures_not_opened"]}),
    Reason("market_limited", {"market": "spot"}),
    *(
        Reason("right_missing", {"right": right, "value": value})
        for right in ("read", "spot_trade", "futures_trade", "margin_trade")
        for value in ("no", "unknown")
    ),
    Reason("passport_old"),
    Reason("mended"),
    Reason("no_answer", {"exchange": "kucoin"}),
    Reason("pair_unknown", {"pair": "BTC/USDT"}),
    Reason("pair_inactive", {"pair": "BTC/USDT"}),
    Reason("pair_not_by_api", {"pair": "BTC/USDT"}),
    Reason("pair_not_for_key", {"pairs": ["BTC/USDT", "ETH/USDT"]}),
    Reason("leverage_too_high", {"pair": "BTC/USDT:USDT", "value": "20", "allowed": "12.5"}),
    Reason("markets_loading", {"exchange": "kucoin"}),
    Reason("prices_loading", {"exchange": "kucoin", "pairs": ["BTC/USDT"]}),
    Reason("balance_unknown", {"wallet": "futures", "quote": "USDT"}),
    Reason("balance_unknown", {"wallet": "spot", "quote": "USDT"}),
    Reason(
        "over_balance",
        {
            "limit": "1500.00",
            "free": "1234.5",
            "reserve": "100",
            "spoken_for": "580",
            "allowed": "554.5",
            "quote": "USDT",
        },
    ),
    Reason(
        "over_balance",
        {"limit": "5", "free": "0", "reserve": "0", "spoken_for": "0", "allowed": "0", "quote": "USDT"},
    ),
    Reason("settings", {"field": "max_addons", "problem": "out_of_range", "value": "99", "allowed": "0..25"}),
    Reason(
        "settings",
        {"field": "base_order", "problem": "below_minimum", "value": "1", "allowed": ">= 5", "rung": 2},
    ),
)
# What another version may have stored: a code alone.
BARE = tuple(dict.fromkeys(Reason(one.code).code for one in FULL if one.code != "settings"))
