"""A strategy that was enabled and is held back: why, what nobody manages meanwhile, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from connections.messages.sentence import Sentence, say, together
from strategies.messages.case import exchange_named, pairs
from strategies.messages.reasons import as_sentence, word
from strategies.reasons import Reason


@dataclass(frozen=True)
class Suspension:
    """`why` names the reasons, `unmanaged` what stays at the exchange, `fix` the first steps, `then` what follows."""

    why: Sentence
    unmanaged: Sentence
    fix: Sentence
    then: Sentence


def suspension(
    reasons: Sequence[Reason], exchange: str, symbols: Sequence[str], *, is_returning: bool
) -> Suspension:
    """Return the words about a suspended strategy on these pairs."""
    worded = [word(reason, exchange) for reason in reasons]
    why = together(*(as_sentence(one.title) for one in worded))
    fix = together(*dict.fromkeys(one.fix for one in worded))
    return Suspension(why, left_alone(exchange, symbols), fix, _then(is_returning))


def left_alone(exchange: str, symbols: Sequence[str]) -> Sentence:
    """Return the sentence that says what stays as it is while nobody manages it."""
    found = exchange_named(exchange)
    if found is None or not symbols:
        return say(_("Open positions and orders stay at the exchange as they are, and nobody manages them."))
    text = _(
        "Open positions and orders in %(pairs)s stay at %(exchange)s as they are, and nobody manages them."
    )
    return say(text, pairs=pairs(symbols), exchange=found.name)


def _then(is_returning: bool) -> Sentence:
    if is_returning:
        return say(_("Once this is put right, the strategy returns by itself and manages them again."))
    return say(
        _("Once this is put right, enable the strategy again: you chose that it does not return by itself.")
    )
