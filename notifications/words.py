"""Codes put into words: each app says in its `notices.py` how its own notices read."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext

from accounts.models import User

log = logging.getLogger(__name__)


class Severity(StrEnum):
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True)
class Words:
    """What a person reads; `action` labels the link to the notification's page, when it has one."""

    title: str
    text: str
    action: str = ""


Wording = Callable[[dict[str, Any], User], Words]


@dataclass(frozen=True)
class _Entry:
    severity: Severity
    wording: Wording


_entries: dict[str, _Entry] = {}


def register(code: str, severity: Severity, wording: Wording) -> None:
    """Let `wording(params, user)` put `code` into words, in whatever language is active when it is called."""
    if code in _entries:
        raise ValueError(f"The notification code {code!r} is registered twice.")
    _entries[code] = _Entry(severity, wording)


def severity_of(code: str) -> Severity:
    return _entries[code].severity if code in _entries else Severity.INFO


def words_for(code: str, params: dict[str, Any], user: User) -> Words:
    """Return readable words for any stored row, also for a code or parameters of another version of the program."""
    entry = _entries.get(code)
    if entry is None:
        return _general()
    try:
        return entry.wording(params, user)
    except (LookupError, TypeError, ValueError, AttributeError):
        log.exception("notification %s could not be worded", code)
        return _general()


def _general() -> Words:
    return Words(
        gettext("News about your account"),
        gettext("Something changed on your account. Open BackFuture AI to see how things stand."),
        gettext("Open BackFuture AI"),
    )
