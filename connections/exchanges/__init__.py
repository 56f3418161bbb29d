"""The folder is the list: every file here that declares an exchange is offered to traders."""

import functools

from backfuture.lib.registry import discover
from connections.exchanges.base import Exchange


def every() -> dict[str, Exchange]:
    """Return all exchanges by code, in the order they are offered."""
    return dict(_every())


@functools.cache
def _every() -> dict[str, Exchange]:
    found: dict[str, Exchange] = discover(__name__, Exchange)
    return dict(sorted(found.items(), key=lambda item: (item[1].rank, item[0])))


def get(code: str, site: str = "") -> Exchange:
    """Return one exchange as it is at a site; raises KeyError for a code that has no file or a site it has not."""
    return _every()[code].at_site(site)


def choices() -> list[tuple[str, str]]:
    """Return (code, name) pairs; callable, so that a new exchange is no migration."""
    return [(code, exchange.name) for code, exchange in every().items()]
