"""What staff are told of the installation itself."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from connections import exchanges
from connections.messages.sentence import machine, say, several, together
from notifications.words import Severity, Wording, Words


def _foreign_address(params: dict[str, Any], user: User) -> Words:
    exchange, address = exchanges.get(params["exchange"]).name, machine(str(params["address"]))
    title = say(_("%(exchange)s sees us from an address that is none of ours"), exchange=exchange)
    seen = say(_("It saw %(address)s, which is not in EGRESS, and refused a key for it."), address=address)
    why = _("Either our requests leave by another way than they should, or EGRESS lacks an address.")
    then = _("Until that is put right, keys are refused that their owners bound to our addresses.")
    return Words(title, together(seen, why, then), _("See the addresses"))


def _way_out_silent(params: dict[str, Any], user: User) -> Words:
    names = several([exchanges.get(code).name for code in params["exchanges"]])
    way = str(params.get("address") or "")
    title = say(_("One of our ways out does not work"))
    text = say(_("None of these answers us: %(exchanges)s."), exchanges=names)
    if not params["exchanges"]:
        text = say(_("The proxy for %(address)s does not carry our requests."), address=machine(way))
    elif way:
        named = _("None of these answers us when we ask from %(address)s: %(exchanges)s.")
        text = say(named, address=machine(way), exchanges=names)
    why = _("That is our own network or proxy rather than the exchanges.")
    then = _(
        "Nobody was told that they are down. Keys stay as they are, and are looked at again by themselves."
    )
    return Words(title, together(text, why, then), _("See how the exchanges are"))


WORDINGS: Mapping[str, tuple[Severity, Wording]] = {
    "foreign_address": (Severity.CRITICAL, _foreign_address),
    "way_out_silent": (Severity.CRITICAL, _way_out_silent),
}
