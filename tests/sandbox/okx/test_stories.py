"""Every story answers in OKX's words, within its quotas."""

import pytest

from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.okx.asking import BALANCE, CONFIG, KEY, ask

# What introspection and balance answer alike: HTTP status and code.
REFUSALS = {
    "address-not-allowed": (401, "50110"),
    "expired": (401, "50119"),
    "unknown-key": (401, "50119"),
    "frozen-account": (200, "50007"),
    "wrong-secret": (401, "50113"),
    "wrong-passphrase": (401, "50105"),
    "wrong-clock": (401, "50102"),
    "rate-limited": (429, "50011"),
    "maintenance": (503, "50001"),
}


@pytest.mark.parametrize("story", REFUSALS)
def test_a_story_that_is_refused(sandbox_server: Client, story: str) -> None:
    for path in (CONFIG, BALANCE):
        reply = ask(sandbox_server, credentials("okx", story), path)
        assert (reply.status, reply.code) == REFUSALS[story]


def told(server: Client, story: str) -> tuple[str, str, str]:
    (entry,) = ask(server, credentials("okx", story), CONFIG).json["data"]
    return entry["perm"], entry["ip"], entry["acctLv"]


def test_what_a_key_tells_of_itself(sandbox_server: Client) -> None:
    assert told(sandbox_server, "healthy") == ("read_only,trade", "203.0.113.24", "1")
    assert told(sandbox_server, "healthy-futures") == ("read_only,trade", "203.0.113.24", "2")
    assert told(sandbox_server, "futures-not-opened") == ("read_only,trade", "203.0.113.24", "1")
    assert told(sandbox_server, "read-only") == ("read_only", "203.0.113.24", "1")
    assert told(sandbox_server, "withdraw-on") == ("read_only,withdraw,trade", "203.0.113.24", "1")
    for story in ("no-ip-binding", "expires-soon"):
        assert told(sandbox_server, story)[1] == ""


def test_quotas_count_per_account_and_endpoint(sandbox_server: Client) -> None:
    sandbox_server.set("okx", limits=True)
    replies = [ask(sandbox_server, KEY, CONFIG) for _ in range(6)]
    assert [(reply.status, reply.code) for reply in replies] == [(200, "0")] * 5 + [(429, "50011")]
    assert ask(sandbox_server, KEY, BALANCE).code == "0"
    assert ask(sandbox_server, credentials("okx", "healthy", 1), CONFIG).code == "0"
    assert sandbox_server.control("GET", "/exchanges/okx").json["counters"]["refused_429"] == 1


def test_public_quotas_count_per_address_and_type(sandbox_server: Client) -> None:
    sandbox_server.set("okx", limits=True)
    path = "/www.okx.com/api/v5/market/tickers?instType=SWAP"
    assert [sandbox_server.send("GET", path).status for _ in range(21)] == [200] * 20 + [429]
    assert sandbox_server.send("GET", path.replace("SWAP", "FUTURES")).json["data"] == []


@pytest.mark.parametrize(("query", "code"), [("", "50014"), ("?instType=CASH", "51000")])
def test_a_type_of_instrument_is_needed(sandbox_server: Client, query: str, code: str) -> None:
    assert sandbox_server.send("GET", f"/www.okx.com/api/v5/public/instruments{query}").code == code
