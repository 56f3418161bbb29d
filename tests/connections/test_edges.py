"""An edge in the exchange's place, through a whole check: nobody's key is blamed; a country is ours to mend."""

from collections.abc import Callable

import pytest

from connections import exchanges, messages
from connections.findings import Refusal
from sandbox.keys import Key
from tests.connections.conftest import Connect, look
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

# fault: (status, finding, its reason)
EDGES = {
    "cloudflare-1015": ("unreachable", "rate_limited", None),
    "cloudfront-403": ("unreachable", "account_restricted", "region"),
    "country-451": ("unreachable", "account_restricted", "region"),
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
    assert row.verdict == "connected"
    worded = messages.finding(finding, row.exchange_at_site, ["203.0.113.24"])
    assert worded.fix.startswith("Nothing to do; your key was not judged.")
    assert ("ours to mend" in worded.fix) is (finding.code == "account_restricted")
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
    assert row.verdict == "pending"


def test_a_country_that_was_told_is_forgotten_with_the_next_answer(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("mexc", "healthy")
    sandbox.tell(mine.api_key, fault="cloudfront-403")
    row = look(connection_of("mexc", key=mine))
    sandbox.tell(mine.api_key, fault="html-502")
    assert [finding.code for finding in look(row).findings] == ["exchange_unavailable"]


def test_what_the_exchange_itself_says_of_an_account_is_told_as_that() -> None:
    """The same words under a code of the exchange's own are about the account."""
    body = '{"retCode": 10024, "retMsg": "Not available in your country for regulatory reasons"}'
    for status in (200, 400, 403, 451):
        found = exchanges.get("bybit").diagnose(Refusal(status, body))
        assert (found.category, found.reason) == ("account_restricted", "region")
        assert not found.is_passing
