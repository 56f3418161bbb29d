"""Put what is stored as codes into the words of the reader."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings

from connections import messages
from connections.exchanges.base import Exchange
from connections.findings import Finding, Passport, Permission


def findings(found: Iterable[Finding], exchange: Exchange) -> list[dict[str, Any]]:
    return [_finding(finding, exchange) for finding in found]


def passport(known: Passport, exchange: Exchange, *, is_seen: bool) -> dict[str, Any]:
    """Return the parts of a passport with its evidence in words; a key that nobody has looked at has none."""
    facts = vars(replace(known, rights={}))
    rights = {str(name): _right(known, name, exchange, is_seen=is_seen) for name in Permission}
    return {**facts, "permissions": rights}


def _finding(finding: Finding, exchange: Exchange) -> dict[str, Any]:
    worded = messages.finding(finding, exchange, settings.EGRESS)
    texts = {"title": worded.title, "cause": worded.cause, "fix": worded.fix}
    causes = {
        name: messages.told_causes(finding, exchange, settings.EGRESS, name)
        for name in ("causes", "ruled_out")
    }
    return {**finding.to_json(), **texts, **causes}


def _right(known: Passport, name: Permission, exchange: Exchange, *, is_seen: bool) -> dict[str, Any]:
    right = known.right(name)
    evidence = messages.evidence(right, name, exchange) if is_seen else ""
    return {"value": right.value, "evidence": evidence, "at": right.at}
