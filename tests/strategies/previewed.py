"""Previews of settings that are right in themselves, and what they say in short."""

from typing import Any

from strategies.preview.building import preview
from strategies.preview.result import PairPreview, Preview
from strategies.preview.site import Site
from strategies.settings import read
from tests.strategies.chosen import SPOT, site


def seen(sites: list[Site], raw: dict[str, Any] = SPOT, /, **changed: Any) -> Preview:
    chosen = read(raw | {"pairs": [one.symbol for one in sites]} | changed)
    assert chosen.problems == ()
    return preview(chosen, sites)


def only(raw: dict[str, Any] = SPOT, market: Site | None = None, /, **changed: Any) -> PairPreview:
    symbol = "BTC/USDT:USDT" if raw["market_type"] == "futures" else "BTC/USDT"
    (pair,) = seen([market or site(symbol)], raw, **changed).pairs
    return pair


def codes(pair: PairPreview) -> list[tuple[str, str, str]]:
    return [(problem.field, problem.code, problem.allowed) for problem in pair.problems]


def cautions(pair: PairPreview) -> list[tuple[str, int | None]]:
    return [(caution.code, caution.rung) for caution in pair.cautions]
