"""Where things of the API are found."""

from collections.abc import Mapping
from typing import Any

from rest_framework.reverse import reverse


def check_url(check_id: int, context: Mapping[str, Any]) -> str:
    """Return the absolute address of a check."""
    return reverse("api_check", args=[check_id], request=context["request"])


def events_url(connection_id: int, cursor: object, context: Mapping[str, Any]) -> str:
    """Return the absolute address of the page of events that begins after a place."""
    return f"{reverse('api_events', args=[connection_id], request=context['request'])}?cursor={cursor}"
