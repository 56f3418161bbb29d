"""Tell people something, and note what they have read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notifications import tasks
from notifications.channels import channels
from notifications.models import Delivery, Notification

_BATCH = 50


@dataclass(frozen=True)
class Notice:
    """What to tell whom: `params` are JSON and never hold a secret, `url` is a path on this site."""

    user_id: int
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    url: str = ""


def notify(user_id: int, code: str, params: dict[str, Any] | None = None, url: str = "") -> Notification:
    """Tell one person; the row is there at once, deliveries follow when the transaction is committed."""
    return notify_many([Notice(user_id, code, params or {}, url)])[0]


def notify_many(notices: Iterable[Notice]) -> list[Notification]:
    """Tell many people with two inserts, however many they are."""
    rows = [
        Notification(user_id=one.user_id, code=one.code, params=one.params, url=one.url) for one in notices
    ]
    with transaction.atomic():
        told = Notification.objects.bulk_create(rows)
        sent = Delivery.objects.bulk_create(
            Delivery(notification=row, channel=code) for row in told for code in channels()
        )
        # robust: with the queue away the sweep delivers a little later, and nobody's request fails for it.
        transaction.on_commit(lambda: _queue([row.pk for row in sent]), robust=True)
    return told


def told_since(user_ids: Collection[int], code: str, since: datetime) -> list[Notification]:
    """Return what these people were told of this kind since then."""
    return list(Notification.objects.filter(user__in=user_ids, code=code, created_at__gte=since))


def mark_read(user: User, ids: Collection[int] | None = None) -> int:
    """Mark these of the person's notifications as read, all when `ids` is None; return how many changed.

    Unknown ids and those of others change nothing, and nobody learns which they were.
    """
    chosen = Notification.objects.for_user(user).unread()
    if ids is not None:
        chosen = chosen.filter(pk__in=ids)
    return chosen.update(read_at=timezone.now())


def _queue(delivery_ids: list[int]) -> None:
    for start in range(0, len(delivery_ids), _BATCH):
        tasks.deliver.delay(delivery_ids[start : start + _BATCH])
