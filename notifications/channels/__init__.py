"""The ways of reaching people: this folder is the list."""

from backfuture.lib.registry import discover
from notifications.channels.base import Channel


def channels() -> dict[str, Channel]:
    """Return every channel by its code."""
    return discover(__name__, Channel)
