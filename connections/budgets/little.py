"""What people may ask while nobody can count across workers: little, by the count of this process alone."""

import threading
import time
from collections import deque

from django.conf import settings

from connections.budgets import blocking
from connections.budgets.lines import Line
from connections.exchanges._limits import Held

_lock = threading.Lock()
_used: dict[str, deque[tuple[float, int]]] = {}
# Of what is kept for people, so that several processes together stay below it.
_PART = 0.5


def enter(line: Line) -> None:
    """Return where a little of every quota is left to this process; raises Held."""
    now = time.monotonic()
    every = (*line.charges, *line.account_charges)
    held = blocking.left(line.exchange, line.egress)
    with _lock:
        for name, charge in zip(line.keys, every, strict=True):
            used, limit = _used.setdefault(name, deque()), charge.limit
            while used and used[0][0] < now - limit.seconds:
                used.popleft()
            most = limit.quota * settings.PEOPLE_SHARE_PERCENT / 100 * _PART
            if used and sum(weight for _, weight in used) + charge.weight > most:
                held = max(held, used[0][0] + limit.seconds - now)
        if held:
            raise Held(held)
        for name, charge in zip(line.keys, every, strict=True):
            _used[name].append((now, charge.weight))
