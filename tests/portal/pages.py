"""Every page of the portal, for tests that walk all of them."""

from django.urls import URLPattern, URLResolver, get_resolver

# Answered to anybody.
PUBLIC = (
    "/",
    "/exchanges/",
    "/status/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
)
# One's own, without a connection.
OWN = (
    "/connections/",
    "/connections/new/",
    "/connections/new/mexc/",
    "/connections/new/kucoin/",
    "/strategies/",
    "/strategies/new/",
    "/notifications/",
    "/profile/",
    "/accounts/2fa/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/reauthenticate/",
)


def of_connection(pk: int) -> list[str]:
    """Return every address below /connections/<id>/ that the site has."""
    return [f"/{route.replace('<int:pk>', str(pk))}" for route in _routes() if "<int:pk>" in route]


def _routes() -> list[str]:
    found: list[str] = []
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern) and str(pattern.pattern).startswith("connections/"):
            found.append(str(pattern.pattern))
        elif isinstance(pattern, URLResolver) and not str(pattern.pattern):
            found += [str(inner.pattern) for inner in pattern.url_patterns]
    return found
