"""What a check learns and says: plain data with stable codes, free of any framework."""

from connections.findings.codes import (
    TRADE,
    TRANSIENT,
    Advice,
    Category,
    EventCode,
    Grant,
    KeyKind,
    Market,
    Permission,
    Scope,
    Severity,
    Verdict,
)
from connections.findings.evidence import Cause, ClockReading, Evidence, Known
from connections.findings.passport import Passport, Right
from connections.findings.refusal import OUR_WAY, Diagnosis, Refusal
from connections.findings.report import Finding, Judgement, Report, Result

__all__ = (
    "OUR_WAY",
    "TRADE",
    "TRANSIENT",
    "Advice",
    "Category",
    "Cause",
    "ClockReading",
    "Diagnosis",
    "EventCode",
    "Evidence",
    "Finding",
    "Grant",
    "Judgement",
    "KeyKind",
    "Known",
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
