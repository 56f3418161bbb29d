"""Refusals with several causes, and the checks they come from."""

from datetime import UTC, datetime, timedelta
from typing import Any

from connections import exchanges
from connections.exchanges.base import Exchange
from connections.findings import (
    Category,
    ClockReading,
    Diagnosis,
    Grant,
    Known,
    Passport,
    Permission,
    Refusal,
    Report,
    Result,
    Right,
)
from connections.resolver import resolved

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OURS = "203.0.113.24"
FINE = Result("key_info", Diagnosis(Category.NONE))
CLOCK = ClockReading(answers=True, ahead=0.02, within=0.05)

NEW = Known(is_new=True, looks_right=True, egress=(OURS,))


def passport(at: datetime = NOW - timedelta(hours=1), **facts: Any) -> Passport:
    """Return what an exchange said of an ordinary key when it was last seen."""
    rights = {
        name: Right(Grant.NO if name is Permission.WITHDRAW else Grant.YES, "listed", {}, at)
        for name in Permission
    }
    return Passport(**{"rights": rights, "ip_restricted": True, "key_status": "active", **facts})


def worked(**facts: Any) -> Known:
    """Return what is known of a key that worked an hour ago."""
    more = {name: facts.pop(name) for name in ("others_working", "rule", "since") if name in facts}
    return Known(passport=passport(**facts), egress=(OURS,), looks_right=True, **more)


def refused(
    exchange: str, body: str, status: int = 400, during: str = "key_info", market: str | None = None
) -> Result:
    """Return a refusal as the check reads it."""
    found = exchanges.get(exchange).diagnose(Refusal(status, body), market, during)
    return Result(during, found, market)


def check(*results: Result, **facts: Any) -> Report:
    """Return the report of a check; an introduction that was refused has had the clock read."""
    if results[0].diagnosis.is_refusal:
        facts.setdefault("clock", CLOCK)
    else:
        facts.setdefault("passport", passport(NOW))
    return Report(results, NOW, **facts)


def names(diagnosis: Diagnosis) -> list[str]:
    return [str(cause.category) for cause in diagnosis.causes]


def ambiguous(exchange: Exchange) -> list[Diagnosis]:
    """Return every refusal with several causes that an exchange's own tables can lead to."""
    phrases = (*exchange.phrases, *(phrase for nuance in exchange.nuances.values() for phrase in nuance))
    meanings = {*exchange.errors.values(), *(meaning for _, meaning in phrases)}
    found = [
        Diagnosis(one.category, one.scope, one.reason, one.others)
        for one in sorted(meanings, key=repr)
        if one.others
    ]
    return [one for one in found if one.is_refusal]


def said(result: Result, known: Known, **facts: Any) -> set[str]:
    """Return the codes of what a check makes of one refused introduction."""
    (found,) = resolved(check(result, **facts), known).results
    causes = (*found.diagnosis.causes, *found.diagnosis.ruled_out)
    return {one.code for cause in causes for one in (*cause.evidence, *cause.against)}
