"""What an edge answers in the exchange's place, asked for by name, for an exchange or for one key."""

import pytest

from sandbox.exchanges import known
from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.every import introspect

EDGES = {
    "cloudflare-1015": (429, "text/html", "Error 1015"),
    "cloudfront-403": (403, "text/html", "from your country"),
    "country-451": (451, "application/json", "restricted location"),
    "html-502": (502, "text/html", "<center>nginx</center>"),
    "empty": (200, "", ""),
}


@pytest.mark.parametrize("fault", EDGES)
def test_an_edge_answers_for_one_key_and_for_nobody_else(sandbox_server: Client, fault: str) -> None:
    key, other = credentials("mexc", "healthy"), credentials("mexc", "healthy", 1)
    sandbox_server.tell(key, fault=fault)
    reply = introspect(sandbox_server, key)
    status, kind, words = EDGES[fault]
    assert reply.status == status
    assert reply.headers["content-type"].startswith(kind)
    assert words in reply.text
    assert introspect(sandbox_server, other).status == 200
    assert sandbox_server.control("GET", f"/keys/{key.api_key}").json["fault"] == fault
    sandbox_server.tell(key, fault="")
    assert introspect(sandbox_server, key).status == 200


@pytest.mark.parametrize("code", sorted(known()))
def test_an_edge_stands_before_everything_an_exchange_can_be_asked(sandbox_server: Client, code: str) -> None:
    sandbox_server.set(code, fault="html-502")
    for host, method, path in sorted(known()[code].endpoints):
        assert sandbox_server.send(method, f"/{host}{path}").status == 502
    sandbox_server.set(code, fault="")


def test_an_answer_is_cut_off(sandbox_server: Client) -> None:
    key = credentials("mexc", "healthy")
    whole = introspect(sandbox_server, key).text
    sandbox_server.tell(key, fault="truncated")
    cut = introspect(sandbox_server, key)
    assert (cut.status, cut.text) == (200, whole[: len(whole) // 2])


def test_a_rate_limit_of_an_edge_says_when_to_come_back(sandbox_server: Client) -> None:
    sandbox_server.set("kucoin", fault="cloudflare-1015")
    assert introspect(sandbox_server, credentials("kucoin", "healthy")).headers["retry-after"] == "30"
