"""The only writer of a strategy's state: rows, history, audit trail and notices in one transaction."""

from strategies.standing.following import follow
from strategies.standing.locking import locked
from strategies.standing.running import running_on
from strategies.standing.waiting import settle_due
from strategies.standing.writing import Turn, write

__all__ = ("Turn", "follow", "locked", "running_on", "settle_due", "write")
