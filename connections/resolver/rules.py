"""What each piece of evidence says of each cause, as data.

A weight above 0 speaks for a cause, below 0 against it; the sums rank. `rules_out` is for what follows with
certainty, and only for that: a ranking may be wrong, a cause that is no longer named cannot be found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from connections.findings import Category

C = Category


@dataclass(frozen=True)
class Rule:
    weights: Mapping[Category, int] = field(default_factory=dict)
    rules_out: frozenset[Category] = frozenset()


# What lies with the key alone: the exchange is up, and others are let in.
_OF_KEY = (
    *(C.INVALID_KEY, C.BAD_SIGNATURE, C.BAD_PASSPHRASE, C.NO_PERMISSION, C.IP_NOT_ALLOWED, C.KEY_EXPIRED),
    *(C.ACCOUNT_RESTRICTED, C.FUTURES_NOT_OPENED),
)
_PROVEN = frozenset({C.INVALID_KEY, C.BAD_SIGNATURE, C.BAD_PASSPHRASE})

RULES: Mapping[str, Rule] = {
    # --- the exchange ------------------------------------------------------------------------------
    "clock_answers": Rule({**dict.fromkeys(_OF_KEY, 1), C.EXCHANGE_UNAVAILABLE: -2}),
    "clock_silent": Rule({C.EXCHANGE_UNAVAILABLE: 2, C.RATE_LIMITED: 1}),
    "clocks_agree": Rule(rules_out=frozenset({C.CLOCK_SKEW})),
    "clocks_differ": Rule({C.CLOCK_SKEW: 3}),
    "others_work": Rule({**dict.fromkeys(_OF_KEY, 1), C.EXCHANGE_UNAVAILABLE: -2, C.CLOCK_SKEW: -1}),
    # --- other questions of the same check -----------------------------------------------------------
    # The same key and secret were just accepted. An expired key may go on answering, and a clock may be at the edge.
    "key_accepted": Rule({C.KEY_EXPIRED: -2, C.CLOCK_SKEW: -2}, _PROVEN),
    "address_accepted": Rule(rules_out=frozenset({C.IP_NOT_ALLOWED})),
    # With several addresses of ours, or at hosts of another name, nobody can tell by which each question left.
    "some_address_accepted": Rule({C.IP_NOT_ALLOWED: -2}),
    "not_bound": Rule(rules_out=frozenset({C.IP_NOT_ALLOWED})),
    "market_reads": Rule({C.NO_PERMISSION: 2, C.FUTURES_NOT_OPENED: -1, C.NONE: 1}),
    "market_answers": Rule({C.NO_PERMISSION: 1, C.FUTURES_NOT_OPENED: 1, C.ACCOUNT_RESTRICTED: -1}),
    "introduction_refused": Rule({C.NO_PERMISSION: -3, C.INVALID_KEY: 1, C.IP_NOT_ALLOWED: 1}),
    "all_refused_alike": Rule({C.ACCOUNT_RESTRICTED: 1, C.KEY_EXPIRED: 1}),
    "right_on": Rule({C.NO_PERMISSION: -2, C.FUTURES_NOT_OPENED: 1, C.NONE: 1}),
    "right_off": Rule({C.NO_PERMISSION: 3}),
    # --- the address the exchange saw ----------------------------------------------------------------
    "other_address_seen": Rule({C.IP_NOT_ALLOWED: 3}),
    "seen_address_listed": Rule(rules_out=frozenset({C.IP_NOT_ALLOWED})),
    # --- what was known of the key -------------------------------------------------------------------
    # Key, secret and passphrase do not change. What a key may do does, and from where: neither is likelier by this.
    "worked_before": Rule(
        {C.NO_PERMISSION: 1, C.IP_NOT_ALLOWED: 1, C.KEY_EXPIRED: 1, C.BAD_SIGNATURE: -3, C.BAD_PASSPHRASE: -3}
    ),
    "never_worked": Rule({C.INVALID_KEY: 1, C.BAD_SIGNATURE: 1, C.BAD_PASSPHRASE: 1, C.KEY_EXPIRED: -1}),
    "looks_right": Rule({C.INVALID_KEY: -2}),
    "looks_wrong": Rule({C.INVALID_KEY: 2}),
    "was_not_bound": Rule({C.IP_NOT_ALLOWED: -1}),
    "addresses_were_listed": Rule({C.IP_NOT_ALLOWED: -1}),
    "addresses_were_not_listed": Rule({C.IP_NOT_ALLOWED: 3}),
    "right_was_off": Rule({C.NO_PERMISSION: 2}),
    "older_than_rule": Rule({C.KEY_EXPIRED: 3, C.INVALID_KEY: 1}),
    "bound_keys_stay": Rule({C.KEY_EXPIRED: -2}),
    "end_is_past": Rule({C.KEY_EXPIRED: 4}),
    "end_is_ahead": Rule({C.KEY_EXPIRED: -2}),
    "was_frozen": Rule({C.ACCOUNT_RESTRICTED: 3}),
    "was_expired": Rule({C.KEY_EXPIRED: 3}),
    "was_deleted": Rule({C.INVALID_KEY: 3}),
}
