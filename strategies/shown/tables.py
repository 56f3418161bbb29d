"""A ladder and its stress as tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from connections.messages.sentence import machine, say
from strategies.ladder.building import Ladder
from strategies.ladder.rungs import Rung
from strategies.preview.result import Stress
from strategies.preview.site import Site
from strategies.shown import amounts


@dataclass(frozen=True, slots=True)
class Row:
    """One order and the position after it."""

    n: int
    name: str
    price: str
    away: str  # from the base order, signed percent
    quote: str
    average: str
    break_even: str
    profit: str
    bounce: str
    stop: str
    liquidation: str
    is_unreachable: bool  # the position is liquidated before


@dataclass(frozen=True, slots=True)
class StressRow:
    name: str
    price: str
    addons: int
    margin: str
    profit: str
    share: str
    bounce: str
    tone: str
    verdict: str


def rows(ladder: Ladder, site: Site, *, is_profit_of_base: bool) -> Iterator[Row]:
    """Yield the orders from the first to the last."""
    for rung in ladder.rungs:
        is_lost = ladder.cascade_at is not None and rung.n >= ladder.cascade_at
        yield _row(rung, ladder.rungs[0], site, rung.tp_base if is_profit_of_base else rung.tp_total, is_lost)


def _row(rung: Rung, base: Rung, site: Site, profit: Decimal, is_lost: bool) -> Row:
    def price(value: Decimal | None) -> str:
        return "" if value is None else amounts.price(value, site.price_step)

    return Row(
        n=rung.n,
        name=gettext("Base order") if not rung.n else gettext("Add-on %(number)d") % {"number": rung.n},
        price=price(rung.price),
        away=amounts.signed_percent(rung.price / base.price - 1),
        quote=amounts.money(rung.quote),
        average=price(rung.average),
        break_even=price(rung.break_even),
        profit=price(profit),
        bounce=amounts.percent(rung.bounce),
        stop=price(rung.stop),
        liquidation=price(rung.liquidation),
        is_unreachable=is_lost,
    )


def stresses(found: Sequence[Stress], site: Site) -> Iterator[StressRow]:
    """Yield what the group looks like at other prices."""
    for one in found:
        yield StressRow(
            name=_name(one),
            price=amounts.price(one.price, site.price_step),
            addons=one.addons,
            margin=amounts.money(one.margin),
            profit=amounts.signed_money(one.profit),
            share=amounts.signed_percent(one.share),
            bounce=amounts.percent(one.bounce),
            tone="good" if one.profit > 0 else "bad" if one.is_liquidated or one.is_stopped else "",
            verdict=_verdict(one),
        )


def _name(one: Stress) -> str:
    if one.kind == "now":
        return gettext("Price now")
    if one.kind == "stop":
        return gettext("At the stop")
    return say(gettext("Price %(move)s"), move=machine(f"{amounts.signed_percent(one.move)} %"))


def _verdict(one: Stress) -> str:
    if one.is_liquidated:
        return gettext("liquidated")
    return gettext("stopped") if one.is_stopped else ""
