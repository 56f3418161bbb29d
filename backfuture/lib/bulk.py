"""Write many rows with one statement: a CASE for each row, as bulk_update has it, costs twenty times as much."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models


def update(
    model: type[models.Model],
    rows: Sequence[Sequence[Any]],
    names: Sequence[str],
    *,
    guards: Sequence[str] = (),
    same: Mapping[str, Any] | None = None,
    empty: Iterable[str] = (),
) -> set[int]:
    """Write rows of (pk, a value for each of `names`, a value for each of `guards`); return the pks that were written.

    A row is left alone where one of its `guards` has another value by now, or where one of `empty` is not NULL. `same`
    are values that all rows get. Call it with few enough rows for one statement: some hundreds.
    """
    if not rows:
        return set()
    fields = [_field(model, name) for name in ("pk", *names, *guards)]
    columns = [(_column(field), _typed(field, number)) for number, field in enumerate(fields, 1)]
    constant = [(_field(model, name), value) for name, value in (same or {}).items()]
    written = [f"{column} = {value}" for column, value in columns[1 : 1 + len(names)]]
    written += [f"{_column(field)} = %s" for field, _ in constant]
    wanted = [f"there.{column} = {value}" for column, value in (columns[0], *columns[1 + len(names) :])]
    wanted += [f"there.{_column(_field(model, name))} IS NULL" for name in empty]
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    statement = (
        f"UPDATE {connection.ops.quote_name(model._meta.db_table)} AS there SET {', '.join(written)} "  # noqa: S608
        f"FROM (VALUES {places}) AS given WHERE {' AND '.join(wanted)} RETURNING {columns[0][0]}"
    )
    values = [_stored(field, value) for field, value in constant]
    values += [_stored(field, value) for row in rows for field, value in zip(fields, row, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {row[0] for row in cursor.fetchall()}


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def _column(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def _typed(field: Any, number: int) -> str:
    """Return the column of the values, with its type where the database would have to guess it."""
    column = f"given.column{number}"
    return f"{column}::{field.cast_db_type(connection)}" if connection.vendor == "postgresql" else column


def _stored(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)
