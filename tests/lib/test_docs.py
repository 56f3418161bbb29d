"""The page of the API's description, under our content security policy."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.portal.chromium import Person, chromium
from tests.stack.whole import Stack

URL = "/api/v1/docs/"


def test_nothing_is_inline_or_from_elsewhere(client: Client, db: None) -> None:
    answer = client.get(URL)
    page = answer.content.decode()
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]* src=)", page)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) >= 5
    assert all(one.startswith("/") for one in addresses)


@pytest.fixture
def page(stack: Stack) -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


@pytest.mark.browser
@pytest.mark.xdist_group("stack")
def test_it_works_in_a_browser(stack: Stack, page: Page) -> None:
    person = Person(stack, page)
    person.open(URL)
    page.wait_for_selector("text=/api/v1/me/")
    assert person.complaints == []
