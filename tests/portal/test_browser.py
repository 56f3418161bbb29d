"""The portal in a real browser on the whole product, with and without JavaScript."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from sandbox.keys import credentials, every
from tests.portal.chromium import DESK, PHONE, Person, barriers, browser, seats, sideways
from tests.stack.whole import Stack

__all__ = ("browser",)

pytestmark = [pytest.mark.xdist_group("stack"), pytest.mark.browser]
Sit = Callable[..., Person]
CHIPS = {
    "connected": "Connected",
    "limited": "Limited",
    "action_required": "Needs you",
    "quarantined": "Quarantined",
    "unreachable": "Unreachable",
}


@pytest.fixture
def sit(stack: Stack, browser: Browser) -> Iterator[Sit]:
    with seats(Person, stack, browser) as seat:
        yield seat


def test_from_signing_up_to_connected_within_three_seconds(sit: Sit) -> None:
    person = sit(viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    person.sign_up("screen@example.com")
    person.page.click("text=Connect an exchange")
    person.page.click("text=KuCoin")
    for text in ("BackFuture-spot", "203.0.113.24"):
        expect(person.page.locator(f"[data-copy='{text}']")).to_be_visible()
        person.page.click(f"[data-copy='{text}']")
        assert person.page.evaluate("navigator.clipboard.readText()") == text
    person.paste(credentials("kucoin", "healthy", 601))
    began = time.monotonic()
    person.page.click("form.form button.primary")
    assert person.status() == "Connected"
    assert time.monotonic() - began < 3
    expect(person.page.locator("tbody th", has_text="Withdraw")).to_be_visible()
    assert person.page.inner_text("#announcer") == "KuCoin spot: Connected"
    assert person.complaints == []


def test_the_guide_follows_the_ticks_and_sends_nothing_that_was_pasted(sit: Sit) -> None:
    person, asked = sit(viewport=PHONE), list[str]()
    person.page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    person.sign_up("ticker@example.com")
    key = credentials("kucoin", "healthy", 606)
    person.paste(key, "Kept")
    asked.clear()
    person.page.set_checked("[name=markets][value=futures]", checked=True)
    expect(person.page.locator("#guide")).to_contain_text("Futures Trading")
    expect(person.page.locator("#guide [data-copy='BackFuture-spot-futures']")).to_be_visible()
    assert person.page.input_value("[name=secret]") == key.secret
    assert any("/guide/?markets=spot&markets=futures" in url for url in asked)
    assert not any(
        value in url for url in asked for value in (key.api_key, key.secret, str(key.passphrase), "Kept")
    )
    assert person.complaints == []


def test_what_is_wrong_is_said_fixed_and_checked_again(sit: Sit, stack: Stack) -> None:
    person, key = sit(viewport=PHONE), credentials("mexc", "withdraw-on", 602)
    person.sign_up("fixer@example.com")
    person.connect(key)
    assert person.status() == "Quarantined"
    expect(person.page.locator(".finding h2").first).to_contain_text("can withdraw")
    stack.sandbox.tell(key.api_key, story="healthy")
    person.page.click("text=Check again")
    assert person.status() == "Connected"
    assert person.complaints == []


def test_without_javascript_the_page_refreshes_until_judged(sit: Sit) -> None:
    person = sit(viewport=PHONE, java_script_enabled=False)
    person.sign_up("plain@example.com")
    person.connect(credentials("kucoin", "slow", 603))
    expect(person.page.locator("#progress")).to_be_visible()
    assert person.status() == "Connected"
    person.page.click("summary:has-text('More')")
    person.page.click("text=Rename")
    person.page.fill("[name=name]", "By hand")
    person.page.click("text=Save")
    expect(person.page.locator("h1")).to_have_text("By hand")
    person.page.click("summary:has-text('More')")
    person.page.click("text=Disconnect")
    person.page.click("button.danger")
    expect(person.page.locator("main")).to_contain_text("By hand is disconnected")
    expect(person.page.locator("main")).to_contain_text("Connect your first exchange")


def test_a_failed_form_keeps_what_is_harmless(sit: Sit) -> None:
    person, key = sit(viewport=DESK), credentials("kucoin", "healthy", 604)
    person.sign_up("typo@example.com")
    person.paste(key, "Kept")
    person.page.fill("[name=secret]", key.api_key)
    person.page.click("form.form button.primary")
    expect(person.page.locator("#id_secret_error")).to_be_visible()
    assert person.page.input_value("[name=name]") == "Kept"
    for name in ("api_key", "secret", "passphrase"):
        assert person.page.input_value(f"[name={name}]") == ""
    assert key.api_key not in person.page.content()


@pytest.mark.parametrize(
    ("viewport", "scheme", "language", "story", "number"),
    [
        (PHONE, "light", "en", "withdraw-on", 611),
        (PHONE, "dark", "ar", "no-ip-binding", 612),
        (DESK, "dark", "en", "address-not-allowed", 613),
        (DESK, "light", "ar", "futures-not-opened", 614),
    ],
    ids=["phone-light-en", "phone-dark-ar", "desk-dark-en", "desk-light-ar"],
)
def test_every_page_fits_and_keeps_nobody_out(
    sit: Sit, viewport: object, scheme: str, language: str, story: str, number: int
) -> None:
    person = sit(viewport=viewport, color_scheme=scheme, locale=language)
    for path in ("/", "/exchanges/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"):
        _fits(person, path, language)
    person.sign_up(f"walker-{number}@example.com")
    _fits(person, "/connections/", language)
    person.connect(credentials("kucoin", story, number))
    person.page.wait_for_selector("#progress", state="detached", timeout=20_000)
    here = person.page.url.removeprefix(person.stack.url)
    own = ("/profile/", "/accounts/2fa/", "/accounts/email/", "/accounts/sessions/", "/notifications/")
    below = [f"{here}{end}" for end in ("", "history/", "rename/", "replace/", "disconnect/")]
    for path in ("/connections/", "/connections/new/", "/connections/new/mexc/", *own, *below):
        _fits(person, path, language)
    assert person.complaints == []


def _fits(person: Person, path: str, language: str) -> None:
    person.open(path)
    assert sideways(person.page) <= 0, path
    assert barriers(person.page) == [], path
    assert person.page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr"), path


def test_every_kind_of_story_reads_in_the_browser_as_it_was_told(sit: Sit) -> None:
    person = sit(viewport=DESK)
    person.sign_up("everything@example.com")
    # One of each kind: all stories of all exchanges are more than one person may connect in an hour.
    kinds = {
        (key.expected_status, key.expected_findings, key.then_status): key
        for key in every(None, None, 640, 1)
    }
    keys, watched = list(kinds.values()), {}
    for key in keys:
        person.connect(key, f"{key.exchange} {key.story}")
        person.page.wait_for_selector("#connection")
        watched[person.page.url] = key
    assert len(watched) == len(keys)
    for url, key in watched.items():
        person.page.goto(url)
        shown = person.status()
        assert shown.startswith(CHIPS[key.expected_status]), (key.exchange, key.story, shown)
        if key.expected_findings:
            expect(person.page.locator(".finding h2").first).to_be_visible()
    for url, key in watched.items():
        if key.then_status:
            person.page.goto(url)
            person.page.click("text=Check again")
            expect(person.page.locator("main .chip").first).to_contain_text(CHIPS[key.then_status])
    assert person.complaints == []
