"""What a check learns and says: plain data with stable codes, free of any framework."""

from connections.findings.codes import (
    TRADE,
    TRANSIENT,
    Advice,
    Category,
    Grant,
    KeyKind,
    Market,
    Permission,
    Scope,
    Severity,
    Verdict,
)
from connections.findings.passport import Passport, Right
from connections.findings.refusal import Diagnosis, Refusal
from connections.findings.report import Finding, Judgement, Report, Result

__all__ = (
    "TRADE",
    "TRANSIENT",
    "Advice",
    "Category",
    "Diagnosis",
    "Finding",
    "Grant",
    "Judgement",
    "KeyKind",
    "Market",
    "Passport",
    "Permission",
    "Refusal",
    "Report",
    "Result",
    "Right",
    "Scope",
    "Severity",
    "Verdict",
)
