"""Something that runs on connections, as an app above would say it."""

from collections.abc import Iterator
from contextlib import contextmanager

from connections import services


@contextmanager
def running(*names: str) -> Iterator[list[str]]:
    """Let these run on every connection for a while; the list may be changed meanwhile."""
    found = list(names)

    def ask(connection_id: int) -> list[str]:
        return list(found)

    services.dependants.append(ask)
    try:
        yield found
    finally:
        services.dependants.remove(ask)
