"""Every piece of evidence is one sentence that says how we know."""

import pytest

from connections import exchanges, messages
from connections.findings import Grant, Permission, Right
from tests.connections.messages.reading import EXCHANGES, assert_sentences

KUCOIN = exchanges.get("kucoin")
RIGHTS = (
    Right(Grant.YES, "listed", {"token": "Spot"}),
    Right(Grant.UNKNOWN, "listed", {"token": "PayOut"}),
    Right(Grant.NO, "not_listed"),
    Right(Grant.UNKNOWN, "not_reported"),
    Right(Grant.NO, "rule", {"rule": "account_cannot_trade"}),
    Right(Grant.NO, "rule", {"rule": "another"}),
    Right(Grant.YES, "read", {"what": "balance", "count": 1}),
    Right(Grant.YES, "read", {"what": "orders", "count": 2}),
    Right(Grant.YES, "read", {"what": "positions", "count": 0}),
    Right(Grant.YES, "test_accepted"),
    Right(Grant.NO, "refused", {"code": "400007"}),
    Right(Grant.NO, "refused"),
    Right(Grant.YES, "opened"),
)


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.code)
@pytest.mark.parametrize("permission", Permission)
def test_every_evidence_is_a_sentence_of_its_own(exchange, permission: Permission) -> None:  # type: ignore[no-untyped-def]
    said = [messages.evidence(right, permission, exchange) for right in RIGHTS]
    for text in said:
        assert_sentences(text)
    assert len(set(said)) == len(RIGHTS)


def test_counts_are_said_as_people_say_them() -> None:
    one = messages.evidence(Right(Grant.YES, "read", {"what": "balance", "count": 1}), "read", KUCOIN)
    two = messages.evidence(Right(Grant.YES, "read", {"what": "balance", "count": 2}), "read", KUCOIN)
    assert (one, two) == ("Read 1 balance.", "Read 2 balances.")


def test_a_missing_right_to_withdraw_is_said_plainly() -> None:
    right = Right(Grant.NO, "not_listed")
    assert messages.evidence(right, Permission.WITHDRAW, KUCOIN) == "KuCoin lists no right to withdraw."


def test_evidence_of_another_version_claims_nothing() -> None:
    assert messages.evidence(Right(Grant.YES, "dreamt"), "read", KUCOIN) == "KuCoin does not say."
