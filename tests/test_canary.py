"""One canary through every door and every failing form: afterwards it is found nowhere."""

import base64
from dataclasses import dataclass

import pytest
import requests

from tests.people import code_for
from tests.stack.traces import Traces, admin_access, collected
from tests.stack.whole import Stack
from tests.visitor import PASSWORD, App, Browser

pytestmark = pytest.mark.xdist_group("stack")


@dataclass(frozen=True)
class Canary:
    """Credentials of a KuCoin key's shape that nothing but this test would ever write."""

    exchange: str = "kucoin"
    markets: tuple[str, ...] = ("spot",)
    api_key: str = "ca9a7e5ca9a7e5ca9a7e5abc"
    secret: str = "ca9a7e11-5ec2-4e75-8ca9-a7e5ca9a7e22"
    passphrase: str = "canary-passphrase-77"

    @property
    def fields(self) -> dict[str, str]:
        return {"api_key": self.api_key, "secret": self.secret, "passphrase": self.passphrase}


CANARY = Canary()
SECOND = Canary(api_key="ca9a7e5ca9a7e5ca9a7e5def", secret="ca9a7e33-5ec2-4e75-8ca9-a7e5ca9a7e44")


def test_a_canary_is_found_nowhere(loud: Stack) -> None:
    app = App(loud, "canary@example.com").sign_up()
    browser = Browser(loud).sign_in("canary@example.com")
    answers = _through_the_api(app) + _through_the_portal(browser)
    answers += _through_the_admin(loud)
    traces = collected(loud, answers)
    for canary in (CANARY, SECOND):
        for name, value in canary.fields.items():
            assert traces.found(value) == [], f"{name} of {canary.api_key[-4:]}"
    cookie = str(browser.session.cookies["sessionid"])
    assert traces.found(app.token) == []
    assert traces.found(cookie) == []
    assert traces.found(PASSWORD) == []


def test_the_search_would_find_it(loud: Stack) -> None:
    """A search that cannot find is no search: what may be seen is found in each of the places."""
    app = App(loud, "seeker@example.com").sign_up()
    app.call("POST", "/api/v1/connections/", {})
    traces = collected(loud, app.seen)
    places = traces.found("seeker@example.com")
    assert {"database", "mail"} <= {place.split(":")[0] for place in places}
    assert "log:web" in traces.found("/api/v1/connections/")
    assert "log:people" in traces.found("check_connections")
    assert "redis" in {place.split(":")[0] for place in traces.found("_kombu")}
    encoded = Traces({"there": base64.b64encode(b"before " + CANARY.secret.encode() + b" after")})
    assert encoded.found(CANARY.secret) == ["there"]


def _through_the_api(app: App) -> list[str]:
    """Connect, replace and fail in every way; the answers that hand out the session token are left out."""
    del app.seen[:]
    body = {"exchange": "kucoin", "markets": ["spot"], "credentials": CANARY.fields}
    made = app.connect(CANARY)
    pk = made["id"]
    app.judged(pk)
    app.call("POST", "/api/v1/connections/", body)  # the same key again
    app.call("POST", "/api/v1/connections/", body | {"markets": ["nonsense"]})
    app.call("POST", "/api/v1/connections/", body | {"exchange": CANARY.secret})
    app.call("POST", "/api/v1/connections/", body | {"credentials": CANARY.secret})
    spoilt = {name: f" {value[:9]} {value}" for name, value in SECOND.fields.items()}
    app.call("POST", "/api/v1/connections/", body | {"credentials": spoilt})
    app.call("POST", "/api/v1/connections/", body | {"credentials": [SECOND.fields]})
    app.call("PUT", f"/api/v1/connections/{pk}/credentials/", {"credentials": spoilt})
    app.call("PUT", f"/api/v1/connections/{pk}/credentials/", {"credentials": SECOND.fields} | SECOND.fields)
    app.judged(pk)
    app.call("PUT", "/api/v1/connections/999999/credentials/", {"credentials": SECOND.fields})
    for path in (f"/api/v1/connections/{pk}/checks/", "/api/v1/connections/", "/api/v1/notifications/"):
        app.call("GET", path)
    url = f"{app.stack.url}/api/v1/connections/"
    tokens = {"X-Session-Token": app.token}
    for headers, data in (
        (tokens | {"Content-Type": "application/json"}, f'{{"credentials": "{CANARY.secret}"'),
        (tokens | {"Content-Type": "text/plain"}, CANARY.secret),
        ({"X-Session-Token": app.token + "x"}, CANARY.secret),
        ({"Cookie": f"sessionid={CANARY.secret}"}, CANARY.secret),
        (tokens | {"X-Request-ID": CANARY.secret, "Authorization": f"Bearer {CANARY.secret}"}, "{"),
    ):
        app.seen.append(requests.post(url, data=data, headers=headers, timeout=15).text)
    return app.seen


def _through_the_portal(browser: Browser) -> list[str]:
    form = {"name": "Canary", "markets": "spot"}
    wrong = {name: f"{value} {value}" for name, value in CANARY.fields.items()}
    browser.post("/connections/new/kucoin/", **form, **wrong)
    browser.post("/connections/new/kucoin/", **form, **CANARY.fields)  # connected already
    browser.post("/connections/new/mexc/", **form, **CANARY.fields)  # another exchange's key
    browser.post("/connections/new/kucoin/", **SECOND.fields, name="x" * 100)
    address = browser.post("/connections/new/kucoin/", **form, **_third().fields).url
    path = address.removeprefix(browser.stack.url)
    browser.post(f"{path}replace/", **wrong)
    browser.post(f"{path}replace/", **SECOND.fields)
    for page in (path, "/connections/", "/notifications/"):
        browser.get(page)
    unsigned = browser.session.post(address + "replace/", data=SECOND.fields, timeout=15)
    lost = browser.session.post(f"{browser.stack.url}/nowhere/", data=SECOND.fields, timeout=15)
    failed = Browser(browser.stack).post(
        "/accounts/login/", login="canary@example.com", password=CANARY.secret
    )
    return [*browser.seen, unsigned.text, lost.text, failed.text]


def _third() -> Canary:
    return Canary(api_key="ca9a7e5ca9a7e5ca9a7e5fff")


def _through_the_admin(stack: Stack) -> list[str]:
    password, secret = admin_access(stack)
    browser = Browser(stack).sign_in("admin@example.com", password, code_for(secret))
    for path in ("connections/connection/", "connections/connection/1/change/", "accounts/user/"):
        browser.get(f"/admin/{path}")
    browser.get(f"/admin/connections/connection/?q={CANARY.api_key[-4:]}")
    return browser.seen
