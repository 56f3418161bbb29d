"""Put the questions of one check: the introduction first, then the others together.

The others are not put at all with a key that can withdraw: it is never used.
"""

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm

from connections import clocks
from connections.exchanges._guard import ForbiddenTarget
from connections.exchanges._limits import OPEN, Admission
from connections.exchanges._wire import Wire
from connections.exchanges.base import Exchange, Keys, Probe, ProbeKind, libraries
from connections.findings import (
    Category,
    Diagnosis,
    Grant,
    KeyKind,
    Passport,
    Permission,
    Refusal,
    Report,
    Result,
)

logger = logging.getLogger(__name__)

_USUAL_ROUNDS = 2  # what the deadline is meant for
_SHORTEST = 6  # a passphrase of one digit would blank out the codes of the answer


@dataclass(frozen=True)
class Job:
    """What one check needs. `known` are the facts of the last passport where a light check would do.

    `is_proven` says that this key was accepted where it is asked for now, `is_made_here` that we made its pair,
    `egress` which of our addresses it is asked from.
    """

    exchange: Exchange
    keys: Keys
    markets: frozenset[str]
    known: Mapping[str, Any] | None = None
    is_proven: bool = False
    is_made_here: bool = False
    egress: str = ""
    admission: Admission = OPEN


@dataclass(slots=True)
class _Reply:
    """A result, with the answer that a passport may be read from."""

    result: Result
    body: Any = None
    retry_after: float | None = None


async def run(job: Job, wire: Wire, deadline: float) -> Report:
    """Return the report of one check, in `deadline` seconds, more for questions in a row; raises Held if not let in."""
    await job.admission.enter([job.exchange.introspection], is_first=True)
    started, at = time.monotonic(), datetime.now(UTC)
    ends = asyncio.get_running_loop().time() + deadline * job.exchange.rounds / _USUAL_ROUNDS
    client = wire.client(job.exchange, job.keys, job.egress)
    first = await _ask(job, wire, client, job.exchange.introspection, ends)
    report = Report((first.result,), at, retry_after=first.retry_after)
    if not first.result.diagnosis.is_refusal:
        passport = _passport(job, first.body, at)
        report = replace(report, passport=passport, introduced=passport.facts())
        report = await _go_on(job, wire, client, ends, report)
    elif clocks.is_wanted(first.result.diagnosis):
        report = replace(report, clock=await clocks.read(job.exchange, wire, ends, job.admission))
    return replace(report, seconds=time.monotonic() - started)


async def _go_on(job: Job, wire: Wire, client: Any, ends: float, report: Report) -> Report:
    """Ask the rest, unless the key may withdraw (then it is not used at all) or nothing has changed."""
    passport = report.passport or Passport()
    if passport.grants(Permission.WITHDRAW) is not Grant.NO:
        return report
    if job.known is not None and job.known == report.introduced:
        return replace(report, is_light=True)
    probes = [probe for probe in job.exchange.probes if probe.market is None or probe.market in job.markets]
    job = replace(job, is_proven=True)  # it was just accepted
    ends += await job.admission.enter(probes, is_first=False)
    replies = await asyncio.gather(*(_ask(job, wire, client, probe, ends) for probe in probes))
    for probe, reply in zip(probes, replies, strict=True):
        if not reply.result.diagnosis.is_refusal:
            passport = job.exchange.detail(passport, probe, reply.body)
    waits = [reply.retry_after for reply in replies if reply.retry_after is not None]
    report = replace(report, results=(*report.results, *(reply.result for reply in replies)))
    return replace(report, passport=passport, retry_after=max(waits, default=None))


