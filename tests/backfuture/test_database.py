"""The test database lets threads work against it as they do in earnest."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone


def _write() -> None:
    Session.objects.create(session_key="thread", expire_date=timezone.now())
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_a_thread_writes_is_seen_here() -> None:
    thread = threading.Thread(target=_write)
    thread.start()
    thread.join()
    assert Session.objects.filter(session_key="thread").exists()


@pytest.mark.django_db(transaction=True)
def test_sqlite_is_a_file_with_a_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
