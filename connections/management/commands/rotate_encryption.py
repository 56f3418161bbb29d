"""Re-encrypt what is sealed under the newest SECRET_KEY and SALT_KEY, while the product runs."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts import rotation as people
from backfuture.lib import rotation
from backfuture.lib.sealed import Unreadable


class Command(BaseCommand):
    help = (
        "Put every saved credential and second factor under the newest keys. Put the new key in front of the old one, "
        "restart everything, run this, then take the old key away. It can be interrupted and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        unreadable = 0
        for column in rotation.columns():
            rows = tqdm(column.rows(), column.label, column.count(), disable=options["quiet"])
            unreadable += self._renew(column.label, rows, column.renew)
        factors = tqdm(people.second_factors(), "second factors", disable=options["quiet"])
        unreadable += self._renew("second factors", factors, people.renew)
        if unreadable:
            raise CommandError(
                f"{unreadable} values are opened by none of the keys: keep the old keys and look into it."
            )

    def _renew(self, label: str, rows: Iterable[Any], renew: Callable[[Any], bool]) -> int:
        """Renew rows, say how many were, and return how many no key opens."""
        renewed = unreadable = 0
        for row in rows:
            try:
                renewed += renew(row)
            except Unreadable:
                unreadable += 1
        self.stdout.write(f"{label}: {renewed} renewed, {unreadable} unreadable")
        return unreadable
