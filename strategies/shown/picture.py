"""The chart of a ladder with its words: what each line is called, what each order costs, and a text instead of it."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from strategies.ladder.building import Ladder
from strategies.preview.site import Site
from strategies.shown import amounts
from strategies.shown.chart import Chart, Column, Tag, chart

_LETTER, _MOST_LETTERS = 4.6, 12  # pixels of a letter over a bar, and how many are read at all


@dataclass(frozen=True, slots=True)
class Label:
    """A tag with its name and its price in the reader's notation."""

    tag: Tag
    name: str
    price: str


@dataclass(frozen=True, slots=True)
class Bar:
    column: Column
    name: str
    size: str
    told: str  # the whole order in one line, for whoever points at it


@dataclass(frozen=True, slots=True)
class Picture:
    chart: Chart
    labels: tuple[Label, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    quote: str
    title: str
    description: str


def picture(ladder: Ladder, site: Site, *, is_profit_of_base: bool, resting: int) -> Picture | None:
    """Return the drawing of a pair; None where nothing can be drawn."""
    if site.price is None or not ladder.rungs:
        return None
    drawn = chart(ladder.rungs, site.price, is_profit_of_base=is_profit_of_base, resting=resting)
    labels = tuple(
        Label(tag, _name(tag.kind), amounts.price(tag.price, site.price_step)) for tag in drawn.tags
    )
    return Picture(
        chart=drawn,
        labels=labels,
        bars=tuple(_bar(column, site, _letters(drawn)) for column in drawn.columns),
        ticks=tuple((y, amounts.number(price)) for y, price in drawn.ticks),
        quote=site.quote,
        title=gettext("Ladder of %(pair)s") % {"pair": site.symbol},
        description=_description(labels, site),
    )


def _name(kind: str) -> str:
    """Return the short name of a line; there is room for about fifteen letters."""
    names = {
        "now": pgettext("on the chart", "Price now"),
        "last": pgettext("on the chart", "Last add-on"),
        "average": pgettext("on the chart", "Average"),
        "even": pgettext("on the chart", "Break-even"),
        "profit": pgettext("on the chart", "Take-profit"),
        "stop": pgettext("on the chart", "Stop"),
        "liquidation": pgettext("on the chart", "Liquidation"),
    }
    return names[kind]


def _letters(drawn: Chart) -> int:
    """Return how many letters of a size fit over a bar; where only the last bar has one, it has room."""
    first, *others = drawn.columns
    return int((others[0].x - first.x) / _LETTER) if others and first.has_size else _MOST_LETTERS


def _bar(column: Column, site: Site, most: int) -> Bar:
    rung = column.rung
    values = {
        "number": rung.n,
        "price": amounts.price(rung.price, site.price_step),
        "amount": amounts.money(rung.quote),
        "quote": site.quote,
    }
    told = gettext("Add-on %(number)d at %(price)s for %(amount)s %(quote)s")
    if not rung.n:
        told = gettext("Base order at %(price)s for %(amount)s %(quote)s")
    name = pgettext("on the chart", "Base") if not rung.n else str(rung.n)
    size = amounts.short(rung.quote)
    return Bar(column, name, size if len(size) <= most else "", told % values)


def _description(labels: tuple[Label, ...], site: Site) -> str:
    """Return what the chart shows, line by line from the highest price down; the table beside it has the rest."""
    lines = ", ".join(f"{label.name} {label.price}" for label in labels)
    text = gettext(
        "Prices in %(quote)s after the last add-on, from high to low: %(lines)s. The table has every order."
    )
    return text % {"quote": site.quote, "lines": lines}
