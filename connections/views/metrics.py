"""The figures for Prometheus: behind a token, or for this machine alone."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from connections.metrics import exposing

_LOOPBACK = frozenset({"127.0.0.1", "::1"})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not _may_read(request):
        refused = HttpResponse("Send METRICS_TOKEN as a bearer token.\n", "text/plain", 401)
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused
    answer = HttpResponse(exposing.exposition(), CONTENT_TYPE_LATEST)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        sent = request.headers.get("Authorization", "").encode()
        return hmac.compare_digest(sent, f"Bearer {settings.METRICS_TOKEN}".encode())
    # Behind a proxy on this machine, everybody comes from this machine.
    is_forwarded = settings.BEHIND_PROXY or "X-Forwarded-For" in request.headers
    return request.META.get("REMOTE_ADDR") in _LOOPBACK and not is_forwarded
