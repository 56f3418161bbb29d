"""What runs on connections, as the apps above tell it; they append a function to `askers`."""

from collections.abc import Callable, Collection, Mapping

# Each returns, by connection, the names people gave to what runs there, in one query for all of them.
askers: list[Callable[[Collection[int]], Mapping[int, list[str]]]] = []


def running_on(connection_ids: Collection[int]) -> dict[int, list[str]]:
    """Return what has to stop when these connections do, by connection; none is left out."""
    found: dict[int, list[str]] = {one: [] for one in connection_ids}
    for ask in askers:
        for connection_id, names in ask(connection_ids).items():
            found[connection_id] += names
    return found
