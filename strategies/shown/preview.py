"""A preview in words: what is wrong, what to know, what it all comes to, and one pair in full."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from connections.messages.sentence import machine
from strategies.messages import cautions, labels, problems
from strategies.preview.result import PairPreview, Preview
from strategies.problems import Problem
from strategies.settings import Chosen
from strategies.shown import amounts
from strategies.shown.picture import Picture, picture
from strategies.shown.tables import Row, StressRow, rows, stresses

# What is wrong with several fields at once is mended at the first of them.
_WITHIN = {"addon_zone": "addon_zone.low", "recovery": "recovery.mode", "connection": "name"}


def id_of(field: str) -> str:
    """Return the id that a field has on the page."""
    return f"id_{field.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Total:
    """One sum; `tone` says how to look at it: empty, bad."""

    label: str
    value: str
    help: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One problem, with the field that mends it; `pair` where it is about one of them."""

    field: str
    label: str
    text: str
    pair: str = ""

    @property
    def id(self) -> str:
        """Return the id of the input to go to."""
        return id_of(_WITHIN.get(self.field, self.field))


@dataclass(frozen=True, slots=True)
class Pair:
    """The pair that is shown in full."""

    symbol: str
    price: str
    price_at: datetime | None
    picture: Picture | None
    rows: tuple[Row, ...]
    stresses: tuple[StressRow, ...]
    cautions: tuple[str, ...]
    has_liquidation: bool
    has_stop: bool


@dataclass(frozen=True, slots=True)
class Other:
    """A pair in one line."""

    symbol: str
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Shown:
    totals: tuple[Total, ...]
    missing: tuple[Wrong, ...]  # what was not filled in yet: nothing is wrong with that while somebody types
    wrong: tuple[Wrong, ...]
    cautions: tuple[str, ...]
    pair: Pair | None
    others: tuple[Other, ...]
    unpriced: tuple[str, ...]
    quote: str
    gist: str
    is_drawn: bool  # a pair has a ladder, or will have one as soon as its price is there

    @property
    def is_sound(self) -> bool:
        return not (self.missing or self.wrong)


def shown(preview: Preview, chosen: Chosen, symbol: str = "") -> Shown:
    """Return a preview with the pair `symbol` in full; the first one that has a ladder by default."""
    everything = [*_wrongs(preview.problems), *_of_pairs(preview.pairs, preview.problems)]
    wrong = [one for one, code in everything if code != "required"]
    main = _main(preview.pairs, symbol)
    found = _totals(preview)
    return Shown(
        totals=found,
        missing=tuple(one for one, code in everything if code == "required"),
        wrong=tuple(wrong),
        cautions=tuple(cautions.words(preview.cautions, preview.quote)),
        pair=_pair(main, chosen) if main else None,
        others=tuple(_other(one) for one in preview.pairs) if len(preview.pairs) > 1 else (),
        unpriced=preview.unpriced,
        quote=preview.quote,
        gist=_gist(found, preview.quote, len(everything)),
        is_drawn=bool(preview.unpriced) or any(one.ladder for one in preview.pairs),
    )


def _main(pairs: Sequence[PairPreview], symbol: str) -> PairPreview | None:
    asked = (one for one in pairs if one.site.symbol == symbol)
    drawn = (one for one in pairs if one.ladder)
    return next(asked, None) or next(drawn, None) or next(iter(pairs), None)


def _wrongs(found: Iterable[Problem], pair: str = "") -> list[tuple[Wrong, str]]:
    return [(wrong(one, pair), one.code) for one in found]


def wrong(problem: Problem, pair: str = "") -> Wrong:
    """Return a problem in words."""
    return Wrong(problem.field, labels.field_label(problem.field), problems.word(problem), pair)


def _of_pairs(pairs: Sequence[PairPreview], said: Sequence[Problem]) -> list[tuple[Wrong, str]]:
    """Return the problems of single pairs that were not said of all of them already."""
    return [
        told
        for one in pairs
        for told in _wrongs([problem for problem in one.problems if problem not in said], one.site.symbol)
    ]


def _totals(preview: Preview) -> tuple[Total, ...]:
    """Return the sums, as far as they are known."""
    found = []
    if preview.margin_now is not None:
        text = gettext("what the base orders and the add-ons placed at once tie up")
        found.append(Total(gettext("Margin at the start"), amounts.money(preview.margin_now), text))
    if preview.margin_worst is not None:
        text = gettext("every add-on filled in every group, with fees")
        found.append(Total(gettext("Worst case"), amounts.money(preview.margin_worst), text))
    if preview.loss_at_stop is not None:
        text = gettext("if every group is stopped after its last add-on")
        value = amounts.signed_money(preview.loss_at_stop)
        found.append(Total(gettext("Loss at the stop"), value, text, "bad"))
    return tuple(found)


def _gist(totals: Sequence[Total], quote: str, number_wrong: int) -> str:
    """Return the preview in one line, for a narrow screen and for those who listen."""
    told = [f"{total.label} {machine(f'{total.value} {quote}')}" for total in totals]
    if number_wrong:
        told.append(gettext("To fill in or mend: %(number)d") % {"number": number_wrong})
    return " · ".join(told)


def _pair(one: PairPreview, chosen: Chosen) -> Pair:
    ladder, site = one.ladder, one.site
    drawn = None
    if ladder and chosen.ladder:
        is_of_base, resting = chosen.ladder.is_profit_of_base, chosen.ladder.active_addons
        drawn = picture(ladder, site, is_profit_of_base=is_of_base, resting=resting)
    is_of_base = bool(chosen.ladder and chosen.ladder.is_profit_of_base)
    return Pair(
        symbol=site.symbol,
        price=amounts.price(site.price, site.price_step) if site.price is not None else "",
        price_at=site.price_at,
        picture=drawn,
        rows=tuple(rows(ladder, site, is_profit_of_base=is_of_base)) if ladder else (),
        stresses=tuple(stresses(one.stresses, site)),
        cautions=tuple(cautions.words(one.cautions, site.quote)),
        has_liquidation=bool(ladder and ladder.rungs[-1].liquidation is not None),
        has_stop=bool(ladder and ladder.rungs[-1].stop is not None),
    )


def _other(one: PairPreview) -> Other:
    """Return a pair in one line: how far its ladder goes and what it costs, or why there is none."""
    if one.problems:
        return Other(one.site.symbol, problems.word(one.problems[0]), "bad")
    if one.ladder is None:
        return Other(one.site.symbol, gettext("The price is being fetched."), "live")
    first, last = one.ladder.rungs[0], one.ladder.rungs[-1]
    down, up = (
        gettext("down to %(price)s, worst case %(amount)s"),
        gettext("up to %(price)s, worst case %(amount)s"),
    )
    text = (down if last.price <= first.price else up) % {
        "price": amounts.price(last.price, one.site.price_step),
        "amount": f"{amounts.money(one.ladder.margin_worst)} {one.site.quote}",
    }
    return Other(one.site.symbol, text, "warn" if one.cautions else "good")
