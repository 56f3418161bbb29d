"""What every page knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def site(request: HttpRequest) -> dict[str, Any]:
    """Provide the sandbox banner's facts, the languages to choose from and the direction of writing."""
    return {
        "is_sandbox": bool(settings.SANDBOX_URL),
        "sandbox_url": settings.SANDBOX_URL,
        "languages": settings.LANGUAGES,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }
