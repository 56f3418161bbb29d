"""Settings that no exchange would take are stopped at their field before they are saved, in English and in Arabic."""

import pytest
from playwright.sync_api import expect

from sandbox.keys import credentials
from tests.portal.chromium import DESK, sideways
from tests.portal.trader import Sit, Trader, browser, is_arabic, sit

__all__ = ("browser", "sit")

pytestmark = [pytest.mark.xdist_group("stack"), pytest.mark.browser]
# A small coin allows ten times at most, and the risk level would allow more.
_SMALL_COIN = {"base_order": "50", "addon_order": "50", "margin_limit": "1200", "step": "2", "leverage": "15"}


@pytest.mark.parametrize("exchange", ["kucoin", "mexc"])
def test_a_pair_that_allows_less_leverage(sit: Sit, exchange: str) -> None:
    fields = {"pair": "ORDI/USDT:USDT", "market": "futures", **_SMALL_COIN}
    person, connection = _trader(sit, exchange, 705)
    english = _is_stopped(person, connection, "id_leverage", "leverage_too_high", fields)
    assert "leverage of 10 at most" in english
    person.speak("ar")
    arabic = _is_stopped(person, connection, "id_leverage", "leverage_too_high", fields)
    assert is_arabic(arabic)
    assert "10" in arabic
    person.page.fill("#id_leverage", "10")
    expect(person.page.locator("#id_leverage_flaws")).to_be_empty()
    assert person.save()
    assert person.complaints == []


def test_a_pair_that_is_closed_to_programs(sit: Sit) -> None:
    person, connection = _trader(sit, "mexc", 706)
    english = _is_stopped(person, connection, "id_pairs", "pair_not_by_api", {"pair": "WAVES/USDT"})
    assert "Take it out" in english
    person.speak("ar")
    arabic = _is_stopped(person, connection, "id_pairs", "pair_not_by_api", {"pair": "WAVES/USDT"})
    assert is_arabic(arabic)
    assert "WAVES/USDT" in arabic
    person.page.fill("#id_pairs", "BTC/USDT")
    expect(person.page.locator("#id_pairs_flaws")).to_be_empty()
    assert person.save()
    assert person.complaints == []


def _trader(sit: Sit, exchange: str, number: int) -> tuple[Trader, int]:
    person = sit(viewport=DESK)
    person.sign_up(f"{exchange}-{number}@example.com")
    return person, person.connected(credentials(exchange, "healthy-futures", number), "Mine")


def _is_stopped(person: Trader, connection: int, field: str, code: str, fields: dict[str, str]) -> str:
    """Return what is said at a field while typing, and again when somebody wants to save."""
    person.begin(connection, **fields)
    flaw = person.page.locator(f"#{field}_flaws [data-code={code}]")
    expect(flaw).to_be_visible(timeout=30_000)
    told = flaw.inner_text().strip()
    is_right_to_left = person.page.get_attribute("html", "lang") == "ar"
    assert person.page.get_attribute("html", "dir") == ("rtl" if is_right_to_left else "ltr")
    person.page.click("#editor .actions button.primary")
    link = person.page.locator(f"#summary a[href='#{field}']")
    expect(link).to_be_visible()
    assert flaw.inner_text().strip() == told
    assert sideways(person.page) <= 0
    link.press("Enter")
    expect(person.page.locator(f"#{field}")).to_be_in_viewport()
    expect(person.page.locator(f"#{field}")).to_have_attribute("aria-invalid", "true")
    return told
