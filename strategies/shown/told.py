"""Reasons in words, each with the page on which the first step is taken."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from strategies.messages import reasons
from strategies.models import Strategy
from strategies.reasons import Reason

# Nobody's fault, and gone by itself.
_NEEDS_TIME = frozenset({"not_checked", "no_answer", "markets_loading", "prices_loading", "passport_old"})
# Nothing is wrong; the reader decides.
_ADVICE = frozenset({"mended"})


@dataclass(frozen=True, slots=True)
class Told:
    code: str
    title: str
    fix: str
    tone: str
    link: str = ""
    link_text: str = ""


def tell(found: Iterable[Reason], strategy: Strategy) -> list[Told]:
    """Return reasons in words, each once."""
    told: dict[tuple[str, str], Told] = {}
    for reason in found:
        one = _told(reason, strategy)
        told.setdefault((one.code, str(one.title)), one)
    return list(told.values())


def _told(reason: Reason, strategy: Strategy) -> Told:
    worded = reasons.word(reason, strategy.exchange)
    tone = "warn" if reason.code in _NEEDS_TIME | _ADVICE else "bad"
    link, text = "", ""
    if worded.target == "settings":
        link, text = reverse("strategy_edit", args=[strategy.pk]), gettext("Change the settings")
    elif worded.target == "connection" and strategy.connection_id is not None:
        link = reverse("connection", args=[strategy.connection_id])
        text = gettext("Open the connection")
    return Told(reason.code, worded.title, worded.fix, tone, link, text)
