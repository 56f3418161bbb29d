"""An edge in the exchange's place, through a whole check: nobody's key is blamed; a country is told as a country."""

from collections.abc import Callable

import pytest

from connections import exchanges
from sandbox.keys import Key
from tests.connections.conftest import Connect, look
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

# fault: (status, finding, its reason)
EDGES = {
    "cloudflare-1015": ("unreachable", "rate_limited", None),
    "cloudfront-403": ("action_required", "account_restricted", "region"),
    "country-451": ("action_required", "account_restricted", "region"),
    "empty": ("unreachable", "exchange_unavailable", None),
    "truncated": ("unreachable", "exchange_unavailable", None),
    "html-502": ("unreachable", "exchange_unavailable", None),
}


@pytest.mark.parametrize("fault", EDGES)
@pytest.mark.parametrize("exchange", exchanges.every())
def test_an_edge_is_told_and_passes(
    exchange: str, fault: str, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key(exchange, "healthy")
    row = look(connection_of(exchange, key=mine))
    assert row.status == "connected"
    sandbox.tell(mine.api_key, fault=fault)
    look(row)
    [finding] = row.findings
    assert (row.status, finding.code, finding.params.get("reason")) == EDGES[fault]
    if row.status == "unreachable":
        assert row.verdict == "connected"
    assert "<" not in finding.exchange_message
    sandbox.tell(mine.api_key, fault="")
    assert look(row).status == "connected"


@pytest.mark.parametrize("fault", EDGES)
def test_a_new_key_is_not_judged_by_an_edge(
    fault: str, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("mexc", "healthy")
    sandbox.tell(mine.api_key, fault=fault)
    row = look(connection_of("mexc", key=mine))
    status, code, _ = EDGES[fault]
    assert (row.status, [finding.code for finding in row.findings]) == (status, [code])
    assert row.verdict == ("pending" if status == "unreachable" else "action_required")
