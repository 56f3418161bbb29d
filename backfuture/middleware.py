"""What stands before everything else: an id for every request, and the two questions of a load balancer."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse

from backfuture import health
from backfuture.lib import logs

# What nginx and we make. Nothing else is taken over: a header is a place where somebody may put anything.
_ID = re.compile(r"[0-9a-f]{32}")


@receiver(request_finished)
def forget_request(**_: Any) -> None:
    logs.name("request", "")


class RequestIdMiddleware:
    """Give every request an id that its log lines carry and its answer names: the proxy's own, where there is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = (
            request.headers.get("X-Request-ID", "").replace("-", "").lower() if settings.BEHIND_PROXY else ""
        )
        request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        # Not for a block: Django writes of a refused request when all middleware is through with it.
        logs.name("request", request_id)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        return response


class HealthMiddleware:
    """Answer /healthz and /readyz before hosts are looked at, redirects made, sessions read or languages chosen.

    A load balancer asks by address and without https; what it is told names nobody and links nowhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            response: HttpResponse = JsonResponse({"alive": True})
        elif request.path == "/readyz":
            parts = health.parts()
            is_ready = all(part == health.OK for part in parts.values())
            response = JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)
        else:
            return self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response
