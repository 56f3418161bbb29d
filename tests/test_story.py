"""The whole story over HTTP, on the whole product: sign up, connect, read the result at every door."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from connections import exchanges
from sandbox.keys import Key, credentials, every
from tests.people import code_for
from tests.stack.whole import Stack
from tests.visitor import App, Browser, mailed_code

pytestmark = pytest.mark.xdist_group("stack")

PEOPLE = 5
LABELS = {
    "connected": "Connected",
    "limited": "Limited",
    "action_required": "Needs you",
    "quarantined": "Quarantined",
    "unreachable": "Unreachable",
}


def test_from_signing_up_in_the_browser_to_connected_in_three_seconds(stack: Stack) -> None:
    browser, key = Browser(stack), credentials("kucoin", "healthy", 501)
    browser.post("/accounts/signup/", email="newcomer@example.com", password1="correct horse battery")
    browser.post("/accounts/confirm-email/", code=mailed_code(stack, "newcomer@example.com"))
    assert "KuCoin" in browser.get("/connections/new/")
    clicked = time.monotonic()
    page = browser.post(
        "/connections/new/kucoin/",
        name="KuCoin spot",
        markets="spot",
        api_key=key.api_key,
        secret=key.secret,
        passphrase=key.passphrase,
    )
    address = page.url.removeprefix(stack.url)
    assert re.fullmatch(r"/connections/\d+/", address), address
    while "Connected" not in browser.get(address):
        assert time.monotonic() - clicked < 3, "not connected within three seconds"
        time.sleep(0.1)
    assert time.monotonic() - clicked < 3


def test_every_kind_of_story_is_told_alike_in_api_portal_and_admin(stack: Stack) -> None:
    admin = _admin(stack)
    # Most of it is waiting for checks: several people at once, each at an exchange of their own.
    with ThreadPoolExecutor(PEOPLE) as pool:
        for _ in pool.map(lambda exchange: _told_alike(stack, admin, exchange), exchanges.every()):
            pass


def _told_alike(stack: Stack, admin: Browser, exchange: str) -> None:
    # One person may not connect as many keys in an hour as there are stories.
    email = f"reader-{exchange}@example.com"
    app, keys = App(stack, email).sign_up(), _one_of_each_kind(exchange)
    ids = {name: app.connect(key, name)["id"] for name, key in keys.items()}
    rows = {name: app.judged(pk) for name, pk in ids.items()}
    assert {name: (row["status"], codes(row)) for name, row in rows.items()} == {
        name: (key.expected_status, list(key.expected_findings)) for name, key in keys.items()
    }
    assert all(f["title"] and f["cause"] and f["fix"] for row in rows.values() for f in row["findings"])
    _same_in_portal(Browser(stack).sign_in(email), ids, rows)
    _same_in_admin(admin.another(), ids, rows)
    _later(app, {name: key for name, key in keys.items() if key.then_status}, ids)


def _one_of_each_kind(exchange: str) -> dict[str, Key]:
    """Return a key of every conclusion there is at an exchange; each single story is checked in test_stories.py."""
    told = every(exchange, None, 502, 1)
    kinds = {(key.expected_status, key.expected_findings, key.then_status): key for key in told}
    return {f"{key.exchange} {key.story}": key for key in kinds.values()}


def _same_in_portal(browser: Browser, ids: dict[str, int], rows: dict[str, Any]) -> None:
    for name, pk in ids.items():
        page = browser.get(f"/connections/{pk}/")
        assert LABELS[rows[name]["status"]] in page, name
        for finding in rows[name]["findings"]:
            assert finding["title"] in _text(page), name


def _same_in_admin(browser: Browser, ids: dict[str, int], rows: dict[str, Any]) -> None:
    for name, pk in ids.items():
        page = _text(browser.get(f"/admin/connections/connection/{pk}/change/"))
        assert rows[name]["status_label"] in page, name
        for finding in rows[name]["findings"]:
            assert finding["title"] in page, name


def _later(app: App, turning: dict[str, Any], ids: dict[str, int]) -> None:
    for name in turning:
        assert app.call("POST", f"/api/v1/connections/{ids[name]}/checks/").status_code == 202
    for name, key in turning.items():
        row = app.judged(ids[name])
        assert (row["status"], codes(row)) == (key.then_status, list(key.then_findings))


def _admin(stack: Stack) -> Browser:
    told = stack.manage("create_people")
    found = re.search(r"admin@example.com  password: (\S+)  TOTP secret: (\S+)", told)
    assert found, told
    return Browser(stack).sign_in("admin@example.com", found.group(1), code_for(found.group(2)))


def _text(page: str) -> str:
    """Return what a page says, without its marks."""
    words = re.sub(r"<[^>]+>", "", page)
    return words.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")


def codes(row: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in row["findings"]]
