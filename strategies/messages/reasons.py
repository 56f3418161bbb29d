"""From a reason's code to its words: what is in the way, with the measured values, and the first step."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from connections.messages.sentence import Sentence, say
from strategies.messages import of_connection, of_market, of_money, problems
from strategies.messages.case import Case, Worded, exchange_named
from strategies.problems import Problem
from strategies.reasons import Reason

__all__ = ("CODES", "Worded", "as_sentence", "word")


def word(reason: Reason, exchange: str = "") -> Worded:
    """Return title and fix in the language active now; a reason that names its exchange needs no second argument."""
    named = reason.params.get("exchange") or exchange
    case = Case(reason, exchange_named(str(named)))
    return _WORDING.get(reason.code, _unknown)(case)


def as_sentence(title: Sentence) -> Sentence:
    """Return a title as a sentence among others; some end with a full stop already."""
    return title if title.endswith((".", "؟", "?")) else say(_("%(title)s."), title=title)


def _of_settings(case: Case) -> Worded:
    """Word a setting as its own field does."""
    rung = case.param("rung")
    value, allowed = case.param("value"), case.text("allowed")
    problem = Problem(case.text("field"), case.text("problem"), value, allowed, rung)
    fix = _("Change it in the settings of the strategy.")
    return Worded(problems.word(problem, case.text("quote")), say(fix), "settings")


def _mended(case: Case) -> Worded:
    fix = _("Enable it when you want it to run again.")
    return Worded(say(_("What held it back is mended")), say(fix))


def _unknown(case: Case) -> Worded:
    """Word a code of another version of this program."""
    title = say(_("Something is in the way that this page does not know"))
    return Worded(title, say(_("Open the strategy a little later and try again.")))


_WORDING: Mapping[str, Callable[[Case], Worded]] = {
    "no_connection": of_connection.no_connection,
    "disconnected": of_connection.disconnected,
    "not_checked": of_connection.not_checked,
    "action_required": of_connection.action_required,
    "quarantined": of_connection.quarantined,
    "can_withdraw": of_connection.can_withdraw,
    "paused": of_connection.paused,
    "market_not_chosen": of_connection.market_not_chosen,
    "market_limited": of_connection.market_limited,
    "right_missing": of_connection.right_missing,
    "passport_old": of_connection.passport_old,
    "no_answer": of_connection.no_answer,
    "pair_unknown": of_market.pair_unknown,
    "pair_inactive": of_market.pair_inactive,
    "pair_not_by_api": of_market.pair_not_by_api,
    "pair_not_for_key": of_market.pair_not_for_key,
    "leverage_too_high": of_market.leverage_too_high,
    "markets_loading": of_market.markets_loading,
    "prices_loading": of_market.prices_loading,
    "balance_unknown": of_money.balance_unknown,
    "over_balance": of_money.over_balance,
    "settings": _of_settings,
    "mended": _mended,
}
CODES = frozenset(_WORDING)
