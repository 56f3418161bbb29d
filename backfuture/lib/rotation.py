"""Put everything that is sealed under the newest keys, row by row, while the product runs."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from backfuture.lib.sealed import SealedTextField, renewed

BATCH = 500


class Column:
    """One sealed column; read and written raw, because the field itself would decrypt and encrypt."""

    def __init__(self, field: SealedTextField) -> None:
        quote = connection.ops.quote_name
        self.label = f"{field.model._meta.label}.{field.name}"
        self.table, self.column = quote(field.model._meta.db_table), quote(field.column)

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {self.table}")  # noqa: S608  (names of our own models)
            return int(cursor.fetchone()[0])

    def rows(self) -> Iterator[tuple[int, str]]:
        """Yield (id, stored text) in batches, so that an interrupted run starts where it likes."""
        after = 0
        while batch := self._batch(after):
            yield from batch
            after = batch[-1][0]

    def _batch(self, after: int) -> list[tuple[int, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {self.column} FROM {self.table} WHERE id > %s ORDER BY id LIMIT {BATCH}",  # noqa: S608
                [after],
            )
            return list(cursor.fetchall())

    def renew(self, row: tuple[int, str]) -> bool:
        """Write a row under the newest keys; False where it was already, or somebody else wrote it meanwhile."""
        pk, stored = row
        fresh = renewed(stored)
        if fresh is None:
            return False
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {self.table} SET {self.column} = %s WHERE id = %s AND {self.column} = %s",  # noqa: S608
                [fresh, pk, stored],
            )
            return bool(cursor.rowcount)


def columns() -> list[Column]:
    """Return every sealed column of every app."""
    return [
        Column(field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SealedTextField)
    ]
