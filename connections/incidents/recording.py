"""Take in what a group of checks says of the exchanges: counts in Redis, a pulse in the database."""

import logging
from collections import defaultdict
from collections.abc import Iterable

from django.db import DatabaseError
from django.utils import timezone
from redis import RedisError

from connections.incidents import counting, pulses
from connections.incidents.evidence import Lane, Look

logger = logging.getLogger(__name__)


def record(looks: Iterable[Look | None]) -> None:
    """Record a group of looks, after it was written; what says nothing of its exchange may be among them.

    Never raises where a store is away: a check is worth more than what it tells of the exchange.
    """
    lanes: dict[Lane, list[Look]] = defaultdict(list)
    for look in looks:
        if look is not None:
            lanes[look.lane].append(look)
    if not lanes:
        return
    now = timezone.now()
    try:
        pulses.add(lanes, now)
        for lane, found in lanes.items():
            counting.add(lane, found, now)
    except (DatabaseError, RedisError) as error:
        logger.warning("what checks say of the exchanges is lost: %s", type(error).__name__)
