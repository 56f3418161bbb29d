"""The way without a secret: the pair is made here, its public half is registered at the exchange, its private half
never leaves.
"""

from typing import Any

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import User
from backfuture.lib.sealed import Unreadable
from connections import exchanges
from connections.exchanges import _pairs
from connections.exchanges._paste import Problem
from connections.exchanges.base import Exchange
from connections.models import KeyPair
from connections.services.limits import ensure_may_connect
from connections.services.refusals import Rejected

_LARGEST_ID = 2**63 - 1


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
    return _waiting(user, found) or _make(user, found)


def _waiting(user: User, exchange: Exchange) -> KeyPair | None:
    waiting = KeyPair.objects.for_user(user).defer("private_key")
    return waiting.filter(exchange=exchange.code, algorithm=exchange.pairs).first()


def _make(user: User, exchange: Exchange) -> KeyPair:
    halves = _pairs.made(exchange.pairs)  # takes up to a second for RSA: before any transaction
    pair = KeyPair.seal(user, exchange.code, exchange.pairs, halves)
    try:
        with transaction.atomic():
            # One of another algorithm is from before the exchange's own changed.
            KeyPair.objects.for_user(user).filter(exchange=exchange.code).exclude(
                algorithm=exchange.pairs
            ).delete()
            pair.save()
            audit.record("key_pair.made", actor=user, subject=user, target=pair, exchange=exchange.code)
    except IntegrityError:  # asked for twice at once: both get the one that won
        return KeyPair.objects.for_user(user).defer("private_key").get(exchange=exchange.code)
    pair.is_new = True
    return pair


def find(user: User, exchange: Exchange, asked: Any) -> KeyPair | None:
    """Return the user's pair of this id that waits for this exchange, if there is one that can be opened."""
    is_id = isinstance(asked, int) or (isinstance(asked, str) and asked.isascii() and asked.isdigit())
    if not is_id or not 0 < int(asked) <= _LARGEST_ID:
        return None
    mine = KeyPair.objects.for_user(user).filter(exchange=exchange.code, pk=int(asked))
    try:
        pair = mine.first()
        if pair is not None:
            pair.open()
    except Unreadable:
        mine.delete()  # another one is offered with the next look
        return None
    return pair


def use_up(pair: KeyPair | None) -> None:
    """Destroy a pair whose private half has moved; raises Rejected where somebody else was quicker."""
    if pair is not None and not KeyPair.objects.filter(pk=pair.pk).delete()[0]:
        raise Rejected([Problem("key_pair", "pair_gone")])
