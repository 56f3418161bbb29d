"""The command, at hand as a fixture."""

import pytest

from tests.strategies.settings import Terminal


@pytest.fixture
def ladder(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(monkeypatch)
