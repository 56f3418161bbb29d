"""The status of a connection in one word, with a tone."""

from dataclasses import dataclass

from django.utils.translation import gettext

from connections import messages
from connections.findings import Severity
from connections.models import Connection

# Green works, amber is advice, red needs the reader, grey is nobody's fault.
TONES = {
    "connected": "good",
    "limited": "warn",
    "action_required": "bad",
    "quarantined": "bad",
    "paused": "off",
    "unreachable": "live",
    "pending": "live",
}
_NEEDS_THE_READER = ("quarantined", "action_required", "limited")


@dataclass(frozen=True)
class Badge:
    tone: str
    label: str


def badge(connection: Connection) -> Badge:
    """Return what the chip beside the name says."""
    status = connection.status
    if status == "pending" and connection.is_checking:
        return Badge("live", gettext("Checking"))
    if status == "connected" and any(one.severity is Severity.WARNING for one in connection.findings):
        return Badge("warn", gettext("Connected, with advice"))
    return badge_of(status)


def badge_of(status: str) -> Badge:
    """Return the chip of a status as such, for the history."""
    return Badge(TONES.get(status, ""), messages.status_label(status))


def urgency(connection: Connection) -> int | None:
    """Return how soon the reader should act, 0 first; None where there is nothing to do."""
    status = connection.status
    if status in _NEEDS_THE_READER:
        return _NEEDS_THE_READER.index(status)
    return len(_NEEDS_THE_READER) if connection.account_question else None
