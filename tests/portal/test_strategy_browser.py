"""From connected to an enabled strategy in a real browser, past everything in the way, on the whole product."""

import pytest
from playwright.sync_api import expect

from sandbox.keys import credentials
from tests.portal.chromium import DESK, sideways
from tests.portal.trader import Sit, Trader, browser, is_arabic, sit
from tests.stack.whole import Stack

__all__ = ("browser", "sit")

pytestmark = [pytest.mark.xdist_group("stack"), pytest.mark.browser]
_AGE = (
    "from datetime import timedelta; from django.utils import timezone; "
    "from connections.models import Connection as C; row = C.objects.get(pk={pk}); "
    "row.checked_at = row.full_checked_at = row.balances_at = timezone.now() - timedelta(days=2); row.save()"
)


def test_from_connected_to_enabled_and_back_when_the_key_turns(sit: Sit, stack: Stack) -> None:
    person, key = sit(viewport=DESK), credentials("kucoin", "healthy-futures", 701)
    person.sign_up("ladder@example.com")
    connection = person.connected(key, "Main account")
    person.page.click("text=Set up a strategy")
    person.page.click("[data-pair='BTC/USDT']", timeout=30_000)
    for name, value in {"base_order": "20", "addon_order": "20", "margin_limit": "300"}.items():
        person.page.fill(f"#id_{name}", value)
    expect(person.page.locator("svg.chart")).to_be_visible(timeout=20_000)
    _sees_the_chart_change_while_typing(person)
    strategy = person.save()
    assert "data-reason" not in person.page.locator("#strategy").inner_html()
    _waits_for_a_check_and_is_enabled_by_itself(person, stack, connection, key.api_key, strategy)
    _is_suspended_when_the_key_can_withdraw(person, stack, connection, key.api_key, strategy)
    assert person.complaints == []


def _sees_the_chart_change_while_typing(person: Trader) -> None:
    person.page.evaluate("window.isSamePage = true")
    before = person.drawing()
    person.page.locator("#id_step").press_sequentially("0", delay=30)
    person.page.fill("#id_step", "4")
    expect(person.page.locator("svg.chart desc")).not_to_have_text(_described(before))
    assert person.drawing() != before
    assert person.page.evaluate("window.isSamePage"), "nothing was loaded anew"
    assert person.page.evaluate("document.activeElement.id") == "id_step", "the place of typing is kept"
    expect(person.page.locator("[name=risk_level][value=custom]")).to_be_checked()
    person.page.fill("#id_step", "90")
    expect(person.page.locator("#id_step_flaws .flaw")).to_be_visible()
    expect(person.page.locator("#id_step")).to_have_attribute("aria-invalid", "true")
    expect(person.page.locator("svg.chart")).to_be_visible()
    expect(person.page.locator("#said .outdated")).to_be_visible()
    person.page.fill("#id_step", "3")
    expect(person.page.locator("#said .outdated")).to_have_count(0)
    expect(person.page.locator("[name=risk_level][value=custom]")).to_be_checked()
    person.page.check("[name=risk_level][value=cautious]")
    expect(person.page.locator("#id_step")).to_have_value("2.5")
    expect(person.page.locator("#id_step_flaws")).to_be_empty()
    expect(person.page.locator("#id_base_order")).to_have_value("20")


def _described(svg: str) -> str:
    return svg.partition("<desc")[2].partition(">")[2].partition("</desc>")[0]


def _waits_for_a_check_and_is_enabled_by_itself(
    person: Trader, stack: Stack, connection: int, api_key: str, strategy: int
) -> None:
    stack.manage("shell", "-c", _AGE.format(pk=connection))
    stack.sandbox.tell(api_key, latency_ms=1500)
    person.enable(strategy)
    expect(person.page.locator("#progress")).to_be_visible()
    assert person.page.get_attribute("#strategy", "data-status") == "waiting"
    expect(person.page.locator("#strategy[data-status=enabled]")).to_be_visible(timeout=30_000)
    assert "Enabled" in person.page.inner_text("#announcer")
    stack.sandbox.tell(api_key, latency_ms=0)


def _is_suspended_when_the_key_can_withdraw(
    person: Trader, stack: Stack, connection: int, api_key: str, strategy: int
) -> None:
    stack.sandbox.tell(api_key, story="withdraw-on")
    person.open(f"/connections/{connection}/")
    person.page.click("text=Check again")
    assert person.status() == "Quarantined"
    person.open(f"/strategies/{strategy}/")
    assert person.page.get_attribute("#strategy", "data-status") == "suspended"
    assert "withdraw" in person.in_the_way()["quarantined"]
    _reads_in_arabic(person, {"quarantined"})
    person.open("/strategies/")
    expect(person.page.locator("[data-reason=quarantined]")).to_be_visible()


def _reads_in_arabic(person: Trader, codes: set[str]) -> None:
    """The same page in Arabic has a text of its own for the same codes.

    What passes by itself, such as a price that is on its way, may be there at one look and not at the other.
    """
    english = person.in_the_way()
    person.speak("ar")
    arabic = person.in_the_way()
    assert codes <= arabic.keys() & english.keys()
    assert all(map(is_arabic, arabic.values()))
    assert not {*arabic.values()} & {*english.values()}
    assert sideways(person.page) <= 0
    person.speak("en")
