"""Connecting without a secret in a real browser: make the pair, register its public half, paste what comes back."""

import pytest
from playwright.sync_api import expect

from tests.connections.everything import with_pairs
from tests.portal.chromium import DESK, PHONE, Person, barriers, browser, sideways
from tests.portal.trader import Sit, sit
from tests.stack.whole import Stack

__all__ = ("browser", "sit")

pytestmark = [pytest.mark.xdist_group("stack"), pytest.mark.browser]


def public_key(person: Person) -> str:
    return person.page.inner_text(".copy.lines bdi").strip()


@pytest.mark.parametrize("exchange", with_pairs())
def test_from_the_public_key_to_connected(stack: Stack, sit: Sit, exchange: str) -> None:
    rights = ["clipboard-read", "clipboard-write"]
    person = sit(viewport=DESK, permissions=rights)
    person.sign_up(f"pair-{exchange}@example.com")
    person.open(f"/connections/new/{exchange}/")
    shown = public_key(person)
    person.page.reload()
    assert public_key(person) == shown
    person.page.click(".copy.lines button")
    copied = person.page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines() == shown.splitlines()
    person.page.fill("[name=api_key]", stack.sandbox.register(exchange, "healthy", copied))
    person.page.click("form.form button.primary")
    assert person.status() == "Connected"
    expect(person.page.locator("dl.facts")).to_contain_text("Private key")
    assert person.complaints == []


def test_a_mistyped_api_key_is_corrected_alone(stack: Stack, sit: Sit) -> None:
    person = sit(viewport=PHONE)
    person.sign_up("pair-mistyped@example.com")
    person.open("/connections/new/bybit/")
    api_key = stack.sandbox.register("bybit", "healthy", public_key(person))
    person.page.fill("[name=api_key]", "aB3" * 6)
    person.page.click("form.form button.primary")
    assert person.status() == "Needs you"
    expect(person.page.locator("main")).to_contain_text("nothing has to be registered again")
    address = person.page.url.removeprefix(stack.url)
    person.open(f"{address}replace/")
    expect(person.page.locator("[name=secret], [name=key_pair]")).to_have_count(0)
    assert sideways(person.page) <= 0
    assert barriers(person.page) == []
    person.page.fill("[name=api_key]", api_key)
    person.page.click("form.form button.primary")
    expect(person.page.locator("main")).to_contain_text(api_key[-4:], timeout=30_000)
    assert person.status() == "Connected"
    assert person.complaints == []


def test_the_ticks_change_the_steps_of_this_way(sit: Sit) -> None:
    person = sit(viewport=PHONE)
    person.sign_up("pair-ticks@example.com")
    person.open("/connections/new/binance/")
    shown = public_key(person)
    person.page.set_checked("[name=markets][value=futures]", checked=True)
    expect(person.page.locator("#guide")).to_contain_text("Enable Futures")
    expect(person.page.locator("#guide")).to_contain_text("Self-generated")
    assert public_key(person) == shown
    person.page.click("text=Paste a key and its secret")
    expect(person.page.locator("textarea[name=secret]")).to_be_visible()
    expect(person.page.locator("#guide")).to_contain_text("System generated")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_it_fits_and_keeps_nobody_out(sit: Sit, size: object) -> None:
    person = sit(viewport=size)
    person.sign_up(f"pair-fits-{'phone' if size == PHONE else 'desk'}@example.com")
    for exchange in with_pairs():
        for way in ("pair", "secret"):
            person.open(f"/connections/new/{exchange}/?way={way}")
            assert sideways(person.page) <= 0
            assert barriers(person.page) == []
