"""How often HTX may be asked: by user and path, by key for other paths, by address without a key."""

from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.htx.asking import CONTRACTS, KEY, KEYS, SPOT, UID, WALLET, ask, said, uid


def test_a_key_has_ten_questions_a_second_where_nothing_else_is_said(sandbox_server: Client) -> None:
    sandbox_server.set("htx", limits=True)
    replies = [ask(sandbox_server, KEY, UID) for _ in range(14)]
    assert replies[0].json["code"] == 200
    assert replies[0].headers["x-hb-ratelimit-requests-remain"] == "9"
    assert "base-request-exceed-frequency-limit" in {said(reply)[0] for reply in replies}
    assert ask(sandbox_server, credentials("htx", "healthy"), UID).json["code"] == 200


def test_a_user_has_twenty_introductions_in_two_seconds(sandbox_server: Client) -> None:
    mine = uid(sandbox_server, KEY)
    sandbox_server.set("htx", limits=True)
    replies = [ask(sandbox_server, KEY, KEYS, {"uid": mine}) for _ in range(21)]
    assert [reply.json.get("code") for reply in replies[:20]] == [200] * 20
    assert said(replies[20])[0] == "base-request-exceed-frequency-limit"
    assert ask(sandbox_server, KEY, WALLET).headers["ratelimit-limit"] == "72"


def test_an_address_without_a_key_has_its_own_quota(sandbox_server: Client) -> None:
    sandbox_server.set("htx", limits=True)
    spot = [sandbox_server.send("GET", f"/{SPOT}/v1/common/timestamp").json["status"] for _ in range(14)]
    assert (spot[0], spot[-1]) == ("ok", "error")
    rules = [sandbox_server.send("GET", f"/{CONTRACTS}/api/v1/timestamp") for _ in range(121)]
    assert said(rules[-1]) == (1032, "The number of access exceeded the limit.")
