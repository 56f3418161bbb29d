"""A preview in words: what is wrong, what to know, what it all comes to, and one pair in full."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from connections.messages.sentence import say
from strategies.messages import case, cautions, labels, problems
from strategies.preview.result import PairPreview, Preview
from strategies.problems import Problem
from strategies.settings import Chosen
from strategies.shown import amounts
from strategies.shown.picture import Picture, picture
from strategies.shown.sums import Total, gist, left_out, totals
from strategies.shown.tables import Row, StressRow, rows, stresses

# What is wrong with several fields at once is mended at the first of them.
_WITHIN = {"addon_zone": "addon_zone.low", "recovery": "recovery.mode", "connection": "name"}


def id_of(field: str) -> str:
    """Return the id that a field has on the page."""
    return f"id_{field.replace('.', '-')}"


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
    left_out: str  # that some pairs are not counted in them
    missing: tuple[Wrong, ...]  # what was not filled in yet: nothing is wrong with that while somebody types
    wrong: tuple[Wrong, ...]
    cautions: tuple[str, ...]
    pair: Pair | None
    others: tuple[Other, ...]
    unpriced: tuple[str, ...]
    fetched: str  # that their prices are on their way
    unknown: str  # the same where they have not come for long
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
    fetched, unknown = _awaited(preview.unpriced)
    return Shown(
        totals=tuple(totals(preview)),
        left_out=left_out(preview),
        missing=tuple(one for one, code in everything if code == "required"),
        wrong=tuple(wrong),
        cautions=tuple(cautions.words(preview.cautions, preview.quote)),
        pair=_pair(main, chosen) if main else None,
        others=tuple(_other(one) for one in preview.pairs) if len(preview.pairs) > 1 else (),
        unpriced=preview.unpriced,
        fetched=fetched,
        unknown=unknown,
        quote=preview.quote,
        gist=gist(preview, len(everything)),
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


def _awaited(symbols: Sequence[str]) -> tuple[str, str]:
    """Return that prices are on their way, and that they have not come; empty where all are known."""
    if not symbols:
        return "", ""
    named = case.pairs(symbols)
    return (
        say(gettext("The price of %(pairs)s is being fetched."), pairs=named),
        say(gettext("The price of %(pairs)s is not known yet: the exchange has told none."), pairs=named),
    )


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
        text = gettext("The price is being fetched.") if one.site.is_awaited else ""
        return Other(one.site.symbol, text, "live" if text else "")
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
