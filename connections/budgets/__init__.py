"""How much each exchange may be asked, counted across all workers in Redis: rechecks evenly, people before them."""

from connections.budgets.admission import admission, public
from connections.budgets.blocking import block, lift
from connections.budgets.lines import Lane
from connections.budgets.usage import Use, left_alone, room, usage, ways

__all__ = ("Lane", "Use", "admission", "block", "left_alone", "lift", "public", "room", "usage", "ways")
