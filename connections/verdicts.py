"""Findings -> verdict: the whole policy on one screen, pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from connections.advice import advise
from connections.findings import (
    TRADE,
    Category,
    Diagnosis,
    Finding,
    Grant,
    Judgement,
    Known,
    Market,
    Passport,
    Permission,
    Report,
    Result,
    Scope,
    Severity,
    Verdict,
)
from connections.resolver import learned, resolved

_STATUS = {
    "expired": Finding(Category.KEY_EXPIRED),
    "deleted": Finding(
        Category.INVALID_KEY, params={"has_worked": True}
    ),  # described, so it was copied rightly
    "frozen": Finding(Category.ACCOUNT_RESTRICTED, params={"reason": "frozen"}),
}


_NOTHING_KNOWN = Known()


def judge(
    report: Report,
    markets: Sequence[str],
    before: Iterable[Finding] = (),
    warn_days: int = 14,
    egress: Sequence[str] = (),
    known: Known = _NOTHING_KNOWN,
) -> Judgement:
    """Return what a report means for a key that was wanted for these markets.

    `before` are the findings so far: a light check, which saw no change, keeps the errors among them. `egress` are
    our own addresses, which should stand on the key's list. `known` helps to tell the causes of one answer apart; it
    changes a verdict only where a single cause is left.
    """
    judgement = _judge(report, markets, before, warn_days, egress, known)
    return replace(judgement, findings=tuple(_for(markets, one) for one in judgement.findings))


def _judge(
    report: Report,
    markets: Sequence[str],
    before: Iterable[Finding],
    warn_days: int,
    egress: Sequence[str],
    known: Known,
) -> Judgement:
    report = resolved(report, known)
    introduction = report.results[0].diagnosis
    if introduction.is_refusal or report.passport is None:
        return _refused(introduction, report.passport)
    passport = learned(report.passport, report)
    if passport.grants(Permission.WITHDRAW) is not Grant.NO:
        return Judgement(Verdict.QUARANTINED, (_withdrawing(passport),), passport)
    if passport.key_status in _STATUS:
        return Judgement(Verdict.ACTION_REQUIRED, (_STATUS[passport.key_status],), passport)
    advice = advise(passport, report.at, warn_days, egress)
    if report.is_light:
        errors = [finding for finding in before if finding.severity is Severity.ERROR]
        return Judgement(None, (*errors, *advice), passport)
    return _full(report, passport, markets, advice)


def _refused(diagnosis: Diagnosis, passport: Passport | None) -> Judgement:
    """Judge a key that the exchange did not introduce."""
    finding = _of(diagnosis)
    if diagnosis.is_passing:
        return Judgement(None, (finding,), is_unreachable=True)
    if diagnosis.category in {Category.UNKNOWN, Category.NONE}:
        return Judgement(None, (finding,))
    if diagnosis.category is Category.NO_PERMISSION and not diagnosis.is_ambiguous:
        # The key works, yet its rights cannot be read: unknown counts as "can withdraw". Where it may as well be
        # unknown or not let in, nobody knows that it works: it is not used either, and not destroyed.
        return Judgement(Verdict.QUARANTINED, (_finding(Category.WITHDRAW_UNKNOWN), finding), passport)
    return Judgement(Verdict.ACTION_REQUIRED, (finding,), passport)


def _full(report: Report, passport: Passport, markets: Sequence[str], advice: list[Finding]) -> Judgement:
    """Judge by what works market by market."""
    asked = [result for result in report.results if result.kind != "detail" and result.diagnosis.is_refusal]
    silent = [r for r in asked if r.diagnosis.is_passing or r.diagnosis.category is Category.UNKNOWN]
    refused = [result for result in asked if result not in silent]
    broken = {market: _broken(market, passport, refused, bool(silent)) for market in markets}
    findings = _unique(finding for market in markets for finding in broken[market])
    works = [market for market in markets if not broken[market]]
    if silent and works:
        is_unreachable = any(result.diagnosis.is_passing for result in silent)
        said = _unique(_of(result.diagnosis) for result in silent)
        return Judgement(None, (*said, *findings), passport, is_unreachable)
    verdict = Verdict.ACTION_REQUIRED if not works else Verdict.LIMITED if findings else Verdict.CONNECTED
    return Judgement(verdict, (*findings, *advice), passport)


def _broken(market: str, passport: Passport, refused: list[Result], is_partial: bool) -> list[Finding]:
    """Return why a market does not work; a probe that belongs to no market counts for all."""
    findings = [_of(r.diagnosis) for r in refused if r.market in {None, market} or _is_about_key(r.diagnosis)]
    if passport.grants(Permission.READ) is Grant.NO:
        findings.append(_finding(Category.NO_PERMISSION, scope=Scope.READ))
    trade = passport.right(TRADE[Market(market)])
    if trade.params.get("rule") == Category.FUTURES_NOT_OPENED:
        findings.append(_finding(Category.FUTURES_NOT_OPENED))
    elif trade.value is Grant.NO or (trade.value is Grant.UNKNOWN and not is_partial and not findings):
        findings.append(_finding(Category.NO_PERMISSION, scope=market))
    return findings


def _is_about_key(diagnosis: Diagnosis) -> bool:
    """Say whether a refusal at one market speaks of the key or the account as a whole."""
    return diagnosis.category not in {Category.NO_PERMISSION, Category.FUTURES_NOT_OPENED}


def _withdrawing(passport: Passport) -> Finding:
    if passport.grants(Permission.WITHDRAW) is Grant.YES:
        return _finding(Category.WITHDRAW_ENABLED)
    return _finding(Category.WITHDRAW_UNKNOWN)


def _of(diagnosis: Diagnosis) -> Finding:
    """Return the finding of a refusal, its possible causes ranked where more than one remains."""
    severity = Severity.INFO if diagnosis.is_passing else Severity.ERROR
    candidates = [str(one) for one in diagnosis.candidates] if diagnosis.is_ambiguous else None
    params = {
        "scope": diagnosis.scope,
        "reason": diagnosis.reason,
        "ip": diagnosis.exchange_ip,
        "code": diagnosis.code or None,
        "candidates": candidates,
        "causes": [one.to_json() for one in diagnosis.causes] or None,
        "ruled_out": [one.to_json() for one in diagnosis.ruled_out] or None,
        "other_sites": list(diagnosis.other_sites) or None,
        "is_made_here": diagnosis.is_made_here or None,
        "is_edge": diagnosis.is_edge or None,
        "has_worked": diagnosis.has_worked or None,
        "key_kind": diagnosis.key_kind or None,
        "until": diagnosis.until or None,
    }
    kept = {name: value for name, value in params.items() if value is not None}
    return Finding(diagnosis.category, severity, kept, diagnosis.message)


def _for(markets: Sequence[str], finding: Finding) -> Finding:
    """Return a finding with the markets that its key is for, where its way out may be to switch rights on."""
    possible = {finding.code, *finding.params.get("candidates", ())}
    if possible.isdisjoint({Category.NO_PERMISSION, Category.WITHDRAW_UNKNOWN}):
        return finding
    return replace(finding, params={**finding.params, "markets": [str(one) for one in markets]})


def _finding(code: str, severity: Severity = Severity.ERROR, **params: object) -> Finding:
    return Finding(code, severity, {name: value for name, value in params.items() if value is not None})


def _unique(findings: Iterable[Finding]) -> list[Finding]:
    """Return each thing once: a right that is missing and a test that fails for it are one thing."""
    found: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        found.setdefault((finding.code, finding.params.get("scope"), finding.params.get("reason")), finding)
    return list(found.values())