async def _ask(job: Job, wire: Wire, client: Any, probe: Probe, ends: float) -> _Reply:
    """Put one question and read the answer; whatever happens becomes a diagnosis."""
    started = time.monotonic()
    try:
        async with asyncio.timeout_at(ends):
            body = await _send(wire, client, probe)
        reply = _read(job.exchange, probe, body)
    except Refusal as refusal:
        # Before it is cut to what is kept, or half a credential would stay; what is too short to be one, after it.
        refusal.body = job.keys.mask(refusal.body, _SHORTEST)
        diagnosis = job.exchange.diagnose(refusal, probe.market, probe.kind)
        job.admission.heard(refusal, diagnosis)
        reply = _Reply(_result(probe, _of_key(job, diagnosis)), None, refusal.retry_after)
    except TimeoutError:
        reply = _Reply(_result(probe, Diagnosis(Category.EXCHANGE_UNAVAILABLE)))
    except _Unsendable:
        reply = _Reply(_result(probe, Diagnosis(Category.MALFORMED_INPUT)))
    except ForbiddenTarget:
        # An answer led astray, or a target is not declared: neither the key nor the exchange is to blame.
        logger.error("%s would go where nothing is declared", probe.path)  # noqa: TRY400  (it may quote an answer)
        reply = _Reply(_result(probe, Diagnosis(Category.UNKNOWN)))
    reply.result = replace(reply.result, seconds=time.monotonic() - started)
    return reply


_MISTYPED = frozenset({Category.INVALID_KEY, Category.BAD_SIGNATURE})  # what a mistyped API key is answered


def _of_key(job: Job, diagnosis: Diagnosis) -> Diagnosis:
    """Return a diagnosis with what is known of the key that it is about."""
    if diagnosis.is_edge and diagnosis.category is Category.ACCOUNT_RESTRICTED:
        logger.warning("%s blocks the country or address that we ask from", job.exchange.code)
    may_be = set(diagnosis.candidates)
    may_be_mistyped = not job.is_proven and bool(_MISTYPED & may_be)
    return replace(
        diagnosis,
        message=job.keys.mask(diagnosis.message),
        other_sites=_other_sites(job, diagnosis),
        is_made_here=job.is_made_here and may_be_mistyped,
        has_worked=job.is_proven and Category.INVALID_KEY in may_be,
        key_kind=_pasted_kind(job) if Category.BAD_SIGNATURE in may_be else "",
    )


def _pasted_kind(job: Job) -> str:
    """Return the kind of a private key whose public half the user registered; empty where there is no such pair."""
    return str(job.keys.kind) if job.exchange.pairs and job.keys.kind is not KeyKind.HMAC else ""


def _other_sites(job: Job, diagnosis: Diagnosis) -> tuple[str, ...]:
    """Return where a key that may be unknown here could belong; one that was accepted here belongs here."""
    if job.is_proven or Category.INVALID_KEY not in diagnosis.candidates:
        return ()
    return tuple(site.code for site in job.exchange.other_sites)


# What ccxt and the library it signs with raise for a secret that is no key, or one of another kind.
_UNSIGNABLE = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, UnsupportedAlgorithm)


class _Unsendable(Exception):
    """Raised when ccxt cannot sign with these credentials: nothing was sent."""


async def _send(wire: Wire, client: Any, probe: Probe) -> Any:
    try:
        return await wire.ask(client, probe)
    except (libraries().ccxt.BaseError, *_UNSIGNABLE) as error:
        # Only the name: the text may hold what was being signed.
        logger.warning("%s cannot be asked: %s", probe.path, type(error).__name__)
        raise _Unsendable from None


def _read(exchange: Exchange, probe: Probe, body: Any) -> _Reply:
    """Return the reply in an answer."""
    if probe.kind is ProbeKind.KEY_INFO and not exchange.introduces(body):
        # No key was described: that says nothing of ours, neither that it may withdraw nor that it may not.
        return _Reply(_result(probe, Diagnosis(Category.EXCHANGE_UNAVAILABLE)))
    try:
        items, free = exchange.items(probe, body), exchange.free(probe, body)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        # Not the documented shape: the exchange stumbles, the key is not blamed.
        return _Reply(_result(probe, Diagnosis(Category.EXCHANGE_UNAVAILABLE)))
    return _Reply(_result(probe, Diagnosis(Category.NONE), count=len(items), free=free), body)


def _result(probe: Probe, diagnosis: Diagnosis, **found: Any) -> Result:
    return Result(probe.kind, diagnosis, probe.market, probe.proves, _proof(probe), host=probe.host, **found)


def _proof(probe: Probe) -> str:
    """Return what an answer to a question proves its right by."""
    if probe.kind is ProbeKind.TRADE:
        return "test_accepted" if probe.method == "POST" else "opened"
    return "read"


def _passport(job: Job, body: Any, at: datetime) -> Passport:
    return job.exchange.passport(body, job.keys.api_key).dated(at)
