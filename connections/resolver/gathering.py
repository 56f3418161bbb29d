"""Gather what one refusal can be judged by: the exchange's clock, the other answers, and what was known before."""

from collections.abc import Iterator

from connections.exchanges import _addresses
from connections.findings import (
    TRADE,
    Category,
    Evidence,
    Grant,
    Known,
    Market,
    Passport,
    Permission,
    Report,
    Result,
)
from connections.resolver.past import of_the_past

_LISTED = frozenset({"listed", "not_listed"})


def gathered(result: Result, report: Report, known: Known) -> list[Evidence]:
    """Return the evidence on one refused question of a check, what is nearest to it first."""
    clock = list(_of_clock(report))
    is_wrong = any(one.code == "clocks_differ" for one in clock)
    return [
        *clock,
        *_of_answers(result, report, known),
        *_of_introduction(result, report, known),
        *_of_passport(result, report),
        *_of_address(result, report, known),
        # Others may have worked before our clock went wrong: then this key is no exception.
        *(() if is_wrong else _of_others(known)),
        *of_the_past(result, report, known),
    ]


def _of_clock(report: Report) -> Iterator[Evidence]:
    clock = report.clock
    if clock is None:
        return
    yield Evidence("clock_answers" if clock.answers else "clock_silent")
    if clock.ahead is None:
        return
    if abs(clock.ahead) + clock.within <= clock.tolerance:
        yield Evidence("clocks_agree")
    elif abs(clock.ahead) - clock.within > clock.tolerance:
        yield Evidence("clocks_differ", {"seconds": round(clock.ahead, 1)})


def _of_answers(result: Result, report: Report, known: Known) -> Iterator[Evidence]:
    """Compare with the other questions of the same check, all signed with the same key."""
    answered = [one for one in report.results if one is not result and _is_answered(one)]
    if not answered:
        return
    yield Evidence("key_accepted")
    is_certain = len(known.egress) == 1 and any(_group(one.host) == _group(result.host) for one in answered)
    yield Evidence("address_accepted" if is_certain else "some_address_accepted")
    markets = [one.market for one in answered if one.market]
    if result.kind == "trade" and result.market in markets:
        yield Evidence("market_reads", {"market": str(result.market)})
    elsewhere = [market for market in markets if market != result.market]
    if result.market and elsewhere:
        yield Evidence("market_answers", {"market": str(elsewhere[0])})
    asked = [one.diagnosis.code for one in report.results if one.kind not in {"key_info", "detail"}]
    if len(asked) > 1 and asked[0] and len(set(asked)) == 1:
        yield Evidence("all_refused_alike")


def _of_introduction(result: Result, report: Report, known: Known) -> Iterator[Evidence]:
    """Say that the question was refused which an exchange answers to every key, whatever its rights."""
    if known.introduces_any and result is report.results[0]:
        yield Evidence("introduction_refused")


def _group(host: str) -> str:
    """Return the name that hosts of one company share; another may see us by another way, with another address."""
    return ".".join(host.split(".")[-2:])


def _is_answered(result: Result) -> bool:
    return result.diagnosis.category is Category.NONE and not result.diagnosis.is_ambiguous


def _of_passport(result: Result, report: Report) -> Iterator[Evidence]:
    """Compare with what the exchange said of the key in this very check."""
    passport = report.passport
    if passport is None:
        return
    if passport.ip_restricted is False:
        yield Evidence("not_bound")
    right = passport.right(needed(result))
    if right.evidence in _LISTED and right.value is not Grant.UNKNOWN:
        code = "right_on" if right.value is Grant.YES else "right_off"
        yield Evidence(code, {"permission": str(needed(result))})
    yield from _of_end(passport, report)


def _of_end(passport: Passport, report: Report) -> Iterator[Evidence]:
    if passport.expires_at is not None:
        code = "end_is_past" if passport.expires_at <= report.at else "end_is_ahead"
        yield Evidence(code, {"at": passport.expires_at.isoformat()})


def _of_address(result: Result, report: Report, known: Known) -> Iterator[Evidence]:
    seen = result.diagnosis.exchange_ip
    listed = (report.passport.ip_list if report.passport else None) or ()
    if seen and _addresses.holds(listed, seen):
        yield Evidence("seen_address_listed", {"ip": seen})
    elif seen and known.egress and seen not in known.egress:
        yield Evidence("other_address_seen", {"ip": seen})


def _of_others(known: Known) -> Iterator[Evidence]:
    if known.others_working:
        yield Evidence("others_work", {"count": known.others_working})


def needed(result: Result) -> Permission:
    """Return the right that a question takes: that of trading a market, or that of reading."""
    if result.proves:
        return Permission(result.proves)
    if result.kind == "trade" and result.market:
        return TRADE[Market(result.market)]
    return Permission.READ
