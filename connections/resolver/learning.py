"""Learn from the questions of a check what a key may do, once it is known what their refusals mean."""

from datetime import datetime
from typing import Any

from connections.findings import Category, Grant, Passport, Permission, Report, Result, Right


def learned(passport: Passport, report: Report) -> Passport:
    """Return the passport with what the resolved results of a report proved."""
    for result in report.results:
        passport = _with(passport, result, report.at)
    return passport


def _with(passport: Passport, result: Result, at: datetime) -> Passport:
    """Add what one result proved: nothing where several causes remain, or where it will pass."""
    if result.proves is None or result.diagnosis.is_ambiguous:
        return passport
    permission = Permission(result.proves)
    if result.diagnosis.category is Category.NO_PERMISSION:
        params = {"code": result.diagnosis.code}
        return passport.with_right(permission, Right(Grant.NO, "refused", params, at))
    if result.diagnosis.is_refusal or passport.grants(permission) is Grant.NO:
        return passport
    return passport.with_right(permission, Right(Grant.YES, result.proof, _params(result), at))


def _params(result: Result) -> dict[str, Any]:
    return {"what": str(result.kind), "count": result.count} if result.proof == "read" else {}
