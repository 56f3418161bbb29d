"""The audit trail: who did what to whose what, when and from where."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.db import models
from django.http import HttpRequest

from accounts.models import AuditEvent, User
from backfuture.lib.text import clean


@dataclass(frozen=True)
class Origin:
    """From where a request came; empty in workers and commands."""

    ip: str | None = None
    user_agent: str = ""


@dataclass(frozen=True)
class Entry:
    """One of many events: what was done, whose thing it is, to what."""

    action: str
    subject: User | None
    target: models.Model | None = None
    params: dict[str, Any] = field(default_factory=dict)


_NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=_NOWHERE)


def origin_of(request: HttpRequest) -> Origin:
    return Origin(get_client_ip(request), clean(request.META.get("HTTP_USER_AGENT", ""), 200, one_line=True))


@contextmanager
def coming_from(request: HttpRequest) -> Iterator[None]:
    """Make every event recorded inside carry this request's address and agent."""
    token = _origin.set(origin_of(request))
    try:
        yield
    finally:
        _origin.reset(token)


def record(
    action: str,
    *,
    actor: User | None,
    subject: User | None,
    target: models.Model | None = None,
    request: HttpRequest | None = None,
    **params: Any,
) -> AuditEvent:
    """Write one event down.

    `actor` is None when the platform itself acted, `subject` is the person whose thing it is. `params` must be JSON
    and never holds a secret. Inside a request the origin is known without passing `request`.
    """
    origin = origin_of(request) if request else _origin.get()
    event = _event(Entry(action, subject, target, params), actor, origin)
    event.save()
    return event


def record_many(entries: Iterable[Entry], *, actor: User | None) -> None:
    """Write many events down with one insert; what `record` says holds for each."""
    origin = _origin.get()
    AuditEvent.objects.bulk_create(_event(entry, actor, origin) for entry in entries)


def _event(entry: Entry, actor: User | None, origin: Origin) -> AuditEvent:
    return AuditEvent(
        action=entry.action,
        actor=actor,
        actor_label=actor.email if actor else "",
        subject=entry.subject,
        subject_label=entry.subject.email if entry.subject else "",
        ip=origin.ip,
        user_agent=origin.user_agent,
        params=entry.params,
        **_target_fields(entry.target),
    )


def _target_fields(target: models.Model | None) -> dict[str, str]:
    if target is None:
        return {}
    label = clean(str(target), 200, one_line=True)
    return {"target_type": target._meta.label_lower, "target_id": str(target.pk), "target_label": label}
