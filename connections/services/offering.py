"""Offer a key pair that is made here: one waits per user and exchange, so that a reload shows the same public key."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from backfuture.lib.sealed import Unreadable
from connections import exchanges
from connections.exchanges import _pairs
from connections.exchanges._paste import Problem
from connections.exchanges.base import Exchange
from connections.models import KeyPair
from connections.models.key_pair import KeyPairQuerySet
from connections.services.limits import ensure_may_connect
from connections.services.refusals import Rejected

# Registering takes a while: what is destroyed soon is offered to nobody. A tenth of its life is three days.
_OFFERED = 0.9
# Who is told that somebody else was quicker finds that pair, unless it was used up in between.
_TRIES = 3


def offer_pair(user: User, exchange: str) -> KeyPair:
    """Return the pair that waits for this exchange, or make one (`is_new`).

    Raises Rejected where the exchange takes no public keys, NotVerified or LimitReached.
    """
    ensure_may_connect(user)
    found = exchanges.every().get(exchange)
    if found is None:
        raise Rejected([Problem("exchange", "unknown_exchange")])
    if not found.pairs:
        raise Rejected([Problem("exchange", "no_pairs")])
    return waiting_pair(user, found) or _make(user, found)


def waiting_pair(user: User, exchange: Exchange) -> KeyPair | None:
    """Return the pair that waits for this exchange, without its private half; none is made."""
    oldest = timezone.now() - timedelta(seconds=settings.PAIR_SECONDS * _OFFERED)
    waiting = _in_place(user, exchange).filter(algorithm=exchange.pairs, created_at__gt=oldest)
    pair = waiting.defer("private_key").first()
    return pair if pair is not None and _opens(pair.pk) else None


def _in_place(user: User, exchange: Exchange) -> KeyPairQuerySet:
    return KeyPair.objects.for_user(user).filter(exchange=exchange.code, set_aside_at=None)


def _opens(pk: int) -> bool:
    """Say whether the private half can be opened: whoever registered the public one could not use it otherwise."""
    try:
        pair = KeyPair.objects.filter(pk=pk).first()
        return pair is not None and bool(pair.open())
    except Unreadable:
        return False


def _make(user: User, exchange: Exchange) -> KeyPair:
    halves = _pairs.made(exchange.pairs)  # takes up to a second for RSA: before any transaction
    for _ in range(_TRIES):
        # Asked for twice at once, both get the one that won.
        if pair := _saved(user, exchange, halves) or waiting_pair(user, exchange):
            return pair
    raise Rejected([Problem("key_pair", "pair_gone")])


def _saved(user: User, exchange: Exchange, halves: tuple[str, str]) -> KeyPair | None:
    """Return the new pair; None where another one waits by now."""
    pair = KeyPair.seal(user, exchange.code, exchange.pairs, halves)
    try:
        with transaction.atomic():
            _make_room(user, exchange)
            pair.save()
            audit.record("key_pair.made", actor=user, subject=user, target=pair, exchange=exchange.code)
    except IntegrityError:
        return None
    pair.is_new = True
    return pair


def _make_room(user: User, exchange: Exchange) -> None:
    """Set aside what cannot be offered: its time ends soon, or it cannot be opened; it may be registered all the same.

    What cannot be opened now can perhaps be opened once the keys that seal are in order: it is destroyed in its time.
    """
    # One of another algorithm is from before the exchange's own changed.
    KeyPair.objects.for_user(user).filter(exchange=exchange.code).exclude(algorithm=exchange.pairs).delete()
    there = list(_in_place(user, exchange).values_list("pk", flat=True))
    if waiting_pair(user, exchange) is None:
        _in_place(user, exchange).filter(pk__in=there).update(set_aside_at=timezone.now())
