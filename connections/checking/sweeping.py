"""What a sweep queues: what is due and does not wait in the queue already."""

import contextlib
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

import redis
from django.conf import settings
from django.utils import timezone

from backfuture.lib.shared import store
from connections.checking.claiming import due_lanes

_QUEUED = "queued"  # ids that wait in the queue, each with when its batch expires


def batches() -> Iterator[list[int]]:
    """Yield the ids to queue now; they count as queued until they are taken, or until their batch expires."""
    lanes = due_lanes()
    waiting = _waiting([pk for lane in lanes.values() for pk in lane])
    # By turns: nobody waits until all of another exchange is through, and each goes at its own pace in every batch.
    turns = chain.from_iterable(zip_longest(*lanes.values()))
    for batch in _cut([pk for pk in turns if pk is not None and pk not in waiting]):
        _note(batch)
        yield batch


def taken(ids: Sequence[int]) -> None:
    """Note that a batch left the queue: what is due again soon is queued again."""
    with contextlib.suppress(redis.RedisError):  # the notes expire by themselves
        store().zrem(_QUEUED, *ids)


def _waiting(ids: Sequence[int]) -> set[int]:
    """Return those that are in the queue; the note is where the queue is, so that both are lost together."""
    if not ids:
        return set()
    now = timezone.now().timestamp()
    expiries = store().zmscore(_QUEUED, [str(pk) for pk in ids])
    return {pk for pk, expires in zip(ids, expiries, strict=True) if expires is not None and expires > now}


def _note(ids: Sequence[int]) -> None:
    now = timezone.now().timestamp()
    with store().pipeline(transaction=False) as pipeline:
        pipeline.zremrangebyscore(_QUEUED, "-inf", now)
        pipeline.zadd(_QUEUED, {str(pk): now + settings.QUEUED_SECONDS for pk in ids})
        pipeline.execute()


def _cut(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + settings.CHUNK_SIZE] for start in range(0, len(ids), settings.CHUNK_SIZE)]
