"""A preview as JSON: with 20 pairs of 26 orders these are thousands of numbers, so plain dictionaries."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from strategies.ladder.building import Ladder
from strategies.ladder.plain import plain, rung_texts
from strategies.preview.result import PairPreview, Preview, Stress
from strategies.serializers import wording

_HUNDRED = Decimal(100)


def rendered(preview: Preview) -> dict[str, Any]:
    """Return what the API answers."""
    return {
        "pairs": [_pair(pair, preview.quote) for pair in preview.pairs],
        "problems": wording.problems(preview.problems, preview.quote),
        "warnings": wording.cautions(preview.cautions, preview.quote),
        "addon_order": plain(preview.addon_order),
        "margin_now": plain(preview.margin_now),
        "margin_worst": plain(preview.margin_worst),
        "loss_at_stop": plain(preview.loss_at_stop),
        "quote": preview.quote,
        "unpriced": list(preview.unpriced),
    }


def _pair(pair: PairPreview, quote: str) -> dict[str, Any]:
    return {
        "symbol": pair.site.symbol,
        "price": plain(pair.site.price),
        "price_at": _moment(pair.site.price_at),
        **(_NO_LADDER if pair.ladder is None else _ladder(pair.ladder)),
        "stresses": [_stress(stress) for stress in pair.stresses],
        "problems": wording.problems(pair.problems, quote),
        "warnings": wording.cautions(pair.cautions, quote),
    }


_NO_LADDER: dict[str, Any] = {
    "rungs": [],
    "margin_now": None,
    "margin_worst": None,
    "cascade_at": None,
    "dropped": [],
}


def _ladder(ladder: Ladder) -> dict[str, Any]:
    return {
        "rungs": [{**rung_texts(rung), "stop": plain(rung.stop)} for rung in ladder.rungs],
        "margin_now": plain(ladder.margin_now),
        "margin_worst": plain(ladder.margin_worst),
        "cascade_at": plain(ladder.cascade_at),
        "dropped": [plain(n) for n in ladder.dropped],
    }


def _stress(stress: Stress) -> dict[str, Any]:
    return {
        "kind": stress.kind,
        "move": plain(stress.move * _HUNDRED),
        "price": plain(stress.price),
        "addons": str(stress.addons),
        "cost": plain(stress.cost),
        "avg": plain(stress.average),
        "margin": plain(stress.margin),
        "profit": plain(stress.profit),
        "share": plain(stress.share * _HUNDRED),
        "bounce": plain(stress.bounce * _HUNDRED),
        "is_liquidated": stress.is_liquidated,
        "is_stopped": stress.is_stopped,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
