"""Who was asked lately, and for whom the exchange was silent: in Redis, for all workers together.

Emptied, it forgets two minutes: an outage is noticed that much later, and nothing else is lost.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from redis.client import Pipeline

from backfuture.lib.shared import store
from connections import egress
from connections.incidents.evidence import Lane, Look


@dataclass(frozen=True)
class Count:
    """People at one exchange within the window: how many were asked, and whose last answer is missing."""

    asked: int
    failing: int

    @property
    def is_silent(self) -> bool:
        share = 100 * self.failing >= settings.INCIDENT_SHARE_PERCENT * self.asked
        return share and self.failing > 0

    @property
    def is_down(self) -> bool:
        return self.is_silent and self.failing >= settings.INCIDENT_USERS


Counts = Mapping[str, Mapping[Lane, Count]]  # by our address: what is silent from one may answer another


def add(lane: Lane, looks: Collection[Look], now: datetime) -> None:
    """Count the looks of one group at one exchange; raises redis.RedisError where Redis is away."""
    ways: dict[str, list[Look]] = defaultdict(list)
    for look in looks:
        ways[look.egress].append(look)
    pipe = store().pipeline(transaction=False)
    for way, found in ways.items():
        _add_people(pipe, lane, way, found, now.timestamp())
    if causes := Counter(look.cause for look in looks if look.cause):
        pipe.delete(_key(lane, "answered"))
        for cause, number in causes.items():
            pipe.hincrby(_key(lane, "causes"), cause, number)
    else:
        pipe.incr(_key(lane, "answered"))
    for part in ("answered", "causes"):
        pipe.expire(_key(lane, part), settings.INCIDENT_WINDOW_SECONDS)
    pipe.execute()


def _add_people(pipe: Pipeline, lane: Lane, way: str, looks: Collection[Look], at: float) -> None:
    silent = {str(look.user_id) for look in looks if look.cause}
    fine = {str(look.user_id) for look in looks if not look.cause} - silent
    pipe.zadd(_key(lane, "asked", way), dict.fromkeys(silent | fine, at))
    if silent:
        pipe.zadd(_key(lane, "failing", way), dict.fromkeys(silent, at))
    if fine:
        pipe.zrem(_key(lane, "failing", way), *fine)
        pipe.zrem(_key(lane, "odd"), *fine)
    for part in ("asked", "failing"):
        pipe.expire(_key(lane, part, way), settings.INCIDENT_WINDOW_SECONDS)


def counts(lanes: Iterable[Lane], now: datetime) -> Counts:
    """Return the people of each lane within the window, by our address, in one round trip."""
    places = [(way, lane) for lane in lanes for way in _ways()]
    before = now.timestamp() - settings.INCIDENT_WINDOW_SECONDS
    pipe = store().pipeline(transaction=False)
    for way, lane in places:
        for part in ("asked", "failing"):
            pipe.zremrangebyscore(_key(lane, part, way), "-inf", before)
            pipe.zcard(_key(lane, part, way))
    found = iter(pipe.execute())
    counted: dict[str, dict[Lane, Count]] = defaultdict(dict)
    for (way, lane), (_, asked, _, failing) in zip(
        places, zip(found, found, found, found, strict=True), strict=True
    ):
        if asked:
            counted[way][lane] = Count(asked, failing)
    return counted


def answered(lanes: Iterable[Lane]) -> dict[Lane, int]:
    """Return how many groups of checks in a row had nothing but answers."""
    lanes = list(lanes)
    found = store().mget([_key(lane, "answered") for lane in lanes]) if lanes else []
    return {lane: int(number or 0) for lane, number in zip(lanes, found, strict=True)}


def people(lane: Lane, ways: Iterable[str]) -> Count:
    """Return the people of a lane as seen from some of our addresses, each once.

    Those who failed while everybody else was answered, and still do, are left out.
    """
    places = list(ways)
    asked, failing = (
        set(store().zunion([_key(lane, part, way) for way in places])) if places else set[bytes]()
        for part in ("asked", "failing")
    )
    odd = failing & set(store().zrange(_key(lane, "odd"), 0, -1))
    return Count(len(asked - odd), len(failing - odd))


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
    pipe.zunionstore(_key(lane, "odd"), [_key(lane, "odd"), *(_key(lane, "failing", way) for way in _ways())])
    pipe.expire(_key(lane, "odd"), settings.RECHECK_SECONDS)
    pipe.delete(*(_key(lane, part) for part in ("answered", "causes")))
    pipe.delete(*(_key(lane, part, way) for part in ("asked", "failing") for way in _ways()))
    pipe.execute()


def _ways() -> list[str]:
    """Return our addresses, and the empty one of connections that have none yet."""
    return ["", *egress.addresses()]


def _key(lane: Lane, part: str, way: str | None = None) -> str:
    return f"incidents:{lane.exchange}:{lane.site}:{part}" + ("" if way is None else f":{way}")
