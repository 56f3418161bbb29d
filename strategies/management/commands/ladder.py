"""Show what a strategy's settings would do with the money, with the very code of the preview."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand

from strategies.ladder.cautions import Caution
from strategies.ladder.plain import plain, rung_texts
from strategies.ladder.request import Answer, answer
from strategies.problems import Problem, Refused


class Command(BaseCommand):
    help = (
        "Read a strategy's settings as one JSON object from standard input, write its ladder as another.\n"
        "Percentages are percentages; price, fee, mmr, lot_step, price_step, min_cost describe the market,\n"
        "a step of 0 rounds nothing; with a budget the first add-on is solved. All problems come at once,\n"
        'as {"errors"}, and the exit code is 1.'
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = _shown(answer(_settings(sys.stdin.buffer.read())))
        except Refused as refused:
            self._write({"errors": [_problem(problem) for problem in refused.problems]})
            sys.exit(1)
        self._write(found)

    def _write(self, found: Mapping[str, Any]) -> None:
        self.stdout.write(json.dumps(found))


def _settings(text: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(text.decode("utf-8", "replace"), parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused([Problem("", "not_an_object", None, "one JSON object of settings")])
    return found


def _shown(found: Answer) -> dict[str, Any]:
    ladder = found.ladder
    return {
        "rungs": [rung_texts(rung) for rung in ladder.rungs],
        "addon_order": plain(found.addon_order),
        "margin_now": plain(ladder.margin_now),
        "margin_worst": plain(ladder.margin_worst),
        "cascade_at": plain(ladder.cascade_at),
        "dropped": [plain(n) for n in ladder.dropped],
        "warnings": [_caution(caution) for caution in found.cautions],
    }


def _caution(caution: Caution) -> dict[str, str | None]:
    said = {"code": caution.code, "rung": plain(caution.rung), "field": caution.about or None}
    measured = {name: plain(value) for name, value in caution.values.items()}
    return {name: value for name, value in said.items() if value is not None} | measured


def _problem(problem: Problem) -> dict[str, Any]:
    value = problem.value
    shown = plain(value) if isinstance(value, Decimal) else value
    return asdict(problem) | {"value": shown, "rung": plain(problem.rung)}
