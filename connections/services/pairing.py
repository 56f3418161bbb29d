"""The way without a secret: the pair is made here, its public half is registered at the exchange, its private half
never leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from backfuture.lib.sealed import Unreadable
from connections.exchanges import _paste
from connections.exchanges._paste import Problem
from connections.exchanges.base import Exchange
from connections.models import Connection, Credentials, KeyPair, Role
from connections.services.refusals import Rejected

_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class PrivateHalf:
    """The private half of a pair that was made here, and what holds it: a pair that waits, or the key in use."""

    value: str = field(repr=False)
    holder: KeyPair | Credentials

    @property
    def told(self) -> str:
        """Return what the audit trail keeps of it."""
        return self.holder.algorithm if isinstance(self.holder, KeyPair) else "kept"


def named(
    user: User, exchange: Exchange, credentials: Mapping[str, Any], connection: Connection | None
) -> tuple[PrivateHalf | None, Problem | None]:
    """Return the private half that credentials name instead of a secret, or what is wrong with that, or neither."""
    asked, has_secret = credentials.get("key_pair"), _paste.has_secret(exchange, credentials)
    has_pair = asked is not None and asked != ""
    if credentials.get("keep_private_key"):
        if has_secret or has_pair:
            return None, Problem("keep_private_key", "kept_and_more")
        held = _kept(connection) if connection else None
        return held, None if held else Problem("keep_private_key", "nothing_kept")
    if not has_pair:
        return None, None
    if has_secret:
        return None, Problem("key_pair", "pair_and_secret")
    try:
        half = _found(user, exchange, asked)
    except Unreadable:  # the row stays: its keys may be out of order for a while only
        return None, Problem("key_pair", "pair_unreadable")
    return half, None if half else Problem("key_pair", "pair_gone")


def _kept(connection: Connection) -> PrivateHalf | None:
    """Return the private half of the key in use, if it was made here and can be opened."""
    row = Credentials.objects.filter(connection=connection, role=Role.ACTIVE, is_made_here=True).first()
    try:
        return PrivateHalf(row.open().secret, row) if row else None
    except Unreadable:
        return None


def _found(user: User, exchange: Exchange, asked: Any) -> PrivateHalf | None:
    """Return the private half of the user's pair of this id that is for this exchange; raises Unreadable."""
    is_id = isinstance(asked, int) or (isinstance(asked, str) and asked.isascii() and asked.isdigit())
    if not is_id or len(str(asked)) > len(str(_LARGEST_ID)) or not 0 < int(asked) <= _LARGEST_ID:
        return None
    mine = KeyPair.objects.for_user(user).filter(exchange=exchange.code, algorithm=exchange.pairs)
    pair = mine.filter(pk=int(asked)).first()
    return PrivateHalf(pair.open(), pair) if pair else None


def use_up(half: PrivateHalf | None) -> None:
    """Destroy a pair whose private half has moved; raises Rejected where somebody else was quicker."""
    if half is not None and not KeyPair.objects.filter(pk=half.holder.pk).delete()[0]:
        raise Rejected([Problem("key_pair", "pair_gone")])


def hold(half: PrivateHalf | None) -> KeyPair | None:
    """Return the pair that a replacement comes from, if any; it is used up once the exchange accepts the two.

    Until then an API key that was mistyped costs nobody a pair. Raises Rejected where what held the private half is
    gone by now.
    """
    if half is None:
        return None
    if isinstance(half.holder, KeyPair):
        if not KeyPair.objects.select_for_update().filter(pk=half.holder.pk).exists():
            raise Rejected([Problem("key_pair", "pair_gone")])
        return half.holder
    if not Credentials.objects.filter(pk=half.holder.pk, role=Role.ACTIVE).exists():
        raise Rejected([Problem("keep_private_key", "nothing_kept")])
    return None
