"""One reason on its way into words, with the values that sentences name."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.translation import ngettext

from connections import exchanges
from connections import messages as connection_messages
from connections.exchanges.base import Exchange
from connections.findings import Finding
from connections.messages.sentence import Sentence, machine, say, several, together
from strategies.reasons import Reason

_SHOWN = 5  # pairs that a sentence names


@dataclass(frozen=True)
class Worded:
    """What is in the way, and the first step out of it.

    `target` is where that step is taken: "connection", "settings" (of the strategy), or empty where there is nothing
    to click. A title has no full stop at its end unless it is that of a setting; a fix is made of whole sentences.
    """

    title: Sentence
    fix: Sentence
    target: str = ""


@dataclass(frozen=True)
class Case:
    """A reason at an exchange; None where nobody said at which one."""

    reason: Reason
    exchange: Exchange | None

    def param(self, name: str) -> Any:
        return self.reason.params.get(name)

    def text(self, name: str) -> str:
        """Return a parameter as text, empty where it is missing."""
        value = self.param(name)
        return "" if value is None else str(value)

    def texts(self, name: str) -> list[str]:
        value = self.param(name)
        return [str(one) for one in value] if isinstance(value, list | tuple) else []

    def amount(self, name: str) -> Sentence:
        """Return an amount of money with its currency."""
        return amount(self.text(name), self.text("quote"))

    def at(self, named: str, unnamed: str, **values: str | int) -> Sentence:
        """Fill the text that names the exchange, or the one beside it that does without."""
        if self.exchange is None:
            return say(unnamed, **values)
        return say(named, exchange=self.exchange.name, **values)

    def of_connection(self, *found: Finding) -> Worded | None:
        """Return what connections say of the first finding and how many more there are; None where they cannot."""
        if self.exchange is None or not found:
            return None
        first = connection_messages.finding(found[0], self.exchange, settings.EGRESS)
        more = len(found) - 1
        text = ngettext(
            "There is %(count)s more thing to see.", "There are %(count)s more things to see.", more
        )
        fix = together(first.fix, say(text, count=more) if more else "")
        return Worded(together(first.title), fix, "connection")

    def findings(self) -> list[Finding]:
        """Return the connection's findings that the reason carries: stored ones, or their codes alone."""
        carried = self.param("findings") or ()
        return [Finding(one) if isinstance(one, str) else Finding.from_json(one) for one in carried]


def exchange_named(code: str) -> Exchange | None:
    return exchanges.every().get(code)


def number(text: str) -> str:
    """Return decimal text in the reader's notation; what is no number stays as it is."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return formats.number_format(Decimal(plain), use_l10n=True, force_grouping=True)


def amount(text: str, currency: str) -> Sentence:
    return machine(f"{number(text)} {currency}".strip())


def pairs(symbols: Sequence[str]) -> Sentence:
    """Return the pairs by name, of many of them the first ones and how many more there are."""
    more = len(symbols) - _SHOWN
    if more < 2:  # a last one is named as quickly as counted
        return several(symbols)
    others = say(ngettext("%(count)s more", "%(count)s more", more), count=more)
    return several([*symbols[:_SHOWN], others], lambda one: others if one is others else machine(one))
