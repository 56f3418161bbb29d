"""Show how far behind the checks are, exchange by exchange."""

import json
import sys
import time
from argparse import ArgumentParser
from typing import Any

import redis
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from rich.console import Console
from rich.live import Live

from connections import budgets, exchanges
from connections.management.fleet_table import rendered
from connections.metrics import snapshot

_WIDTH = 120  # of a file or a pipe


class Command(BaseCommand):
    help = (
        "Show what is due, since when, how much is checked, which exchanges are silent or down, and whether the parts "
        "answer. Costs a handful of index look-ups, however many connections there are. Or let an exchange be asked "
        "again that is left alone."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object, for scripts")
        parser.add_argument("--watch", action="store_true", help="stay, and look again every other second")
        parser.add_argument(
            "--unblock",
            nargs="+",
            metavar=("EXCHANGE", "ADDRESS"),
            help="let an exchange be asked again, from these of our addresses or from all",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["unblock"]:
            self.stdout.write(_unblocked(*options["unblock"]))
        elif options["json"]:
            self.stdout.write(json.dumps(_taken()))
        elif options["watch"]:
            _watch()
        else:
            self.stdout.write(_printed(_taken()))


def _unblocked(code: str, *addresses: str) -> str:
    """Lift the blocks of an exchange and return a line for each of our addresses."""
    if code not in exchanges.every():
        raise CommandError(f"There is no exchange {code}.")
    unknown = sorted(set(addresses) - set(settings.EGRESS))
    if unknown:
        raise CommandError(f"No address of ours: {', '.join(unknown)}.")
    try:
        lifted = {address: budgets.lift(code, address) for address in addresses or settings.EGRESS}
    except redis.RedisError as error:
        raise CommandError(f"Redis does not answer ({type(error).__name__}).") from None
    told = {True: "was blocked, and is asked again", False: "was not blocked, as far as Redis knows"}
    return "\n".join(f"{code} from {address} {told[was]}" for address, was in lifted.items())


def _taken() -> dict[str, Any]:
    try:
        return snapshot.take().to_json()
    except Error as error:
        # The kind only: the text may quote an address, and the password in it.
        raise CommandError(f"The database does not answer ({type(error).__name__}).") from None


def _printed(fleet: dict[str, Any]) -> str:
    """Return the table as text, in colours where a terminal shows them, and as wide as it is."""
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    with console.capture() as captured:
        console.print(rendered(fleet))
    return captured.get()


def _watch() -> None:
    with Live(rendered(_taken()), auto_refresh=False, screen=True) as live:
        try:
            while True:
                time.sleep(2)
                live.update(rendered(_taken()), refresh=True)
        except KeyboardInterrupt:
            return
