"""What every page knows about the site."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from pytest_django import Settings

from backfuture.lib.context import site


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("hr", "ltr")])
def test_the_direction_of_writing(language: str, direction: str) -> None:
    with translation.override(language):
        assert site(RequestFactory().get("/"))["direction"] == direction


@pytest.mark.parametrize(("url", "is_sandbox"), [("", False), ("http://127.0.0.1:9000", True)])
def test_the_banner_of_the_sandbox(settings: Settings, url: str, is_sandbox: bool) -> None:
    settings.SANDBOX_URL = url
    known = site(RequestFactory().get("/"))
    assert (known["is_sandbox"], known["sandbox_url"]) == (is_sandbox, url)


def test_the_languages_to_choose_from() -> None:
    codes = [code for code, _ in site(RequestFactory().get("/"))["languages"]]
    assert codes == ["en", "de", "pt", "hr", "ar"]
