"""How often an exchange may be asked: quotas as it states them, and whoever keeps us below them."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from connections.exchanges._probes import Probe
from connections.findings import Diagnosis, Refusal


@dataclass(frozen=True)
class Limit:
    """A quota of weight in so many seconds, of our address or of one account.

    It counts what is asked at paths that begin with `at`, together, or every path by itself (`is_each`). `weights`
    names what weighs more than 1 by the rest of its path, as in "account 10, openOrders 3". `pace` bounds our rechecks
    to less than the quota, in weight per second. `ban` is how long, in seconds, whoever goes on is let in no more,
    where the exchange does not say it with the refusal.
    """

    quota: int
    seconds: int
    at: str = "/"
    is_each: bool = False
    is_of_account: bool = False
    weights: str = ""
    pace: float = 0.0
    ban: int = 60

    def weight(self, path: str) -> int:
        return _weights(self.weights).get(path.removeprefix(self.at), 1)

    def pool(self, path: str) -> str:
        """Return the name of what is counted together."""
        return path if self.is_each else self.at

    def rate(self, people_percent: int) -> float:
        """Return the weight per second that rechecks may use, a share being kept for people."""
        fair = self.quota * (100 - people_percent) / 100 / self.seconds
        return min(fair, self.pace) if self.pace else fair


@functools.cache
def _weights(text: str) -> Mapping[str, int]:
    pairs = (one.split() for one in text.split(",") if one)
    return {path: int(weight) for path, weight in pairs}


class Limited:
    """The part of an exchange that says how often it may be asked; of each kind the first that fits a path counts.

    Where what is signed counts for no address, the limit of the address is our own restraint.
    """

    limits: ClassVar[tuple[Limit, ...]] = ()
    # Codes of refusals that are, or may well be, about one account's quota, whatever our address has asked.
    account_rate_codes: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Charge:
    """What a group of questions costs of one quota."""

    limit: Limit
    pool: str
    weight: int


def charges(limits: Sequence[Limit], paths: Iterable[str], *, of_account: bool) -> tuple[Charge, ...]:
    """Return what these paths cost together; of each kind of limit the first that fits a path counts."""
    kinds = [one for one in limits if one.is_of_account == of_account]
    found: dict[tuple[int, str], Charge] = {}
    for path in paths:
        number = next((n for n, one in enumerate(kinds) if path.startswith(one.at)), None)
        if number is not None:
            limit = kinds[number]
            key = number, limit.pool(path)
            weight = limit.weight(path) + (found[key].weight if key in found else 0)
            found[key] = Charge(limit, key[1], weight)
    return tuple(found.values())


def rest_between(limits: Sequence[Limit], paths: Iterable[str]) -> float:
    """Return how many seconds must lie between two looks at one account, where a single one uses a quota up."""
    used_up = (one for one in charges(limits, paths, of_account=True) if 2 * one.weight > one.limit.quota)
    return float(max((one.limit.seconds for one in used_up), default=0))


def paths(probes: Iterable[Probe]) -> list[str]:
    """Return every path that these questions reach, with what is asked before them."""
    return [one.path for probe in probes for one in probe.chain()]


class Held(Exception):
    """Raised instead of asking: nothing may be asked for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__("the exchange is to be left alone")
        self.seconds = seconds


class Admission(Protocol):
    """Whoever says when a check may ask, and is told when it was refused."""

    async def enter(self, probes: Sequence[Probe], *, is_first: bool) -> float:
        """Return when these may be asked, all at once, and how long that took; raises Held where it is too far away."""

    async def enter_public(self, path: str, patience: float) -> None:
        """Return when what needs no key may be asked; raises Held where it is more than so many seconds away."""

    def heard(self, refusal: Refusal, diagnosis: Diagnosis) -> None:
        """Take note of a refusal."""


class Open:
    """Whoever asks a single exchange by hand is always let in."""

    async def enter(self, probes: Sequence[Probe], *, is_first: bool) -> float:
        return 0.0

    async def enter_public(self, path: str, patience: float) -> None:
        return

    def heard(self, refusal: Refusal, diagnosis: Diagnosis) -> None:
        """Forget it."""


OPEN = Open()
