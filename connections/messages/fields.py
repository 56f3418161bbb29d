"""What stands at the fields that a key is pasted into."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from connections.exchanges.base import CredentialField, Exchange
from connections.messages.private_keys import about
from connections.messages.sentence import Sentence, caption, say, together

_LABELS = {
    "api_key": gettext_lazy("API key"),
    "secret": gettext_lazy("API secret"),
    "passphrase": gettext_lazy("Passphrase"),
}
# Captions that are our labels already, as far as they are read in English.
_OURS = frozenset({"api key", "api secret"})


def label(spec: CredentialField, exchange: Exchange) -> str:
    if spec.name == "secret" and exchange.private_keys:
        return _("API secret or private key") if exchange.has_hmac else _("Private key")
    return str(_LABELS[spec.name])


def explained(spec: CredentialField, exchange: Exchange, *, is_beside_label: bool = False) -> Sentence:
    """Return what belongs into a field; beside our label, a caption that says the same is left out."""
    if spec.name == "passphrase":
        own = _("The one you chose for this key, not your password at %(exchange)s.")
        return say(own, exchange=exchange.name)
    own = _("%(exchange)s calls it %(caption)s.")
    is_said = is_beside_label and spec.label.lower() in _OURS
    called = say("" if is_said else own, exchange=exchange.name, caption=caption(spec.label))
    return together(called, about(exchange)) if spec.name == "secret" else called
