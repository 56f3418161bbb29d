"""Which of our addresses a connection is asked from: one, always the same, however many there are."""

import hashlib
from collections.abc import Sequence

from django.conf import settings

from backfuture.lib.route import Route


def addresses() -> list[str]:
    return list(settings.EGRESS)


def routes() -> list[Route]:
    """Return how each of our addresses is gone out by, the first for what needs no key."""
    return [settings.EGRESS_ROUTES.get(address) or Route(address) for address in settings.EGRESS]


def choose(connection_id: int, among: Sequence[str] = ()) -> str:
    """Return the address for a connection, by rendezvous hashing: one more address moves few of those to come.

    `among` are the addresses to prefer, such as those on the key's list; empty where we have none.
    """
    ours = [address for address in settings.EGRESS if address in among] or settings.EGRESS
    return max(ours, key=lambda address: _weight(connection_id, address), default="")


def is_ours(address: str) -> bool:
    return address in settings.EGRESS


def seen_as(address: str) -> tuple[str, ...]:
    """Return what an exchange may see of requests from one of our addresses: itself where a proxy leads out by it.

    Of several without a proxy the network chooses.
    """
    led = {route.address for route in routes() if route.proxy}
    if address in led or not is_ours(address):
        return tuple(one for one in settings.EGRESS if address in ("", one))
    return tuple(one for one in settings.EGRESS if one not in led)


def _weight(connection_id: int, address: str) -> bytes:
    return hashlib.blake2b(f"{connection_id} {address}".encode(), digest_size=8).digest()
