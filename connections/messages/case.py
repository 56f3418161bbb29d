"""One finding on its way into words, with the values that most sentences name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from connections.exchanges.base import Exchange
from connections.findings import Finding, Market
from connections.messages import captions
from connections.messages.sentence import Sentence, caption, machine, say, several


@dataclass(frozen=True)
class Worded:
    """What happened, why, and the next click: plain strings that mark up their machine text on a page.

    `why` are the facts behind it, a sentence each, where a check brought some.
    """

    title: str
    cause: str
    fix: str
    why: tuple[str, ...] = ()


def recheck() -> str:
    """Return what a person reads after the clicks at the exchange: nothing has to be done here."""
    return _("We check again by ourselves.")


@dataclass(frozen=True)
class Case:
    """A finding at one exchange; `egress` are our own addresses."""

    finding: Finding
    exchange: Exchange
    egress: Sequence[str]

    def param(self, name: str) -> Any:
        return self.finding.params.get(name)

    @property
    def markets(self) -> Sequence[Market]:
        """Return the markets that the connection is for, in the exchange's order; all where nobody noted them."""
        noted = self.param("markets")
        return [one for one in self.exchange.markets if not noted or one in noted]

    def say(self, text: str, **values: str | int) -> Sentence:
        """Fill a text; exchange, site, menu and addresses need not be passed."""
        common: dict[str, str | int] = {
            "exchange": self.exchange.name,
            "site": machine(captions.site(self.exchange)),
            "menu": caption(captions.key_menu(self.exchange)),
            "addresses": several(self.egress),
            "api_key": caption(captions.field(self.exchange, "api_key")),
            "secret": caption(captions.field(self.exchange, "secret")),
        }
        return say(text, **{**common, **values})

    def edit_address_list(self) -> Sentence:
        """Return the clicks that put our addresses on the key's list."""
        menu = captions.address_menu(self.exchange)
        if not menu:
            return self.say(_("In %(menu)s edit the key, add %(addresses)s to its IP list and save."))
        text = _("In %(menu)s edit the key, add %(addresses)s to its IP list (%(list)s) and save.")
        return self.say(text, list=caption(menu))

    def tick(self, markets: Sequence[Market]) -> Sentence:
        """Return the clicks that switch on what these markets need."""
        text = _("In %(menu)s edit the key, tick %(rights)s, and save.")
        return self.say(text, rights=several(captions.to_tick(self.exchange, markets), caption))
