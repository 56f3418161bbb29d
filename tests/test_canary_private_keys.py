"""Private keys, pasted and made here, through every door: afterwards no line of one is found anywhere."""

import base64
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tests.connections.private_keys import pem
from tests.people import code_for
from tests.stack.traces import Traces, admin_access, collected
from tests.stack.whole import Stack
from tests.visitor import App, Browser

pytestmark = pytest.mark.xdist_group("stack")
CONNECT, PAIRS = "/api/v1/connections/", "/api/v1/key-pairs/"


def test_no_line_of_a_private_key_is_found(loud: Stack) -> None:
    app = App(loud, "pem@example.com").sign_up()
    browser = Browser(loud).sign_in("pem@example.com")
    del app.seen[:]
    pasted = [pem("ed25519"), pem("rsa")]
    for text in pasted:
        _paste(app, text)
        _paste_into_forms(browser, text)
    made = [_make_in_the_app(app), _make_in_the_portal(browser)]
    answers = [*app.seen, *browser.seen, *_admin_pages(loud), _dump(loud)]
    traces = collected(loud, answers)
    for text in (*pasted, *made):
        found = {place for part in parts(text) for place in traces.found(part)}
        assert found == set(), f"{len(text)} characters of PEM"


def test_the_search_would_find_it() -> None:
    """In a quotation, with escaped line ends, and as the bare bytes of an Ed25519 key."""
    for text in (pem("ed25519"), pem("rsa")):
        escaped = text.replace("\n", "\\n")
        for hidden in (text, escaped, _broken(text), text[len(text) // 2 :]):
            traces = Traces({"there": hidden.encode()})
            assert any(traces.found(part) for part in parts(text))


def parts(text: str) -> list[str]:
    """Return both ends of every line of a PEM that are of this key alone, and the bytes of an Ed25519 key."""
    first, *others = [line for line in text.splitlines() if line and not line.startswith("-")]
    lines = [first[-24:], *(end for line in others for end in (line[:24], line[-24:]) if len(end) > 12)]
    key = load_pem_private_key(text.encode(), None)
    if not isinstance(key, Ed25519PrivateKey):
        return lines
    seed = key.private_bytes_raw()
    # Its only line begins with what is the same in all of them.
    return [*lines, first[24:40], seed.hex(), base64.b64encode(seed).decode()]


def _broken(text: str) -> str:
    """Return the beginning of a PEM, long enough to hold more than what all of them begin with."""
    return text[: max(80, len(text) // 2)]


def _paste(app: App, text: str) -> None:
    """Connect it, replace it by itself, and put it where it does not belong."""
    kind = "e1" if len(text) < 200 else "f2"
    credentials = {"api_key": kind * 32, "secret": text}
    body = {"exchange": "binance", "markets": ["spot"], "credentials": credentials}
    made = app.call("POST", CONNECT, body).json()
    app.judged(made["id"])
    first, *rest = text.splitlines()
    for secret in (
        f"{first}\n{rest[0]}",
        text.replace("\n", "\\n"),
        _broken(text),
        f"{text} {text}",
    ):
        app.call("PUT", f"{CONNECT}{made['id']}/credentials/", {**credentials, "secret": secret})
    for misplaced in (
        {"api_key": text},
        {"passphrase": text},
        {"key_pair": text},
        {"keep_private_key": text},
    ):
        app.call("POST", CONNECT, body | {"credentials": credentials | misplaced})
    for wrong in (
        {"exchange": "kucoin"},
        {"exchange": text},
        {"name": text},
        {"site": text},
        {"credentials": text},
    ):
        app.call("POST", CONNECT, body | wrong)
    app.judged(made["id"])
    app.call("GET", f"{CONNECT}{made['id']}/checks/")


def _paste_into_forms(browser: Browser, text: str) -> None:
    form = {"name": "Pem", "markets": "spot", "way": "secret", "api_key": "d4" * 32}
    for exchange in ("bybit", "mexc"):
        for secret in (text, _broken(text)):
            browser.post(f"/connections/new/{exchange}/?way=secret", **form, secret=secret)
    browser.post("/connections/new/binance/?way=secret", **form | {"api_key": text}, secret=text)


def _make_in_the_app(app: App) -> str:
    """Make a pair, use it with a mistyped API key, correct that, and return the private half."""
    pair = app.call("POST", PAIRS, {"exchange": "binance"}).json()
    private = _opened(app.stack, "KeyPair.objects.latest('pk').open()")
    credentials = {"api_key": "a7" * 32, "key_pair": pair["id"]}
    body = {"exchange": "binance", "markets": ["spot"], "credentials": credentials}
    app.call("POST", CONNECT, body | {"markets": []})
    made = app.call("POST", CONNECT, body).json()
    app.judged(made["id"])
    url = f"{CONNECT}{made['id']}/credentials/"
    for sent in (
        {"api_key": "two words"},
        {"api_key": "b8" * 32, "secret": "c9" * 32},
        {"api_key": "b8" * 32},
    ):
        app.call("PUT", url, {**sent, "keep_private_key": True})
    app.judged(made["id"])
    for path in ("", "checks/"):
        app.call("GET", f"{CONNECT}{made['id']}/{path}")
    return private


def _make_in_the_portal(browser: Browser) -> str:
    """Do the same with the forms."""
    page = browser.get("/connections/new/bybit/")
    private = _opened(browser.stack, "KeyPair.objects.latest('pk').open()")
    pair = re.findall(r'name="key_pair" value="(\d+)"', page)[0]
    form = {"name": "Made", "markets": "spot", "way": "pair", "key_pair": pair}
    browser.post("/connections/new/bybit/", **form, api_key="two words")
    address = browser.post("/connections/new/bybit/", **form, api_key="aB3" * 6).url
    path = address.removeprefix(browser.stack.url)
    browser.post(f"{path}replace/", way="kept", api_key="two words")
    browser.post(f"{path}replace/", way="kept", api_key="cD4" * 6)
    for shown in (path, f"{path}replace/?way=pair", "/connections/", "/notifications/"):
        browser.get(shown)
    return private


def _opened(stack: Stack, what: str) -> str:
    """Return a private half as only the process that holds the keys can read it."""
    told = stack.manage("shell", "-c", f"from connections.models import KeyPair; print({what})")
    return told[told.index("-----BEGIN") :].strip()


def _admin_pages(stack: Stack) -> list[str]:
    password, secret = admin_access(stack)
    browser = Browser(stack).sign_in("admin@example.com", password, code_for(secret))
    pages = browser.get("/admin/connections/connection/")
    for number in set(re.findall(r"/admin/connections/connection/(\d+)/change/", pages)):
        browser.get(f"/admin/connections/connection/{number}/change/")
    browser.get("/admin/accounts/user/")
    return browser.seen


def _dump(stack: Stack) -> str:
    return stack.manage("dumpdata")
