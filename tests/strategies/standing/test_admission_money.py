"""The rules of admission on money and on age, without a database."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connections.findings import Finding, Grant, Passport, Verdict
from strategies.admission import judging
from strategies.admission.ledger import Spoken
from tests.strategies.standing.test_admission import GOOD, found, rights, wanted


@pytest.mark.parametrize(
    ("free", "spoken", "reserve", "allowed"),
    [
        ("2000", Spoken(), "0", None),
        ("1999.99", Spoken(), "0", "1999.99"),
        ("3000", Spoken(Decimal(1000)), "0", None),
        ("3000", Spoken(Decimal(1001)), "0", "1999"),
        ("2100", Spoken(Decimal(0), Decimal(100)), "0", None),
        ("2100", Spoken(Decimal(0), Decimal(100)), "101", "1999"),  # the largest reserve, not their sum
        ("100", Spoken(Decimal(5000)), "0", "0"),
        ("1e30", Spoken(Decimal("0.000000000000000001")), "0", None),
    ],
)
def test_the_sum_of_limits_stays_within_what_is_free(
    free: str, spoken: Spoken, reserve: str, allowed: str | None
) -> None:
    reasons = found(replace(GOOD, free=Decimal(free)), wanted(reserve=reserve), spoken)
    assert [reason.params["allowed"] for reason in reasons] == ([] if allowed is None else [allowed])


@pytest.mark.parametrize(
    ("changes", "is_for_a_check"),
    [
        ({}, True),
        ({"verdict": Verdict.PENDING, "passport": Passport()}, True),
        ({"verdict": Verdict.ACTION_REQUIRED, "errors": (Finding("key_expired"),)}, True),
        ({"free": Decimal(1)}, True),
        ({"free": None}, True),
        ({"passport": rights(spot_trade=Grant.NO)}, True),
        ({"is_paused": True}, False),
        ({"markets": ("futures",)}, False),
        ({"verdict": Verdict.QUARANTINED}, False),
    ],
)
def test_a_check_runs_first_only_where_it_may_help(changes: dict[str, Any], is_for_a_check: bool) -> None:
    assert judging.needs_check(found(replace(GOOD, **{"balances_at": None, **changes}))) is is_for_a_check
    assert not judging.needs_check(found(replace(GOOD, **changes))) or "passport" in changes


def test_age_is_never_told_as_a_refusal() -> None:
    reasons = found(replace(GOOD, balances_at=None, is_paused=True))
    assert [reason.code for reason in judging.refusals(reasons)] == ["paused"]
