"""The exchange holds the account back, or what stands before it turns us away."""

from django.utils.translation import gettext as _

from connections.messages.case import Case, Worded


def account_restricted(case: Case) -> Worded:
    """Word the restriction by its reason; without one the exchange did not say why."""
    if case.param("is_edge"):
        return _edge(case)
    title, cause, fix = _BY_REASON.get(str(case.param("reason")), _unnamed)()
    return Worded(case.say(title), case.say(cause), case.say(fix))


def _edge(case: Case) -> Worded:
    """Word what stands before the exchange and turns our servers away: it never saw the key."""
    title = _("%(exchange)s does not let our servers in")
    cause = _(
        "What stands before %(exchange)s blocks the country or the address that we ask from, whatever the key."
    )
    fix = _("Nothing to do; your key was not judged. This is ours to mend, and we ask again by ourselves.")
    return Worded(case.say(title), case.say(cause), fix)


def _frozen() -> tuple[str, str, str]:
    return (
        _("%(exchange)s has frozen this key or the account behind it"),
        _("While it is frozen, nobody can use it, and neither can we."),
        _("Sign in at %(site)s to see why, or ask the support of %(exchange)s."),
    )


def _kyc() -> tuple[str, str, str]:
    return (
        _("%(exchange)s asks for identity verification"),
        _("Until you are verified, %(exchange)s does not let this account trade by API."),
        _("Sign in at %(site)s and complete the identity verification."),
    )


def _region() -> tuple[str, str, str]:
    return (
        _("%(exchange)s is not available for this region"),
        _("%(exchange)s refuses by region: by yours, or by that of our servers. It does not say which."),
        _(
            "Ask the support of %(exchange)s whether your account may trade by API. "
            "If it may, the cause is on our side."
        ),
    )


def _risk() -> tuple[str, str, str]:
    return (
        _("The risk control of %(exchange)s has stopped this account"),
        _("%(exchange)s noticed something unusual in the account and holds it back."),
        _("Sign in at %(site)s and follow what %(exchange)s asks there, or ask its support."),
    )


def _terms() -> tuple[str, str, str]:
    return (
        _("%(exchange)s asks you to accept its terms"),
        _("Until they are accepted, %(exchange)s does not let this account trade by API."),
        _("Sign in at %(site)s, open the market you want to trade and accept the terms shown there."),
    )


def _unnamed() -> tuple[str, str, str]:
    return (
        _("%(exchange)s restricts this account"),
        _("%(exchange)s does not say why."),
        _("Sign in at %(site)s to see whether anything is asked of you, or ask the support of %(exchange)s."),
    )


_BY_REASON = {"frozen": _frozen, "kyc": _kyc, "region": _region, "risk": _risk, "terms": _terms}
