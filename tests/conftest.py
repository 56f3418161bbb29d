"""Set the environment, then Django; the fixtures live in `tests/stack` and `tests/people.py`."""

import os
from collections.abc import Iterator

import django
import pytest
from django.conf import settings
from django.utils import translation

from tests.stack import environment

if settings.configured:
    raise pytest.UsageError(
        f"Unset {environment.SETTINGS} and leave out --ds: the tests choose their settings."
    )
environment.prepare()
django.setup()
environment.use_database_file()
# The real hashers cost 0.2 s a password, by design.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

_parts = ("children", "redis", "sandbox", "worker", "whole", "traces")
pytest_plugins = ["tests.people", *(f"tests.stack.{name}" for name in _parts)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Keep the settings of this process from the ones it starts: each prepares its own environment."""
    os.environ.pop(environment.SETTINGS, None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all tests on the whole stack in one process: starting it costs ten seconds."""
    for item in items:
        if "stack" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("stack"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin every test in English: Django's test client leaves the last reader's language behind."""
    with translation.override("en"):
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how long the product took to be well again after each fault."""
    for report in terminalreporter.stats.get("passed", []):
        for name, seconds in report.user_properties:
            if report.when == "call" and name.startswith("well again "):
                terminalreporter.write_line(f"{name:<66} {seconds:>5.1f} s")
