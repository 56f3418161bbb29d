"""One of our own ways out fails: then every exchange seems to be down, and none is."""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.conf import settings

from accounts.models import User
from backfuture.lib.shared import store
from connections import egress
from connections.incidents.counting import Counts
from connections.incidents.evidence import Look
from notifications import services

logger = logging.getLogger(__name__)
# So many exchanges that are silent at once, to however few, are no chance; two are where enough people say so.
_MANY, _SEVERAL = 3, 2
_STUCK = "incidents:stuck:{}"


def broken(counts: Counts) -> set[str]:
    """Return the addresses of ours from which most of the exchanges that were asked are silent at once."""
    found = set()
    for way, lanes in counts.items():
        silent = [count for count in lanes.values() if count.is_silent]
        is_sure = len(silent) >= _MANY or sum(count.is_down for count in silent) >= _SEVERAL
        if is_sure and 2 * len(silent) > len(lanes):
            found.add(way)
    return found


def add_stuck(looks: Iterable[Look], now: datetime) -> None:
    """Note whose questions our proxies did not carry."""
    pipe = store().pipeline(transaction=False)
    for look in looks:
        pipe.zadd(_STUCK.format(look.egress), {str(look.user_id): now.timestamp()})
        pipe.expire(_STUCK.format(look.egress), settings.INCIDENT_WINDOW_SECONDS)
    pipe.execute()


def stuck(now: datetime) -> set[str]:
    """Return the addresses whose proxies do not carry the questions of enough people."""
    since, places = now.timestamp() - settings.INCIDENT_WINDOW_SECONDS, egress.addresses()
    pipe = store().pipeline(transaction=False)
    for way in places:
        pipe.zcount(_STUCK.format(way), since, "+inf")
    return {
        way for way, people in zip(places, pipe.execute(), strict=True) if people >= settings.INCIDENT_USERS
    }


def alarm(ways: Collection[str], counts: Counts) -> None:
    """Tell staff, of each address once in some hours; raises redis.RedisError."""
    lasts = timedelta(hours=settings.NOTICE_HOURS)
    for way in sorted(ways):
        if not store().set(f"incidents:alarmed:{way}", 1, nx=True, ex=lasts):
            continue
        codes = sorted({lane.exchange for lane, count in counts.get(way, {}).items() if count.is_silent})
        logger.error("our way out by %s does not work: silent are %s", way or "this machine", codes or "all")
        staff = User.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True)
        params = {"address": way, "exchanges": codes}
        services.notify_many(services.Notice(pk, "way_out_silent", params, "/status/") for pk in staff)
