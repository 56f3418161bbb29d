"""How often BingX may be asked, by user and by address, and how it says that this was too often."""

from sandbox.keys import credentials
from tests.sandbox.bingx.asking import HOST, KEY_INFO, UID, ask
from tests.sandbox.client import Client


def test_an_address_has_few_questions_a_second_whoever_asks(sandbox_server: Client) -> None:
    sandbox_server.set("bingx", limits=True)
    first, other = (ask(sandbox_server, credentials("bingx", "healthy", n), KEY_INFO) for n in range(2))
    assert (first.code, first.headers["x-ratelimit-requests-remain"]) == (0, "1")
    assert (other.status, other.code) == (200, 100410)
    assert "will be unblocked after" in other.json["msg"]
    assert "retry-after" not in other.headers
    # Another endpoint has a quota of its own.
    assert ask(sandbox_server, credentials("bingx", "healthy"), UID).code == 0


def test_whoever_goes_on_is_banned_without_a_word(sandbox_server: Client) -> None:
    sandbox_server.set("bingx", limits=True)
    path = f"/{HOST}/swap/v2/server/time"
    replies = [sandbox_server.send("GET", path) for _ in range(30)]
    assert {reply.status for reply in replies[:3]} == {200}
    assert (replies[-1].status, replies[-1].text) == (418, "")
    assert sandbox_server.send("GET", f"/{HOST}/spot/v1/common/symbols?symbol=BTC-USDT").status == 418
