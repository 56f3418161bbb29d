"""The pages of strategies at every size, in both directions, in the light and in the dark, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from sandbox.keys import credentials
from tests.portal.chromium import DESK, PHONE, barriers, sideways
from tests.portal.trader import Sit, Trader, browser, sit
from tests.visitor import wait_for

__all__ = ("browser", "sit")

pytestmark = [pytest.mark.xdist_group("stack"), pytest.mark.browser]


def test_without_javascript_a_button_shows_what_it_does(sit: Sit) -> None:
    person = sit(viewport=PHONE, java_script_enabled=False)
    person.sign_up("by-hand@example.com")
    connection = person.connected(credentials("kucoin", "healthy", 707), "By hand")
    person.begin(connection, step="2,5")
    wait_for(lambda: _looked(person), 30)
    assert person.page.input_value("#id_step") == "2,5"
    person.page.check("[name=risk_level][value=active]")
    person.page.click("text=Fill in the fields of this level")
    assert person.page.input_value("#id_step") == "1"
    assert person.page.input_value("#id_base_order") == "20"
    strategy = person.save()
    person.enable(strategy)
    expect(person.page.locator("#strategy")).to_have_attribute("data-status", "enabled", timeout=20_000)


def _looked(person: Trader) -> int:
    """Ask what it does; the first to ask after an exchange waits for its markets."""
    person.page.click("text=Show what this does")
    return person.page.locator("#preview .totals").count()


@pytest.mark.parametrize(
    ("viewport", "scheme", "language", "number"),
    [
        (PHONE, "light", "en", 711),
        (PHONE, "dark", "ar", 712),
        (DESK, "dark", "en", 713),
        (DESK, "light", "ar", 714),
    ],
    ids=["phone-light-en", "phone-dark-ar", "desk-dark-en", "desk-light-ar"],
)
def test_every_page_fits_and_keeps_nobody_out(
    sit: Sit, viewport: object, scheme: str, language: str, number: int
) -> None:
    person = sit(viewport=viewport, color_scheme=scheme, locale=language)
    person.sign_up(f"trader-{number}@example.com")
    _fits(person, "/strategies/")
    connection = person.connected(credentials("kucoin", "healthy-futures", number), "Mine")
    person.begin(connection, pair="BTC/USDT, ETH/USDT", stop_loss="12", step="banana")
    expect(person.page.locator("#id_step_flaws .flaw")).to_be_visible(timeout=20_000)
    assert (sideways(person.page) <= 0, barriers(person.page)) == (True, [])
    person.page.fill("#id_step", "2")
    expect(person.page.locator("svg.chart")).to_be_visible(timeout=30_000)
    assert (sideways(person.page) <= 0, barriers(person.page)) == (True, [])
    person.page.fill("#id_step", "90")
    expect(person.page.locator("#said .outdated")).to_be_visible()
    assert (sideways(person.page) <= 0, barriers(person.page)) == (True, [])
    person.page.fill("#id_step", "2")
    expect(person.page.locator("#said .outdated")).to_have_count(0)
    mine = f"/strategies/{person.save()}/"
    for path in ("/strategies/", "/strategies/new/", mine, f"{mine}edit/", f"{mine}archive/"):
        _fits(person, path)
    assert person.complaints == []


def _fits(person: Trader, path: str) -> None:
    person.open(path)
    assert sideways(person.page) <= 0, path
    assert barriers(person.page) == [], path
