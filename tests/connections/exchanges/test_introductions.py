"""An answer that describes no key says nothing of ours; one that describes a key nobody understands does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connections import exchanges, probes
from connections.findings import Category, Grant, Permission
from tests.connections.exchanges import golden

OFFERED = golden.offered()
NOTHING: st.SearchStrategy[Any] = st.sampled_from(
    [None, [], {}, [{}], [[]], [None], "", "x", 0, [1], ["x"], True]
)


def category(code: str, body: Any) -> Category:
    exchange = exchanges.get(code)
    return probes._read(exchange, exchange.introspection, body).result.diagnosis.category


def wrapped(code: str, inner: Any) -> list[Any]:
    """Return an answer with this in the place of the key, at every depth where one may stand."""
    bodies = [inner]
    for name in reversed(exchanges.get(code).wrappers):
        bodies += [{name: body, exchanges.get(code).code_keys[0]: 0} for body in bodies]
    return bodies


@pytest.mark.parametrize("code", OFFERED)
def test_a_key_that_was_described_is_judged(code: str) -> None:
    recorded, exchange = golden.of(code), exchanges.get(code)
    bodies = [seen["body"] for seen in recorded.passports if seen["permissions"]["withdraw"] != Grant.UNKNOWN]
    assert {category(code, body) for body in bodies} <= {Category.NONE, Category.EXCHANGE_UNAVAILABLE}
    assert all(exchange.introduces(body) for body in bodies)


@pytest.mark.parametrize("code", OFFERED)
def test_a_key_that_nobody_understands_is_judged_not_to_be_trusted(code: str) -> None:
    exchange = exchanges.get(code)
    body: Any = {"somethingNew": {"may": "anything"}}
    assert exchange.introduces(body)
    assert exchange.passport(body, "").grants(Permission.WITHDRAW) is Grant.UNKNOWN


@given(st.sampled_from(OFFERED), NOTHING)
def test_where_no_key_was_described_the_exchange_is_at_fault_at_every_exchange(code: str, inner: Any) -> None:
    for body in wrapped(code, inner):
        assert category(code, body) is Category.EXCHANGE_UNAVAILABLE, body
        assert exchanges.get(code).passport(body, "").grants(Permission.WITHDRAW) is Grant.UNKNOWN
