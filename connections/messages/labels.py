"""Short names of codes, for tables, chips and filters."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from connections.findings import Grant, KeyKind, Market, Permission, Severity, Verdict

_STATUS: Mapping[str, object] = {
    Verdict.PENDING: pgettext_lazy("status", "Not judged yet"),
    Verdict.CONNECTED: pgettext_lazy("status", "Connected"),
    Verdict.LIMITED: pgettext_lazy("status", "Limited"),
    Verdict.ACTION_REQUIRED: pgettext_lazy("status", "Needs you"),
    Verdict.QUARANTINED: pgettext_lazy("status", "Quarantined"),
    "paused": pgettext_lazy("status", "Paused"),
    "unreachable": pgettext_lazy("status", "Unreachable"),
}
_PERMISSION: Mapping[str, object] = {
    Permission.READ: pgettext_lazy("right", "Read"),
    Permission.SPOT_TRADE: pgettext_lazy("right", "Trade spot"),
    Permission.FUTURES_TRADE: pgettext_lazy("right", "Trade futures"),
    Permission.MARGIN_TRADE: pgettext_lazy("right", "Trade on margin"),
    Permission.INTERNAL_TRANSFER: pgettext_lazy("right", "Internal transfer"),
    Permission.WITHDRAW: pgettext_lazy("right", "Withdraw"),
}
_GRANT: Mapping[str, object] = {
    Grant.YES: pgettext_lazy("state of a right", "Works"),
    Grant.NO: pgettext_lazy("state of a right", "Off"),
    Grant.UNKNOWN: pgettext_lazy("state of a right", "Not reported"),
}
_MARKET: Mapping[str, object] = {Market.SPOT: _("Spot"), Market.FUTURES: _("Futures")}
_SEVERITY: Mapping[str, object] = {
    Severity.ERROR: pgettext_lazy("severity", "Needs you"),
    Severity.WARNING: pgettext_lazy("severity", "Advice"),
    Severity.INFO: pgettext_lazy("severity", "For your information"),
}
_KEY_STATUS: Mapping[str, object] = {
    "active": pgettext_lazy("key status", "Active"),
    "expired": pgettext_lazy("key status", "Expired"),
    "frozen": pgettext_lazy("key status", "Frozen"),
    "deleted": pgettext_lazy("key status", "Deleted"),
    "unknown": pgettext_lazy("key status", "Not reported"),
}
_KEY_KIND: Mapping[str, object] = {
    KeyKind.HMAC: pgettext_lazy("kind of key", "Shared secret (HMAC)"),
    KeyKind.RSA: pgettext_lazy("kind of key", "Private key (RSA)"),
    KeyKind.ED25519: pgettext_lazy("kind of key", "Private key (Ed25519)"),
    KeyKind.EC: pgettext_lazy("kind of key", "Private key (ECDSA)"),
}
_EXPIRES: Mapping[str, object] = {
    "fixed": pgettext_lazy("expiry", "On a fixed day"),
    "inactivity": pgettext_lazy("expiry", "When it is not used"),
    "none": pgettext_lazy("expiry", "Never"),
    "unknown": pgettext_lazy("expiry", "Not reported"),
}
_CHECK_STATE: Mapping[str, object] = {
    "queued": pgettext_lazy("check", "Waiting"),
    "running": pgettext_lazy("check", "Running"),
    "done": pgettext_lazy("check", "Done"),
}


def status_label(status: str) -> str:
    return _label(_STATUS, status)


def verdict_label(verdict: str) -> str:
    """Return the name of a verdict; a check that judged nothing has an empty one."""
    return _label(_STATUS, verdict or Verdict.PENDING)


def permission_label(permission: str) -> str:
    return _label(_PERMISSION, permission)


def grant_label(permission: str, grant: str) -> str:
    """Return what a right's state is called; of a right to withdraw nobody wants to read that it works."""
    if permission == Permission.WITHDRAW and grant == Grant.YES:
        return str(pgettext_lazy("state of a right", "On"))
    return _label(_GRANT, grant)


def market_label(market: str) -> str:
    return _label(_MARKET, market)


def severity_label(severity: str) -> str:
    return _label(_SEVERITY, severity)


def key_status_label(key_status: str) -> str:
    return _label(_KEY_STATUS, key_status)


def key_kind_label(kind: str) -> str:
    return _label(_KEY_KIND, kind)


def expires_kind_label(expires_kind: str) -> str:
    return _label(_EXPIRES, expires_kind)


def check_state_label(state: str) -> str:
    return _label(_CHECK_STATE, state)


def _label(labels: Mapping[str, object], code: str) -> str:
    """Return the label in the active language; a stored code of another version is shown as it is."""
    return str(labels.get(code, code))
