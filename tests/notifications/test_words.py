"""Codes are put into words when somebody reads them, whatever is stored."""

import pytest
from django.utils import translation

from accounts.models import User
from notifications.models import Notification
from notifications.words import Severity, register, severity_of
from tests.notifications.conftest import wording


def test_the_language_is_that_of_the_moment(alice: User) -> None:
    row = Notification(user=alice, code="tests.fire", params={"place": "attic"})
    with translation.override("hr"):
        assert row.words.title == "Fire: attic in hr for alice@example.com"
    assert row.severity is Severity.CRITICAL


@pytest.mark.parametrize(
    ("code", "params"),
    [("tests.never_heard_of", {}), ("tests.fire", {}), ("tests.fire", {"other": 1}), ("tests.fire", [])],
)
def test_what_cannot_be_worded_is_still_readable(alice: User, code: str, params: dict[str, object]) -> None:
    words = Notification(user=alice, code=code, params=params).words
    assert words.title
    assert words.text.endswith(".")


def test_a_code_of_another_version_is_no_alarm() -> None:
    assert severity_of("tests.never_heard_of") is Severity.INFO


def test_a_code_is_registered_once() -> None:
    with pytest.raises(ValueError, match=r"tests\.fire"):
        register("tests.fire", Severity.INFO, wording)
