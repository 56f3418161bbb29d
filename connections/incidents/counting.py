"""Who was asked lately, and for whom the exchange was silent: in Redis, for all workers together.

Emptied, it forgets two minutes: an outage is noticed that much later, and nothing else is lost.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from backfuture.lib.shared import store
from connections.incidents.evidence import Lane, Look


@dataclass(frozen=True)
class Count:
    """People at one exchange within the window: how many were asked, and whose last answer is missing.

    `answered` is how many groups of checks in a row had nothing but answers.
    """

    asked: int
    failing: int
    answered: int


def add(lane: Lane, looks: Collection[Look], now: datetime) -> None:
    """Count the looks of one group at one exchange; raises redis.RedisError where Redis is away."""
    silent = {str(look.user_id) for look in looks if look.cause}
    fine = {str(look.user_id) for look in looks if not look.cause} - silent
    at, pipe = now.timestamp(), store().pipeline(transaction=False)
    pipe.zadd(_key(lane, "asked"), dict.fromkeys(silent | fine, at))
    if silent:
        pipe.zadd(_key(lane, "failing"), dict.fromkeys(silent, at))
        pipe.delete(_key(lane, "answered"))
        for cause, number in Counter(look.cause for look in looks if look.cause).items():
            pipe.hincrby(_key(lane, "causes"), cause, number)
    else:
        pipe.incr(_key(lane, "answered"))
    if fine:
        pipe.zrem(_key(lane, "failing"), *fine)
        pipe.zrem(_key(lane, "odd"), *fine)
    for part in ("asked", "failing", "answered", "causes"):
        pipe.expire(_key(lane, part), settings.INCIDENT_WINDOW_SECONDS)
    pipe.execute()


def counts(lanes: Iterable[Lane], now: datetime) -> dict[Lane, Count]:
    """Return the people of each lane within the window, in one round trip."""
    lanes, before = list(lanes), now.timestamp() - settings.INCIDENT_WINDOW_SECONDS
    pipe = store().pipeline(transaction=False)
    for lane in lanes:
        for part in ("asked", "failing"):
            pipe.zremrangebyscore(_key(lane, part), "-inf", before)
            pipe.zcard(_key(lane, part))
        pipe.get(_key(lane, "answered"))
    found = iter(pipe.execute())
    rows = zip(found, found, found, found, found, strict=True)
    return {
        lane: Count(asked, failing, int(answered or 0))
        for lane, (_, asked, _, failing, answered) in zip(lanes, rows, strict=True)
    }


def without_the_odd(lane: Lane, count: Count) -> Count:
    """Return a count without those who failed while everybody else was answered, and still do."""
    odd = store().zinter([_key(lane, "failing"), _key(lane, "odd")])
    return Count(count.asked - len(odd), count.failing - len(odd), count.answered)


def main_cause(lane: Lane) -> str:
    """Return what most of the silence was like; empty where nothing is known any more."""
    causes: Mapping[bytes, bytes] = store().hgetall(_key(lane, "causes"))  # type: ignore[assignment]
    return max(causes, key=lambda cause: int(causes[cause])).decode() if causes else ""


def begin(lane: Lane) -> None:
    """Count answers anew: an incident was opened."""
    store().delete(_key(lane, "answered"))


def end(lane: Lane) -> None:
    """Count anew: an incident is over.

    Who still fails has a reason of their own: until an answer reaches them, or for an hour, they open no other one.
    """
    pipe = store().pipeline(transaction=False)
    pipe.zunionstore(_key(lane, "odd"), [_key(lane, "failing"), _key(lane, "odd")])
    pipe.expire(_key(lane, "odd"), settings.RECHECK_SECONDS)
    pipe.delete(*(_key(lane, part) for part in ("asked", "failing", "answered", "causes")))
    pipe.execute()


def _key(lane: Lane, part: str) -> str:
    return f"incidents:{lane.exchange}:{lane.site}:{part}"
