"""How much each exchange may be asked, counted across all workers in Redis: rechecks evenly, people before them."""

from connections.budgets.admission import admission, public
from connections.budgets.blocking import block
from connections.budgets.lines import Lane
from connections.budgets.usage import Use, room, usage

__all__ = ("Lane", "Use", "admission", "block", "public", "room", "usage")
