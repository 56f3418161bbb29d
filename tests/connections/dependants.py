"""Something that runs on connections, as an app above would say it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from connections import dependants


@contextmanager
def running(*names: str) -> Iterator[list[str]]:
    """Let these run on every connection for a while; the list may be changed meanwhile."""
    found = list(names)

    def ask(connection_ids: Collection[int]) -> dict[int, list[str]]:
        return {one: list(found) for one in connection_ids}

    dependants.askers.append(ask)
    try:
        yield found
    finally:
        dependants.askers.remove(ask)
