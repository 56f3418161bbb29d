"""One of our own ways out fails: then every exchange seems to be down, and none is."""

import logging
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings

from accounts.models import User
from backfuture.lib.shared import store
from connections.incidents.counting import Counts
from notifications import services

logger = logging.getLogger(__name__)
# So many exchanges that are silent at once, to however few, are no chance; two are where enough people say so.
_MANY, _SEVERAL = 3, 2


def broken(counts: Counts) -> set[str]:
    """Return the addresses of ours from which most of the exchanges that were asked are silent at once."""
    found = set()
    for way, lanes in counts.items():
        silent = [count for count in lanes.values() if count.is_silent]
        is_sure = len(silent) >= _MANY or sum(count.is_down for count in silent) >= _SEVERAL
        if is_sure and 2 * len(silent) > len(lanes):
            found.add(way)
    return found


def alarm(ways: Collection[str], counts: Counts) -> None:
    """Tell staff, of each address once in some hours; raises redis.RedisError."""
    lasts = timedelta(hours=settings.NOTICE_HOURS)
    for way in sorted(ways):
        codes = sorted({lane.exchange for lane, count in counts[way].items() if count.is_silent})
        if not store().set(f"incidents:alarmed:{way}", 1, nx=True, ex=lasts):
            continue
        logger.error("most exchanges are silent from %s: is our own way out down?", way or "here")
        staff = User.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True)
        params = {"address": way, "exchanges": codes}
        services.notify_many(services.Notice(pk, "way_out_silent", params, "/status/") for pk in staff)
