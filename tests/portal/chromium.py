"""A real Chromium in front of the running product; set up over HTTP, because the ORM refuses to run beside its loop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from backfuture.dev.browser import executable
from sandbox.keys import Key
from tests.stack.whole import Stack
from tests.visitor import PASSWORD, mailed_code

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
P = TypeVar("P", bound="Person")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=executable(), args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@dataclass
class Person:
    """Somebody at a browser; everything the page complains about is kept in `complaints`."""

    stack: Stack
    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda said: self.complaints.extend([said.text] if said.type == "error" else [])
        )

    def open(self, path: str) -> None:
        self.page.goto(self.stack.url + path)

    def sign_up(self, email: str) -> None:
        self.open("/accounts/signup/")
        self.page.fill("[name=email]", email)
        self.page.fill("[name=password1]", PASSWORD)
        self.page.click("main button.primary")
        self.page.fill("[name=code]", mailed_code(self.stack, email))
        self.page.click("main button.primary")
        self.page.wait_for_url("**/connections/")

    def paste(self, key: Key, name: str = "") -> None:
        """Fill in the form of a key's exchange, up to the click."""
        self.open(f"/connections/new/{key.exchange}/?way=secret")
        for market in ("spot", "futures"):
            self.page.set_checked(f"[name=markets][value={market}]", market in key.markets)
        if name:
            self.page.fill("[name=name]", name)
        self.page.fill("[name=api_key]", key.api_key)
        self.page.fill("[name=secret]", key.secret)
        if key.passphrase:
            self.page.fill("[name=passphrase]", key.passphrase)

    def connect(self, key: Key, name: str = "") -> None:
        self.paste(key, name)
        self.page.click("form.form button.primary")

    def status(self) -> str:
        """Return the word beside the name, once nothing is being checked any more."""
        self.page.wait_for_selector("#connection")
        self.page.wait_for_selector("#progress", state="detached", timeout=20_000)
        return self.page.inner_text("#connection h1 + .chip")


@contextmanager
def seats(kind: Callable[[Stack, Page], P], stack: Stack, browser: Browser) -> Iterator[Callable[..., P]]:
    """Seat people at browsers of their own, with whatever a browser can be set to."""
    contexts = []

    def seat(**options: object) -> P:
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]  # playwright's own names
        return kind(stack, contexts[-1].new_page())

    yield seat
    for context in contexts:
        context.close()


def sideways(page: Page) -> int:
    """Return by how many pixels a page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def barriers(page: Page) -> list[Any]:
    """Return what keeps people out, as far as axe sees it: serious and critical."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}]
