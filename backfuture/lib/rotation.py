"""Put everything that is sealed under the newest keys, batch by batch, while the product runs."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction

from backfuture.lib.sealed import SealedTextField, Unreadable, renewed

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

    def batches(self) -> Iterator[list[tuple[int, str]]]:
        """Yield rows of (id, stored text) in batches; what an interrupted run has done is found done by the next."""
        after = 0
        while batch := self._batch(after):
            yield batch
            after = batch[-1][0]

    def _batch(self, after: int) -> list[tuple[int, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {self.column} FROM {self.table} WHERE id > %s ORDER BY id LIMIT {BATCH}",  # noqa: S608
                [after],
            )
            return list(cursor.fetchall())

    def renew(self, batch: list[tuple[int, str]]) -> tuple[int, int]:
        """Write a batch under the newest keys; return how many were renewed, and how many no key opens.

        What was already is left alone, and so is what somebody else wrote meanwhile: that is under the newest too.
        """
        fresh, unreadable = [], 0
        for pk, stored in batch:
            try:
                text = renewed(stored)
            except Unreadable:
                unreadable += 1
                continue
            if text is not None:
                fresh.append((text, pk, stored))
        return self._write(fresh), unreadable

    def _write(self, fresh: list[tuple[str, int, str]]) -> int:
        if not fresh:
            return 0
        # Encrypted before: the rows are locked for no longer than it takes to write them.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {self.table} SET {self.column} = %s WHERE id = %s AND {self.column} = %s",  # noqa: S608
                fresh,
            )
            return int(cursor.rowcount)


def columns() -> list[Column]:
    """Return every sealed column of every app."""
    return [
        Column(field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SealedTextField)
    ]
