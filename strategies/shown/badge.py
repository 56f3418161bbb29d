"""The status of a strategy in one word, and the connections that one may be made on."""

from collections.abc import Iterable
from dataclasses import dataclass

from connections import messages
from connections.findings import Verdict
from connections.models import Connection
from connections.views.shown.badge import Badge
from connections.views.shown.badge import badge as connection_badge
from strategies.messages import labels
from strategies.models import Strategy

# Green works, amber is advice, red needs the reader, grey is nobody's fault.
TONES = {
    "enabled": "good",
    "unmanaged": "warn",
    "suspended": "bad",
    "waiting": "live",
    "draft": "",
    "disabled": "off",
    "archived": "off",
}
_ABLE = (Verdict.CONNECTED.value, Verdict.LIMITED.value)


@dataclass(frozen=True, slots=True)
class Host:
    """A connection as a place for a strategy; `is_able` says that a strategy could run there now."""

    connection: Connection
    badge: Badge
    markets: str
    is_able: bool


def badge(strategy: Strategy) -> Badge:
    return badge_of(strategy.status)


def badge_of(status: str) -> Badge:
    return Badge(TONES.get(status, ""), labels.state_label(status))


def hosts(connections: Iterable[Connection]) -> list[Host]:
    """Return connections, those that are able first."""
    found = [
        Host(
            one,
            connection_badge(one),
            ", ".join(str(messages.market_label(market)) for market in one.markets),
            one.status in _ABLE,
        )
        for one in connections
    ]
    return sorted(found, key=lambda host: not host.is_able)
