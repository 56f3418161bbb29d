"""Re-encrypt what is sealed under the newest SECRET_KEY and SALT_KEY, while the product runs."""

from argparse import ArgumentParser
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
        unreadable = sum(self._renew_column(column, **options) for column in rotation.columns())
        unreadable += self._renew_factors(**options)
        if unreadable:
            raise CommandError(
                f"{unreadable} values are opened by none of the keys: keep the old keys and look into it."
            )

    def _renew_column(self, column: rotation.Column, *, quiet: bool, **_: Any) -> int:
        """Renew every row of a column, say how many were, and return how many no key opens."""
        done = unreadable = 0
        with tqdm(desc=column.label, total=column.count(), disable=quiet) as bar:
            for batch in column.batches():
                fresh, lost = column.renew(batch)
                done, unreadable = done + fresh, unreadable + lost
                bar.update(len(batch))
        return self._told(column.label, done, unreadable)

    def _renew_factors(self, *, quiet: bool, **_: Any) -> int:
        done = unreadable = 0
        for pk in tqdm(people.second_factors(), "second factors", people.count(), disable=quiet):
            try:
                done += people.renew(pk)
            except Unreadable:
                unreadable += 1
        return self._told("second factors", done, unreadable)

    def _told(self, label: str, done: int, unreadable: int) -> int:
        self.stdout.write(f"{label}: {done} renewed, {unreadable} unreadable")
        return unreadable
