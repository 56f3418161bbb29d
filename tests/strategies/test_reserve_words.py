"""Whoever is over the balance is told where a reserve can be lowered, and of none where there is none."""

import pytest

from strategies.messages.reasons import word
from strategies.reasons import Reason


@pytest.mark.parametrize(
    ("reserve", "others", "said"),
    [
        ("0", "0", None),
        ("50", "0", "Or lower the reserve."),
        ("50", "50", "another strategy"),
        ("50", None, "Or"),
    ],
)
def test_a_reserve_is_lowered_where_it_is_held(reserve: str, others: str | None, said: str | None) -> None:
    for allowed in ("0", "5"):
        told = {"allowed": allowed, "spoken_for": "0", "reserve": reserve, "others_reserve": others}
        fix = word(Reason("over_balance", {"quote": "USDT", **told})).fix
        assert said in fix if said else "reserve" not in fix
