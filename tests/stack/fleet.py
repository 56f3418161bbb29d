"""Connections of a running product that are checked again and again, seen from outside: its database, its sandbox."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import psycopg

from sandbox.keys import Key, credentials
from tests.stack.whole import Stack
from tests.visitor import App

EXCHANGES = ("kucoin", "mexc", "okx", "gate")
PER_EXCHANGE = 5
_ROWS = """SELECT id, exchange, verdict, unreachable_since, checked_at, claimed_until, check_requested_at
    FROM connections_connection WHERE name NOT LIKE 'copy %' ORDER BY id"""
_BLAMED = "SELECT after, codes FROM connections_statuschange WHERE after NOT IN ('connected', 'unreachable')"
# table: columns whose values are not copied.
_COPIED = {
    "connections_connection": {
        "name": "'copy ' || number",
        "name_folded": "'copy ' || number",
        "key_hash": "md5(number::text)",
        "next_check_at": "NULL",
        "claim_token": "NULL",
        "claimed_until": "NULL",
    },
    "connections_credentials": {"connection_id": "copy.id"},
}
_FIRST = "(SELECT MIN(id) FROM connections_connection)"
_SOURCES = {
    "connections_connection": f"""FROM connections_connection one, generate_series(1, %(count)s) number
        WHERE one.id = {_FIRST}""",
    "connections_credentials": f"""FROM connections_credentials one, connections_connection copy
        WHERE one.connection_id = {_FIRST} AND copy.name LIKE 'copy %%'""",
}


@dataclass
class Fleet:
    """A person's connections, and what became of them."""

    stack: Stack
    url: str
    person: App
    keys: list[Key]

    def rows(self) -> list[dict[str, Any]]:
        return self._select(_ROWS)

    def wait_until(self, true: Callable[[], bool], seconds: float = 30) -> None:
        ends = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < ends, f"not within {seconds} s: {self.rows()}"
            time.sleep(0.1)

    def recovered(self) -> float:
        """Return after how many seconds everything was looked at again and found well."""
        began, since = time.monotonic(), datetime.now(UTC)
        self.wait_until(lambda: all(_is_well(row, since) for row in self.rows()), 45)
        return time.monotonic() - began

    def is_hit(self, exchange: str) -> bool:
        """Say whether any connection of an exchange went without an answer."""
        return any(row["unreachable_since"] for row in self.rows() if row["exchange"] == exchange)

    def blamed(self) -> list[dict[str, Any]]:
        """Return the changes of status that put it down to a key."""
        return self._select(_BLAMED)

    def stuck(self) -> list[dict[str, Any]]:
        """Return connections whose claim expired a while ago, or that somebody waits for without an end."""
        now = time.time()
        return [
            row
            for row in self.rows()
            if (row["claimed_until"] and row["claimed_until"].timestamp() < now - 3)
            or (row["check_requested_at"] and row["check_requested_at"].timestamp() < now - 15)
        ]

    def closest_looks(self, since: datetime | None = None) -> float:
        """Return the seconds between the two looks at one key that lie closest together."""
        closest = float("inf")
        for key in self.keys:
            requests = self.stack.sandbox.get(f"/_sandbox/keys/{key.api_key}")["requests"]
            # An introduction begins each look; what else a full check asks comes within the same look.
            introduction = requests[0]["path"] if requests else ""
            times = [datetime.fromisoformat(one["at"]) for one in requests if one["path"] == introduction]
            counted = [at for at in times if since is None or at > since]
            gaps = ((later - earlier).total_seconds() for earlier, later in pairwise(counted))
            closest = min([closest, *gaps])
        return closest

    def add_copies(self, count: int) -> None:
        """Add connections that nobody looks at, each with a copy of the same sealed texts."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            for table, own in _COPIED.items():
                told = connection.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
                )
                others = [name for (name,) in told if name not in {"id", *own}]
                columns = ", ".join([*own, *others])
                values = ", ".join([*own.values(), *(f"one.{name}" for name in others)])
                statement = f"INSERT INTO {table} ({columns}) SELECT {values} {_SOURCES[table]}"
                connection.execute(statement.encode(), {"count": count})

    def renewed_copies(self, column: str) -> int:
        """Return how many copies differ from what they were copied from: each is sealed with a nonce of its own."""
        query = f"""SELECT COUNT(DISTINCT sealed.{column}) - 1 AS count FROM connections_credentials sealed
            JOIN connections_connection row ON row.id = sealed.connection_id WHERE row.name LIKE 'copy %'"""
        return int(self._select(query)[0]["count"])

    def _select(self, query: str) -> list[dict[str, Any]]:
        with psycopg.connect(self.url, row_factory=psycopg.rows.dict_row) as connection:
            return list(connection.execute(query).fetchall())


def connected(stack: Stack, url: str) -> Fleet:
    """Return connections of every kind, all found well."""
    person = App(stack, "fleet@example.com").sign_up()
    keys = [credentials(code, "healthy", 900 + n) for code in EXCHANGES for n in range(PER_EXCHANGE)]
    for key in keys:
        person.connect(key)
    fleet = Fleet(stack, url, person, keys)
    fleet.recovered()
    return fleet


def _is_well(row: dict[str, Any], since: datetime) -> bool:
    is_fresh = row["checked_at"] is not None and row["checked_at"] > since
    return is_fresh and row["verdict"] == "connected" and row["unreachable_since"] is None
