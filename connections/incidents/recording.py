"""Take in what a group of checks says of the exchanges: counts in Redis, a pulse in the database."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import DatabaseError
from django.utils import timezone
from redis import RedisError

from connections.findings import OUR_WAY
from connections.incidents import counting, pulses, ways
from connections.incidents.evidence import Lane, Look

logger = logging.getLogger(__name__)


def record(looks: Iterable[Look | None]) -> None:
    """Record a group of looks, after it was written; what says nothing of its exchange may be among them.

    Never raises where a store is away: a check is worth more than what it tells of the exchange.
    """
    lanes: dict[Lane, list[Look]] = defaultdict(list)
    stuck: list[Look] = []
    for look in looks:
        if look is not None:
            (stuck if look.cause == OUR_WAY else lanes[look.lane]).append(look)
    if not lanes and not stuck:
        return
    now = timezone.now()
    try:
        if stuck:
            ways.add_stuck(stuck, now)
        if lanes:
            _add(lanes, now)
    except (DatabaseError, RedisError) as error:
        logger.warning("what checks say of the exchanges is lost: %s", type(error).__name__)


def _add(lanes: Mapping[Lane, Collection[Look]], now: datetime) -> None:
    pulses.add(lanes, now)
    for lane, found in lanes.items():
        counting.add(lane, found, now)
