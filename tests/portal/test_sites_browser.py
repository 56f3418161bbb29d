"""The choice of a site in a real browser: the guide and the markets follow it, what was pasted stays."""

import pytest
from playwright.sync_api import expect

from sandbox.keys import credentials
from tests.portal.chromium import DESK, PHONE, barriers, browser, sideways
from tests.portal.trader import Sit, sit

__all__ = ("browser", "sit")

pytestmark = [pytest.mark.xdist_group("stack"), pytest.mark.browser]


def test_a_key_of_another_site_is_told_and_put_right(sit: Sit) -> None:
    person, key = sit(viewport=DESK), credentials("okx", "healthy", 640, "eea")
    person.sign_up("europe@example.com")
    person.connect(key)
    assert person.status() == "Needs you"
    expect(person.page.locator(".finding").first).to_contain_text("OKX Europe (my.okx.com)")
    pk = person.page.url.rstrip("/").rpartition("/")[2]
    person.open(f"/connections/{pk}/replace/")
    for name in ("api_key", "secret", "passphrase"):
        person.page.fill(f"[name={name}]", str(getattr(key, name)))
    person.page.check("[name=site][value=eea]")
    expect(person.page.locator("#guide")).to_contain_text("my.okx.com")
    assert person.page.input_value("[name=api_key]") == key.api_key
    person.page.click("form.form button.primary")
    assert person.status() == "Connected"
    expect(person.page.locator("#connection")).to_contain_text("OKX Europe · Spot")
    assert person.complaints == []


def test_the_guide_and_the_markets_follow_the_site(sit: Sit) -> None:
    person = sit(viewport=PHONE)
    person.sign_up("america@example.com")
    person.open("/connections/new/okx/")
    expect(person.page.locator("[name=markets]")).to_have_count(2)
    person.page.check("[name=site][value=us]")
    expect(person.page.locator("#guide")).to_contain_text("app.okx.com")
    expect(person.page.locator("[name=markets]")).to_have_count(1)
    person.page.check("[name=site][value='']")
    expect(person.page.locator("[name=markets]")).to_have_count(2)
    assert (sideways(person.page), barriers(person.page), person.complaints) == (0, [], [])


def test_without_scripts_the_site_is_chosen_all_the_same(sit: Sit) -> None:
    person, key = sit(java_script_enabled=False), credentials("bybit", "healthy", 641, "eu")
    person.sign_up("still@example.com")
    person.open("/connections/new/bybit/")
    person.page.click("noscript a:has-text('Bybit EU')")
    expect(person.page.locator("#guide")).to_contain_text("www.bybit.eu")
    person.page.click("text=Paste a key and its secret")
    expect(person.page.locator("#guide")).to_contain_text("www.bybit.eu")
    person.page.fill("[name=api_key]", key.api_key)
    person.page.fill("[name=secret]", key.secret)
    person.page.click("form.form button.primary")
    expect(person.page.locator("#connection")).to_contain_text("Bybit EU · Spot")
