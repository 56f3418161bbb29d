"""What one check says of the exchange, whatever it says of the key."""

from dataclasses import dataclass
from typing import NamedTuple, Self

from connections.findings import OUR_WAY, Category, Report


class Lane(NamedTuple):
    """One exchange at one site: its hosts are its own, and so are its troubles."""

    exchange: str
    site: str


# Transient, and no sign of an outage: too many requests are ours to pace, and a clock may be ours as well.
_OURS = frozenset({Category.RATE_LIMITED, Category.CLOCK_SKEW})
# Nothing was sent, the trouble was within this program, or the answer is in no book.
_NO_SIGN = frozenset({Category.MALFORMED_INPUT, Category.CREDENTIALS_UNREADABLE, Category.UNKNOWN})


@dataclass(frozen=True)
class Look:
    """One check as evidence: whose key it was asked with, and how the exchange took it."""

    lane: Lane
    user_id: int
    cause: str  # the category of its silence; empty where it answered; OUR_WAY where it was not asked
    ms: int
    egress: str = ""  # which of our addresses it was asked from

    @classmethod
    def of(cls, exchange: str, site: str, user_id: int, report: Report, egress: str = "") -> Self | None:
        """Return what a report says of an exchange, or None where it says nothing.

        The introduction decides: it is what every recheck asks, and an answer to it says that the exchange is there,
        whatever became of the questions after it. A refused key is an answer too.
        """
        first = report.results[0]
        category = first.diagnosis.category
        if category in _OURS | _NO_SIGN:
            return None
        if first.diagnosis.is_our_way:
            return cls(Lane(exchange, site), user_id, OUR_WAY, 0, egress)
        cause = str(category) if first.diagnosis.is_passing else ""
        return cls(Lane(exchange, site), user_id, cause, round(first.seconds * 1000), egress)
