"""What comes in and what goes out of a transition."""

from dataclasses import dataclass
from uuid import UUID

from connections.drift import Drift
from connections.findings import Finding, Judgement, Report
from connections.models import Connection


@dataclass(frozen=True)
class Outcome:
    """A judged report, with the claim and the credentials that the check began with."""

    connection_id: int
    claim_token: UUID | None
    credentials_id: int
    role: str
    version: int
    report: Report
    judgement: Judgement
    row: Connection | None = None  # as it was when it was claimed


@dataclass(frozen=True)
class Change:
    """A connection after a check, a pause or its end, and what its status and verdict were before.

    `replacement` is "done", "refused" or "held" where the check was about a candidate, else empty; `findings` are
    those of this check, so those of the candidate where it was refused, and those of the row where nothing was
    checked. `drifts` are the events that it adds to the history. `is_gone` says that it is being disconnected: the
    row is still there for whoever is told, and then no longer.
    """

    connection: Connection
    before: str
    verdict_before: str
    findings: tuple[Finding, ...]
    replacement: str = ""
    is_destroyed: bool = False
    is_gone: bool = False
    drifts: tuple[Drift, ...] = ()

    @property
    def is_news(self) -> bool:
        return self.before != self.connection.status
