"""What a web process needs to serve people, part by part; `manage.py fleet` shows the same."""

import logging
from collections.abc import Callable

import redis
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from backfuture.lib.shared import store

logger = logging.getLogger(__name__)

OK = "ok"
_applied: set[str] = set()  # databases found migrated: what was applied stays so while this code runs


def parts() -> dict[str, str]:
    """Return `ok` or what is wrong for the database, its migrations and Redis; never a text from outside."""
    return {"database": _of(_database), "migrations": _of(_migrations), "redis": _of(_redis)}


def _of(look: Callable[[], str]) -> str:
    try:
        return look()
    except (Error, redis.RedisError) as error:
        # The kind only: the text may quote an address, and the password in it.
        logger.warning("%s: %s", look.__name__.strip("_"), type(error).__name__)
        return "away"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations() -> str:
    alias = connection.alias
    if alias not in _applied:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "missing"
        _applied.add(alias)
    return _database()


def _redis() -> str:
    store().ping()
    return OK
