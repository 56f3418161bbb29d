"""What a check learns of a key's rights: from answers, and from refusals that have a single cause."""

import pytest

from connections.findings import (
    Category,
    Diagnosis,
    Evidence,
    Grant,
    Known,
    Passport,
    Permission,
    Report,
    Result,
    Right,
    Verdict,
)
from connections.resolver import learned, resolved
from connections.verdicts import judge
from tests.connections.resolver.cases import CLOCK, FINE, NOW, OURS, check, passport, refused

BALANCE = '{"error":"INVALID_ARGUMENT","message":"account is not available"}'
FORBIDDEN = '{"label":"FORBIDDEN","message":"Forbidden"}'
READ, TRADE = Permission.READ, Permission.SPOT_TRADE
UNTOLD = Passport({Permission.WITHDRAW: Right(Grant.NO, "listed", {}, NOW)})


def question(diagnosis: Diagnosis, proves: Permission = READ, proof: str = "read") -> Result:
    return Result("trade" if proves is TRADE else "balance", diagnosis, "spot", proves, proof, count=3)


def learn(*results: Result, known: Passport = UNTOLD) -> Passport:
    return learned(known, Report((FINE, *results), NOW, known))


def test_what_may_pass_by_itself_takes_no_right_away() -> None:
    balance = question(refused("coinbase", BALANCE, 400, "balance", "spot").diagnosis)
    assert Category.NO_PERMISSION in balance.diagnosis.candidates
    orders = question(Diagnosis(Category.NONE))
    judgement = judge(check(FINE, balance, orders), ["spot"], known=Known(egress=(OURS,)))
    assert (judgement.verdict, judgement.is_unreachable) == (None, True)
    assert judgement.passport is not None
    assert judgement.passport.grants(READ) is Grant.YES
    assert [one.code for one in judgement.findings] == ["exchange_unavailable"]


@pytest.mark.parametrize(
    "other", [Category.ACCOUNT_RESTRICTED, Category.EXCHANGE_UNAVAILABLE, Category.UNKNOWN]
)
def test_a_refusal_with_several_causes_teaches_nothing(other: Category) -> None:
    vague = Diagnosis(Category.NO_PERMISSION, "spot", others=(other,))
    assert learn(question(vague, TRADE)).right(TRADE) == Right()


def test_a_refusal_with_one_cause_is_a_right_that_is_off() -> None:
    clear = Diagnosis(Category.NO_PERMISSION, "spot", code="4711")
    right = learn(question(clear, TRADE), known=passport(NOW)).right(TRADE)
    assert (right.value, right.evidence, right.params) == (Grant.NO, "refused", {"code": "4711"})


@pytest.mark.parametrize(
    ("proves", "proof", "params"),
    [(READ, "read", {"what": "balance", "count": 3}), (TRADE, "test_accepted", {}), (TRADE, "opened", {})],
)
def test_an_answer_is_a_right_that_is_on(proves: Permission, proof: str, params: dict[str, object]) -> None:
    right = learn(question(Diagnosis(Category.NONE), proves, proof)).right(proves)
    assert right == Right(Grant.YES, proof, params, NOW)


def test_an_answer_does_not_switch_a_right_on_that_the_exchange_calls_off() -> None:
    off = UNTOLD.with_right(TRADE, Right(Grant.NO, "listed", {}, NOW))
    assert learn(question(Diagnosis(Category.NONE), TRADE), known=off).right(TRADE).evidence == "listed"


def test_what_the_exchange_says_of_a_right_counts_also_for_the_question_that_proves_it() -> None:
    vague = Diagnosis(Category.NO_PERMISSION, others=(Category.ACCOUNT_RESTRICTED,))
    _, result = resolved(check(FINE, question(vague, TRADE)), Known(egress=(OURS,))).results
    said = {one.code: one for cause in result.diagnosis.causes for one in (*cause.evidence, *cause.against)}
    assert said["right_on"] == Evidence("right_on", {"permission": "spot_trade"})


@pytest.mark.parametrize(
    ("exchange", "body", "status"),
    [
        ("gate", FORBIDDEN, 403),
        ("bybit", '{"retCode":10005,"retMsg":"Permission denied, please check your API-key, IP"}', 200),
        ("okx", '{"code":"50114","msg":"Invalid Authority","data":[]}', 401),
    ],
)
def test_nothing_is_destroyed_for_a_right_that_may_not_be_the_cause(
    exchange: str, body: str, status: int
) -> None:
    introduction = refused(exchange, body, status)
    assert Category.NO_PERMISSION in introduction.diagnosis.candidates
    judgement = judge(check(introduction, clock=CLOCK), ["spot"], known=Known(is_new=True, egress=(OURS,)))
    assert judgement.verdict is Verdict.ACTION_REQUIRED
    (finding,) = judgement.findings
    assert set(finding.params["candidates"]) == set(introduction.diagnosis.candidates)


def test_sites_are_told_only_of_a_key_that_may_be_unknown() -> None:
    causes = (Category.INVALID_KEY, Category.NO_PERMISSION)
    vague = Diagnosis(causes[0], others=causes[1:], other_sites=("eea",), is_made_here=True)
    unknown = resolved(check(Result("key_info", vague)), Known(is_new=True)).results[0].diagnosis
    assert (unknown.other_sites, unknown.is_made_here) == (("eea",), True)
    accepted = resolved(check(FINE, question(vague)), Known(egress=(OURS,))).results[1].diagnosis
    assert (accepted.candidates, accepted.other_sites) == ((Category.NO_PERMISSION,), ())
    assert not accepted.is_made_here


@pytest.mark.parametrize(
    ("host", "egress", "is_certain"),
    [
        ("api.example.com", (OURS,), True),
        ("futures.example.com", (OURS,), True),
        ("api.example.org", (OURS,), False),
        ("api.example.com", (OURS, "203.0.113.25"), False),
        ("api.example.com", (), False),
    ],
)
def test_an_address_is_certainly_let_in_only_where_it_was(
    host: str, egress: tuple[str, ...], is_certain: bool
) -> None:
    answered = Result("key_info", Diagnosis(Category.NONE), host="api.example.com")
    vague = Diagnosis(Category.NO_PERMISSION, others=(Category.IP_NOT_ALLOWED,))
    _, result = resolved(
        check(answered, Result("balance", vague, "futures", host=host)), Known(egress=egress)
    ).results
    assert result.diagnosis.is_ambiguous is not is_certain
    (address,) = (
        one
        for one in (*result.diagnosis.causes, *result.diagnosis.ruled_out)
        if one.category is Category.IP_NOT_ALLOWED
    )
    assert address.against
