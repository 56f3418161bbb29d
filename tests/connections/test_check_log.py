"""What is logged while a check runs says which check it is."""

import json
import logging
from io import StringIO

import pytest

from backfuture.lib import logs
from tests.connections.conftest import Connect, connection_of, key, look_at
from tests.stack.sandbox import Sandbox

__all__ = ("connection_of", "key")  # fixtures


@pytest.mark.django_db(transaction=True)
def test_each_line_names_its_own_check(sandbox: Sandbox, connection_of: Connect) -> None:
    sandbox.put("/_sandbox/exchanges/kucoin", {"fault": "country-451"})
    rows = [connection_of("kucoin") for _ in range(3)]
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.Json())
    logging.getLogger("connections").addHandler(handler)
    try:
        look_at(rows)
    finally:
        logging.getLogger("connections").removeHandler(handler)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    blocked = [line["check"] for line in lines if "blocks" in line["message"]]
    assert sorted(one.partition(".")[0] for one in blocked) == sorted(str(row.pk) for row in rows)
    assert len({one.partition(".")[2] for one in blocked}) == 1  # claimed together
