"""Resolve the refusals of a check: each keeps the causes that its evidence leaves possible."""

from dataclasses import replace

from connections.findings import TRANSIENT, Category, Cause, Diagnosis, Known, Market, Report, Result
from connections.resolver.gathering import gathered
from connections.resolver.ranking import ranked


def resolved(report: Report, known: Known) -> Report:
    """Return the report with its ambiguous refusals narrowed and ranked; any other stays as it is."""
    if not any(_is_open(result, report) for result in report.results):
        return report
    results = (_resolve(one, report, known) if _is_open(one, report) else one for one in report.results)
    return replace(report, results=tuple(results))


def _is_open(result: Result, report: Report) -> bool:
    """Say whether evidence has something to tell: where several causes fit, or the clock was read for it."""
    was_read = report.clock is not None and result is report.results[0]
    return result.diagnosis.is_refusal and (result.diagnosis.is_ambiguous or was_read)


def _resolve(result: Result, report: Report, known: Known) -> Result:
    diagnosis = result.diagnosis
    evidence = gathered(result, report, known)
    causes, ruled_out = ranked(diagnosis.candidates, evidence)
    causes = tuple(_with_reason(cause, diagnosis) for cause in causes)
    possible = {cause.category for cause in causes}
    first, *others = _to_judge([one for one in diagnosis.candidates if one in possible])
    if first is not diagnosis.category:
        scope = _scope(result) if first is Category.NO_PERMISSION else None
        diagnosis = replace(diagnosis, category=first, scope=scope, reason=None)
    # Causes that nothing speaks for or against are told as before: by the order of the exchange file.
    is_told = any(cause.evidence or cause.against for cause in causes) or ruled_out
    told = (causes, ruled_out) if is_told else ((), ())
    diagnosis = replace(diagnosis, others=tuple(others), causes=told[0], ruled_out=told[1])
    return replace(result, diagnosis=_without_hints(diagnosis))


def _without_hints(diagnosis: Diagnosis) -> Diagnosis:
    """Return the diagnosis without what is told only of a key that may be unknown, or mistyped."""
    possible = set(diagnosis.candidates)
    sites = diagnosis.other_sites if Category.INVALID_KEY in possible else ()
    is_mistyped = not possible.isdisjoint({Category.INVALID_KEY, Category.BAD_SIGNATURE})
    return replace(
        diagnosis,
        other_sites=sites,
        is_made_here=diagnosis.is_made_here and is_mistyped,
        has_worked=diagnosis.has_worked and Category.INVALID_KEY in possible,
        key_kind=diagnosis.key_kind if Category.BAD_SIGNATURE in possible else "",
    )


def _to_judge(possible: list[Category]) -> list[Category]:
    """Return what remains in the order in which it is judged: the exchange file's, and what passes by itself first.

    The ranking is for people. Judged by it, a likely cause would be a verdict; and a key is never blamed while the
    trouble may be of the moment.
    """
    passing = [one for one in possible if one in TRANSIENT]
    return [*passing, *(one for one in possible if one not in TRANSIENT)]


def _with_reason(cause: Cause, diagnosis: Diagnosis) -> Cause:
    """Return the cause with the reason that the exchange gave; it is about the first one alone."""
    return replace(cause, reason=diagnosis.reason) if cause.category is diagnosis.category else cause


def _scope(result: Result) -> str:
    if result.market == Market.FUTURES:
        return "futures"
    return "spot" if result.kind == "trade" else "read"
