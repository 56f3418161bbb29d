"""What a person can do with strategies: every door (pages, API, admin) calls one of these."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from strategies.models import Strategy
from strategies.preview.result import Preview
from strategies.reasons import Reason
from strategies.services.refusals import Stale, WrongState

__all__ = (
    "Stale",
    "WrongState",
    "archive",
    "create",
    "disable",
    "duplicate",
    "enable",
    "look",
    "readiness",
    "update",
)


def look(user: User, raw: Mapping[str, Any]) -> Preview:
    raise NotImplementedError


def create(user: User, raw: Mapping[str, Any]) -> Strategy:
    raise NotImplementedError


def update(
    strategy: Strategy, raw: Mapping[str, Any], user: User, *, version: int | None = None
) -> Strategy:
    raise NotImplementedError


def duplicate(strategy: Strategy, user: User) -> Strategy:
    raise NotImplementedError


def enable(strategy: Strategy, user: User) -> Strategy:
    raise NotImplementedError


def disable(strategy: Strategy, user: User) -> Strategy:
    raise NotImplementedError


def archive(strategy: Strategy, user: User) -> Strategy:
    raise NotImplementedError


def readiness(strategy: Strategy) -> tuple[Reason, ...]:
    raise NotImplementedError
