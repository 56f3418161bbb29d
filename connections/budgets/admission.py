"""Let one check in when its exchange may be asked, and nobody for a while where it refused that."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import redis
from django.conf import settings

from connections.budgets import blocking, little
from connections.budgets.lines import Lane, Line, asked, watched
from connections.budgets.pacing import pacer
from connections.budgets.taking import is_told, take
from connections.exchanges._limits import OPEN, Admission, Held, paths
from connections.exchanges.base import Exchange, Probe
from connections.findings import Diagnosis, Refusal

# How long a check waits at most: a person, who looks at the page, and a recheck that has begun.
_PEOPLE_SECONDS = 5.0
_BEGUN_SECONDS = 4.0


def admission(
    exchange: Exchange,
    egress: str,
    account: int,
    lane: Lane,
    rest: Sequence[Probe] = (),
    is_over: Callable[[], bool] = lambda: False,
    *,
    user: int = 0,
) -> Admission:
    """Return who lets a check in, with a key of this `user`.

    `rest` are the questions of a recheck that are sure to follow the first ones.

    Once `is_over` says so no recheck waits any longer for its turn.
    """
    if not settings.BUDGETS:
        return OPEN
    if lane is Lane.PEOPLE:
        return _ForPeople(exchange, egress, account, user)
    return _ForWatch(exchange, egress, account, user, rest, is_over)


def public(exchange: Exchange) -> Admission:
    """Return who lets in what needs no key: markets and prices."""
    return admission(exchange, settings.EGRESS[0], 0, Lane.PEOPLE)


@dataclass
class _Side:
    exchange: Exchange
    egress: str
    account: int
    user: int

    async def enter_public(self, path: str, patience: float) -> None:
        """Charge what needs no key to the address that it is asked from; somebody waits for most of it."""
        line = watched(self.exchange, settings.EGRESS[0], (path,))
        try:
            await _reserve(line, Lane.PEOPLE, patience)
        except redis.RedisError:
            little.enter(line)

    def heard(self, refusal: Refusal, diagnosis: Diagnosis) -> None:
        blocking.heard(self.exchange, self.egress, self.user, refusal, diagnosis)


@dataclass
class _ForPeople(_Side):
    """People pass as soon as the quota has room, also a little while Redis is away."""

    async def enter(self, probes: Sequence[Probe], *, is_first: bool) -> float:
        line = asked(self.exchange, self.egress, paths(probes), self.account)
        try:
            return await _reserve(line, Lane.PEOPLE, _PEOPLE_SECONDS)
        except redis.RedisError:
            little.enter(line)
            return 0.0


@dataclass
class _ForWatch(_Side):
    """Rechecks pass evenly; what is sure to be asked is taken at once, so that nothing is begun in vain."""

    rest: Sequence[Probe]
    is_over: Callable[[], bool]

    async def enter(self, probes: Sequence[Probe], *, is_first: bool) -> float:
        if is_first:
            sure = paths([*probes, *self.rest])
            await pacer().enter(watched(self.exchange, self.egress, tuple(sure)), self.is_over)
            return 0.0  # nothing counts yet
        # What was taken at the beginning is not taken again: it is only asked whether there is a block meanwhile,
        # and by one check for all that come with it, because each such question costs a fifth of a check.
        if self.rest and is_told(self.exchange.code, self.egress):
            return self._unless_blocked()
        line = watched(self.exchange, self.egress, () if self.rest else tuple(paths(probes)))
        try:
            return await _reserve(line, Lane.WATCH, _BEGUN_SECONDS)
        except redis.RedisError as error:
            raise Held(_BEGUN_SECONDS) from error

    def _unless_blocked(self) -> float:
        if blocked := blocking.left(self.exchange.code, self.egress):
            raise Held(blocked)
        return 0.0


async def _reserve(line: Line, lane: Lane, ahead: float) -> float:
    """Wait for a slot of its own that is not too far away, or raise Held."""
    taken = take(line, lane, 1, ahead)
    if not taken.slots:
        raise Held(taken.next)
    if taken.slots[0]:
        await asyncio.sleep(taken.slots[0])
    return taken.slots[0]
