"""What settings come to at an exchange: read, with their preview where the markets are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from strategies import settings
from strategies.markets import lookup
from strategies.markets.lookup import Found
from strategies.models import Strategy
from strategies.preview.building import preview
from strategies.preview.gathering import problems_of
from strategies.preview.result import Preview
from strategies.problems import Problem
from strategies.settings import Chosen


@dataclass(frozen=True, slots=True)
class Look:
    """Settings and their preview; while `is_loading`, markets that would say more are not there yet."""

    chosen: Chosen
    preview: Preview
    is_loading: bool

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the settings; of what is wrong at several pairs the strictest."""
        return problems_of(self.preview)


def look(chosen: Chosen, exchange: str | None) -> Look:
    """Return what read settings come to; without an exchange no pair is looked at."""
    return _looks([(chosen, exchange)])[0]


def looks(strategies: Sequence[Strategy]) -> dict[int, Look]:
    """Return what stored settings come to now, by the id of their strategy; one query a market, not a strategy."""
    chosen = [(settings.read(one.raw()), one.exchange) for one in strategies]
    return {one.pk: seen for one, seen in zip(strategies, _looks(chosen), strict=True)}


def _looks(chosen: Sequence[tuple[Chosen, str | None]]) -> list[Look]:
    found = {place: lookup.sites(*place, pairs) for place, pairs in _wanted(chosen).items()}
    places = [_place(one, exchange) for one, exchange in chosen]
    return [
        _look(one, found.get(place) if place else None)
        for (one, _), place in zip(chosen, places, strict=True)
    ]


def _wanted(chosen: Sequence[tuple[Chosen, str | None]]) -> dict[tuple[str, str], list[str]]:
    """Return the pairs to look up by exchange and market."""
    wanted: dict[tuple[str, str], dict[str, None]] = {}
    for one, exchange in chosen:
        if (place := _place(one, exchange)) and one.values["pairs"]:
            wanted.setdefault(place, {}).update(dict.fromkeys(one.values["pairs"]))
    return {place: list(pairs) for place, pairs in wanted.items()}


def _place(chosen: Chosen, exchange: str | None) -> tuple[str, str] | None:
    """Return exchange and market; None where one of them was not chosen, so that nothing can be looked up."""
    market_type = chosen.values["market_type"]
    return (exchange, str(market_type)) if exchange and market_type else None


def _look(chosen: Chosen, found: Found | None) -> Look:
    pairs = tuple(chosen.values["pairs"])
    if found is None or found.is_loading:
        seen = preview(chosen, ())
        return Look(chosen, replace(seen, unpriced=pairs) if found else seen, found is not None)
    sites = {site.symbol: site for site in found.sites}
    unknown = [pair for pair in pairs if pair in found.unknown]
    seen = preview(chosen, [sites[pair] for pair in pairs if pair in sites], unknown)
    return Look(chosen, seen, is_loading=False)


def of_pairs(look: Look) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong at single pairs."""
    for pair in look.preview.pairs:
        yield from ((pair.site.symbol, problem) for problem in pair.problems)
