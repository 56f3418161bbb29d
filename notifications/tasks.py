"""Background work: ids in, nothing out."""

from celery import shared_task

from notifications import delivery

_BATCH = 50


@shared_task
def deliver(ids: list[int]) -> None:
    delivery.deliver(ids)


@shared_task
def deliver_due() -> None:
    """Queue what was never delivered: the queue was away, a mail server was down, a worker died."""
    ids = delivery.due()
    for start in range(0, len(ids), _BATCH):
        deliver.delay(ids[start : start + _BATCH])
