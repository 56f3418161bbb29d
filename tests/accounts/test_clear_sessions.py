"""Expired sessions are deleted, living ones stay."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import clear_sessions
from backfuture.celery import app


@pytest.mark.django_db
def test_expired_sessions_go() -> None:
    now = timezone.now()
    for key, age in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=age))
    clear_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_beat_asks_for_it_and_for_nothing_that_does_not_exist() -> None:
    app.loader.import_default_modules()
    asked = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert "accounts.tasks.clear_sessions" in asked
    assert asked <= set(app.tasks)
