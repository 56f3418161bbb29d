"""Apps above hook in here, so that what happens to a connection reaches what runs on it."""

import logging
from collections.abc import Callable, Sequence

from connections.transitions.outcome import Change

logger = logging.getLogger(__name__)

# Called once per group after it was committed, also for rows judged unchanged; of a connection that goes away
# (`is_gone`) they are told before it does, inside the transaction that takes it away.
listeners: list[Callable[[Sequence[Change]], None]] = []


def tell(changes: Sequence[Change]) -> None:
    """Tell every listener of what is committed; one app's trouble stops neither the checks nor the others."""
    for listener in listeners:
        try:
            listener(changes)
        except Exception:  # the next recheck calls it again
            logger.exception("a listener to transitions failed")


def tell_before_the_end(change: Change) -> None:
    """Tell every listener while the connection still stands; raises what they raise, and then it stays.

    Better a connection that cannot be disconnected just now than strategies that nobody was told to stop.
    """
    for listener in listeners:
        listener([change])
