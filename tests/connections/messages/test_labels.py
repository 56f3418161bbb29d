"""Every code that is shown in a table has a name."""

from collections.abc import Callable, Iterable

import pytest

from connections import messages
from connections.findings import Grant, KeyKind, Market, Permission, Severity, Verdict
from connections.models.connection import STATUSES
from tests.connections.messages.reading import assert_reads

LABELS: tuple[tuple[Callable[[str], str], Iterable[str]], ...] = (
    (messages.status_label, STATUSES),
    (messages.verdict_label, Verdict),
    (messages.permission_label, Permission),
    (messages.market_label, Market),
    (messages.severity_label, Severity),
    (messages.key_status_label, ("active", "expired", "frozen", "deleted", "unknown")),
    (messages.expires_kind_label, ("fixed", "inactivity", "none", "unknown")),
    (messages.key_kind_label, KeyKind),
    (messages.check_state_label, ("queued", "running", "done")),
)


@pytest.mark.parametrize(("label", "codes"), LABELS, ids=[label.__name__ for label, _ in LABELS])
def test_every_code_has_a_name_of_its_own(label: Callable[[str], str], codes: Iterable[str]) -> None:
    names = [label(str(code)) for code in codes]
    for code, name in zip(codes, names, strict=True):
        assert_reads(name)
        assert name != code
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("permission", Permission)
def test_a_right_works_except_that_to_withdraw(permission: Permission) -> None:
    names = [messages.grant_label(permission, grant) for grant in Grant]
    works = "On" if permission is Permission.WITHDRAW else "Works"
    assert names == [works, "Off", "Not reported"]


def test_a_check_that_judged_nothing_has_the_name_of_what_was_not_judged() -> None:
    assert messages.verdict_label("") == messages.verdict_label(Verdict.PENDING)


def test_a_code_of_another_version_is_shown_as_it_is() -> None:
    assert messages.status_label("asleep") == "asleep"
