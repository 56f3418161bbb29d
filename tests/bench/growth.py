"""What picking and claiming the next due costs, of ten thousand connections and of a million."""

import statistics
import time
from collections.abc import Callable, Iterator

from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from connections import checking
from connections.checking.claiming import due
from connections.models import Connection
from tests.bench.figure import Figure
from tests.bench.product import Product

_SMALL, _LARGE, _DUE, _TAKEN, _SAMPLES = 10_000, 1_000_000, 5_000, 500, 25
_LANES = ("kucoin", "mexc", "binance", "okx", "bybit")
_MADE = {
    "exchange": f"('{{{','.join(_LANES)}}}'::text[])[1 + n %% {len(_LANES)}]",
    "name": "'grown ' || n",
    "name_folded": "'grown ' || n",
    "key_hash": "'grown ' || n",
    "next_check_at": f"now() + (n - {_DUE} - 0.5) * interval '1 hour' / %s",
}


def growth(product: Product) -> Iterator[Figure]:
    """Measure what a sweep picks and a worker claims, and a sweep that finds nothing; as many are due both times.

    It comes last: what it fills the database with stays there.
    """
    Connection.objects.update(next_check_at=None)
    owner = User.objects.create(email="growth@example.com")
    _fill(owner, 1, _SMALL)
    few = _median(_picked)
    _fill(owner, _SMALL + 1, _LARGE)
    many = _median(_picked)
    yield Figure(f"the next {_TAKEN} of {_SMALL:,} picked and claimed, median", few, "ms")
    yield Figure(f"the next {_TAKEN} of {_LARGE:,} picked and claimed, median", many, "ms")
    yield Figure("  the second : the first", many / few, "x", 1.5)
    Connection.objects.filter(next_check_at__lte=timezone.now()).update(next_check_at=None)
    with override_settings(BUDGETS=True), CaptureQueriesContext(connection) as asked:
        list(checking.batches())
        yield Figure(f"a sweep of {_LARGE:,} that finds nothing, queries", len(asked), "")
    with override_settings(BUDGETS=True):
        yield Figure("  median", _median(lambda: list(checking.batches())), "ms")


def _fill(owner: User, first: int, last: int) -> None:
    """Copy one row so many times, each with a name, a lane and a time of its own; indexes are made afterwards."""
    model, _ = Connection.objects.get_or_create(
        user=owner, name="model", name_folded="model", key_hash="model", exchange=_LANES[0]
    )
    columns = [str(field.column) for field in Connection._meta.concrete_fields if not field.primary_key]
    values = ", ".join(_MADE.get(column, f"row.{column}") for column in columns)
    with connection.schema_editor() as editor:
        for constraint in Connection._meta.constraints:
            editor.remove_constraint(Connection, constraint)
        for index in Connection._meta.indexes:
            editor.remove_index(Connection, index)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO connections_connection ({', '.join(columns)}) SELECT {values} "
            "FROM connections_connection AS row, generate_series(%s, %s) AS n WHERE row.id = %s",
            [last, first, last, model.pk],
        )
    with connection.schema_editor() as editor:
        for index in Connection._meta.indexes:
            editor.add_index(Connection, index)
        for constraint in Connection._meta.constraints:
            editor.add_constraint(Connection, constraint)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE connections_connection")


def _picked() -> None:
    lanes = due(dict.fromkeys(_LANES, _TAKEN // len(_LANES)))
    ids = [pk for lane in lanes.values() for pk in lane]
    claimed = sum(len(checking.claim(ids[at : at + 200], only_due=True)) for at in range(0, len(ids), 200))
    if claimed != _TAKEN:
        raise RuntimeError(f"{claimed} of {len(ids)} were claimed.")


def _median(work: Callable[[], object]) -> float:
    """Return milliseconds; what was claimed is given back each time, which is not counted."""
    took = []
    for _ in range(_SAMPLES):
        Connection.objects.filter(claim_token__isnull=False).update(claim_token=None, claimed_until=None)
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)
