"""What a group of questions draws on: the quotas of an exchange, as buckets in Redis."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from connections.exchanges._limits import Charge, Limit, charges
from connections.exchanges.base import Exchange

# What may arrive late counts longer than the exchange's window: in seconds, and at most in parts of the window.
_SLACK_SECONDS, _SLACK_PART = 0.5, 0.15
_CELLS = 32  # of one window
# How much of the even pace may be caught up after a standstill; where one is asked at a time, two whole slots:
# whoever comes in person takes one of them.
_BEHIND_SECONDS, _BEHIND_PART, _BEHIND_SLOTS = 0.5, 0.25, 2


class Lane(StrEnum):
    """Who asks: what the rechecks may use leaves a share for people, who may use whatever is free."""

    WATCH = "w"
    PEOPLE = "p"


@dataclass(frozen=True)
class Line:
    """The buckets of some questions from one address; those of the account only where an account is named."""

    exchange: str
    egress: str
    charges: tuple[Charge, ...]
    account_charges: tuple[Charge, ...] = ()
    account: int = 0

    @property
    def keys(self) -> list[str]:
        ours = [f"budget:{self.exchange}:{self.egress}:{one.pool}" for one in self.charges]
        return ours + [f"budget:{self.exchange}:of {self.account}:{one.pool}" for one in self.account_charges]

    @property
    def numbers(self) -> list[float]:
        """Return what the script wants to know of each bucket."""
        every = (*self.charges, *self.account_charges)
        return [number for charge in every for number in _numbers(charge, settings.PEOPLE_SHARE_PERCENT)]

    @property
    def seconds_each(self) -> float:
        """Return how far apart rechecks are asked."""
        rates = (one.limit.rate(settings.PEOPLE_SHARE_PERCENT) / one.weight for one in self.charges)
        return 1 / min(rates, default=1000.0)


def _slack(limit: Limit) -> float:
    return min(_SLACK_SECONDS, _SLACK_PART * limit.seconds)


@functools.cache
def _numbers(charge: Charge, people_percent: int) -> tuple[float, ...]:
    limit, window_ms = charge.limit, charge.limit.seconds * 1000
    span_ms = window_ms + 1000 * _slack(limit)
    each_ms = 1000 / limit.rate(people_percent)
    behind_ms = max(min(_BEHIND_SECONDS * 1000, _BEHIND_PART * window_ms), _BEHIND_SLOTS * each_ms)
    # What weighs more than the whole quota is asked when all of it is free.
    weight = min(charge.weight, limit.quota)
    return weight, limit.quota, span_ms, window_ms / _CELLS, each_ms, behind_ms


@functools.cache
def most_late(line: Line) -> float:
    """Return by how many seconds a slot may be missed; the other half of the slack is for the way to them."""
    return min((_slack(charge.limit) for charge in line.charges), default=_SLACK_SECONDS) / 2


@functools.cache
def watched(exchange: Exchange, egress: str, paths: tuple[str, ...]) -> Line:
    """Return what a recheck draws on; it never comes near the quota of one account."""
    return Line(exchange.code, egress, charges(exchange.limits, paths, of_account=False))


def asked(exchange: Exchange, egress: str, paths: Sequence[str], account: int) -> Line:
    """Return what a person's check draws on: also on the account's quotas, because a person may ask again."""
    ours = watched(exchange, egress, tuple(paths)).charges
    theirs = charges(exchange.limits, paths, of_account=True)
    return Line(exchange.code, egress, ours, theirs, account)
