"""Whatever the evidence: no cause is lost or invented, and the order is always the same."""

import dataclasses
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connections.findings import TRANSIENT, Category, ClockReading, Diagnosis, Evidence, Known, Result
from connections.resolver import RULES, ranked, resolved
from tests.connections.resolver.cases import FINE, NOW, OURS, check, passport

_FACTS = st.sampled_from([*RULES, "of another version"]).map(Evidence)
EVIDENCE = st.lists(_FACTS, max_size=12, unique_by=lambda one: one.code)
CANDIDATES = st.lists(st.sampled_from(list(Category)), min_size=2, max_size=5, unique=True)
TIMES = st.sampled_from([None, NOW - timedelta(days=400), NOW - timedelta(hours=1), NOW + timedelta(days=9)])
PASSPORTS = st.builds(
    passport,
    ip_restricted=st.sampled_from([True, False, None]),
    ip_list=st.sampled_from([None, (), (OURS,), ("198.51.100.0/24",), ("no address",)]),
    expires_at=TIMES,
    created_at=TIMES,
    key_status=st.sampled_from(["active", "expired", "frozen", "deleted", "unknown"]),
)
KNOWN = st.builds(
    Known,
    is_new=st.booleans(),
    passport=st.none() | PASSPORTS,
    since=TIMES,
    rule=st.sampled_from([None, ("fixed_unbound", 30), ("inactivity_unbound", 14)]),
    looks_right=st.sampled_from([None, True, False]),
    egress=st.sampled_from([(), (OURS,), (OURS, "198.51.100.7")]),
    others_working=st.integers(0, 3),
    introduces_any=st.booleans(),
)
CLOCKS = st.none() | st.builds(ClockReading, st.booleans(), st.none() | st.floats(-1e6, 1e6), st.floats(0, 4))
KINDS = st.sampled_from(["key_info", "balance", "orders", "positions", "trade"])
RESULTS = st.builds(
    lambda kind, market, codes, ip: Result(
        kind, Diagnosis(codes[0], others=tuple(codes[1:]), exchange_ip=ip, code="1"), market
    ),
    KINDS,
    st.sampled_from([None, "spot", "futures"]),
    CANDIDATES,
    st.sampled_from([None, OURS, "198.51.100.7"]),
)


@given(CANDIDATES, EVIDENCE)
def test_every_cause_is_either_possible_or_ruled_out_with_why(
    candidates: list[Category], evidence: list[Evidence]
) -> None:
    causes, ruled_out = ranked(candidates, evidence)
    named = [cause.category for cause in (*causes, *ruled_out)]
    assert sorted(named) == sorted(candidates)
    assert causes
    for cause in ruled_out:
        assert cause.against
        assert all(cause.category in RULES[one.code].rules_out for one in cause.against)


@given(CANDIDATES, EVIDENCE, st.randoms())
def test_the_order_depends_on_the_evidence_alone(
    candidates: list[Category], evidence: list[Evidence], random: object
) -> None:
    shuffled = sorted(evidence, key=lambda _: random.random())  # type: ignore[attr-defined]
    first, second = ranked(candidates, evidence), ranked(candidates, shuffled)
    assert [[one.category for one in side] for side in first] == [
        [one.category for one in side] for side in second
    ]
    assert first == ranked(candidates, evidence)


@given(CANDIDATES)
def test_without_evidence_the_order_is_that_of_the_exchange_file(candidates: list[Category]) -> None:
    causes, ruled_out = ranked(candidates, [])
    assert [cause.category for cause in causes] == candidates
    assert not ruled_out


@given(RESULTS, st.lists(RESULTS, max_size=3), st.booleans(), KNOWN, CLOCKS)
def test_no_check_states_one_cause_while_two_remain(
    first: Result, rest: list[Result], is_introduced: bool, known: Known, clock: ClockReading | None
) -> None:
    results = (FINE, first, *rest) if is_introduced else (first, *rest)
    report = check(*results, clock=clock)
    for before, after in zip(results, resolved(report, known).results, strict=True):
        was, now = before.diagnosis, after.diagnosis
        out = {cause.category for cause in now.ruled_out}
        assert set(now.candidates) == set(was.candidates) - out
        assert [one for one in now.candidates if one not in TRANSIENT] == [
            one for one in was.candidates if one not in TRANSIENT and one not in out
        ]
        if set(now.candidates) & TRANSIENT and was.is_ambiguous and was.is_refusal:
            assert now.is_transient
        if now.causes:
            assert {cause.category for cause in now.causes} == set(now.candidates)
        json.dumps([cause.to_json() for cause in (*now.causes, *now.ruled_out)])


@given(KNOWN, CLOCKS)
def test_resolving_twice_changes_nothing(known: Known, clock: ClockReading | None) -> None:
    vague = Diagnosis(Category.INVALID_KEY, others=(Category.IP_NOT_ALLOWED, Category.NO_PERMISSION))
    once = resolved(check(Result("key_info", vague), clock=clock), known)
    assert resolved(once, known) == once


@pytest.mark.parametrize("code", RULES)
def test_every_rule_says_something_of_known_causes(code: str) -> None:
    rule = RULES[code]
    assert rule.weights or rule.rules_out
    assert 0 not in rule.weights.values()
    assert not rule.rules_out & set(rule.weights)


def test_what_is_known_holds_no_part_of_a_key() -> None:
    assert not {field.name for field in dataclasses.fields(Known)} & {
        "api_key",
        "secret",
        "passphrase",
        "hint",
    }
