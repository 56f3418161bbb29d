"""Leave an exchange alone that told one of us to: every worker hears of it through Redis, and remembers it itself."""

import logging
import math
import re
import time
from datetime import datetime

import redis
from django.utils import timezone

from backfuture.lib.shared import store
from connections.budgets import lifting
from connections.exchanges import _pages
from connections.exchanges.base import Exchange
from connections.findings import Category, Diagnosis, Refusal

logger = logging.getLogger(__name__)

# Until when this process knows of blocks, and since when: they outlive a Redis that loses everything.
_known: dict[str, tuple[float, datetime]] = {}
_LONGEST_SECONDS = 4 * 86_400
_NEWS_SECONDS = 0.5  # several checks are refused for the same
# "IP banned until 1788608949332", "will be unblocked after 1788608949332"; not "time":1788608949332, which is now.
_UNTIL_MS = re.compile(r"(?:until|after)\W{0,4}(1\d{12})\b", re.IGNORECASE)
# So many people refused for what their accounts asked, within so many seconds, are refused for what we asked.
_PEOPLE, _PEOPLE_SECONDS = 3, 10


def key(exchange: str, egress: str) -> str:
    return f"budget:{exchange}:{egress} blocked"


def block(exchange: str, egress: str, seconds: float) -> None:
    """Have nobody ask an exchange from an address for so many seconds; a longer block stays."""
    if seconds < left(exchange, egress) + _NEWS_SECONDS:
        return
    remember(exchange, egress, seconds)
    logger.warning("%s is left alone for %.0f s, asked from %s", exchange, seconds, egress)
    try:
        name = key(exchange, egress)
        if int(store().pttl(name)) < seconds * 1000:
            store().set(name, "", px=math.ceil(seconds * 1000))
    except redis.RedisError as error:
        logger.warning("a block is known to this process alone: %s", type(error).__name__)


def remember(exchange: str, egress: str, seconds: float) -> None:
    _known[key(exchange, egress)] = time.monotonic() + seconds, timezone.now()


def left(exchange: str, egress: str) -> float:
    """Return for how many seconds this process knows that an exchange is to be left alone."""
    name = key(exchange, egress)
    until, since = _known.get(name, (0.0, timezone.now()))
    seconds = max(0.0, until - time.monotonic())
    if seconds and lifting.is_lifted(name, since):
        del _known[name]
        return 0.0
    return seconds


def lift(exchange: str, egress: str) -> bool:
    """Let an exchange be asked again, by every process, and say whether it was blocked; raises redis.RedisError."""
    name = key(exchange, egress)
    was_blocked = bool(store().delete(name))
    lifting.lift(name, _LONGEST_SECONDS)
    return was_blocked


def forget() -> None:
    """Forget what this process knows; for tests."""
    _known.clear()
    lifting.forget()


def heard(exchange: Exchange, egress: str, user: int, refusal: Refusal, diagnosis: Diagnosis) -> None:
    """Leave the exchange alone where a refusal says that our address asked too much."""
    if Category.RATE_LIMITED not in diagnosis.candidates or refusal.status is None:
        return
    if diagnosis.code in exchange.account_rate_codes and not _is_widespread(exchange, egress, user):
        return
    block(exchange.code, egress, _seconds(exchange, refusal))


def _seconds(exchange: Exchange, refusal: Refusal) -> float:
    """Return how long: as they say, or as long as their window or ban takes."""
    limits = [one for one in exchange.limits if not one.is_of_account]
    ban = max((one.ban for one in limits), default=60)
    window = max((one.seconds for one in limits), default=10)
    is_ban = refusal.status == 418 or (refusal.status == 403 and not refusal.retry_after)
    told = max(refusal.retry_after or 0.0, _told(refusal.body))
    return min(told or (ban if is_ban else window), _LONGEST_SECONDS)


def _told(body: str) -> float:
    """Return the seconds until a moment that an answer names, at least one; 0 where it names none."""
    if _pages.is_page(body):
        return 0.0
    now = timezone.now().timestamp()
    left = [int(found) / 1000 - now for found in _UNTIL_MS.findall(body)]
    return max(1.0, *left) if left else 0.0


def _is_widespread(exchange: Exchange, egress: str, user: int) -> bool:
    """Say whether several people were refused at once, each as if their account had asked too much by itself.

    People, not keys: one person's keys may all belong to the same account.
    """
    name, now = f"budget:{exchange.code}:{egress} refused people", timezone.now().timestamp()
    try:
        with store().pipeline() as pipe:
            pipe.zadd(name, {str(user): now})
            pipe.zremrangebyscore(name, "-inf", now - _PEOPLE_SECONDS)
            pipe.expire(name, _PEOPLE_SECONDS)
            pipe.zcard(name)
            return int(pipe.execute()[-1]) >= _PEOPLE
    except redis.RedisError:
        return False
