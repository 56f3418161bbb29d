"""Every catalogue is complete, and every placeholder of a text survives its translation."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|<[^>]+>")


def messages(language: str) -> Iterator[Any]:
    source = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    with source.open("rb") as file:
        yield from (message for message in read_po(file, locale=language) if message.id)


def texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_doubtful(language: str) -> None:
    found = list(messages(language))
    assert found
    assert [message.id for message in found if message.fuzzy or not all(texts(message.string))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive(language: str) -> None:
    """Compare with the plural, which has them all: a singular may say "one" instead of a number."""
    wrong = [
        message.id
        for message in messages(language)
        for text in texts(message.string)
        if set(_PLACEHOLDER.findall(text)) - set(_PLACEHOLDER.findall(texts(message.id)[-1]))
        or (
            not isinstance(message.id, tuple)
            and set(_PLACEHOLDER.findall(text)) != set(_PLACEHOLDER.findall(message.id))
        )
    ]
    assert wrong == []
