"""Each gate stops a strategy once, at enabling, with a text that says what to do, in English and in Arabic.

What stops at its field already, leverage and closed pairs, is in `test_strategy_flaw_browser.py`.
"""

import pytest
from playwright.sync_api import Locator, expect

from sandbox.keys import credentials
from tests.portal.chromium import PHONE, sideways
from tests.portal.trader import Sit, Trader, browser, is_arabic, sit

__all__ = ("browser", "sit")

pytestmark = [pytest.mark.xdist_group("stack"), pytest.mark.browser]
# A contract of the sandbox is worth about a hundred.
_FUTURES = {
    "pair": "BTC/USDT:USDT",
    "market": "futures",
    "base_order": "200",
    "addon_order": "200",
    "margin_limit": "1200",
}


@pytest.mark.parametrize(
    ("code", "story", "number", "fields"),
    [
        ("over_balance", "healthy", 702, {"margin_limit": "5000"}),
        ("market_not_chosen", "healthy", 703, _FUTURES),
        ("quarantined", "withdraw-on", 704, {}),
        ("right_missing", "read-only", 715, {}),
        ("market_limited", "futures-not-opened", 716, _FUTURES),
    ],
)
def test_a_gate_of_the_key_or_its_money(
    sit: Sit, code: str, story: str, number: int, fields: dict[str, str]
) -> None:
    person, connection = _connected(sit, story, number)
    person.begin(connection, **fields)
    _is_stopped(person, person.save(), code)
    assert person.complaints == []


def test_the_gate_of_a_pause(sit: Sit) -> None:
    person, connection = _connected(sit, "healthy", 718)
    person.open(f"/connections/{connection}/")
    person.page.click("summary:has-text('More')")
    person.page.click("text=Pause")
    person.begin(connection)
    _is_stopped(person, person.save(), "paused")
    assert person.complaints == []


def test_the_gate_of_a_connection_that_is_gone(sit: Sit) -> None:
    person, connection = _connected(sit, "healthy", 719)
    person.begin(connection)
    strategy = person.save()
    person.open(f"/connections/{connection}/disconnect/")
    person.page.click("form.form button.danger")
    person.page.wait_for_url("**/connections/")
    _is_stopped(person, strategy, "no_connection")
    assert person.complaints == []


@pytest.mark.parametrize(
    ("code", "story", "number"),
    [("action_required", "address-not-allowed", 717), ("not_checked", "maintenance", 720)],
)
def test_a_gate_that_only_a_check_can_tell(sit: Sit, code: str, story: str, number: int) -> None:
    """No rights were ever read here: enabling waits for a check, which says no or nothing."""
    person, connection = _connected(sit, story, number)
    person.begin(connection)
    strategy = person.save()
    told = {}
    for language in ("en", "ar"):
        person.speak(language)
        person.enable(strategy)
        expect(person.page.locator("#strategy")).to_have_attribute("data-status", "draft", timeout=30_000)
        expect(person.page.locator("#progress")).to_have_count(0)
        told[language] = _told(person, code)
    _is_told_in_both(told["en"], told["ar"])
    assert person.complaints == []


def _connected(sit: Sit, story: str, number: int) -> tuple[Trader, int]:
    person = sit(viewport=PHONE)
    person.sign_up(f"gate-{number}@example.com")
    return person, person.connected(credentials("kucoin", story, number), "Mine")


def _is_stopped(person: Trader, strategy: int, code: str) -> None:
    """Enabling is refused with this reason, and with a first step that leads somewhere."""
    english = _refused(person, strategy, code)
    person.speak("ar")
    _is_told_in_both(english, _refused(person, strategy, code))
    assert sideways(person.page) <= 0


def _refused(person: Trader, strategy: int, code: str) -> list[str]:
    """Return what is said when somebody wants to enable it: that it was not, why, and the first step."""
    person.enable(strategy)
    banner = person.page.locator("main [role=status] > .notice.error").first
    expect(banner).to_be_visible()
    expect(person.page.locator("#strategy")).to_have_attribute("data-status", "draft")
    return [_read(banner), *_told(person, code)]


def _told(person: Trader, code: str) -> list[str]:
    """Return title and first step of a reason; the step has a button that leads to its place."""
    reason = person.page.locator(f"#strategy [data-reason={code}]").first
    assert reason.locator("a.button").first.get_attribute("href")
    return [_read(reason.locator("h2")), _read(reason.locator(".fix"))]


def _read(place: Locator) -> str:
    text = place.inner_text().strip()
    assert text
    return text


def _is_told_in_both(english: list[str], arabic: list[str]) -> None:
    assert len(english) == len(arabic)
    assert not any(map(is_arabic, english))
    assert all(map(is_arabic, arabic))
