"""How we know that a key has a right or not."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from connections.exchanges.base import Exchange
from connections.findings import Grant, Permission, Right
from connections.messages.sentence import machine, say


def evidence(right: Right, permission: str, exchange: Exchange) -> str:
    """Return one sentence; evidence of another version of this program says only that the exchange was asked."""
    return _WORDING.get(right.evidence, _not_reported)(right, permission, exchange)


def _listed(right: Right, permission: str, exchange: Exchange) -> str:
    text = _("%(exchange)s lists the right %(token)s.")
    if right.value is Grant.UNKNOWN:
        text = _("%(exchange)s lists the right %(token)s, and we do not know what it allows.")
    return say(text, exchange=exchange.name, token=machine(str(right.params.get("token", ""))))


def _not_listed(right: Right, permission: str, exchange: Exchange) -> str:
    text = _("%(exchange)s does not list this right.")
    if permission == Permission.WITHDRAW:
        text = _("%(exchange)s lists no right to withdraw.")
    return say(text, exchange=exchange.name)


def _not_reported(right: Right, permission: str, exchange: Exchange) -> str:
    return say(_("%(exchange)s does not say."), exchange=exchange.name)


def _rule(right: Right, permission: str, exchange: Exchange) -> str:
    text = _("This follows from the rules of %(exchange)s.")
    if right.params.get("rule") == "account_cannot_trade":
        text = _("%(exchange)s says that this account cannot trade.")
    return say(text, exchange=exchange.name)


def _read(right: Right, permission: str, exchange: Exchange) -> str:
    count = int(right.params.get("count", 0))
    texts = {
        "balance": ngettext("Read %(count)s balance.", "Read %(count)s balances.", count),
        "orders": ngettext("Read %(count)s open order.", "Read %(count)s open orders.", count),
        "positions": ngettext("Read %(count)s position.", "Read %(count)s positions.", count),
    }
    text = texts.get(
        str(right.params.get("what")), _("%(exchange)s answered a question that needs this right.")
    )
    return say(text, count=count, exchange=exchange.name)


def _test_accepted(right: Right, permission: str, exchange: Exchange) -> str:
    return _("A test order was accepted; nothing was placed.")


def _refused(right: Right, permission: str, exchange: Exchange) -> str:
    code = str(right.params.get("code") or "")
    if not code:
        return say(_("%(exchange)s refused what needs this right."), exchange=exchange.name)
    text = _("%(exchange)s refused what needs this right (code %(code)s).")
    return say(text, exchange=exchange.name, code=machine(code))


def _opened(right: Right, permission: str, exchange: Exchange) -> str:
    return say(_("%(exchange)s answered a question that needs this right."), exchange=exchange.name)


_WORDING: Mapping[str, Callable[[Right, str, Exchange], str]] = {
    "listed": _listed,
    "not_listed": _not_listed,
    "not_reported": _not_reported,
    "rule": _rule,
    "read": _read,
    "test_accepted": _test_accepted,
    "refused": _refused,
    "opened": _opened,
}
