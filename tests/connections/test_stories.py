"""Every story that the sandbox tells of a key leads its connection where it says; those of one exchange together."""

import pytest

from connections import exchanges
from connections.models import Connection
from sandbox.keys import Key, every
from tests.connections.conftest import Connect, look_at
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

SLOW = "slow"


def codes(row: Connection) -> list[str]:
    return [str(finding.code) for finding in row.findings]


@pytest.mark.parametrize("exchange", exchanges.every())
def test_each_story_leads_where_it_says(exchange: str, connection_of: Connect, sandbox: Sandbox) -> None:
    _lead_where_they_say(
        [key for key in every(exchange, None, 1_000_000, 1) if key.story != SLOW], connection_of
    )


def test_slow_answers_are_waited_for(connection_of: Connect, sandbox: Sandbox) -> None:
    # Of all exchanges at once: each takes three seconds to answer.
    _lead_where_they_say(every(None, SLOW, 1_000_000, 1), connection_of)


def _lead_where_they_say(keys: list[Key], connection_of: Connect) -> None:
    """Check the keys of several stories together, as one task does, and again those that turn."""
    rows = {(key.exchange, key.story): connection_of(key.exchange, key.story) for key in keys}
    assert rows
    look_at(rows.values())
    found = {name: (row.status, codes(row)) for name, row in rows.items()}
    assert found == {
        (key.exchange, key.story): (key.expected_status, list(key.expected_findings)) for key in keys
    }
    turning = {(key.exchange, key.story): key for key in keys if key.then_status}
    look_at([rows[name] for name in turning])
    found = {name: (rows[name].status, codes(rows[name])) for name in turning}
    assert found == {name: (key.then_status, list(key.then_findings or ())) for name, key in turning.items()}
