"""What comes in and what goes out of a transition."""

from dataclasses import dataclass
from uuid import UUID

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


@dataclass(frozen=True)
class Change:
    """A connection after a check: what its status was before, and whether a replacement was settled.

    `replacement` is "done" or "refused" where the check was about a candidate, else empty; `findings` are those of
    this check, so those of the candidate where it was refused.
    """

    connection: Connection
    before: str
    verdict_before: str
    findings: tuple[Finding, ...]
    replacement: str = ""
    is_destroyed: bool = False

    @property
    def is_news(self) -> bool:
        return self.before != self.connection.status
