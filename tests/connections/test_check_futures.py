"""Where an exchange trades futures: what only they lack, and what only they were wanted for."""

import pytest

from connections import exchanges
from connections.findings import Market
from tests.connections.conftest import Connect, look
from tests.connections.everything import with_futures
from tests.connections.test_check import codes

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("sandbox"),
]

FUTURES = pytest.mark.parametrize("exchange", with_futures())


@FUTURES
def test_only_futures_wanted_and_not_opened_needs_the_trader(exchange: str, connection_of: Connect) -> None:
    row = look(connection_of(exchange, "futures-not-opened", markets=["futures"]))
    assert (row.status, codes(row)) == ("action_required", ["futures_not_opened"])


@FUTURES
def test_what_only_futures_lack_leaves_spot_alone(exchange: str, connection_of: Connect) -> None:
    row = look(connection_of(exchange, "healthy", markets=["spot", "futures"]))
    tick = exchanges.get(exchange).tick  # where the same rights trade both, only the account can lack futures
    lacking = "futures_not_opened" if tick[Market.SPOT] == tick[Market.FUTURES] else "no_permission"
    assert (row.status, codes(row)) == ("limited", [lacking])
