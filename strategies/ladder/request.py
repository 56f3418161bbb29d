"""A ladder from the fields as a trader names them, percentages as percentages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Any

from strategies import fields
from strategies.ladder.building import Ladder, build
from strategies.ladder.cautions import Caution
from strategies.ladder.interpretation import SIZES, SPACING, addon_order_of, interpret, settings_of
from strategies.ladder.terms import EXACT, ONE, Market, Reference
from strategies.problems import Refused

# Without these the sizes of the orders cannot be told; the price and the rules of the market are among them.
_SIZES = SIZES | (fields.OF_THE_MARKET - {"fee", "mmr"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A ladder with the first add-on it was made from; None where there are no add-ons."""

    ladder: Ladder
    addon_order: Decimal | None
    cautions: tuple[Caution, ...]


def answer(raw: Mapping[str, Any]) -> Answer:
    """Return the ladder; raise Refused with the problems of fields, their combination and the ladder."""
    with localcontext(EXACT):
        values, problems = interpret(raw)
        broken = {problem.field for problem in problems}
        try:
            ladder = None if broken & SPACING else _built(values, broken)
        except Refused as refused:
            raise Refused([*problems, *refused.problems]) from None
        if problems or ladder is None:
            raise Refused(problems)
        addon_order = addon_order_of(values)
        return Answer(ladder, addon_order, (*ladder.cautions, *_unread(raw)))


def _built(values: Mapping[str, Any], broken: set[str]) -> Ladder | None:
    """Return the ladder; where its sizes cannot be told, at least raise what is wrong with its prices."""
    settings = settings_of(values)
    if not broken & _SIZES:
        return build(settings, _market(values), values["price"])
    if settings.deviation_reference is not Reference.AVERAGE:
        build(replace(settings, base_order=ONE, addon_order=ONE, margin_limit=None), Market(), ONE)
    return None


def _market(values: Mapping[str, Any]) -> Market:
    rules = ("lot_step", "price_step", "min_cost", "min_amount")
    return Market(values["fee"], values["mmr"], *(values[name] for name in rules))


def _unread(raw: Mapping[str, Any]) -> tuple[Caution, ...]:
    """Return a caution for each name that means nothing: a slip would silently leave a default in force."""
    known = fields.FIELDS.keys() | fields.OTHERS
    return tuple(Caution("unknown_field", about=name) for name in raw if name not in known)
