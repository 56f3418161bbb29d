"""What a trader must know of settings that are allowed, in words."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from connections.messages.sentence import Sentence, machine, say
from strategies.ladder.cautions import Caution
from strategies.messages.values import money, percent

_TEXTS: Mapping[str, object] = {
    "raised_to_minimum": _(
        "Add-on %(rung)s is raised from %(asked)s to %(quote)s, the least the exchange takes at its price."
    ),
    "raised_to_minimum base": _(
        "The base order is raised from %(asked)s to %(quote)s, the least the exchange takes at this price."
    ),
    "shrunk_to_limit": _(
        "Add-on %(rung)s gets what the margin limit leaves: %(quote)s instead of %(asked)s."
    ),
    "dropped": _("Add-on %(rung)s does not fit into the margin limit and is left out."),
    "worst_above_limit": _("With fees the worst case is %(worst)s, more than the margin limit of %(limit)s."),
    "stopped_before": _(
        "Add-on %(rung)s at %(price)s can never fill: the stop-loss at %(stop)s comes first."
    ),
    "stop_after_liquidation": _(
        "The stop-loss comes too late: the position would be liquidated near %(liq)s before it."
    ),
    "cascade": _("Add-on %(rung)s at %(price)s can never fill: liquidation near %(liq)s comes first."),
    "buffer_thin": _("With all add-ons filled, liquidation is only %(buffer)s away."),
    "buffer_dangerous": _(
        "With all add-ons filled, liquidation is only %(buffer)s away. That is dangerously close."
    ),
    "improvement_too_small": _(
        "Add-on %(rung)s would better the average by %(improvement)s only and would be refused: "
        "you ask for %(least)s at least."
    ),
    "below_zone": _("Add-on %(rung)s at %(price)s lies below the price zone, which begins at %(low)s."),
    "above_zone": _("Add-on %(rung)s at %(price)s lies above the price zone, which ends at %(high)s."),
    "stopped_by_hard_limit": _(
        "Add-on %(rung)s would bring the margin to %(margin)s and is not placed: the limit for add-ons is %(most)s."
    ),
    "trailing_may_lose": _(
        "With all add-ons filled, trailing may close at %(price)s, which is a loss: break-even is %(break_even)s."
    ),
    "groups_above_pairs": _(
        "You allow %(groups)s open groups, but each pair has one at a time: there can be %(pairs)s."
    ),
    "cross_not_estimated": _(
        "With cross margin, liquidation depends on everything in the futures account. "
        "What is shown is the estimate for isolated margin."
    ),
    "maintenance_unknown": _(
        "The exchange does not tell the maintenance margin of this pair. "
        "The liquidation that is shown leaves it out and may come sooner."
    ),
    "recovery_before_watch": _(
        "Recovery begins at %(recovery)s, before or together with watching at %(watch)s."
    ),
    "pairs_of_main_site": _(
        "Pairs and prices are those of %(main)s. Whether %(site)s trades them is not known."
    ),
    "unknown_field": _("There is no setting called %(about)s."),
}
# Of several add-ons in a row.
_OF_MANY: Mapping[str, object] = {
    "raised_to_minimum": _(
        "Add-ons %(rung)s to %(last)s are raised to the least the exchange takes at their prices."
    ),
    "dropped": _("Add-ons %(rung)s to %(last)s do not fit into the margin limit and are left out."),
}
_OTHER = _("There is something to know about these settings that this page has no words for.")
_SHARES = {"buffer", "improvement", "least", "recovery", "watch"}
_COUNTS = {"groups", "pairs"}


def words(cautions: Sequence[Caution], quote: str) -> Iterator[Sentence]:
    """Yield the sentences of many; what is so of several add-ons in a row is said once of all of them."""
    row: list[Caution] = []
    for one in cautions:
        if row and not _goes_on(row[-1], one):
            yield _of_row(row, quote)
            row = []
        row.append(one)
    if row:
        yield _of_row(row, quote)


def _goes_on(before: Caution, one: Caution) -> bool:
    is_alike = one.code == before.code and one.code in _OF_MANY
    # The base order has a sentence of its own, so no row begins with it.
    return bool(is_alike and before.rung and one.rung == before.rung + 1)


def _of_row(row: Sequence[Caution], quote: str) -> Sentence:
    if len(row) == 1:
        return word(row[0], quote)
    return say(str(_OF_MANY[row[0].code]), rung=row[0].rung or 0, last=row[-1].rung or 0)


def word(caution: Caution, quote: str) -> Sentence:
    """Return whole sentences in the reader's language; amounts and prices are in `quote`."""
    key = f"{caution.code} base" if caution.rung == 0 else caution.code
    text = _TEXTS.get(key) or _TEXTS.get(caution.code, _OTHER)
    values: dict[str, str | int] = {
        name: _shown(name, value, quote) for name, value in caution.values.items()
    }
    return say(str(text), **values, **caution.names, rung=caution.rung or 0, about=machine(caution.about))


def _shown(name: str, value: Decimal, quote: str) -> Sentence:
    if name in _SHARES:
        return percent(value)
    return machine(f"{value:f}") if name in _COUNTS else money(value, quote)
