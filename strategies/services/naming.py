"""Names: one per user among what is not archived."""

import re
from itertools import count

from accounts.models import User
from backfuture.lib.text import folded
from strategies.models import Strategy
from strategies.models.strategy import NAME_LIMIT
from strategies.problems import Problem

_NUMBER = re.compile(r" \d{1,6}$")


def taken(name: str) -> Problem:
    return Problem("name", "name_taken", name)


def is_taken(user: User, name: str, besides: int = 0) -> bool:
    others = Strategy.objects.filter(user=user).kept().exclude(pk=besides)
    return others.filter(name_folded=folded(name)).exists()


def next_name(user: User, name: str) -> str:
    """Return a free name such as "Calm 2"."""
    stem = _NUMBER.sub("", name)
    used = set(Strategy.objects.filter(user=user).kept().values_list("name_folded", flat=True))
    names = (f"{stem[: NAME_LIMIT - len(f' {number}')].rstrip()} {number}" for number in count(2))
    return next(one for one in names if folded(one) not in used)
