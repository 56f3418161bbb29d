"""Hand on what checks say of the exchanges, whatever they say of the keys."""

from collections.abc import Sequence

from connections import incidents
from connections.checking.opening import Case
from connections.transitions import Outcome


def tell_of_exchanges(cases: Sequence[Case], outcomes: Sequence[Outcome]) -> None:
    """Record how the exchanges took a group of checks that is written down."""
    asked = {case.connection.pk: case for case in cases if case.job is not None}
    found = ((asked[one.connection_id], one) for one in outcomes if one.connection_id in asked)
    incidents.record(_look(case, outcome) for case, outcome in found)


def _look(case: Case, outcome: Outcome) -> incidents.Look | None:
    row, job = case.connection, case.job
    # A candidate may belong to another site than the key in use.
    site = job.exchange.site.code if job else row.site
    return incidents.Look.of(row.exchange, site, row.user_id, outcome.report, row.egress)
