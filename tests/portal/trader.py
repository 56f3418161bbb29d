"""Somebody who sets up strategies in a real browser."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from sandbox.keys import Key
from tests.portal.chromium import Person, browser, seats
from tests.stack.whole import Stack

__all__ = ("Sit", "Trader", "browser", "is_arabic", "sit")

USUAL = {"base_order": "20", "addon_order": "20", "margin_limit": "300"}


class Trader(Person):
    """A person with connections and strategies."""

    def connected(self, key: Key, name: str) -> int:
        """Connect a key and return the connection's id once it was judged."""
        self.connect(key, name)
        self.status()
        return self.number("connections")

    def number(self, kind: str) -> int:
        """Return the id in the address of the page that is open."""
        found = re.search(rf"/{kind}/(\d+)/", self.page.url)
        assert found, self.page.url
        return int(found.group(1))

    def begin(self, connection: int, *, pair: str = "BTC/USDT", market: str = "spot", **fields: str) -> None:
        """Fill in the form up to the click."""
        self.open(f"/strategies/new/?connection={connection}")
        self.page.check(f"[name=market_type][value={market}]")
        self.page.fill("#id_pairs", pair)
        for name, value in {**USUAL, **fields}.items():
            self.page.fill(f"#id_{name}", value)

    def save(self) -> int:
        """Save and return the strategy's id."""
        self.page.click("#editor .actions button.primary")
        self.page.wait_for_selector("#strategy, #summary")
        assert not self.page.locator("#summary").count(), self.page.inner_text("#summary")
        return self.number("strategies")

    def enable(self, strategy: int) -> None:
        self.open(f"/strategies/{strategy}/")
        self.page.click("#strategy form[action$='/enable/'] button")
        self.page.wait_for_selector("#strategy")

    def drawing(self) -> str:
        """Return the chart as it is drawn now."""
        return str(self.page.locator("svg.chart").evaluate("chart => chart.outerHTML"))

    def speak(self, language: str) -> None:
        """Choose a language as people do."""
        self.page.locator(".topbar details.menu > summary").first.click()
        self.page.click(f"button[name=language][value={language}]")
        expect(self.page.locator("html")).to_have_attribute("lang", language)

    def in_the_way(self) -> dict[str, str]:
        """Return what stands in the way on the page of a strategy, by code."""
        found: list[Any] = self.page.locator("#strategy [data-reason]").all()
        return {str(one.get_attribute("data-reason")): one.inner_text().strip() for one in found}


def is_arabic(text: str) -> bool:
    """Say whether a text is written in Arabic letters; symbols and codes in it are not."""
    return bool(re.search(r"[\u0621-\u064a]{2}", text))


Sit = Callable[..., Trader]


@pytest.fixture
def sit(stack: Stack, browser: Browser) -> Iterator[Sit]:
    with seats(Trader, stack, browser) as seat:
        yield seat
