"""Write many rows with one statement: a CASE for each row, as bulk_update has it, costs twenty times as much."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

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
    columns = [(_column(field), f"given.column{number}") for number, field in enumerate(fields, 1)]
    constant = [(_field(model, name), value) for name, value in (same or {}).items()]
    written = [f"{column} = {value}" for column, value in columns[1 : 1 + len(names)]]
    written += [f"{_column(field)} = %s" for field, _ in constant]
    wanted = [f"there.{column} = {value}" for column, value in (columns[0], *columns[1 + len(names) :])]
    wanted += [f"there.{_column(_field(model, name))} IS NULL" for name in empty]
    given, values = _given(fields, rows)
    statement = (
        f"UPDATE {_table(model)} AS there SET {', '.join(written)} "  # noqa: S608
        f"FROM {given} WHERE {' AND '.join(wanted)} RETURNING {columns[0][0]}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(_stored(field, value) for field, value in constant), *values])
        return {row[0] for row in cursor.fetchall()}


def insert(
    model: type[models.Model], rows: Sequence[Sequence[Any]], names: Sequence[str], *, by: str
) -> dict[Any, int]:
    """Write new rows, all other columns empty; return their pks by the value of one column, which tells them apart."""
    if not rows:
        return {}
    fields = [_field(model, name) for name in names]
    given, values = _given(fields, rows)
    told = ", ".join(f"given.column{number}" for number in range(1, len(fields) + 1))
    statement = (
        f"INSERT INTO {_table(model)} ({', '.join(map(_column, fields))}) SELECT {told} FROM {given} "  # noqa: S608
        f"RETURNING {_column(_field(model, by))}, {_column(model._meta.pk)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())


def _given(fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """Return the rows as a table `given`, with its parameters.

    On PostgreSQL they are one: thousands of parameters are escaped and put in one by one, which took most of the time.
    """
    if connection.vendor == "postgresql":
        names = [f"column{number}" for number in range(1, len(fields) + 1)]
        types = (field.cast_db_type(connection) for field in fields)
        told = ", ".join(f"{name} {kind}" for name, kind in zip(names, types, strict=True))
        columns = list(zip(names, fields, strict=True))
        listed = [
            {name: _told(field, value) for (name, field), value in zip(columns, row, strict=True)}
            for row in rows
        ]
        return f"jsonb_to_recordset(%s::jsonb) AS given({told})", [json.dumps(listed, default=_text)]
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    stored = [_stored(field, value) for row in rows for field, value in zip(fields, row, strict=True)]
    return f"(VALUES {places}) AS given", stored


def _told(field: Any, value: Any) -> Any:
    """Return a value as JSON may hold it, past whatever its field does to it, such as sealing."""
    return value if value is None or isinstance(field, models.JSONField) else _stored(field, value)


def _text(value: Any) -> str:
    if isinstance(value, datetime | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be written in bulk")


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def _stored(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)
