"""Bring stored notifications through their channels: claimed, so that none goes out twice at once."""

import logging
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.language import spoken_to
from notifications.channels import channels
from notifications.channels.base import Undelivered
from notifications.models import Delivery
from notifications.words import words_for

log = logging.getLogger(__name__)

# Seconds until the next attempt, after the first, second ... one; there are as many attempts as entries.
_WAITS = (60, 300, 1800, 7200, 21600)
MAX_ATTEMPTS = len(_WAITS)


def due(limit: int = 500) -> list[int]:
    """Return the ids of deliveries whose time has come, the oldest first."""
    found = Delivery.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    return list(found.values_list("pk", flat=True)[:limit])


def deliver(ids: Collection[int]) -> None:
    """Try each delivery once, unless somebody else is at it; a failed one is due again later, five times in all."""
    waiting = Delivery.objects.filter(pk__in=ids, due_at__lte=timezone.now())
    for delivery in waiting.select_related("notification__user"):
        if _claim(delivery):
            _attempt(delivery)


def _claim(delivery: Delivery) -> bool:
    """Move the due time on, which is at once the claim and the next attempt should this one never report back."""
    next_at = timezone.now() + timedelta(seconds=_WAITS[min(delivery.attempts, MAX_ATTEMPTS - 1)])
    unchanged = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts, due_at=delivery.due_at)
    is_mine = unchanged.update(attempts=delivery.attempts + 1, due_at=next_at) == 1
    delivery.attempts += 1
    return is_mine


def _attempt(delivery: Delivery) -> None:
    mine = Delivery.objects.filter(pk=delivery.pk)
    try:
        _send(delivery)
    except Exception as error:
        is_final = isinstance(error, Undelivered) and error.is_final
        # A fault of ours is logged whole; a mail server's refusal is a sentence.
        trace = None if isinstance(error, Undelivered) else error
        log.warning("delivery %s, attempt %s: %s", delivery.pk, delivery.attempts, error, exc_info=trace)
        if is_final or delivery.attempts >= MAX_ATTEMPTS:
            mine.update(due_at=None)
    else:
        mine.update(due_at=None, delivered_at=timezone.now())


def _send(delivery: Delivery) -> None:
    channel = channels().get(delivery.channel)
    notification = delivery.notification
    user = notification.user
    if channel is None or not user.is_active:
        raise Undelivered("no such channel, or the person is gone", is_final=True)
    url = f"{settings.SITE_URL}{notification.url}" if notification.url else ""
    with spoken_to(user):
        channel.send(user, words_for(notification.code, notification.params, user), url)
