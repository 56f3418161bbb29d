"""Celery workers as they run in production: processes of their own, on the test's database and queues."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from backfuture.dev import services
from backfuture.dev.child import Child
from backfuture.dev.ready import wait_for_workers
from tests.stack.children import Children


def database_url() -> str:
    """Return the address of the database the tests work on, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def worker(transactional_db: None, redis_process: Child, children: Children) -> Iterator[Child]:
    """Return a running worker for all queues, of this test alone: it would do other tests' work as well."""
    command = services.commands()["people"].replace("--queues people", "--queues people,watch,chores")
    child = children.child(
        "worker", services.shell(command), DATABASE_URL=database_url(), LOG_LEVEL="DEBUG"
    ).start()
    wait_for_workers(settings.REDIS_URL, {"people"}, check=child.check_alive)
    yield child
    child.stop()
