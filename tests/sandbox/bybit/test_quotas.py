"""How often Bybit may be asked, by user and by address."""

from sandbox.keys import credentials
from tests.sandbox.bybit.asking import HOST, KEY_INFO, UNIFIED, WALLET, ask, code
from tests.sandbox.client import Client


def test_each_user_has_so_many_questions_a_second(sandbox_server: Client) -> None:
    sandbox_server.set("bybit", limits=True)
    key, other = credentials("bybit", "healthy"), credentials("bybit", "healthy", 1)
    replies = [ask(sandbox_server, key, KEY_INFO) for _ in range(12)]
    assert code(replies[0]) == 0
    assert (replies[0].headers["x-bapi-limit"], replies[0].headers["x-bapi-limit-status"]) == ("10", "9")
    assert 10006 in {code(reply) for reply in replies}
    assert code(ask(sandbox_server, other, KEY_INFO)) == 0
    assert ask(sandbox_server, key, WALLET, UNIFIED).headers["x-bapi-limit"] == "50"


def test_an_address_that_asks_too_much_is_shut_out(sandbox_server: Client) -> None:
    sandbox_server.set("bybit", limits=True)
    path = f"/{HOST}/v5/market/time"
    statuses = [sandbox_server.send("GET", path).status for _ in range(601)]
    assert set(statuses[:600]) == {200}
    refused = sandbox_server.send("GET", path)
    assert (statuses[600], refused.status, refused.text) == (403, 403, "access too frequent")
